import { join } from 'node:path';
import type { Logger } from 'pino';
import { ownTimeZone } from '../../shared/time-zone.ts';
import type { AppSecretKeeper } from './app-secrets.ts';
import { readSettings } from './data-folder.ts';
import type { TunnelTokens } from './reach/tunnel-tokens.ts';
import type { Secrets } from './secrets.ts';
import { type Station, startStation } from './station.ts';

/** Where and how a station of this PC is to run. */
export type StationSetUp = {
  dataFolder: string;
  /** The built page, for browsers. */
  pageFolder: string;
  host: string;
  receiverPort: number;
  boardPort: number;
  secrets: Secrets;
  appSecrets: AppSecretKeeper;
  tunnelTokens: TunnelTokens;
  version: string;
  log: Logger;
  /** Starts this station anew, in this process or another. */
  restart: () => void;
  /** Ends this process as a crash does; only where something starts it again. */
  kill?: (() => void) | undefined;
};

/** Starts the station of a prepared data folder on this PC's clock, with a warning for each setting that is risky. */
export function setUpStation(setUp: StationSetUp): Promise<Station> {
  const { secrets, appSecrets, tunnelTokens, log, ...where } = setUp;
  const settings = readSettings(setUp.dataFolder);
  const { current, previous } = appSecrets.inUse;
  if (current === null) {
    log.warn(
      'No app secret is set, so no check-in can be accepted yet; what arrives is kept in quarantine. Set it in the settings of the board.',
    );
  }
  if (settings.verification.weakSignatures !== 'off') {
    log.warn(
      'Weak signatures are accepted: whoever sees a few dozen of them can compute the app secret. Keep the callback address secret, and use HTTPS.',
    );
    for (const secret of [current, previous]) {
      if (secret === null || secret.length >= 32) continue;
      log.warn('An app secret is shorter than 32 characters: no weak signature made with it can ever be accepted.');
    }
  }
  if (settings.verification.trustPath) {
    log.warn(
      'The path is trusted: messages are accepted whose signature proves nothing. Turn trustPath off as soon as signatures verify.',
    );
  }
  return startStation({
    ...where,
    callbackKey: secrets.callbackKey,
    boardToken: secrets.boardToken,
    appSecrets,
    tunnelTokens,
    settings,
    log,
    // Beside this bundle, whichever it is in.
    workerFile: join(import.meta.dirname, 'data-worker.js'),
    clock: { now: Date.now, elapsed: () => performance.now() },
    timeZone: ownTimeZone(),
  });
}

import { uptime } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ownTimeZone } from '../../shared/time-zone.ts';
import { StationKey } from '../custody/station-key.ts';
import type { AppSecretKeeper } from './app-secrets.ts';
import { readSettings } from './data-folder.ts';
import type { StartedBy } from './doctor/facts.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { PlatformSecret } from './platform/platform-secret.ts';
import { TunnelTokens } from './reach/tunnel-tokens.ts';
import { type Station, type StationOptions, startStation } from './station.ts';

/** Where and how a station of this PC is to run. */
export type StationSetUp = {
  dataFolder: string;
  /** The built page, for browsers. */
  pageFolder: string;
  host: string;
  receiverPort: number;
  boardPort: number;
  secrets: KeptSecrets;
  appSecrets: AppSecretKeeper;
  version: string;
  startedBy: StartedBy;
  log: Logger;
  /** Starts this station anew, in this process or another. */
  restart: () => void;
  longStart?: NonNullable<StationOptions['longStart']>;
  /** Ends this process as a crash does; only where something starts it again. */
  kill?: (() => void) | undefined;
};

/** Starts the station of a prepared data folder on this PC's clock. */
export function setUpStation(setUp: StationSetUp): Promise<Station> {
  const { secrets, ...where } = setUp;
  return startStation({
    ...where,
    boardToken: secrets.all.boardToken,
    stationKey: new StationKey(secrets.all.stationKey),
    settings: readSettings(setUp.dataFolder),
    tunnelTokens: new TunnelTokens(secrets),
    platformSecret: new PlatformSecret(secrets),
    keptSecrets: secrets,
    // Beside this bundle, whichever it is in.
    workerFile: join(import.meta.dirname, 'data-worker.js'),
    clock: { now: Date.now, elapsed: () => performance.now(), sinceBoot: () => uptime() * 1_000 },
    timeZone: ownTimeZone(),
    platform: process.platform,
  });
}

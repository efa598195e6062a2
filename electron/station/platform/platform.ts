import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { FetchProgress, PlatformOutcome, PlatformState } from '../../../shared/platform.ts';
import type { PlatformSettings } from '../../../shared/platform-settings.ts';
import { instant } from '../instant.ts';
import { PlatformClient } from './client.ts';
import { fetchReports } from './fetch-reports.ts';
import { platformBase } from './hosts.ts';
import { steadyPace } from './pace.ts';
import { PlatformError } from './platform-error.ts';
import type { PlatformSecret } from './platform-secret.ts';
import type { ListedReport } from './report-list.ts';
import type { Credentials } from './token.ts';

/** Questions are so many ms apart at least: two a second. */
const EVERY_MS = 500;
const FIRST_PAUSE_MS = 700;
const TRY_WITHIN_MS = 10_000;

/** For tests alone: another place that is asked, and another tempo. */
export type PlatformTempo = { base?: string; everyMs?: number; firstPauseMs?: number; tryWithinMs?: number };

export type PlatformParts = {
  settings: () => PlatformSettings;
  secret: PlatformSecret;
  /** The one that signs the messages; null where there is none. */
  appSecret: () => string | null;
  clock: { now: () => number; elapsed: () => number };
  log: Logger;
  tempo?: PlatformTempo | undefined;
};

/** AutoX3's platform, as this shop may ask it. */
export class Platform {
  readonly #parts: PlatformParts;
  readonly #client: PlatformClient;

  constructor(parts: PlatformParts) {
    this.#parts = parts;
    const { tempo = {}, clock, log } = parts;
    const wait = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal });
    this.#client = new PlatformClient({
      credentials: () => this.#credentials(),
      pace: steadyPace(tempo.everyMs ?? EVERY_MS, { elapsed: clock.elapsed, wait }),
      now: clock.now,
      elapsed: clock.elapsed,
      random: Math.random,
      wait,
      firstPauseMs: tempo.firstPauseMs ?? FIRST_PAUSE_MS,
      tryWithinMs: tempo.tryWithinMs ?? TRY_WITHIN_MS,
      ended: (failure) => {
        if (failure !== null) log.warn(failure, "AutoX3's platform gave no answer that can be used");
      },
    });
  }

  state(): PlatformState {
    return {
      isSetUp: this.#credentials() !== null,
      hasOwnSecret: this.#parts.secret.own !== null,
      last: this.#client.last,
    };
  }

  /** Logs in anew, and says what became of it. Rejects with the reason of the signal. */
  async test(signal: AbortSignal): Promise<PlatformOutcome> {
    const at = instant(this.#parts.clock.now());
    try {
      await this.#client.test(signal);
      return { at, failure: null };
    } catch (error) {
      if (error instanceof PlatformError) return { at, failure: error.failure };
      throw error;
    }
  }

  fetch(
    plates: readonly string[],
    keep: (plate: string, reports: readonly ListedReport[]) => number,
    signal: AbortSignal,
  ): AsyncGenerator<FetchProgress, void> {
    return fetchReports(plates, { client: this.#client, keep }, signal);
  }

  stop(): void {
    this.#client.stop();
  }

  #credentials(): Credentials | null {
    const { region, environment, appKey } = this.#parts.settings();
    const appSecret = this.#parts.secret.own ?? this.#parts.appSecret();
    if (appKey === '' || appSecret === null) return null;
    return { base: this.#parts.tempo?.base ?? platformBase(region, environment), appKey, appSecret };
  }
}

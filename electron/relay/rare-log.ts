import type { Logger } from 'pino';

const TOLD_EVERY_MS = 60_000;

/** Logs the same trouble once a minute, with how often it was met since: thousands may meet it in a second. */
export class RareLog {
  readonly #log: Pick<Logger, 'warn'>;
  readonly #elapsed: () => number;
  readonly #told = new Map<string, { at: number; times: number }>();

  /** `elapsed` is ms on a monotonic clock. */
  constructor(log: Pick<Logger, 'warn'>, elapsed: () => number) {
    this.#log = log;
    this.#elapsed = elapsed;
  }

  /** `sentence` and `about` tell one trouble from another: few of them, and nothing private. */
  warn(sentence: string, about: Readonly<Record<string, string>>): void {
    const key = [sentence, ...Object.values(about)].join('\n');
    const before = this.#told.get(key);
    const now = this.#elapsed();
    const times = (before?.times ?? 0) + 1;
    if (before !== undefined && now - before.at < TOLD_EVERY_MS) {
      before.times = times;
      return;
    }
    this.#log.warn({ ...about, times }, sentence);
    this.#told.set(key, { at: now, times: 0 });
  }
}

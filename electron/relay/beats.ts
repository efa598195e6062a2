import { BEAT_EVERY_MS, type Ledger } from './ledger.ts';

/** Has ledgers beat for as long as the relay takes messages: one beat after another, of all brands together. */
export class Beats {
  readonly #ledgers: readonly Ledger[];
  readonly #elapsed: () => number;
  #beating: Promise<void> | null = null;
  #next: NodeJS.Timeout | null = null;
  #isStopped = false;

  /** `elapsed` is ms on a monotonic clock. */
  constructor(ledgers: readonly Ledger[], elapsed: () => number) {
    this.#ledgers = ledgers;
    this.#elapsed = elapsed;
  }

  /** Beats at once, unless it does already, and from then on. */
  soon(): void {
    if (this.#beating !== null || this.#isStopped) return;
    if (this.#next !== null) clearTimeout(this.#next);
    const next = this.#elapsed() + BEAT_EVERY_MS;
    this.#beating = this.#all().finally(() => {
      this.#beating = null;
      if (!this.#isStopped) this.#next = setTimeout(() => this.soon(), next - this.#elapsed());
    });
  }

  /** Beats for the last time: to be called while messages are still taken. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#next !== null) clearTimeout(this.#next);
    await this.#beating;
    await this.#all();
  }

  async #all(): Promise<void> {
    await Promise.all(this.#ledgers.map((ledger) => ledger.beat()));
  }
}

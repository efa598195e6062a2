import type { JsMsg } from '@nats-io/jetstream';
import { pause } from '../pause.ts';
import { told } from './told.ts';

/** How often it is looked whether storing is possible again, in ms. */
const LOOK_EVERY_MS = 500;
/** Looks after which the relay is told that its messages are still worked on: before it would send them again. */
const TELL_EVERY = 8;

/** Messages that wait, in their order, because nothing can be stored. */
export class Stuck {
  readonly #isStuck: () => boolean;
  readonly #signal: AbortSignal;
  readonly #waiting = new Set<JsMsg>();
  #over: Promise<void> | null = null;

  constructor(isStuck: () => boolean, signal: AbortSignal) {
    this.#isStuck = isStuck;
    this.#signal = signal;
  }

  get isStuck(): boolean {
    return this.#isStuck();
  }

  /** Waits until something can be stored, or the signal is aborted; who waits first goes on first. */
  async wait(message: JsMsg): Promise<void> {
    if (this.#over === null && !this.isStuck) return;
    this.#waiting.add(message);
    this.#over ??= this.#watch();
    await this.#over;
    this.#waiting.delete(message);
  }

  async #watch(): Promise<void> {
    for (let looks = 1; this.isStuck && !this.#signal.aborted; looks += 1) {
      await pause(LOOK_EVERY_MS, this.#signal);
      if (looks % TELL_EVERY === 0) for (const message of this.#waiting) told(() => message.working());
    }
    this.#over = null;
  }
}

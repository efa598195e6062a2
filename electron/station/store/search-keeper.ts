import type { Logger } from 'pino';
import type { SearchIndex } from './search.ts';

/** Search rows may trail by this much, in ms. */
const TRAILS_MS = 400;
/** How soon search rows that could not be written, on a full disk say, are tried again, in ms. */
const AGAIN_MS = 2_000;
/** Check-ins that get their search row in one turn of the event loop; so many are worth a turn at once. */
const SLICE = 64;

/** Writes search rows in slices, a moment after the check-ins, so that no acknowledgement waits for them. */
export class SearchKeeper {
  readonly #search: SearchIndex;
  readonly #log: Logger;
  #waiting = 0;
  #turn: NodeJS.Immediate | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failing = false;

  constructor(search: SearchIndex, log: Logger) {
    this.#search = search;
    this.#log = log;
    // What an earlier run left behind.
    this.#turn = setImmediate(() => this.#slice());
  }

  /** So many check-ins have arrived. In a burst their rows are written while the senders are still reading their answers. */
  arrived(count: number): void {
    this.#waiting += count;
    if (this.#failing) return;
    if (this.#waiting >= SLICE) this.#turn ??= setImmediate(() => this.#slice());
    else this.#timer ??= setTimeout(() => this.#slice(), TRAILS_MS);
  }

  stop(): void {
    if (this.#turn !== null) clearImmediate(this.#turn);
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #slice(): void {
    this.stop();
    this.#turn = null;
    this.#timer = null;
    try {
      const written = this.#search.catchUp(SLICE);
      this.#failing = false;
      this.#waiting = Math.max(0, this.#waiting - written);
      if (written === SLICE) this.#turn = setImmediate(() => this.#slice());
    } catch (error) {
      if (!this.#failing) this.#log.error({ err: error }, 'search rows could not be written');
      this.#failing = true;
      this.#timer = setTimeout(() => this.#slice(), AGAIN_MS);
    }
  }
}

import type { Logger } from 'pino';
import type { StationWriter } from './writer.ts';

/** Search rows may trail by this much, in ms. */
const TRAILS_MS = 400;
/** How soon rows that could not be written, on a full disk say, are tried again, in ms. */
const AGAIN_MS = 2_000;
/** Check-ins that are taken into the runs of arrivals in one turn, which is little work. */
const RUNS_SLICE = 4_096;
/** Check-ins that get their search row in one turn of the event loop; so many are worth a turn at once. */
const SLICE = 512;

/**
 * Writes what may trail the messages, search rows, runs of arrivals and the index of known ids, a moment after them, so that no
 * acknowledgement waits for it: in a burst while the senders are still reading their answers.
 */
export class IndexKeeper {
  readonly #writer: Pick<StationWriter, 'arrivals' | 'search' | 'known'>;
  readonly #log: Logger;
  #waiting = 0;
  #turn: NodeJS.Immediate | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failing = false;

  constructor(writer: Pick<StationWriter, 'arrivals' | 'search' | 'known'>, log: Logger) {
    this.#writer = writer;
    this.#log = log;
    // What an earlier run left behind.
    this.#turn = setImmediate(() => this.#slice());
  }

  /** So many check-ins have arrived, or changed; 0 where only other messages have. */
  arrived(count: number): void {
    this.#waiting += count;
    if (this.#failing) return;
    if (this.#waiting >= SLICE) this.#turn ??= setImmediate(() => this.#slice());
    else this.#timer ??= setTimeout(() => this.#slice(), TRAILS_MS);
  }

  /** Somebody searches: what has just arrived is written now, as far as one turn of it goes. */
  searched(): void {
    if (this.#timer !== null && !this.#failing) this.#slice();
  }

  stop(): void {
    if (this.#turn !== null) clearImmediate(this.#turn);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#turn = null;
    this.#timer = null;
  }

  #slice(): void {
    this.stop();
    try {
      this.#writer.arrivals.catchUp(RUNS_SLICE);
      const written = this.#writer.search.catchUp(SLICE);
      if (this.#writer.known.isWorthSettling) this.#writer.known.settle();
      this.#failing = false;
      this.#waiting = written === SLICE ? Math.max(0, this.#waiting - written) : 0;
      if (written === SLICE) this.#turn = setImmediate(() => this.#slice());
    } catch (error) {
      if (!this.#failing) this.#log.error({ err: error }, 'search rows could not be written');
      this.#failing = true;
      this.#timer = setTimeout(() => this.#slice(), AGAIN_MS);
    }
  }
}

import type { Logger } from 'pino';
import type { PhotoRows } from '../store/photo-rows.ts';

/** Arrivals are over after a silence of this, in ms. */
const CALM_MS = 200;
/** Between slices while more arrives, and when it is calm, in ms. */
const BURST_PAUSE_MS = 250;
const CALM_PAUSE_MS = 10;
/** Messages of one slice: few while senders wait for their answers. */
const BURST_SLICE = 16;
const CALM_SLICE = 256;
/** How soon rows that could not be written, on a full disk say, are tried again, in ms. */
const AGAIN_MS = 2_000;

/** What the keeper needs from the station; `elapsed` is ms on a clock that never jumps. */
export type PhotoKeeperParts = {
  rows: Pick<PhotoRows, 'catchUp'>;
  elapsed: () => number;
  log: Logger;
  /** There are photos that had no row before. */
  found: () => void;
};

/** Puts the photos of messages into the queue, a moment after their acknowledgement and slowly while more arrive. */
export class PhotoKeeper {
  readonly #parts: PhotoKeeperParts;
  #lastArrival = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null;
  #isBehind = false;
  #isFailing = false;

  constructor(parts: PhotoKeeperParts) {
    this.#parts = parts;
    // What an earlier run left behind.
    this.#timer = setTimeout(() => this.#slice(), CALM_PAUSE_MS);
  }

  /** Whether more arrives than is worth a look in between. */
  get isBusy(): boolean {
    return this.#isBehind && !this.#isCalm();
  }

  arrived(): void {
    this.#lastArrival = this.#parts.elapsed();
    this.#timer ??= setTimeout(() => this.#slice(), BURST_PAUSE_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #isCalm(): boolean {
    return this.#parts.elapsed() - this.#lastArrival >= CALM_MS;
  }

  #slice(): void {
    this.#timer = null;
    const isCalm = this.#isCalm();
    try {
      const limit = isCalm ? CALM_SLICE : BURST_SLICE;
      const done = this.#parts.rows.catchUp(limit);
      this.#isFailing = false;
      this.#isBehind = !isCalm && done === limit;
      if (done === 0) return;
      this.#parts.found();
      this.#timer = setTimeout(() => this.#slice(), isCalm ? CALM_PAUSE_MS : BURST_PAUSE_MS);
    } catch (error) {
      if (!this.#isFailing) this.#parts.log.error({ err: error }, 'photos could not be put into their queue');
      this.#isFailing = true;
      this.#timer = setTimeout(() => this.#slice(), AGAIN_MS);
    }
  }
}

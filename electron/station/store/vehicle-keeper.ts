import type { Logger } from 'pino';
import type { VehicleIndex } from './vehicle-index.ts';

/** Arrivals are over after a silence of this, in ms. */
const CALM_MS = 200;
/** Between slices while more arrives, in ms. */
const BURST_PAUSE_MS = 250;
/** Before a look when it is calm, in ms. */
const CALM_PAUSE_MS = 20;
/** Between slices of what is behind after an update, in ms: nobody should notice, and what arrives goes before it. */
const BEHIND_PAUSE_MS = 50;
/** Visits of one slice. */
const BURST_SLICE = 16;
const CALM_SLICE = 32;
/** Arrivals that are looked at before all that is behind. */
const MOST_FIRST = 32;
/** How soon what could not be written, on a full disk say, is tried again, in ms. */
const AGAIN_MS = 2_000;

/** What the keeper needs from the station; `elapsed` is ms on a clock that never jumps. */
export type VehicleKeeperParts = {
  index: Pick<VehicleIndex, 'catchUp'>;
  elapsed: () => number;
  log: Logger;
  /** The cards of these visits say something else of earlier ones. */
  changed: (ids: readonly number[]) => void;
};

/** Has each check-in compared with earlier visits of its vehicle, a moment after its acknowledgement and slowly in a burst. */
export class VehicleKeeper {
  readonly #parts: VehicleKeeperParts;
  #lastArrival = Number.NEGATIVE_INFINITY;
  #first = new Set<number>();
  #timer: NodeJS.Timeout | null;
  #isFailing = false;

  constructor(parts: VehicleKeeperParts) {
    this.#parts = parts;
    // What an earlier run left behind.
    this.#timer = setTimeout(() => this.#slice(), CALM_PAUSE_MS);
  }

  /** These have arrived or changed. */
  arrived(ids: readonly number[]): void {
    const wasCalm = this.#isCalm();
    this.#lastArrival = this.#parts.elapsed();
    for (const id of ids) if (this.#first.size < MOST_FIRST) this.#first.add(id);
    this.#timer ??= setTimeout(() => this.#slice(), wasCalm ? CALM_PAUSE_MS : BURST_PAUSE_MS);
  }

  /** Visits were set aside, put back or removed. */
  look(): void {
    this.#timer ??= setTimeout(() => this.#slice(), CALM_PAUSE_MS);
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
      const { done, changed } = this.#parts.index.catchUp(isCalm ? CALM_SLICE : BURST_SLICE, [...this.#first]);
      this.#first.clear();
      this.#isFailing = false;
      if (changed.length > 0) this.#parts.changed(changed);
      if (done > 0) this.#timer = setTimeout(() => this.#slice(), isCalm ? BEHIND_PAUSE_MS : BURST_PAUSE_MS);
    } catch (error) {
      if (!this.#isFailing)
        this.#parts.log.error({ err: error }, 'check-ins could not be compared with earlier visits');
      this.#isFailing = true;
      this.#timer = setTimeout(() => this.#slice(), AGAIN_MS);
    }
  }
}

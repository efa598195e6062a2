import { nextRing, RING_LEVELS, type RingState } from './ring.ts';

/** Rings are at least this far apart, in ms, however many check-ins arrive. */
const SHORTEST_GAP_MS = 3_000;
/**
 * A ring that is later than this, in ms, is over: the PC slept, and what holds now decides about the next one. More than
 * the gap, since a ring that waits for its turn after another is not late.
 */
const LATE_MS = 2 * SHORTEST_GAP_MS;
/** A timer is asked again after this long, in ms: it may have slept, and the clock may have been set. */
const LONGEST_WAIT_MS = 30_000;

/** What the bell needs; `play` is given the volume, 0 to 1. */
export type RingBellParts = {
  now: () => number;
  /** Null while the shop wants no ring at all. */
  state: () => RingState | null;
  play: (volume: number) => void;
};

/** Rings when the schedule says so. Tell it with `update` whenever something that it depends on has changed. */
export class RingBell {
  readonly #parts: RingBellParts;
  #lastRing: number;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(parts: RingBellParts) {
    this.#parts = parts;
    this.#lastRing = parts.now() - SHORTEST_GAP_MS;
  }

  update(): void {
    this.stop();
    const state = this.#parts.state();
    const now = this.#parts.now();
    // A clock that was set back would keep the bell silent until it has caught up.
    this.#lastRing = Math.min(this.#lastRing, now);
    const ring = state === null ? null : nextRing(Math.max(this.#lastRing, now - LATE_MS), state);
    if (ring === null) return;
    const at = Math.max(ring.at, this.#lastRing + SHORTEST_GAP_MS);
    if (at > now) {
      this.#timer = setTimeout(() => this.update(), Math.min(at - now, LONGEST_WAIT_MS));
      return;
    }
    this.#lastRing = now;
    this.#parts.play(RING_LEVELS[ring.level]);
    this.update();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

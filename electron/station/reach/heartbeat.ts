import type { Span } from '../../../shared/span.ts';
import type { Beat } from '../store/blind-store.ts';
import type { Outages } from './outages.ts';

/** How often the station notes that it runs, in ms. */
const BEAT_EVERY_MS = 5_000;
/** A longer silence between two beats, in ms, is no delay of the timer: the PC slept, or held this process up. */
export const LONGEST_GAP_MS = 10_000;
/** The clock was set back by more than this, in ms: less is how clocks are kept right. */
const SET_BACK_MS = 1_000;

/**
 * The times of which nothing is known between two beats, and by how many ms the clock was set back meanwhile. Where it was,
 * or was set forward, all that it could have shown counts: what AutoX3's clock showed is in it, too.
 */
export function between(last: Beat, now: Beat): { gap: Span; setBackMs: number } {
  // A PC that was started in between has run for so long at least.
  const passed = now.sinceBoot >= last.sinceBoot ? now.sinceBoot - last.sinceBoot : now.sinceBoot;
  return {
    gap: { from: Math.min(last.at, now.at - passed), to: Math.max(last.at, now.at) },
    setBackMs: Math.max(0, last.at + passed - now.at),
  };
}

/** The PC's clock in ms since 1970, and ms since it started, its sleep included. */
export type BeatClock = { now: () => number; sinceBoot: () => number };

/** This moment by both. */
export function beatOf({ now, sinceBoot }: BeatClock): Beat {
  return { at: Math.round(now()), sinceBoot: Math.round(sinceBoot()) };
}

export type HeartbeatParts = {
  outages: Outages;
  clock: BeatClock;
  /** Whether a message would be accepted: the ledger begins when the first one could be. */
  accepts: () => boolean;
  /** Called at each beat, for what changes by itself. */
  look: () => void;
  everyMs: number | undefined;
};

/** Notes that the station runs, and finds the times in which it was off, asleep or held up. */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  /** The station listens: it was off since the last beat, and what kept AutoX3 out then is to be found anew. */
  start(): void {
    const { outages, everyMs = BEAT_EVERY_MS } = this.#parts;
    const now = beatOf(this.#parts.clock);
    if (outages.lastBeat !== null) {
      const { gap } = between(outages.lastBeat, now);
      outages.began('off', gap.from);
      for (const cause of [...outages.open.keys()]) outages.ended(cause, gap.to);
      outages.beat(now);
    }
    this.beat();
    this.#timer = setInterval(() => this.beat(), everyMs).unref();
  }

  /** Notes that the station runs now; when the PC goes to sleep or wakes, at once. */
  beat(): void {
    const { outages, accepts, look, clock } = this.#parts;
    const now = beatOf(clock);
    const last = outages.lastBeat;
    if (last === null && !accepts()) return;
    if (last !== null) this.#lookBack(last, now);
    look();
    outages.beat(now);
  }

  /** The station is about to listen no more. */
  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.beat();
  }

  #lookBack(last: Beat, now: Beat): void {
    const { outages } = this.#parts;
    const { gap, setBackMs } = between(last, now);
    const isAsleep = now.sinceBoot - last.sinceBoot > LONGEST_GAP_MS || now.at - last.at > LONGEST_GAP_MS;
    if (isAsleep) {
      outages.began('asleep', gap.from);
      outages.ended('asleep', gap.to);
    } else if (setBackMs > SET_BACK_MS) {
      // What goes on does so by both clocks.
      for (const [cause, { from }] of [...outages.open]) {
        outages.ended(cause, last.at);
        outages.began(cause, from - setBackMs);
      }
    }
  }
}

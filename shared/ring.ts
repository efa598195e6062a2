import { endOfHours, type Hours, lastEndOfHours, minutes } from './time-of-day.ts';
import type { TimeZone } from './time-zone.ts';

/** How loud a ring is, of its full volume: it grows the longer nobody looks. */
export const RING_LEVELS = [0.3, 0.55, 0.8, 1] as const;
export type RingLevel = 0 | 1 | 2 | 3;

/** From which waiting time on, in ms, how loud and how often it rings. Each step lasts a whole number of its beats. */
const STEPS: readonly { from: number; every: number; level: RingLevel }[] = [
  { from: 0, every: 20_000, level: 0 },
  { from: minutes(1), every: 20_000, level: 1 },
  { from: minutes(3), every: 15_000, level: 2 },
  { from: minutes(6), every: 15_000, level: 3 },
];

/** How long somebody may silence the ring at once, in minutes. */
export const MUTE_MINUTES = [5, 15, 60] as const;

/** What decides when it rings; times in ms since 1970. */
export type RingState = {
  /** When each check-in that nobody has seen, and of which the shop wants to be told, arrived; in any order. */
  waiting: readonly number[];
  /** Until when it is silenced, or was last. */
  mutedUntil: number | null;
  quietHours: Hours | null;
  /** On whose clock the quiet hours are. */
  timeZone: TimeZone;
};

/** One ring that is due. */
export type Ring = { at: number; level: RingLevel };

/**
 * The first ring after the moment `after`; null when nothing waits. The first one comes with the arrival itself, then it
 * repeats by the one that has waited longest, louder with time. With the end of a mute or of quiet hours it begins anew,
 * softly, for all that waits: who has just come in need not be shouted at. A pure function: whoever missed a ring asleep
 * asks again.
 */
export function nextRing(after: number, state: RingState): Ring | null {
  const { waiting, mutedUntil, quietHours, timeZone } = state;
  if (waiting.length === 0) return null;
  let quietEnd = quietUntil(after, state) ?? (quietHours && lastEndOfHours(after, quietHours, timeZone));
  // Each turn leaves a quiet time behind; more than a few would be a schedule with no end.
  for (let turn = 0; turn < 8; turn++) {
    const silentEnd = Math.max(mutedUntil ?? Number.NEGATIVE_INFINITY, quietEnd ?? Number.NEGATIVE_INFINITY);
    const begins = waiting.map((arrivedAt) => Math.max(arrivedAt, silentEnd));
    const oldest = Math.min(...begins);
    const at = Math.min(repeatAfter(after, oldest), ...begins.filter((begin) => begin > after));
    const quiet = quietUntil(at, state);
    if (quiet === null) return { at, level: levelAt(at - oldest) };
    quietEnd = quiet;
  }
  return null;
}

/** The first ring after `after` for what began to wait at `begin`: the beginning itself, or the next beat of the step. */
function repeatAfter(after: number, begin: number): number {
  const waited = after - begin;
  const step = STEPS.findLast(({ from }) => from <= waited);
  if (step === undefined) return begin;
  return begin + step.from + (Math.floor((waited - step.from) / step.every) + 1) * step.every;
}

function levelAt(waited: number): RingLevel {
  return STEPS.findLast((step) => step.from <= waited)?.level ?? 0;
}

/** The end of the quiet hours that hold the moment `at`; null outside of them. */
function quietUntil(at: number, { quietHours, timeZone }: Pick<RingState, 'quietHours' | 'timeZone'>): number | null {
  return quietHours === null ? null : endOfHours(at, quietHours, timeZone);
}

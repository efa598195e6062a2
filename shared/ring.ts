import { endOfHours, type Hours, minutes } from './time-of-day.ts';
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
  mutedUntil: number | null;
  quietHours: Hours | null;
  /** On whose clock the quiet hours are. */
  timeZone: TimeZone;
};

/** One ring that is due. */
export type Ring = { at: number; level: RingLevel };

/**
 * The first ring after the moment `after`; null when nothing waits. The first one comes with the arrival itself, then it
 * repeats by the one that has waited longest, louder with time. Mute skips rings; quiet hours put the beginning off to
 * their end, so that a morning begins softly. A pure function: whoever missed a ring asleep asks again.
 */
export function nextRing(after: number, state: RingState): Ring | null {
  const begins = state.waiting.map((arrivedAt) => quietUntil(arrivedAt, state) ?? arrivedAt);
  if (begins.length === 0) return null;
  const oldest = Math.min(...begins);
  let from = after;
  // Each turn leaves a mute or a quiet time behind; more than a few would be a schedule with no end.
  for (let turn = 0; turn < 8; turn++) {
    const at = Math.min(repeatAfter(from, oldest), ...begins.filter((begin) => begin > from));
    const silentUntil = silence(at, state);
    if (silentUntil === null) return { at, level: levelAt(at - oldest) };
    from = silentUntil - 1;
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

/** Until when it is silent at the moment `at`; null when it may ring. */
function silence(at: number, state: RingState): number | null {
  if (state.mutedUntil !== null && at < state.mutedUntil) return state.mutedUntil;
  return quietUntil(at, state);
}

/** The end of the quiet hours that hold the moment `at`; null outside of them. */
function quietUntil(at: number, { quietHours, timeZone }: Pick<RingState, 'quietHours' | 'timeZone'>): number | null {
  return quietHours === null ? null : endOfHours(at, quietHours, timeZone);
}

import { TICK_MS } from '../../shared/contract.ts';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 3_000;

/** How often the page looks at its own clock and connection, in ms. */
export const WATCH_INTERVAL_MS = 1_000;
/** A timer this late, in ms, means that the page or the PC slept. */
export const SLEEP_MS = 3_000;
/** A connection that breaks and is back within this time, in ms, is not worth a word. */
export const GRACE_MS = 1_000;
/** How long the page waits before it asks again whether its link is valid, in ms. */
export const NOT_ALLOWED_RETRY_MS = 15_000;

/**
 * How long to wait before the next attempt, in ms: 0.25 s doubling up to 3 s, less up to a fifth by chance, so that the
 * boards of a shop do not return in step after the station was restarted.
 */
export function reconnectDelay(failedAttempts: number, random: () => number): number {
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failedAttempts, 10));
  return delay * (1 - 0.2 * random());
}

/** What the watch over a connection says at one beat of its timer. */
export type Verdict = 'well' | 'silent' | 'slept';

/**
 * Judges a connection by when the timer last beat and when something was last heard; all times in ms of one clock. When
 * that is set back, whoever asks must count on from now, or silence is not measured before it has caught up.
 */
export function judge(now: number, lastBeat: number, lastHeard: number): Verdict {
  if (now - lastBeat > WATCH_INTERVAL_MS + SLEEP_MS) return 'slept';
  return now - lastHeard > 2 * TICK_MS ? 'silent' : 'well';
}

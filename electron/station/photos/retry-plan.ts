import type { PhotoProblem } from '../../../shared/photo.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What passes by itself: nine attempts in 46 minutes. */
const PATIENT = [2 * SECOND, 10 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE, 10 * MINUTE, 10 * MINUTE, 10 * MINUTE];
/** What is seldom there later, unless the technician's app was still sending it: four attempts in 11 minutes. */
const DOUBTFUL = [2 * SECOND, MINUTE, 10 * MINUTE];
const NEVER: readonly number[] = [];

const WAITS: Readonly<Record<PhotoProblem, readonly number[]>> = {
  'bad-address': NEVER,
  'refused-address': NEVER,
  'not-found': DOUBTFUL,
  'server-error': PATIENT,
  'no-connection': PATIENT,
  'timed-out': PATIENT,
  'too-large': NEVER,
  'too-many-redirects': DOUBTFUL,
  'not-an-image': DOUBTFUL,
  'too-many-pixels': NEVER,
  'too-many': NEVER,
  'not-stored': PATIENT,
  removed: NEVER,
};

/** After so long no photo is tried any more by itself, in ms: its link has expired, and a weekend with the PC off is over. */
const LONGEST = 3 * 24 * 60 * MINUTE;
/** Whose problems change from one attempt to the next is asked ever more seldom, down to this, in ms. */
const SELDOM = 10 * MINUTE;

/**
 * How long to wait, in ms, after so many attempts that all had this problem, `age` ms after the first of any problem; null is
 * for good.
 */
export function waitAfter(problem: PhotoProblem, attempts: number, age: number): number | null {
  const waits = WAITS[problem];
  // A full disk is this PC's fault: once it has room, every photo that is still to be had is fetched.
  if (problem === 'not-stored') return waits[Math.min(attempts, waits.length) - 1] ?? null;
  const wait = waits[attempts - 1];
  return wait === undefined || age > LONGEST ? null : Math.max(wait, Math.min(age / 4, SELDOM));
}

/** What is known of a photo's attempts: how many had its present problem, and when the first of any failed, in ms since 1970. */
export type Tried = { problem: PhotoProblem | null; attempts: number; triedSince: number | null };

/**
 * What follows when one more attempt has ended with this problem. Each problem has its own patience: that a disk was full, or
 * the line was down, must not use up the attempts of a photo that was still being sent.
 */
export function nextTry(
  { problem: before, attempts, triedSince }: Tried,
  problem: PhotoProblem,
  now: number,
): { attempts: number; triedSince: number; wait: number | null } {
  // Without a problem before there may be attempts all the same, which took the process down.
  const count = before === null || before === problem ? attempts + 1 : 1;
  const isOwnFaultOver = before === 'not-stored' && problem !== 'not-stored';
  const since = triedSince === null || triedSince > now || isOwnFaultOver ? now : triedSince;
  return { attempts: count, triedSince: since, wait: waitAfter(problem, count, now - since) };
}

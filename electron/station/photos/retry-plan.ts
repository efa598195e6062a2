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
  'not-stored': PATIENT,
};

/** How long to wait, in ms, after so many attempts of which the last had this problem; null is for good. */
export function waitAfter(problem: PhotoProblem, attempts: number): number | null {
  const waits = WAITS[problem];
  // A full disk is this PC's fault: once it has room, every photo that is still to be had is fetched.
  if (problem === 'not-stored') return waits[Math.min(attempts, waits.length) - 1] ?? null;
  return waits[attempts - 1] ?? null;
}

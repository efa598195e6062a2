import { PlatformError } from './platform-error.ts';

/** So often something is tried, and for so long in all, in ms. */
const TRIES = 4;
const WITHIN_MS = 30_000;

/** What the time of retries is made of: a test has its own. */
export type RetryParts = {
  /** Ms on a clock that never jumps. */
  elapsed: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** Rejects with the reason of the signal. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** After the first try, in ms; three times as long after each further one. */
  firstPauseMs: number;
  /** How long one try may take, in ms. */
  tryWithinMs: number;
};

/**
 * Tries again what may pass by itself: four times within 30 seconds, with pauses that grow and that no two stations share.
 * Rejects with the last {@link PlatformError}, or with the reason of `signal`.
 */
export async function withRetries<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  { elapsed, random, wait, firstPauseMs, tryWithinMs }: RetryParts,
): Promise<T> {
  const ends = elapsed() + WITHIN_MS;
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(attempt, signal, Math.min(tryWithinMs, ends - elapsed()));
    } catch (error) {
      if (!(error instanceof PlatformError) || !error.isTemporary || tried === TRIES) throw error;
      const pause = firstPauseMs * 3 ** (tried - 1) * (0.5 + random());
      if (elapsed() + pause >= ends) throw error;
      await wait(pause, signal);
    }
  }
}

async function once<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  withinMs: number,
): Promise<T> {
  const late = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
  try {
    return await attempt(AbortSignal.any([signal, late]));
  } catch (error) {
    signal.throwIfAborted();
    throw late.aborted ? new PlatformError('timeout') : error;
  }
}

import { setTimeout as wait } from 'node:timers/promises';

/** The waits before AutoX3's six further tries, in ms; after the seventh it gives a message up for good (AutoX3, "message push"). */
export const RETRY_DELAYS_MS: readonly number[] = [2_000, 4_000, 8_000, 16_000, 32_000, 64_000];

/** By what `--fast` divides the waits. */
export const FAST_DIVISOR = 100;

/** AutoX3's waits, each divided by `divisor`. */
export function retryDelays(divisor: number): number[] {
  return RETRY_DELAYS_MS.map((delay) => delay / divisor);
}

/** Waits so many ms, or until the signal aborts; never throws. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** The real wait. */
export const sleep: Sleep = async (ms, signal) => {
  // The only rejection is the abort, which the caller sees on its signal.
  await wait(ms, undefined, { signal }).catch(() => undefined);
};

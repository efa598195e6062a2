/** How many requests that fail verification are taken: a burst, then a steady rate. */
const BURST = 200;
const PER_SECOND = 1;

/**
 * A token bucket for requests that fail verification. Verified ones never ask it: behind a tunnel every caller has one
 * address, so a limit on callers would lock AutoX3 out together with an attacker.
 */
export class UnverifiedLimit {
  #tokens = BURST;
  #at: number;

  /** `now` in ms, monotonic. */
  constructor(now: number) {
    this.#at = now;
  }

  /** True when one more may be taken at `now`. */
  take(now: number): boolean {
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#at) / 1000) * PER_SECOND);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

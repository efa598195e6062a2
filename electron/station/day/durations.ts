const SECOND_MS = 1_000;

/**
 * Spans of time, counted by the second: what people wait is told no finer, and a year of them takes little room and no
 * long sort.
 */
export class Durations {
  readonly #bySecond = new Map<number, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Takes a span in ms; one that would be negative, by a clock that was set back, is none. */
  add(ms: number): void {
    const second = Math.floor(Math.max(0, ms) / SECOND_MS);
    this.#bySecond.set(second, (this.#bySecond.get(second) ?? 0) + 1);
    this.#count += 1;
  }

  /** The middle one in ms, of an even number the mean of the middle two; the one that nine of ten do not exceed; the longest. */
  summary(): { median: number | null; p90: number | null; longest: number | null } {
    if (this.#count === 0) return { median: null, p90: null, longest: null };
    const sorted = [...this.#bySecond].sort(([a], [b]) => a - b);
    const ranked = (rank: number): number => {
      let passed = 0;
      for (const [second, count] of sorted) {
        passed += count;
        if (passed >= rank) return second * SECOND_MS;
      }
      return 0;
    };
    return {
      median: (ranked(Math.ceil(this.#count / 2)) + ranked(Math.floor(this.#count / 2) + 1)) / 2,
      p90: ranked(Math.ceil(0.9 * this.#count)),
      longest: ranked(this.#count),
    };
  }
}

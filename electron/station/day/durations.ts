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

  /** The shortest span, in ms, that so large a part of all is not longer than: 0.5 is the median. Null when there are none. */
  quantile(part: number): number | null {
    const rank = Math.max(1, Math.ceil(part * this.#count));
    let passed = 0;
    for (const [second, count] of [...this.#bySecond].sort(([a], [b]) => a - b)) {
      passed += count;
      if (passed >= rank) return second * SECOND_MS;
    }
    return null;
  }
}

import type { Card } from './check-in.ts';

/** Late check-ins that are heard of within this time, in ms, are of one catching up, and are told as one. */
const TOGETHER_MS = 60_000;

/** Whether a card stands in New because it came late from the relay, and not because it came back since. */
export function isLateArrival({ late, laneChangedAt }: Pick<Card, 'late' | 'laneChangedAt'>): boolean {
  return late !== null && late.storedAt > laneChangedAt;
}

/**
 * Since when a check-in that is heard of now counts as heard, in ms: of those that came late all of one catching up count from
 * the first, so that they ring once. `lateHeard` is when the other late ones were that nobody has seen.
 */
export function heardSince(isLate: boolean, now: number, lateHeard: Iterable<number>): number {
  if (!isLate) return now;
  let since = now;
  for (const heard of lateHeard) if (heard > now - TOGETHER_MS) since = Math.min(since, heard);
  return since;
}

/** The late check-ins of one catching up, for whoever announces them all by one summary. */
export class LateArrivals {
  readonly #ids = new Set<string>();
  #since = Number.NEGATIVE_INFINITY;

  /** Adds what is heard of now, in ms; answers all of this catching up that nobody has seen. */
  add(ids: readonly string[], now: number): string[] {
    if (now < this.#since || now - this.#since > TOGETHER_MS) {
      this.#ids.clear();
      this.#since = now;
    }
    for (const id of ids) this.#ids.add(id);
    return [...this.#ids];
  }

  /** Parts what is heard of now: `late` is all of this catching up where that is several, and `others` are told as ever. */
  apart<T extends { id: string; isLate: boolean }>(heard: readonly T[], now: number): { late: string[]; others: T[] } {
    const came = heard.filter(({ isLate }) => isLate).map(({ id }) => id);
    const late = came.length === 0 ? [] : this.add(came, now);
    return late.length < 2 ? { late: [], others: [...heard] } : { late, others: heard.filter(({ isLate }) => !isLate) };
  }

  /** Somebody has seen it. */
  seen(id: string): void {
    this.#ids.delete(id);
  }
}

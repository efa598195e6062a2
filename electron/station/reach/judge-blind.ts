import { firstEndingFrom, intersection, lastMomentUntil, type Span, union } from '../../../shared/span.ts';

/** AutoX3's waits between its seven tries, in ms (contract, Delivery). */
const WAITS_MS = [2_000, 4_000, 8_000, 16_000, 32_000, 64_000] as const;
/** From its first try to its last, in ms, where each is answered at once. */
export const ALL_TRIES_MS = WAITS_MS.reduce((sum, wait) => sum + wait, 0);
/** The longest that AutoX3 may wait for an answer, in ms: not documented, so it may be anything up to this. */
const LONGEST_TRY_MS = 30_000;
/** From its first try to the end of its last, in ms, where each takes as long as it may. */
export const LONGEST_WAY_MS = ALL_TRIES_MS + (WAITS_MS.length + 1) * LONGEST_TRY_MS;

/** A time in which check-ins may have been lost: those made from `losesFrom` to `losesTo`. */
export type Spot = Span & { losesFrom: number; losesTo: number };

/** What outages come to: blind spots, and those that AutoX3's remaining tries have bridged, both in order. */
export type Judged = { spots: Spot[]; harmless: Span[] };

/**
 * Judges outages together, whatever their causes: three harmless cuts in a row can lose a message. A check-in counts as lost
 * where there is *any* way in which all of its seven tries fail: a try fails when an outage touches it, it may last up to
 * {@link LONGEST_TRY_MS}, and the wait after it may be counted from its beginning or from its end.
 */
export function judgeBlind(outages: readonly Span[]): Judged {
  const cut = union(outages);
  /** When a try may begin that fails. */
  const failing = union(cut.map(({ from, to }) => ({ from: from - LONGEST_TRY_MS, to })));
  /** When the first try, the second … may begin so that it and all that follow fail. */
  const losing = WAITS_MS.reduceRight(([next = [], ...later], wait) => [before(next, wait), next, ...later], [failing]);

  /** A try at t that fails is followed by one at max(t + wait, its outage) or up to `LONGEST_TRY_MS + wait` after t. */
  function before(next: readonly Span[], wait: number): Span[] {
    const begins = next.map(({ from, to }) => ({
      from: from - wait - LONGEST_TRY_MS,
      to: Math.min(to - wait, lastMomentUntil(cut, to)),
    }));
    return intersection(failing, union(begins.filter(({ from, to }) => from <= to)));
  }

  const spots: Spot[] = [];
  for (const { from: losesFrom, to: losesTo } of losing[0] ?? []) {
    const lastTry = WAITS_MS.reduce(
      (latest, wait, index) => lastMomentUntil(losing[index + 1] ?? [], latest + wait + LONGEST_TRY_MS),
      losesTo,
    );
    const from = firstEndingFrom(cut, losesFrom)?.from ?? losesFrom;
    const to = firstEndingFrom(cut, lastTry)?.to ?? lastTry;
    const last = spots.at(-1);
    // An outage belongs to one blind spot alone.
    if (last !== undefined && from <= last.to) Object.assign(last, { to: Math.max(to, last.to), losesTo });
    else spots.push({ from, to, losesFrom, losesTo });
  }
  return { spots, harmless: cut.filter(({ from, to }) => (firstEndingFrom(spots, from)?.from ?? Infinity) > to) };
}

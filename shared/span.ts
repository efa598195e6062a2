/** A stretch of time, both ends in ms since 1970 and part of it; one that goes on ends at `Infinity`. */
export type Span = { from: number; to: number };

/** The same times as spans that do not touch, in order. */
export function union(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** The times that lie in both, of spans that are each in order and do not touch; of many and a few, what lies before is not looked at. */
export function intersection(ones: readonly Span[], others: readonly Span[]): Span[] {
  const both: Span[] = [];
  let i = indexEndingFrom(ones, others[0]?.from ?? Infinity);
  let j = indexEndingFrom(others, ones[0]?.from ?? Infinity);
  for (;;) {
    const [one, other] = [ones[i], others[j]];
    if (one === undefined || other === undefined) return both;
    const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
    if (from <= to) both.push({ from, to });
    if (one.to < other.to) i += 1;
    else j += 1;
  }
}

/** The first of spans in order that ends at a moment or later. */
export function firstEndingFrom<T extends Span>(spans: readonly T[], moment: number): T | undefined {
  return spans[indexEndingFrom(spans, moment)];
}

function indexEndingFrom(spans: readonly Span[], moment: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last moment of spans in order that is not after `limit`; `-Infinity` where there is none. */
export function lastMomentUntil(spans: readonly Span[], limit: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.from ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return Math.min(spans[low - 1]?.to ?? -Infinity, limit);
}

/**
 * The times of the ones that lie in none of the others, which are in order and do not touch. Ends are shared: what is left of a
 * span begins where another one ends. A moment is left where no other one holds it.
 */
export function without(ones: readonly Span[], others: readonly Span[]): Span[] {
  return ones.flatMap(({ from, to }) => {
    const left: Span[] = [];
    let begin = from;
    for (const other of intersection([{ from, to }], others)) {
      if (begin < other.from) left.push({ from: begin, to: other.from });
      begin = other.to;
    }
    if (begin < to || (from === to && lastMomentUntil(others, from) < from)) left.push({ from: begin, to });
    return left;
  });
}

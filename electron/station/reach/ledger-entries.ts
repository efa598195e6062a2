import { isDeepStrictEqual } from 'node:util';
import type { OutageCause } from '../../../shared/blind-spot.ts';
import { intersection, type Span, union, without } from '../../../shared/span.ts';
import type { Outage } from '../store/blind-store.ts';
import { judgeBlind, LONGEST_WAY_MS } from './judge-blind.ts';
import { type CausedSpan, type RelayWay, throughRelay, wayUntil } from './relay-cover.ts';

/**
 * What AutoX3 could not deliver, in order: blind spots, and what was harmless (`loses` is null), some of it since a relay took
 * the messages meanwhile. Ends of `Infinity` go on.
 */
export type Entry = Span & { loses: Span | null; causes: OutageCause[]; isRelayed: boolean };

/** Outages that are further apart than this, in ms, cannot hit the tries of one message: each side is judged as if it were alone. */
const APART_MS = LONGEST_WAY_MS;

/** What was judged of the first so many outages, all of which were over at a moment, and what was known of the relay until then. */
type Settled = { until: number; outages: number; way: RelayWay | null; entries: readonly Entry[] };
const NOTHING_SETTLED: Settled = { until: -Infinity, outages: 0, way: null, entries: [] };

/**
 * Judges all outages there ever were, as they begin and end. What lies before the last quiet time is judged once, and again
 * when something else is known of it; what comes out is always what judging all of them anew would say.
 */
export class LedgerEntries {
  #settled = NOTHING_SETTLED;

  /** The entries as they are now, of the outages of before and those that came since; what was settled are the same objects. */
  judge(outages: readonly Readonly<Outage>[], way: RelayWay): readonly Entry[] {
    if (!isSettled(this.#settled, outages, way)) this.#settled = NOTHING_SETTLED;
    const { until, outages: before, entries } = this.#settled;
    const own = outages.slice(before).map(({ cause, from, to }) => ({ cause, from, to: to ?? Infinity }));
    const wayAfter = { ...way, silent: way.silent.filter(({ from }) => from > until) };
    const latest = entriesOf(own, wayAfter);
    const all = [...entries, ...latest];
    const quiet = lastQuiet(own, wayAfter.silent);
    if (quiet !== null)
      this.#settled = {
        until: quiet.from,
        outages: before + quiet.after,
        way: wayUntil(way, quiet.from, APART_MS),
        entries: [...entries, ...latest.filter(({ to }) => to <= quiet.from)],
      };
    return all;
  }
}

/** Whether nothing has come that could touch what is settled, and as much is known of the relay in that time. */
function isSettled({ until, outages: count, way: known }: Settled, outages: readonly Outage[], way: RelayWay): boolean {
  const isAfter = outages.slice(count).every(({ from }) => from > until + APART_MS);
  return isAfter && (known === null || isDeepStrictEqual(wayUntil(way, until, APART_MS), known));
}

/**
 * The beginning of the last time in which nothing kept AutoX3 out for so long that what is before it is judged alone, and how many
 * outages were over by then: the first so many, in the order of the ledger. Null where there is none with something after it.
 */
function lastQuiet(own: readonly CausedSpan[], silent: readonly Span[]): { from: number; after: number } | null {
  const busy = union([...own, ...silent]);
  const begins = own.map(({ from }) => from).sort((a, b) => a - b);
  let latest = -Infinity;
  const overBy = own.map(({ to }) => (latest = Math.max(latest, to)));
  let after = begins.length;
  for (let index = busy.length - 2; index >= 0; index -= 1) {
    const from = busy[index]?.to ?? 0;
    while (after > 0 && (begins[after - 1] ?? 0) > from) after -= 1;
    const isLong = (busy[index + 1]?.from ?? 0) - from > APART_MS;
    if (isLong && (overBy[after - 1] ?? -Infinity) <= from) return { from, after };
  }
  return null;
}

function entriesOf(own: readonly CausedSpan[], way: RelayWay): Entry[] {
  const { outages, covered } = throughRelay(own, way);
  const { spots, harmless } = judgeBlind(outages);
  const entries: Entry[] = [
    ...spots.map(({ from, to, ...loses }) => ({
      from,
      to,
      loses: { from: loses.losesFrom, to: loses.losesTo },
      causes: [],
      isRelayed: false,
    })),
    ...without(union([...harmless, ...covered]), spots).map((span) => ({
      ...span,
      loses: null,
      causes: [],
      isRelayed: overlaps(covered, span),
    })),
  ];
  entries.sort((a, b) => a.from - b.from);
  addCauses(entries, [...own, ...outages]);
  return entries;
}

/** Whether some of the spans, which are in order and do not touch, lie within another one and not only beside it. */
function overlaps(spans: readonly Span[], { from, to }: Span): boolean {
  return intersection(spans, [{ from, to }]).some((both) => both.from < both.to || from === to);
}

/** Says of each entry what there was in its time; both are told in order of their beginning. */
function addCauses(entries: readonly Entry[], causes: readonly CausedSpan[]): void {
  let first = 0;
  for (const { cause, ...span } of causes.toSorted((a, b) => a.from - b.from)) {
    while ((entries[first]?.to ?? Infinity) < span.from) first += 1;
    for (
      let entry = entries[first], index = first;
      entry !== undefined && entry.from <= span.to;
      entry = entries[++index]
    ) {
      if (!entry.causes.includes(cause) && isIn(span, entry)) entry.causes.push(cause);
    }
  }
}

/** Whether a span has a part in an entry; a moment has where it touches. */
function isIn(span: Span, entry: Span): boolean {
  return span.from === span.to || entry.from === entry.to || (span.from < entry.to && entry.from < span.to);
}

import { DAY_MS } from '../../../shared/calendar.ts';
import { type Span, union } from '../../../shared/span.ts';
import type { StoredRun } from '../store/relay-store.ts';

/** The relay of runs that were put together: none is called so. */
const PUT_TOGETHER = '';
/** A run that ended so long ago, in ms, does not grow any more. */
const ENDED_MS = DAY_MS;
/** Of what is older than this, in ms, gaps shorter than {@link FORGOTTEN_GAP_MS} are forgotten: no single one has lost anything. */
const FORGOTTEN_AFTER_MS = 366 * DAY_MS;
const FORGOTTEN_GAP_MS = 60_000;
/** Runs that are kept, the longest: a relay that begins one again and again cannot fill the disk. */
const MOST_RUNS = 4_000;

/** The same runs, or a little less, in few rows. */
export function tidyRuns(runs: readonly StoredRun[], now: number): StoredRun[] {
  const isOver = ({ to }: Span): boolean => to < now - ENDED_MS;
  const over = forget(union(runs.filter(isOver)), now - FORGOTTEN_AFTER_MS);
  return [
    ...over.map((span) => ({ relay: PUT_TOGETHER, run: String(span.from), ...span })),
    ...runs.filter((run) => !isOver(run)),
  ]
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, MOST_RUNS);
}

function forget(spans: readonly Span[], before: number): Span[] {
  const kept: Span[] = [];
  for (const { from, to } of spans) {
    const last = kept.at(-1);
    if (last !== undefined && from < before && from - last.to < FORGOTTEN_GAP_MS) last.to = to;
    else kept.push({ from, to });
  }
  return kept;
}

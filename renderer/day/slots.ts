import type { DayReport } from '../../shared/day-report.ts';

/** A shop's day at least, so that a quiet one looks like a day too. */
const [FIRST_HOUR, LAST_HOUR] = [7, 18];

/**
 * The slots that are shown, by their places: all of a range, but of a day only the hours from the first check-in to the
 * last, and those in which shops work.
 */
export function busySlots({ unit, slots }: Pick<DayReport, 'unit' | 'slots'>): { index: number; checkIns: number }[] {
  const all = slots.map(({ checkIns }, index) => ({ index, checkIns }));
  if (unit !== 'hour') return all;
  const busy = all.filter(({ checkIns }) => checkIns > 0).map(({ index }) => index);
  const [first, last] = [Math.min(FIRST_HOUR, ...busy), Math.max(LAST_HOUR, ...busy)];
  return all.slice(first, last + 1);
}

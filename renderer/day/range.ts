import { CalendarDay, daysIn, daysLater } from '../../shared/calendar.ts';
import { type DayRange, MOST_DAYS } from '../../shared/day-report.ts';
import type { PageQuery } from '../ui/place.ts';

/** The ranges that are asked for most, by one click. */
export const PRESETS = ['today', 'yesterday', 'week', 'month'] as const;
export type Preset = (typeof PRESETS)[number];

const RANGE = 'range';

/** The days of a preset, seen from today. */
export function presetRange(preset: Preset, today: CalendarDay): DayRange {
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday': {
      const yesterday = daysLater(today, -1);
      return { from: yesterday, to: yesterday };
    }
    case 'week':
      return { from: daysLater(today, -6), to: today };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
  }
}

/** The range that the address names: a preset, which goes on with time, or days; what is no range is today. */
export function rangeOf(query: URLSearchParams, today: CalendarDay): DayRange & { preset: Preset | null } {
  const named = PRESETS.find((preset) => preset === query.get(RANGE));
  if (named !== undefined) return { ...presetRange(named, today), preset: named };
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  if (isRange({ from, to }, today)) return { from, to, preset: null };
  return { ...presetRange('today', today), preset: 'today' };
}

/** How the address names a range. */
export function queryOf(range: Preset | DayRange): PageQuery {
  return typeof range === 'string' ? { [RANGE]: range } : { from: range.from, to: range.to };
}

/** The range with another first or last day; the other end comes along where they would be back to front or too far apart. */
export function withDay({ from, to }: DayRange, end: 'from' | 'to', day: CalendarDay): DayRange {
  const most = MOST_DAYS - 1;
  if (end === 'from') {
    const [last, furthest] = [to < day ? day : to, daysLater(day, most)];
    return { from: day, to: last > furthest ? furthest : last };
  }
  const [first, furthest] = [from > day ? day : from, daysLater(day, -most)];
  return { from: first < furthest ? furthest : first, to: day };
}

/** As many days right before, or after but not beyond today; null where there are none. */
export function neighbour({ from, to }: DayRange, direction: -1 | 1, today: CalendarDay): DayRange | null {
  const days = daysIn(from, to) * direction;
  const moved = { from: daysLater(from, days), to: daysLater(to, days) };
  if (moved.from > today || moved.from < FIRST_DAY) return null;
  return { from: moved.from, to: moved.to > today ? today : moved.to };
}

/** No check-in is older; while a year is typed, its first digits are years as well. */
export const FIRST_DAY: CalendarDay = '2000-01-01';

/** Whether a day can be chosen. */
export function isChoosable(day: string, today: CalendarDay): boolean {
  return CalendarDay.safeParse(day).success && day >= FIRST_DAY && day <= today;
}

function isRange({ from, to }: DayRange, today: CalendarDay): boolean {
  return isChoosable(from, today) && isChoosable(to, today) && from <= to && daysIn(from, to) <= MOST_DAYS;
}

import { z } from 'zod';
import { calendarDay, daysIn, daysLater } from './calendar.ts';
import type { Span } from './span.ts';
import { minutes, minutesOf, TimeOfDay } from './time-of-day.ts';
import { momentOf, type TimeZone } from './time-zone.ts';

/** When the shop is open on a day, by the clock on its wall; the end of the day is 24:00. */
const OpenFrom = z
  .strictObject({ from: TimeOfDay, to: z.union([TimeOfDay, z.literal('24:00')]) })
  .refine(({ from, to }) => minutesOf(from) < minutesOf(to), { message: 'the beginning comes first' });
/** The most hours of a day, with breaks between them. */
export const MOST_HOURS = 3;
const DayHours = z.array(OpenFrom).max(MOST_HOURS);
export type DayHours = z.infer<typeof DayHours>;

/** When a shop is open: for each day of the week, Monday first, its hours; a day without any is closed. */
export const OpeningHours = z.strictObject({ days: z.array(DayHours).length(7) });
export type OpeningHours = z.infer<typeof OpeningHours>;

export const ALL_DAY: DayHours[number] = { from: '00:00', to: '24:00' };
/** Until a shop says otherwise a check-in may come at any time. */
export const DEFAULT_HOURS: OpeningHours = { days: Array.from({ length: 7 }, () => [ALL_DAY]) };

/** Days after which the week of a shop has been looked through. */
const A_WEEK = 8;

/** The spans of a time in which the shop is open, in order, of at most so many days. */
export function openWithin({ from, to }: Span, { days }: OpeningHours, zone: TimeZone, most = Infinity): Span[] {
  const first = calendarDay(from, zone);
  const count = Math.min(most, daysIn(first, calendarDay(to, zone)));
  return Array.from({ length: count }, (_, index) => daysLater(first, index)).flatMap((day) => {
    // 1970 began on a Thursday.
    const weekday = (daysIn('1970-01-01', day) + 2) % 7;
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const at = (time: string): number => momentOf(midnight + minutes(minutesOf(time)), zone);
    return (days[weekday] ?? [])
      .map((open) => ({ from: Math.max(from, at(open.from)), to: Math.min(to, at(open.to)) }))
      .filter((open) => open.from <= open.to);
  });
}

/** Whether the shop is open at some moment of a time. */
export function isOpenWithin(span: Span, hours: OpeningHours, zone: TimeZone): boolean {
  return openWithin(span, hours, zone, A_WEEK).length > 0;
}

import { z } from 'zod';
import { momentOf, type TimeZone, wallTime } from './time-zone.ts';

/** A day of the calendar, `2026-03-03`: the same everywhere, though it begins at another moment in each zone. */
export const CalendarDay = z.iso.date();
export type CalendarDay = z.infer<typeof CalendarDay>;

/** A day of 24 hours, in ms. */
export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Clocks of our time are ahead of UTC by a whole number of these. */
const QUARTER_MS = 900_000;

const utcOf = (day: CalendarDay): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (utc: number): CalendarDay => new Date(utc).toISOString().slice(0, 10);

/** The day that the calendar on the wall of that zone shows at a moment (ms since 1970). */
export function calendarDay(moment: number, zone: TimeZone): CalendarDay {
  return dayAt(wallTime(moment, zone));
}

/** The day so many days later, or earlier where `count` is negative. */
export function daysLater(day: CalendarDay, count: number): CalendarDay {
  return dayAt(utcOf(day) + count * DAY_MS);
}

/** How many days there are from one to the other, both included; 0 or less where `to` comes first. */
export function daysIn(from: CalendarDay, to: CalendarDay): number {
  return (utcOf(to) - utcOf(from)) / DAY_MS + 1;
}

/** The moment at which a day begins in that zone, in ms since 1970. */
export function startOfDay(day: CalendarDay, zone: TimeZone): number {
  return momentOf(utcOf(day), zone);
}

/** When each day of a range begins, and at last when the range ends. */
export function dayStarts(from: CalendarDay, to: CalendarDay, zone: TimeZone): number[] {
  return Array.from({ length: daysIn(from, to) + 1 }, (_, index) => startOfDay(daysLater(from, index), zone));
}

/**
 * When each hour of a day begins, as its clock on the wall says it: 24 of them, or 23 or 25 on a day on which the clocks
 * change; the hour that comes twice is two. Where they change by half an hour one of them is that short.
 */
export function hourStarts(day: CalendarDay, zone: TimeZone): number[] {
  const [start, end] = [startOfDay(day, zone), startOfDay(daysLater(day, 1), zone)];
  const starts: number[] = [];
  let [hour, offset] = [Number.NaN, Number.NaN];
  for (let moment = start; moment < end; moment += QUARTER_MS) {
    const wall = wallTime(moment, zone);
    const [nextHour, nextOffset] = [Math.floor(wall / HOUR_MS), wall - moment];
    if (nextHour !== hour || nextOffset !== offset) starts.push(moment);
    [hour, offset] = [nextHour, nextOffset];
  }
  return starts;
}

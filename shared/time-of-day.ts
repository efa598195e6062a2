import { z } from 'zod';

/** A time of day on the wall clock of the PC, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** Hours that may cross midnight, `from` included, `to` not; equal times are no hours at all. */
export const Hours = z.strictObject({ from: TimeOfDay, to: TimeOfDay });
export type Hours = z.infer<typeof Hours>;

const MINUTE_MS = 60_000;

/** Minutes since midnight. */
export function minutesOf(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function at(day: Date, time: TimeOfDay, dayOffset: number): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + dayOffset, 0, minutesOf(time)).getTime();
}

/**
 * The end of the hours that hold the moment `now` (both in ms since 1970); null outside of them. Reckoned on the wall
 * clock, so that the night in which the clocks change is an hour shorter or longer.
 */
export function endOfHours(now: number, hours: Hours): number | null {
  const day = new Date(now);
  const crossesMidnight = minutesOf(hours.from) > minutesOf(hours.to);
  for (const dayOffset of crossesMidnight ? [-1, 0] : [0]) {
    const from = at(day, hours.from, dayOffset);
    const to = at(day, hours.to, dayOffset + Number(crossesMidnight));
    if (from <= now && now < to) return to;
  }
  return null;
}

/** Minutes as ms. */
export function minutes(count: number): number {
  return count * MINUTE_MS;
}

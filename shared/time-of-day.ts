import { z } from 'zod';
import { momentOf, type TimeZone, wallTime } from './time-zone.ts';

/** A time of day on a wall clock, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** Hours that may cross midnight, `from` included, `to` not; equal times are no hours at all. */
export const Hours = z.strictObject({ from: TimeOfDay, to: TimeOfDay });
export type Hours = z.infer<typeof Hours>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Minutes since midnight. */
export function minutesOf(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/**
 * The end of the hours that hold the moment `now` (both in ms since 1970); null outside of them. Reckoned on the wall clock
 * of a zone, so that the night in which the clocks change is an hour shorter or longer.
 */
export function endOfHours(now: number, hours: Hours, zone: TimeZone): number | null {
  const at = clockOf(now, zone);
  const crossesMidnight = minutesOf(hours.from) > minutesOf(hours.to);
  for (const day of crossesMidnight ? [-1, 0] : [0]) {
    const to = at(hours.to, day + Number(crossesMidnight));
    if (at(hours.from, day) <= now && now < to) return to;
  }
  return null;
}

/** When such hours last ended, at the moment `now` at the latest (both in ms since 1970); null when they are no hours. */
export function lastEndOfHours(now: number, hours: Hours, zone: TimeZone): number | null {
  if (hours.from === hours.to) return null;
  const at = clockOf(now, zone);
  const today = at(hours.to, 0);
  return today <= now ? today : at(hours.to, -1);
}

/** Tells at which moment the wall clock of a zone shows a time, so many days from the day of `now`. */
function clockOf(now: number, zone: TimeZone): (time: TimeOfDay, day: number) => number {
  const midnight = Math.floor(wallTime(now, zone) / DAY_MS) * DAY_MS;
  return (time, day) => momentOf(midnight + day * DAY_MS + minutes(minutesOf(time)), zone);
}

/** Minutes as ms. */
export function minutes(count: number): number {
  return count * MINUTE_MS;
}

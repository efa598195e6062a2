import { z } from 'zod';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Offsets that are remembered per zone; a ring asks for the same few minutes again and again. */
const REMEMBERED = 2_000;

type Clock = { show: Intl.DateTimeFormat; offsets: Map<number, number> };
const clocks = new Map<string, Clock>();

/** Whether this program knows a zone by this name of the IANA time zone database, such as `Europe/London`. */
export function isTimeZone(name: string): boolean {
  // An offset such as +01:00 would be taken too; it has no summer time, so it is no zone of a shop.
  if (!/^[a-z][a-z0-9_+/-]{0,63}$/i.test(name)) return false;
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** The name of a time zone. */
export const TimeZone = z.string().refine(isTimeZone, { message: 'must name a time zone, such as Europe/London' });
export type TimeZone = z.infer<typeof TimeZone>;

/** The zone in which the clock of this PC stands. */
export function ownTimeZone(): TimeZone {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}

/** The zone by this name, or where it is not known the own one. */
export function knownTimeZone(name: string | undefined): TimeZone {
  return name !== undefined && isTimeZone(name) ? name : ownTimeZone();
}

/**
 * What a clock on the wall of that zone shows at a moment, in ms: written as if it were UTC, so that days and minutes can be
 * reckoned with. Throws where {@link isTimeZone} is false.
 */
export function wallTime(moment: number, zone: TimeZone): number {
  return moment + offsetAt(moment, zone);
}

/**
 * The moment at which the wall clock shows a time, both in ms: the first of two where an hour comes twice, and where it is
 * left out the moment that it would have been without the change, as for `new Date()` of the PC's own zone.
 */
export function momentOf(wall: number, zone: TimeZone): number {
  const [before, after] = [offsetAt(wall - DAY_MS, zone), offsetAt(wall + DAY_MS, zone)];
  const first = wall - Math.max(before, after);
  if (wallTime(first, zone) === wall) return first;
  const second = wall - Math.min(before, after);
  return wallTime(second, zone) === wall ? second : wall - before;
}

/** How far the wall clock is ahead of UTC at a moment, in ms. Clocks change on a whole minute. */
function offsetAt(moment: number, zone: TimeZone): number {
  const minute = Math.floor(moment / MINUTE_MS);
  const { show, offsets } = clockOf(zone);
  const known = offsets.get(minute);
  if (known !== undefined) return known;
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of show.formatToParts(minute * MINUTE_MS)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute: past = 0, second = 0 } = shown;
  const offset = Date.UTC(year, month - 1, day, hour, past, second) - minute * MINUTE_MS;
  if (offsets.size >= REMEMBERED) offsets.clear();
  offsets.set(minute, offset);
  return offset;
}

function clockOf(zone: TimeZone): Clock {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const show = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const clock = { show, offsets: new Map<number, number>() };
  clocks.set(zone, clock);
  return clock;
}

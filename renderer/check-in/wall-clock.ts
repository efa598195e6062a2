import { momentOf, type TimeZone, wallTime } from '../../shared/time-zone.ts';

const WALL_CLOCK = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** A moment in ms since 1970 as the clock on the wall of that zone shows it, in the form of a `datetime-local` input. */
export function toWallClock(ms: number, zone: TimeZone): string {
  return new Date(wallTime(ms, zone)).toISOString().slice(0, 16);
}

/** The moment at which the clock on the wall of that zone shows this, in ms since 1970; null when it is no such time. */
export function fromWallClock(local: string, zone: TimeZone): number | null {
  const wall = WALL_CLOCK.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN;
  return Number.isNaN(wall) ? null : momentOf(wall, zone);
}

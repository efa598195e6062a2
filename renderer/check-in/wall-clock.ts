const MINUTE_MS = 60_000;
const WALL_CLOCK = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** The zone of this browser: where the desk is, unless the shop has named another. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A moment in ms since 1970 as the clock on the wall of that zone shows it, in the form of a `datetime-local` input. */
export function toWallClock(ms: number, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const [year, month, day] = [parts.get('year')?.padStart(4, '0'), parts.get('month'), parts.get('day')];
  return `${year}-${month}-${day}T${parts.get('hour')}:${parts.get('minute')}`;
}

/**
 * The moment at which the clock on the wall of that zone shows this, in ms since 1970; null when it is no such time. A
 * time that a change of the clocks skips is taken as the one an hour from it.
 */
export function fromWallClock(local: string, zone: string): number | null {
  const asUtc = WALL_CLOCK.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  // The offset at the moment itself, which a first guess finds but for the hours around a change of the clocks.
  const guess = asUtc - offsetAt(asUtc, zone);
  return asUtc - offsetAt(guess, zone);
}

/** By how much the clock of that zone is ahead of UTC, in ms. */
function offsetAt(ms: number, zone: string): number {
  return Date.parse(`${toWallClock(ms, zone)}:00Z`) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

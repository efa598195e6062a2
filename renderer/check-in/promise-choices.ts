import { fromWallClock, toWallClock } from './wall-clock.ts';

/** Times of day at which vehicles are usually fetched; the first of tomorrow's is for what is not ready today. */
const TODAY = ['12:00', '16:00', '17:30'];
const TOMORROW = ['10:00', '12:00', '16:00', '17:30'];
const CHOICES = 4;

/** The next few usual times to promise a vehicle for, after the moment `now`, all in ms since 1970. */
export function promiseChoices(now: number, zone: string): number[] {
  const today = toWallClock(now, zone).slice(0, 10);
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const tomorrow = new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10);
  return [...TODAY.map((time) => `${today}T${time}`), ...TOMORROW.map((time) => `${tomorrow}T${time}`)]
    .map((local) => fromWallClock(local, zone))
    .filter((at) => at !== null && at > now)
    .slice(0, CHOICES)
    .filter((at) => at !== null);
}

import type { BackupPlace, BackupProblem, BackupWarning } from '../../../shared/backup.ts';
import type { BackupSettings } from '../../../shared/backup-settings.ts';
import { type TimeZone, wallTime } from '../../../shared/time-zone.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A backup that is older is too old: two were missed. */
const TOO_OLD_MS = 3 * DAY_MS;
/** A shop that has begun to use Forecourt only just now has little to lose, and is not to be met with a warning. */
const WORTH_A_WARNING_MS = 7 * DAY_MS;

/**
 * When the next backup is due, in ms since 1970; in the past when it was missed. One a shop's day, from the hour that is
 * set; null when they are off.
 */
export function nextBackupAt(
  { isOn, hour }: BackupSettings,
  lastAt: number | null,
  now: number,
  timeZone: TimeZone,
): number | null {
  if (!isOn) return null;
  if (lastAt === null) return now;
  const wall = wallTime(now, timeZone);
  const hourToday = now - (wall % DAY_MS) + hour * HOUR_MS;
  if (lastAt < hourToday - DAY_MS) return Math.min(now, hourToday);
  return lastAt < hourToday ? hourToday : hourToday + DAY_MS;
}

/** What a manager should know of the backups; null when all is well. Times in ms since 1970. */
export function warningOf(state: {
  settings: BackupSettings;
  problem: BackupProblem | null;
  place: BackupPlace;
  lastAt: number | null;
  firstAt: number | null;
  startedAt: number;
  now: number;
}): BackupWarning | null {
  const { settings, problem, place, lastAt, firstAt, startedAt, now } = state;
  const isWorthIt = firstAt !== null && now - firstAt >= WORTH_A_WARNING_MS;
  if (!settings.isOn) return isWorthIt ? 'off' : null;
  if (problem !== null) return 'failing';
  // A PC that was off makes the missed one first.
  const isSettled = now - startedAt >= HOUR_MS;
  if (isWorthIt && isSettled && (lastAt === null || now - lastAt >= TOO_OLD_MS)) return 'too-old';
  return isWorthIt && place === 'same-disk' ? 'same-disk' : null;
}

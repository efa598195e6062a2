import { DAY_MS } from '../../../shared/calendar.ts';
/** How many backups of each reach are kept: the newest of so many days, weeks and months that have one. */
export type Rotation = { daily: number; weekly: number; monthly: number };
export const ROTATION: Rotation = { daily: 7, weekly: 4, monthly: 12 };
/** Beside the data, where backups take room from what they protect and help against a damaged file alone. */
export const ROTATION_BESIDE: Rotation = { daily: 3, weekly: 0, monthly: 0 };
/** Backups before an update of the database, the newest, apart from the others; and how much older than the newest of all. */
const MIGRATIONS_KEPT = 2;
const MIGRATION_MS = 30 * DAY_MS;

type Kept = { id: string; at: string; kind: 'scheduled' | 'asked' | 'migration' };

/**
 * The backups that are not kept any more. Of each of the newest days, weeks (from Monday) and months the last backup is
 * kept, in UTC so that a change of the shop's zone moves none; the newest of all always is.
 */
export function outdated<B extends Kept>(backups: readonly B[], rotation: Rotation): B[] {
  const newestFirst = [...backups].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const daily = newestFirst.filter(({ kind }) => kind !== 'migration');
  const [newest] = daily;
  const isRecent = ({ at }: B): boolean =>
    newest === undefined || Date.parse(newest.at) - Date.parse(at) < MIGRATION_MS;
  const migrations = newestFirst.filter(({ kind }) => kind === 'migration').slice(0, MIGRATIONS_KEPT);
  const kept = new Set<B>(migrations.filter(isRecent));
  if (newest !== undefined) kept.add(newest);
  for (const [count, periodOf] of [
    [rotation.daily, dayOf],
    [rotation.weekly, weekOf],
    [rotation.monthly, monthOf],
  ] as const) {
    const periods = new Map<number, B>();
    for (const backup of daily) {
      const period = periodOf(Date.parse(backup.at));
      if (!periods.has(period)) periods.set(period, backup);
    }
    for (const backup of [...periods.values()].slice(0, count)) kept.add(backup);
  }
  return newestFirst.filter((backup) => !kept.has(backup));
}

/** When a backup is replaced at the latest, in ms, as long as one is made each day: it is then out of all that are kept. */
export function replacedBy({ at, kind }: Pick<Kept, 'at' | 'kind'>, { daily, monthly }: Rotation): number {
  const date = new Date(at);
  if (kind === 'migration') return date.getTime() + MIGRATION_MS + DAY_MS;
  if (monthly === 0) return (dayOf(date.getTime()) + daily + 1) * DAY_MS;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthly, 2);
}

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);
/** 1970 began on a Thursday. */
const weekOf = (ms: number): number => Math.floor((dayOf(ms) + 3) / 7);
function monthOf(ms: number): number {
  const date = new Date(ms);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

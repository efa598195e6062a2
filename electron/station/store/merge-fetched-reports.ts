import type Database from 'better-sqlite3';
import { comparedPlate } from './vehicle-identity.ts';

/**
 * Adds the fetched reports that only the other database has, when both have their visits: of a vehicle none of whose visits is
 * here they were removed with the last one, and stay so.
 */
export function mergeFetchedReports(db: Database.Database): void {
  const isKnown = db.prepare("SELECT 1 FROM other.sqlite_schema WHERE name = 'fetched_report'").get() !== undefined;
  if (!isKnown) return;
  db.exec('INSERT OR IGNORE INTO main.fetched_report SELECT * FROM other.fetched_report');
  const gone = new Set(db.prepare<[], string>('SELECT DISTINCT plate FROM main.fetched_report').pluck().all());
  for (const plate of db.prepare<[], string | null>('SELECT plate FROM main.check_in').pluck().iterate()) {
    if (gone.size === 0) break;
    gone.delete(comparedPlate(plate) ?? '');
  }
  const drop = db.prepare<[string]>('DELETE FROM main.fetched_report WHERE plate = ?');
  for (const plate of gone) drop.run(plate);
}

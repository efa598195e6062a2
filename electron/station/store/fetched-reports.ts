import type Database from 'better-sqlite3';
import type { FetchedReport } from '../../../shared/platform.ts';
import { instant } from '../instant.ts';
import type { ListedReport } from '../platform/report-list.ts';
import { comparedPlate } from './vehicle-identity.ts';

/** Reports that are kept of one plate, and that are told of one vehicle. */
const MOST_OF_PLATE = 500;
const MOST_TOLD = 100;

type Row = { plate: string; release_date: string; address: string; score: string | null; fetched_at: number };

/** The health check reports that were fetched from AutoX3's platform. */
export class FetchedReports {
  readonly #of: Database.Statement<[string], Row>;
  readonly #add: Database.Transaction<(plate: string, reports: readonly ListedReport[], at: number) => number>;

  constructor(db: Database.Database) {
    this.#of = db.prepare(
      `SELECT plate, release_date, address, score, fetched_at FROM fetched_report
       WHERE plate IN (SELECT value FROM json_each(?)) ORDER BY release_date DESC, fetched_at DESC, address LIMIT ${MOST_TOLD}`,
    );
    const add = db.prepare<[Row]>(
      `INSERT INTO fetched_report (plate, release_date, address, score, fetched_at)
       SELECT $plate, $release_date, $address, $score, $fetched_at
       WHERE (SELECT count(*) FROM fetched_report WHERE plate = $plate) < ${MOST_OF_PLATE} ON CONFLICT DO NOTHING`,
    );
    this.#add = db.transaction((plate, reports, at) =>
      reports
        .map(({ releaseDate, address, score }) => ({
          plate,
          release_date: releaseDate ?? '',
          address: address ?? '',
          score,
          fetched_at: at,
        }))
        .reduce((added, row) => added + add.run(row).changes, 0),
    );
  }

  /** Keeps the reports of a plate that are not here yet; answers how many. Throws when they cannot be stored. */
  add(plate: string, reports: readonly ListedReport[], at: number): number {
    const compared = comparedPlate(plate);
    return compared === null ? 0 : this.#add.immediate(compared, reports, at);
  }

  /** The reports of a vehicle that had these plates, the last released first. */
  of(plates: readonly string[]): FetchedReport[] {
    const compared = plates.map(comparedPlate).filter((plate) => plate !== null);
    return this.#of.all(JSON.stringify(compared)).map((row) => ({
      plate: row.plate,
      releaseDate: row.release_date || null,
      score: row.score,
      address: row.address || null,
      fetchedAt: instant(row.fetched_at),
    }));
  }
}

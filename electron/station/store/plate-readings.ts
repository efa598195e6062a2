import type Database from 'better-sqlite3';
import type { Figure } from '../../../shared/maintenance-due.ts';

/** What a visit says of the odometer; arrived in ms since 1970. */
export type ReadingRow = { id: number; odometer: number | null; arrived_at: number; proven: 0 | 1 };

/** The columns of {@link ReadingRow}, for a SELECT from check_in. */
export const READING_COLUMNS = 'id, odometer, arrived_at, proven';

/** Earlier visits that are looked through: fewer than the later ones that the vehicle index looks at again when one changes. */
const MOST_BACK = 20;

/** Finds the newest reading of the odometer that is known of a plate. */
export class PlateReadings {
  readonly #before: Database.Statement<[string, number], ReadingRow>;

  constructor(db: Database.Database) {
    this.#before = db.prepare(
      `SELECT ${READING_COLUMNS} FROM vehicle_visit AS v CROSS JOIN check_in AS c ON c.id = v.check_in_id
       WHERE v.plate = ? AND v.check_in_id < ? ORDER BY v.check_in_id DESC LIMIT ${MOST_BACK}`,
    );
  }

  /**
   * The reading at a visit, or where nobody took one there, the newest before it. Nought is what a field holds that nobody has
   * filled in. What proves nothing is no reading of a proven visit (contract, Trust the path).
   */
  newest(plate: string, visit: ReadingRow): Figure | null {
    if (isReading(visit)) return { value: visit.odometer, at: visit.arrived_at };
    for (const row of this.#before.iterate(plate, visit.id))
      if (isReading(row) && row.proven >= visit.proven) return { value: row.odometer, at: row.arrived_at };
    return null;
  }
}

function isReading(row: ReadingRow): row is ReadingRow & { odometer: number } {
  return row.odometer !== null && row.odometer > 0;
}

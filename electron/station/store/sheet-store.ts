import type Database from 'better-sqlite3';
import type { Sheet, SheetEnd, SheetPlace, SheetProblem, SheetResult } from '../../../shared/sheet-print.ts';
import { instant, instantOrNull } from '../instant.ts';
import { rowId } from './rows.ts';

/** A sheet as it is stored; times in ms since 1970. */
export type SheetRow = {
  id: number;
  check_in_id: number;
  copy: number;
  place: SheetPlace;
  printer: string | null;
  begun_at: number;
  result: SheetResult | null;
  problem: SheetProblem | null;
  ended_at: number | null;
};

/** A sheet that has begun, with the check-in that it is of. */
export type BegunSheet = { print: string; checkInId: string; plate: string | null; copy: number };
/** A sheet that has ended, with the check-in that it is of. */
export type EndedSheet = { sheet: Sheet; checkInId: string };

/** Sheets of one check-in that are told at most: the newest. */
const MOST_TOLD = 500;

/** The ledger of sheets on disk. Every method that writes is one transaction, and throws when it cannot store. */
export class SheetStore {
  readonly #checkIn: Database.Statement<[number], { plate: string | null }>;
  readonly #insert: Database.Statement<[number, number, SheetPlace, string | null, number]>;
  readonly #sheet: Database.Statement<[number], SheetRow>;
  readonly #ofCheckIn: Database.Statement<[number, number], SheetRow>;
  readonly #count: Database.Statement<[number], number>;
  readonly #end: Database.Statement<[SheetEnd, SheetProblem | null, number, number]>;
  readonly #endAll: Database.Statement<[number]>;
  readonly #inTransaction: Database.Transaction<(work: () => void) => void>;

  constructor(db: Database.Database) {
    this.#checkIn = db.prepare('SELECT plate FROM check_in WHERE id = ?');
    // The numbers of a database that was set aside are left to its sheets.
    this.#insert = db.prepare(
      `INSERT INTO sheet (id, check_in_id, copy, place, printer, begun_at)
       SELECT 1 + max(id, coalesce((SELECT max(id) FROM sheet), 0)), ?, ?, ?, ?, ? FROM message_floor`,
    );
    this.#sheet = db.prepare('SELECT * FROM sheet WHERE id = ?');
    this.#ofCheckIn = db.prepare('SELECT * FROM sheet WHERE check_in_id = ? ORDER BY id DESC LIMIT ?');
    this.#count = db
      .prepare<[number], number>(
        "SELECT count(*) FROM sheet WHERE check_in_id = ? AND (result IS NULL OR result NOT IN ('failed', 'cancelled') OR problem = 'timed-out')",
      )
      .pluck();
    this.#end = db.prepare(
      "UPDATE sheet SET result = ?, problem = ?, ended_at = ? WHERE id = ? AND (result IS NULL OR result = 'unknown')",
    );
    this.#endAll = db.prepare("UPDATE sheet SET result = 'unknown', ended_at = ? WHERE result IS NULL");
    this.#inTransaction = db.transaction((work) => work());
  }

  /** Notes that a sheet is about to be made; null where there is no such check-in. */
  begin(checkInId: string, where: SheetPlace, printer: string | null, at: number): BegunSheet | null {
    const row = rowId(checkInId);
    let begun: BegunSheet | null = null;
    this.#inTransaction.immediate(() => {
      const checkIn = this.#checkIn.get(row);
      if (checkIn === undefined) return;
      const copy = 1 + (this.#count.get(row) ?? 0);
      const { lastInsertRowid } = this.#insert.run(row, copy, where, printer, at);
      begun = { print: String(lastInsertRowid), checkInId: String(row), plate: checkIn.plate, copy };
    });
    return begun;
  }

  /** Notes what became of a sheet, unless that is known; null where there is no such sheet. */
  end(print: string, result: SheetEnd, problem: SheetProblem | null, at: number): EndedSheet | null {
    const row = rowId(print);
    this.#end.run(result, problem, at, row);
    const sheet = this.#sheet.get(row);
    return sheet === undefined ? null : { sheet: toSheet(sheet), checkInId: String(sheet.check_in_id) };
  }

  ofCheckIn(checkInId: string): Sheet[] {
    return this.#ofCheckIn.all(rowId(checkInId), MOST_TOLD).map(toSheet).reverse();
  }

  /** What was under way when the last station ended: nobody knows what became of it. */
  endUnknown(at: number): void {
    this.#endAll.run(at);
  }
}

/** A sheet as the contract tells it. */
export function toSheet(row: SheetRow): Sheet {
  return {
    print: String(row.id),
    copy: row.copy,
    where: row.place,
    printer: row.printer,
    begunAt: instant(row.begun_at),
    result: row.result,
    problem: row.problem,
    endedAt: instantOrNull(row.ended_at),
  };
}

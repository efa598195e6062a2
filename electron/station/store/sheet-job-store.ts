import type Database from 'better-sqlite3';
import { ownerName } from '../../../shared/owner-name.ts';
import type { MissingSheet, SheetEnd, SheetProblem } from '../../../shared/sheet-print.ts';
import { instant } from '../instant.ts';
import { rowId } from './rows.ts';
import { type BegunSheet, type EndedSheet, type SheetRow, type SheetStore, toSheet } from './sheet-store.ts';

/** A sheet that should have come so long ago, in ms, does not come by itself any more. */
export const FRESH_MS = 5 * 60_000;
/** More than so many at once do not come by themselves either: after an outage nobody wants a pile. */
export const MOST_AT_ONCE = 6;

type MissingRow = {
  id: number;
  plate: string | null;
  brand: string | null;
  style: string | null;
  owner_first_name: string | null;
  owner_last_name: string | null;
  arrived_at: number;
};

/** A check-in that was set aside needs no sheet, until it is put back. */
const MISSING =
  "FROM sheet_job JOIN check_in ON check_in.id = check_in_id WHERE state = 'missing' AND set_aside IS NULL";

/** The sheets that are to come by themselves, one for each check-in: what waits, what was handed to the printer, what is missing. */
export class SheetJobStore {
  readonly #sheets: SheetStore;
  readonly #add: Database.Statement<[number, number]>;
  readonly #next: Database.Statement<[], number>;
  readonly #printing: Database.Statement<[number, number]>;
  readonly #tooOld: Database.Statement<[number]>;
  readonly #waiting: Database.Statement<[], number>;
  readonly #tooMany: Database.Statement<[]>;
  readonly #interrupted: Database.Statement<[]>;
  readonly #settled: Database.Statement<[number]>;
  readonly #failed: Database.Statement<[number]>;
  readonly #list: Database.Statement<[number], MissingRow>;
  readonly #lastSheet: Database.Statement<[number], SheetRow>;
  readonly #count: Database.Statement<[], number>;
  readonly #ids: Database.Statement<[], number>;
  readonly #choose: Database.Statement<[number, string]>;
  readonly #keepChosen: Database.Statement<[number]>;
  readonly #unchoose: Database.Statement<[]>;
  readonly #dismiss: Database.Statement<[string]>;
  readonly #transaction: Database.Transaction<(work: () => void) => void>;

  constructor(db: Database.Database, sheets: SheetStore) {
    this.#sheets = sheets;
    this.#add = db.prepare("INSERT INTO sheet_job (check_in_id, due_at, state) VALUES (?, ?, 'waiting')");
    // One that somebody is printing at this moment is left to them.
    this.#next = db
      .prepare<[], number>(
        `SELECT check_in_id FROM sheet_job JOIN check_in ON check_in.id = check_in_id
         WHERE state IN ('chosen', 'waiting') AND set_aside IS NULL
           AND NOT EXISTS (SELECT 1 FROM sheet WHERE sheet.check_in_id = sheet_job.check_in_id AND result IS NULL AND place <> 'pdf')
         ORDER BY state, check_in_id LIMIT 1`,
      )
      .pluck();
    this.#printing = db.prepare("UPDATE sheet_job SET state = 'printing', sheet_id = ? WHERE check_in_id = ?");
    this.#tooOld = db.prepare(
      "UPDATE sheet_job SET state = 'missing' WHERE state IN ('waiting', 'chosen') AND due_at < ?",
    );
    this.#waiting = db.prepare<[], number>("SELECT count(*) FROM sheet_job WHERE state = 'waiting'").pluck();
    this.#tooMany = db.prepare("UPDATE sheet_job SET state = 'missing' WHERE state = 'waiting'");
    this.#interrupted = db.prepare("UPDATE sheet_job SET state = 'missing' WHERE state IN ('printing', 'chosen')");
    this.#settled = db.prepare('DELETE FROM sheet_job WHERE check_in_id = ?');
    this.#failed = db.prepare("UPDATE sheet_job SET state = 'missing' WHERE sheet_id = ? AND state = 'printing'");
    this.#list = db.prepare(
      `SELECT check_in.id, plate, brand, style, owner_first_name, owner_last_name, arrived_at ${MISSING}
       ORDER BY check_in_id LIMIT ?`,
    );
    this.#lastSheet = db.prepare('SELECT * FROM sheet WHERE check_in_id = ? ORDER BY id DESC LIMIT 1');
    this.#ids = db.prepare<[], number>(`SELECT check_in_id ${MISSING}`).pluck();
    this.#count = db.prepare<[], number>(`SELECT count(*) ${MISSING}`).pluck();
    const chosen = "state = 'missing' AND check_in_id IN (SELECT value FROM json_each(?))";
    this.#choose = db.prepare(`UPDATE sheet_job SET state = 'chosen', due_at = ? WHERE ${chosen}`);
    this.#keepChosen = db.prepare("UPDATE sheet_job SET due_at = ? WHERE state = 'chosen'");
    this.#unchoose = db.prepare("UPDATE sheet_job SET state = 'missing' WHERE state = 'chosen'");
    this.#dismiss = db.prepare(`DELETE FROM sheet_job WHERE ${chosen}`);
    this.#transaction = db.transaction((work) => work());
  }

  /** Has the sheet of a check-in come by itself, in the transaction that makes the check-in. */
  add(checkInId: number, at: number): void {
    this.#add.run(checkInId, at);
  }

  /** What was handed to the last station's printer, or chosen, is never printed by itself: it is missing until somebody looks. */
  recover(at: number): void {
    this.#transaction.immediate(() => {
      this.#sheets.endUnknown(at);
      this.#interrupted.run();
      this.#sortOut(at);
    });
  }

  /** Lets those wait for somebody's choice that are too old, or too many, to come by themselves, or were chosen in vain. */
  sortOut(now: number): void {
    this.#transaction.immediate(() => this.#sortOut(now));
  }

  /** Hands the next sheet to the printer, once and for all; null when none is due. */
  take(printer: string | null, now: number): BegunSheet | null {
    return this.#inTransaction(() => {
      this.#sortOut(now);
      const checkInId = this.#next.get();
      if (checkInId === undefined) return null;
      const begun = this.#sheets.begin(String(checkInId), 'printer', printer, now);
      if (begun !== null) this.#printing.run(Number(begun.print), checkInId);
      // As long as the printer works through them, those behind have not waited in vain.
      this.#keepChosen.run(now);
      return begun;
    });
  }

  /** Notes what became of a sheet, whoever printed it: on paper, none is owed any more; a file is no paper. */
  end(print: string, result: SheetEnd, problem: SheetProblem | null, at: number): EndedSheet | null {
    return this.#inTransaction(() => {
      const ended = this.#sheets.end(print, result, problem, at);
      if (ended === null) return null;
      switch (result) {
        case 'printed':
        case 'handed-over':
          if (ended.sheet.where !== 'pdf') this.#settled.run(rowId(ended.checkInId));
          return ended;
        case 'failed':
        case 'cancelled':
          this.#failed.run(rowId(print));
          return ended;
      }
    });
  }

  count(): number {
    return this.#count.get() ?? 0;
  }

  /** The check-ins whose sheets are missing. */
  missingIds(): number[] {
    return this.#ids.all();
  }

  /** The missing ones, the oldest first. */
  missing(limit: number): MissingSheet[] {
    return this.#list.all(limit).map((row) => {
      const last = this.#lastSheet.get(row.id);
      return {
        id: String(row.id),
        plate: row.plate,
        brand: row.brand,
        style: row.style,
        owner: ownerName({ firstName: row.owner_first_name, lastName: row.owner_last_name }),
        arrivedAt: instant(row.arrived_at),
        last: last === undefined ? null : toSheet(last),
      };
    });
  }

  /** Has these of the missing ones printed; those that no printer takes in time are missing again. */
  choose(ids: readonly string[], at: number): void {
    this.#choose.run(at, JSON.stringify(ids.map(rowId)));
  }

  /** Lets those that were chosen be missing again: there is no printer to take them. */
  unchoose(): void {
    this.#unchoose.run();
  }

  /** Takes these from the missing ones. */
  dismiss(ids: readonly string[]): void {
    this.#dismiss.run(JSON.stringify(ids.map(rowId)));
  }

  #inTransaction<T>(work: () => T | null): T | null {
    let result: T | null = null;
    this.#transaction.immediate(() => {
      result = work();
    });
    return result;
  }

  #sortOut(now: number): void {
    this.#tooOld.run(now - FRESH_MS);
    if ((this.#waiting.get() ?? 0) > MOST_AT_ONCE) this.#tooMany.run();
  }
}

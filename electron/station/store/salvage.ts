import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations.ts';

/** What could be read of a damaged database. */
export type Salvaged = { rows: number; unreadable: number };

type Table = { name: string; columns: string[]; hasRowid: boolean };
type Row = Record<string, unknown>;

/** Numbers that are tried one by one where nothing can be read; a table with more of them is given up there. */
const MOST_TRIES = 400_000;
/** Numbers that are tried at once where the end of a table is not known. */
const WINDOW = 2_048;
const IN_ONE_TRANSACTION = 2_000;

/**
 * Copies all that can be read of the damaged database `from`, row by row, into a new one, `to`, of the version `version`:
 * around pages that SQLite cannot read, and without rows that break a rule of their table. Index and search rows are not
 * looked at. Both are files that nobody else uses.
 */
export function salvage(from: string, to: string, version: number, progress: (rows: number) => void): Salvaged {
  const target = new Database(to);
  const result: Salvaged = { rows: 0, unreadable: 0 };
  let source: Database.Database | undefined;
  try {
    target.pragma('journal_mode = OFF');
    target.pragma('synchronous = OFF');
    target.pragma('foreign_keys = OFF');
    for (const sql of MIGRATIONS.slice(0, version)) target.exec(sql);
    target.pragma(`user_version = ${version}`);
    target.pragma('application_id = 1180922484');
    source = new Database(from, { fileMustExist: true });
    for (const table of tablesOf(target)) copyTable(source, target, table, result, progress);
  } finally {
    source?.close();
    target.close();
  }
  return result;
}

/** The tables with rows of their own, by the schema of the new database: that of the damaged one may be unreadable. */
function tablesOf(target: Database.Database): Table[] {
  const names = target
    .prepare<[], { name: string; wr: number; type: string }>('PRAGMA table_list')
    .all()
    .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'));
  return names.map(({ name, wr }) => ({
    name,
    hasRowid: wr === 0,
    columns: target.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(name),
  }));
}

function copyTable(
  source: Database.Database,
  target: Database.Database,
  { name, columns, hasRowid }: Table,
  result: Salvaged,
  progress: (rows: number) => void,
): void {
  const list = columns.map((column) => `"${column}"`).join(', ');
  // What is there by migration alone is replaced by what was there.
  target.exec(`DELETE FROM "${name}"`);
  const insert = target.prepare<[Row]>(
    `INSERT OR IGNORE INTO "${name}" (${list}) VALUES (${columns.map((column) => `$${column}`).join(', ')})`,
  );
  target.exec('BEGIN');
  const take = (row: Row): void => {
    try {
      if (insert.run(row).changes === 1) result.rows += 1;
      else result.unreadable += 1;
    } catch {
      result.unreadable += 1;
    }
    if (result.rows % IN_ONE_TRANSACTION !== 0) return;
    target.exec('COMMIT; BEGIN');
    progress(result.rows);
  };
  try {
    if (hasRowid) copyByNumber(source, `SELECT rowid AS "#", ${list} FROM "${name}"`, take, result);
    else copyFromBothEnds(source, name, list, take);
  } catch {
    // The table cannot be looked at at all, its name included: nothing of it is to be had.
  }
  target.exec('COMMIT');
}

/** Reads ranges of numbers, and halves those in which something cannot be read, down to the single number. */
function copyByNumber(source: Database.Database, select: string, take: (row: Row) => void, result: Salvaged): void {
  const range = source.prepare<[number, number], Row & { '#': number }>(
    `${select} WHERE rowid BETWEEN ? AND ? ORDER BY rowid`,
  );
  let tries = 0;
  let skipped = 0;
  let found = 0;
  const read = (low: number, high: number): void => {
    let next = low;
    try {
      for (const row of range.iterate(low, high)) {
        const { '#': number, ...rest } = row;
        next = number + 1;
        found += 1;
        result.unreadable += skipped;
        skipped = 0;
        take(rest);
      }
      return;
    } catch {
      tries += 1;
    }
    if (next > high || tries > MOST_TRIES) return;
    if (next === high) {
      skipped += 1;
      return;
    }
    const middle = next + Math.floor((high - next) / 2);
    read(next, middle);
    read(middle + 1, high);
  };
  const highest = highestNumber(source, select);
  if (highest !== null) {
    read(1, highest);
    result.unreadable += skipped;
    return;
  }
  // Where the end cannot be read nobody knows where it is: on as long as there is something to be found.
  for (let low = 1, before = -1; found > before; low += WINDOW) {
    before = found;
    read(low, low + WINDOW - 1);
  }
  if (skipped > 0) result.unreadable += 1;
}

/** The highest number of a table; null where it cannot be read. */
function highestNumber(source: Database.Database, select: string): number | null {
  try {
    for (const row of source.prepare<[], { '#': number }>(`${select} ORDER BY rowid DESC`).iterate()) return row['#'];
    return 0;
  } catch {
    return null;
  }
}

/** A table without numbers is read from its beginning as far as it goes, then from its end. */
function copyFromBothEnds(source: Database.Database, name: string, list: string, take: (row: Row) => void): void {
  const keys = source
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .pluck()
    .all(name)
    .map((key) => `"${key}"`);
  for (const order of [keys, keys.map((key) => `${key} DESC`)]) {
    try {
      for (const row of source
        .prepare<[], Row>(`SELECT ${list} FROM "${name}" ORDER BY ${order.join(', ')}`)
        .iterate()) {
        take(row);
      }
      return;
    } catch {
      // Then from the other end.
    }
  }
}

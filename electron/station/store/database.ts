import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations.ts';

/** "Fcrt": marks a SQLite file as Forecourt's (https://www.sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x46637274;

/** Why the database cannot be used, as a sentence for whoever installs Forecourt. */
export class DatabaseUnusable extends Error {}

/** The file itself is broken: it is set aside, and the station goes on with a new one. */
export class DatabaseDamaged extends DatabaseUnusable {}

/** An open database, for whoever hands it on. */
export type StationDatabase = Database.Database;

/** The file of a data folder, or of a backup. */
export const DATABASE_FILE = 'forecourt.db';

/** Of SQLite, for whoever looks for what a PC runs on. */
export function sqliteVersion(db: Database.Database): string {
  return String(db.prepare('SELECT sqlite_version()').pluck().get());
}

/** Whether SQLite says that the file is broken, rather than the disk full or the statement wrong. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof DatabaseDamaged ||
    (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code))
  );
}

/**
 * How a database is opened: `beforeMigrating` may keep a copy of an older one, whose version it is told; one that is opened
 * to look only stays as it is.
 */
export type OpenOptions = {
  maxPages?: number;
  isLookOnly?: boolean;
  beforeMigrating?: (db: Database.Database, version: number) => void;
};

/** Which kind of trouble SQLite is in: no room, or anything else that keeps it from storing. */
export function storageTrouble(error: unknown): 'storage-full' | 'storage-failed' {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_FULL' ? 'storage-full' : 'storage-failed';
}

/** True for errors of the disk or the file rather than of one statement: every write of the moment shares them. */
export function isStorageError(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|BUSY|LOCKED|NOMEM)/.test(error.code)
  );
}

/**
 * Opens the station's database in `dataFolder`, made on first use, and brings it to the newest version.
 * The file is locked for this process alone. Throws {@link DatabaseUnusable} with one sentence when it cannot be used.
 * `maxPages` limits its size in pages of 4 kB, so that a test can fill it.
 */
export function openDatabase(dataFolder: string, options: OpenOptions = {}): Database.Database {
  const path = join(dataFolder, DATABASE_FILE);
  let db: Database.Database | undefined;
  try {
    mkdirSync(dataFolder, { recursive: true });
    db = new Database(path, { timeout: 500 });
    configure(db, options);
    if (options.isLookOnly !== true) migrate(db, path, options);
    return db;
  } catch (error) {
    db?.close();
    throw unusable(error, path, dataFolder);
  }
}

function configure(db: Database.Database, options: OpenOptions): void {
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  // FULL: a commit has reached the disk before the sender is told so, also through a power cut.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // What is removed is overwritten where it stood: the terms of personal data count on it.
  db.pragma('secure_delete = ON');
  db.pragma('cache_size = -16000');
  // Rarer checkpoints write a page that many commits changed only once; afterwards the WAL gives the room of a burst back.
  db.pragma('wal_autocheckpoint = 16000');
  db.pragma('journal_size_limit = 67108864');
  if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`);
}

function migrate(db: Database.Database, path: string, { beforeMigrating }: OpenOptions): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const owner = Number(db.pragma('application_id', { simple: true }));
  const isEmpty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!isEmpty && owner !== APPLICATION_ID) {
    throw new DatabaseUnusable(`The file ${path} is a database of another program. Choose another data folder.`);
  }
  if (version > MIGRATIONS.length) {
    throw new DatabaseUnusable(
      `The database ${path} was made by a newer Forecourt (version ${version}; this one knows ${MIGRATIONS.length}). Install the newer Forecourt again.`,
    );
  }
  if (version > 0 && version < MIGRATIONS.length) beforeMigrating?.(db, version);
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${index + 1}`);
    }).exclusive();
  }
}

function unusable(error: unknown, path: string, dataFolder: string): unknown {
  if (error instanceof Database.SqliteError) {
    if (error.code === 'SQLITE_NOTADB') {
      return new DatabaseDamaged(`The file ${path} is not a database. Move it away or choose another data folder.`);
    }
    if (error.code.startsWith('SQLITE_BUSY')) {
      return new DatabaseUnusable(`Another Forecourt is already using the data folder ${dataFolder}.`);
    }
    const Kind = isDamage(error) ? DatabaseDamaged : DatabaseUnusable;
    return new Kind(`The database ${path} cannot be opened: ${error.message} (${error.code}).`);
  }
  if (error instanceof Error && 'code' in error) {
    return new DatabaseUnusable(`The data folder ${dataFolder} cannot be used: ${error.message}.`);
  }
  if (error instanceof TypeError) {
    return new DatabaseUnusable(`The data folder ${dataFolder} cannot be used: ${error.message}.`);
  }
  return error;
}

/**
 * Writes what can be written again: not worth a wait for the disk, since after a power cut its mark is as old as its rows
 * and both are written anew.
 */
export function writeTrailing<T>(db: Database.Database, write: () => T): T {
  db.pragma('synchronous = NORMAL');
  try {
    return write();
  } finally {
    db.pragma('synchronous = FULL');
  }
}

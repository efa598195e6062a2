import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE, isDamage } from './database.ts';

/** Pages of 4 kB that are copied in one turn of the event loop: about a millisecond, so that intake goes on. */
const PAGES_PER_TURN = 512;

/** What a database holds, as the manifest of a backup says it; times in ms since 1970. */
export type CopyFacts = {
  userVersion: number;
  stationId: string;
  messages: number;
  checkIns: number;
  photos: number;
  lastMessageId: number;
  lastReceivedAt: number | null;
};

/**
 * Copies the database as it stands at the end, while it is written to, in slices. `progress` is told the share that is
 * done. Rejects with the reason of `signal` when that is over, and with SQLite's error when the disk is full, say.
 */
export async function copyDatabase(
  db: Database.Database,
  path: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  await db.backup(path, {
    progress: ({ totalPages, remainingPages }) => {
      signal.throwIfAborted();
      if (totalPages > 0) progress(1 - remainingPages / totalPages);
      return PAGES_PER_TURN;
    },
  });
}

/** Copies the file of a database that has just been opened, and is used by nobody yet, before it is migrated. */
export function copyBeforeMigrating(db: Database.Database, path: string): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(db.name, path);
}

/**
 * Makes one file of a copy, looks whether SQLite can read all of it, and counts what it holds. Answers what is wrong where
 * it cannot.
 */
export function proveCopy(path: string): CopyFacts | { problem: string } {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true });
    db.pragma('journal_mode = DELETE');
    const checked = db.pragma('quick_check(1)', { simple: true });
    return checked === 'ok' ? factsOf(db) : { problem: String(checked) };
  } catch (error) {
    if (!(error instanceof Error && isDamage(error))) throw error;
    return { problem: error.message };
  } finally {
    db?.close();
  }
}

function factsOf(db: Database.Database): CopyFacts {
  const one = (sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0);
  const has = (table: string): boolean =>
    db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined;
  const lastMessageId = one('SELECT coalesce(max(id), 0) FROM message');
  return {
    userVersion: Number(db.pragma('user_version', { simple: true })),
    stationId: has('station_identity') ? String(db.prepare('SELECT id FROM station_identity').pluck().get()) : '',
    messages: one('SELECT count(*) FROM message'),
    checkIns: one('SELECT count(*) FROM check_in'),
    photos: has('photo') ? one("SELECT count(DISTINCT sha256) FROM photo WHERE state = 'captured'") : 0,
    lastMessageId,
    lastReceivedAt: lastMessageId === 0 ? null : one(`SELECT received_at FROM message WHERE id = ${lastMessageId}`),
  };
}

/**
 * The captured photos that a copy names, and the logo of the sheet, by SHA-256; with `since` only photos captured from then
 * on, in ms since 1970.
 */
export function photosOfCopy(folder: string, since = 0): string[] {
  const db = new Database(join(folder, DATABASE_FILE), { readonly: true });
  try {
    return db
      .prepare<[number], string>(
        `SELECT sha256 FROM photo WHERE state = 'captured' AND coalesce(captured_at, 0) >= ?
         UNION SELECT iif(json_valid(value), value ->> '$.logo.sha256', NULL) AS logo FROM setting
           WHERE name = 'sheet' AND logo IS NOT NULL`,
      )
      .pluck()
      .all(since);
  } finally {
    db.close();
  }
}

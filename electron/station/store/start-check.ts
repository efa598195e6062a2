import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { FindingKind } from '../../../shared/backup.ts';
import { isDamage } from './database.ts';
import { readFigures } from './figures.ts';

/** A file of this size is looked through at the start in about a second, in bytes; a larger one in the next full check. */
export const LOOKED_THROUGH = 256 * 1024 * 1024;
const NEWEST = 200;
/** Small tables without which a station does not start. */
const READ_AT_ONCE = ['setting', 'device', 'weak_ended', 'station_identity', 'sheet_job'];

/**
 * Looks at a database that has just been opened, before anything relies on it. A small one is looked through whole; of a
 * larger one what the station reads at once, and the newest messages. What is wrong, or null.
 */
export function checkAtStart(db: Database.Database): { kind: FindingKind; detail: string } | null {
  try {
    const pages = Number(db.pragma('page_count', { simple: true }));
    const bytes = pages * Number(db.pragma('page_size', { simple: true }));
    if (bytes <= LOOKED_THROUGH) {
      const said = String(db.pragma('quick_check(1)', { simple: true }));
      if (said !== 'ok') return { kind: 'structure', detail: said };
    }
    readFigures(db);
    for (const table of READ_AT_ONCE) db.prepare(`SELECT * FROM ${table}`).all();
    db.prepare(`SELECT * FROM message ORDER BY id DESC LIMIT ${NEWEST}`).all();
    return null;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { kind: 'structure', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** What the first 100 bytes of a database file say (https://www.sqlite.org/fileformat.html#the_database_header); null where they cannot be read. */
export function readHeader(
  path: string,
): { pageSize: number; pages: number; userVersion: number; bytes: number } | null {
  try {
    const { size } = statSync(path);
    const header = Buffer.alloc(100);
    const file = openSync(path, 'r');
    try {
      if (readSync(file, header, 0, 100, 0) < 100) return null;
    } finally {
      closeSync(file);
    }
    const said = header.readUInt16BE(16);
    return {
      pageSize: said === 1 ? 65_536 : said,
      pages: header.readUInt32BE(28),
      userVersion: header.readUInt32BE(60),
      bytes: size,
    };
  } catch {
    return null;
  }
}

/** Which damage a file that SQLite refuses has, as far as its header tells. */
export function damageOf(path: string): FindingKind {
  const header = readHeader(path);
  return header === null || header.bytes < header.pages * header.pageSize ? 'truncated' : 'structure';
}

/** What a new database takes over from one that was set aside, as far as it can be read, so that boards and devices go on. */
export function takeOverBasics(
  db: Database.Database,
  damagedCopy: string | null,
  lastKnownId: number,
  stationId: string,
): void {
  let highest = lastKnownId;
  // Its backups go on being its own.
  if (stationId !== '') db.prepare('UPDATE station_identity SET id = ?').run(stationId);
  if (damagedCopy !== null) {
    for (const table of ['setting', 'device', 'weak_ended']) {
      tryOn(damagedCopy, (damaged) => {
        const rows = damaged.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
        for (const row of rows) {
          const columns = Object.keys(row);
          db.prepare(
            `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `$${column}`).join(', ')})`,
          ).run(row);
        }
      });
    }
    tryOn(damagedCopy, (damaged) => {
      const id = damaged.prepare('SELECT id FROM station_identity').pluck().get();
      if (typeof id === 'string') db.prepare('UPDATE station_identity SET id = ?').run(id);
    });
    for (const table of ['message', 'sheet'])
      tryOn(damagedCopy, (damaged) => {
        highest = Math.max(highest, Number(damaged.prepare(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0));
      });
  }
  // Far beyond the numbers that were in use, so that each visit keeps its own when both are put together.
  const floor = highest === 0 ? 10_000_000 : (Math.ceil(highest / 100_000) + 1) * 100_000;
  db.prepare('UPDATE message_floor SET id = ?').run(floor);
}

function tryOn(path: string, work: (db: Database.Database) => void): void {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true });
    work(db);
  } catch {
    // What cannot be read begins anew.
  } finally {
    db?.close();
  }
}

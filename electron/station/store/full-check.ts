import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { FindingKind } from '../../../shared/backup.ts';
import { DERIVED } from './check-in-writer.ts';
import { DATABASE_FILE, openDatabase } from './database.ts';
import { isWhole } from './merge.ts';
import { rederive, type StoredMessage } from './rederive.ts';

/** A derived row that is not what its message says, with what it should be. */
export type DerivedValues = { messageId: number; values: (string | number | null)[] };

/** Something that is wrong in a copy of the database, and with what it can be mended. */
export type Fault = { kind: FindingKind; checkInId: number | null; detail: string } & (
  | { type: 'none' }
  | { type: 'message'; id: number; msgId: string }
  | { type: 'derived'; derived: DerivedValues }
  | { type: 'photo'; sha256: string }
);

/** Faults of one kind that are told one by one; the rest are counted. */
const MOST_FAULTS = 5_000;
const STRUCTURE_LINES = 20;

/**
 * Looks at everything in a copy of the database, which it changes: structure, the rows that point at each other, the bytes
 * of every message by their hash, and what is derived by deriving it again. `progress` is told the share of the messages.
 */
export function checkCopy(folder: string, progress: (share: number) => void): Fault[] {
  const structure = structureFaults(join(folder, DATABASE_FILE));
  // What SQLite cannot read it cannot derive from either: that is for a restore.
  if (structure.length > 0) return structure;
  const db = openDatabase(folder);
  try {
    const pointing = foreignKeyFaults(db);
    const messages = messageFaults(db, progress);
    // Deriving again ends with the same look at what points where.
    return [...pointing, ...messages, ...(pointing.length > 0 ? [] : derivedFaults(db, messages))];
  } finally {
    db.close();
  }
}

function structureFaults(path: string): Fault[] {
  const fault = (detail: string): Fault => ({ type: 'none', kind: 'structure', checkInId: null, detail });
  try {
    const db = new Database(path, { fileMustExist: true });
    try {
      const lines = db.pragma(`integrity_check(${STRUCTURE_LINES})`) as { integrity_check: string }[];
      return lines.filter((line) => line.integrity_check !== 'ok').map((line) => fault(line.integrity_check));
    } finally {
      db.close();
    }
  } catch (error) {
    return [fault(error instanceof Error ? error.message : String(error))];
  }
}

function foreignKeyFaults(db: Database.Database): Fault[] {
  const broken = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  return broken.slice(0, MOST_FAULTS).map(({ table, rowid, parent }) => ({
    type: 'none',
    kind: 'foreign-keys',
    checkInId: null,
    detail: `${table} ${rowid} points at a row of ${parent} that is not there`,
  }));
}

function messageFaults(db: Database.Database, progress: (share: number) => void): Fault[] {
  const faults: Fault[] = [];
  const count = Number(db.prepare('SELECT count(*) FROM message').pluck().get());
  let done = 0;
  for (const stored of db.prepare<[], StoredMessage>('SELECT * FROM message').iterate()) {
    done += 1;
    if (done % 1_000 === 0) progress(done / count);
    // Without bytes it was frozen when its personal data went; there is nothing to compare.
    if (stored.raw.length === 0 || isWhole(stored) || faults.length >= MOST_FAULTS) continue;
    const { id, msg_id: msgId, check_in_id: checkInId } = stored;
    faults.push({ type: 'message', kind: 'message', checkInId, id, msgId, detail: `message ${id}` });
  }
  return faults;
}

/**
 * Derives all again in the copy, and compares. Messages whose bytes are broken say nothing, and are left out, as is a visit
 * whose personal data were removed: what it shows may come from messages that are not kept.
 */
function derivedFaults(db: Database.Database, messages: readonly Fault[]): Fault[] {
  db.exec(`CREATE TEMP TABLE shown AS SELECT id, ${DERIVED.join(', ')} FROM check_in WHERE personal_removed_at IS NULL;
    CREATE UNIQUE INDEX temp.shown_by_id ON shown (id)`);
  const broken = new Set(messages.map(({ checkInId }) => checkInId));
  rederive(db, () => {});
  const differs = DERIVED.map((column) => `c.${column} IS NOT s.${column}`).join(' OR ');
  const rows = db
    .prepare<[], Record<string, string | number | null> & { id: number }>(
      `SELECT c.id, ${DERIVED.map((column) => `c.${column}`).join(', ')} FROM check_in c JOIN shown s ON s.id = c.id WHERE ${differs}`,
    )
    .all();
  return rows
    .filter(({ id }) => !broken.has(id))
    .slice(0, MOST_FAULTS)
    .map((row) => ({
      type: 'derived',
      kind: 'derived',
      checkInId: row.id,
      detail: `check-in ${row.id}`,
      derived: { messageId: Number(row.message_id), values: DERIVED.map((column) => row[column] ?? null) },
    }));
}

/** The bytes of a message as another copy holds them, where they are whole there; null elsewhere. */
export function messageInCopy(folder: string, id: number, msgId: string): Uint8Array | null {
  try {
    const db = new Database(join(folder, DATABASE_FILE), { readonly: true });
    try {
      const stored = db
        .prepare<[number, string], StoredMessage>('SELECT * FROM message WHERE id = ? AND msg_id = ?')
        .get(id, msgId);
      return stored !== undefined && isWhole(stored) ? stored.raw : null;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

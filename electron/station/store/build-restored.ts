import { copyFileSync, existsSync, mkdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, openDatabase } from './database.ts';
import { merge } from './merge.ts';
import { MIGRATIONS } from './migrations.ts';
import { FETCH_AGAIN } from './photo-store.ts';
import { salvage } from './salvage.ts';
import { readHeader } from './start-check.ts';

/** What a restored database is made of, each a folder with a database, and where it is made. */
export type RestoreParts = {
  /** A backup whose hash is right; null to restore without one. */
  backup: string | null;
  /** What was set aside, oldest first. */
  damaged: readonly string[];
  /** A copy of the database in use, with what was received meanwhile; it may be damaged itself. */
  present: string;
  isPresentDamaged: boolean;
  /** Made anew. */
  draft: string;
  /** For what is needed on the way; removed in the end. */
  scratch: string;
};

/** What it came to. */
export type Restored = { messages: number; checkIns: number; unreadable: number; lastPresentId: number };

/**
 * Makes a new database: the backup, what can be read of the damaged one, and what has been received meanwhile, in this
 * order. Nothing of it is in use, and none of its parts is changed.
 */
export function buildRestored(parts: RestoreParts, progress: (share: number) => void): Restored {
  const { backup, present, draft, scratch } = parts;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  if (backup !== null) copyFileSync(join(backup, DATABASE_FILE), join(draft, DATABASE_FILE));
  let unreadable = 0;
  const db = openDatabase(draft);
  try {
    const sources = [
      ...parts.damaged.map((folder) => ({ folder, isPresent: false, isDamaged: true })),
      { folder: present, isPresent: true, isDamaged: parts.isPresentDamaged },
    ];
    for (const [index, { folder, isPresent, isDamaged }] of sources.entries()) {
      const told = (share: number): void => progress((index + share) / sources.length);
      const readable = isDamaged ? salvageCopy(folder, scratch, () => told(0)) : { folder, unreadable: 0 };
      if (readable === null) continue;
      const merged = merge(db, join(readable.folder, DATABASE_FILE), { isPresent }, told);
      unreadable += readable.unreadable + merged.unreadable;
    }
    const said = db.pragma('quick_check(1)', { simple: true });
    if (said !== 'ok') throw new Error(`what was restored is damaged: ${said}`);
    const count = (table: string): number => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    return {
      messages: count('message'),
      checkIns: count('check_in'),
      unreadable,
      lastPresentId: parts.isPresentDamaged ? 0 : lastIdOf(present),
    };
  } finally {
    db.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function lastIdOf(folder: string): number {
  const db = openDatabase(folder);
  try {
    return Number(db.prepare('SELECT coalesce(max(id), 0) FROM message').pluck().get());
  } finally {
    db.close();
  }
}

/** Reads a copy of a damaged database, since reading one may change it: a log is taken over, a short file is filled up. */
function salvageCopy(
  damaged: string,
  scratch: string,
  progress: () => void,
): { folder: string; unreadable: number } | null {
  rmSync(scratch, { recursive: true, force: true });
  const folder = join(scratch, 'salvaged');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copy = join(scratch, DATABASE_FILE);
  if (!existsSync(join(damaged, DATABASE_FILE))) return null;
  for (const end of ['', '-wal']) {
    if (existsSync(join(damaged, DATABASE_FILE + end))) copyFileSync(join(damaged, DATABASE_FILE + end), copy + end);
  }
  const header = readHeader(copy);
  if (header !== null && header.pages * header.pageSize > header.bytes && header.pages < 2 ** 24) {
    truncateSync(copy, header.pages * header.pageSize);
  }
  const version = header?.userVersion ?? 0;
  const isKnown = version >= 1 && version <= MIGRATIONS.length;
  const { unreadable } = salvage(copy, join(folder, DATABASE_FILE), isKnown ? version : MIGRATIONS.length, progress);
  // Brought to the version of the database that it is put into.
  openDatabase(folder).close();
  return { folder, unreadable };
}

/** Adds what was received after the copy was taken, before the new database comes into use. */
export function addTail(draft: string, present: string, lastPresentId: number): void {
  const db = openDatabase(draft);
  try {
    merge(db, join(present, DATABASE_FILE), { isPresent: true, messagesAfter: lastPresentId });
  } finally {
    db.close();
  }
}

/** Has the photos fetched once more whose files are in no backup. */
export function markPhotosLost(draft: string, sha256s: readonly string[]): void {
  const db = openDatabase(draft);
  try {
    const again = db.prepare(FETCH_AGAIN);
    db.transaction(() => {
      for (const sha256 of sha256s) again.run(sha256);
    })();
  } finally {
    db.close();
  }
}

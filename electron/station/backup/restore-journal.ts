import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeAtomically } from '../json-file.ts';
import { addTail } from '../store/build-restored.ts';
import { DATABASE_FILE, DatabaseUnusable, type StationDatabase } from '../store/database.ts';
import { RemovalRemains } from '../store/removal-remains.ts';
import { forgetDamage, moveDatabase } from './damage-file.ts';
import { markStopped } from './running-marker.ts';

/** What the last restore came to. */
export const LastRestore = z.object({
  at: z.number(),
  checkIns: z.number(),
  unreadable: z.number(),
  photosMissing: z.number(),
});
export type LastRestore = z.infer<typeof LastRestore>;

/**
 * How far a restore has come. `built`: the new database is whole and lacks only what was received since the copy was taken,
 * which is added whenever it is to take the place of the other, however often that is tried.
 */
const Journal = z.object({
  state: z.enum(['building', 'built']),
  replaced: z.string().regex(/^set-aside\/[\w.-]+$/),
  lastPresentId: z.number(),
  isPresentDamaged: z.boolean(),
  result: LastRestore.nullable(),
});
export type Journal = z.infer<typeof Journal>;

const FOLDER = 'restore';
const LAST = 'last-restore.json';

/** Where a restored database is made, and the list of the photos that were copied for it. */
export function restoreFolders(dataFolder: string) {
  const root = join(dataFolder, FOLDER);
  return {
    root,
    draft: join(root, 'draft'),
    present: join(root, 'present'),
    scratch: join(root, 'scratch'),
    photosAdded: join(root, 'photos-added.json'),
  };
}

export function writeJournal(dataFolder: string, journal: Journal): void {
  writeAtomically(journalFile(dataFolder), `${JSON.stringify(journal, null, 2)}\n`);
}

export function readLastRestore(dataFolder: string): LastRestore | null {
  try {
    return readJson<LastRestore | null>(join(dataFolder, LAST), LastRestore, () => null);
  } catch {
    return null;
  }
}

/** The restored database that waits to come into use, with the one that it replaces; null where none does. */
export function waitingRestore(dataFolder: string): { draft: string; journal: Journal } | null {
  const journal = readJournal(dataFolder);
  return journal?.state === 'built' ? { draft: restoreFolders(dataFolder).draft, journal } : null;
}

/**
 * Has a restored database come into use, before any is opened; whatever is replaced is kept beside. Answers what has come
 * into use. Throws with nothing changed where the system refuses it, for a later start to try again; `DatabaseUnusable`
 * where not even that can be had.
 */
export function finishRestore(dataFolder: string): LastRestore | null {
  const waiting = waitingRestore(dataFolder);
  if (waiting === null) return null;
  const { draft, journal } = waiting;
  if (existsSync(join(draft, DATABASE_FILE))) swap(dataFolder, draft, journal);
  if (journal.result !== null) writeAtomically(join(dataFolder, LAST), `${JSON.stringify(journal.result)}\n`);
  forgetDamage(dataFolder);
  giveUpRestore(dataFolder);
  return journal.result;
}

function swap(dataFolder: string, draft: string, journal: Journal): void {
  const inUse = join(dataFolder, DATABASE_FILE);
  const replaced = join(dataFolder, journal.replaced);
  try {
    if (existsSync(inUse)) {
      if (existsSync(join(replaced, DATABASE_FILE))) throw new Error(`there is something in ${replaced}`);
      if (!journal.isPresentDamaged) addTail(draft, dataFolder, journal.lastPresentId);
      markStopped(dataFolder);
      moveDatabase(dataFolder, replaced);
    }
    renameSync(join(draft, DATABASE_FILE), inUse);
  } catch (error) {
    putBack(dataFolder, replaced, error);
    // What a damaged database receives from now on could not be added.
    if (journal.isPresentDamaged) giveUpRestore(dataFolder);
    throw error;
  }
}

/** The database must be there again: the station would begin an empty one in its place. */
function putBack(dataFolder: string, replaced: string, refusal: unknown): void {
  const inUse = join(dataFolder, DATABASE_FILE);
  if (existsSync(inUse) && existsSync(join(replaced, DATABASE_FILE))) return;
  try {
    moveDatabase(replaced, dataFolder);
  } catch {
    // What counts is whether it is there.
  }
  if (existsSync(inUse)) return;
  throw new DatabaseUnusable(
    `The database ${inUse} cannot be put in its place, another program may hold it: ${String(refusal)}.`,
  );
}

/** Gives up a restore, also one that waits: it may lack what was received last. What is left of it can be cleared away. */
export function giveUpRestore(dataFolder: string): void {
  rmSync(journalFile(dataFolder), { force: true });
}

/**
 * Clears away what is left of a restore that has ended or broken off. Photos that were copied for it go in time, but for
 * those that `db`, the database in use, names.
 */
export function clearRestore(dataFolder: string, db: StationDatabase): void {
  const { root, draft, present, scratch, photosAdded } = restoreFolders(dataFolder);
  if (!existsSync(root) || waitingRestore(dataFolder) !== null) return;
  // First, for a full disk has no room for anything else.
  for (const folder of [draft, present, scratch]) rmSync(folder, { recursive: true, force: true });
  new RemovalRemains(db).addFiles(readJson(photosAdded, z.array(z.string()), () => []));
  rmSync(root, { recursive: true, force: true });
}

function journalFile(dataFolder: string): string {
  return join(dataFolder, FOLDER, 'journal.json');
}

function readJournal(dataFolder: string): Journal | null {
  try {
    return readJson<Journal | null>(journalFile(dataFolder), Journal, () => null);
  } catch {
    return null;
  }
}

import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeAtomically } from '../json-file.ts';
import { addTail } from '../store/build-restored.ts';
import { DATABASE_FILE } from '../store/database.ts';
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
 * How far a restore has come. `built`: the new database is whole and lacks only what was received since the copy was taken;
 * `swapping`: it has that too, and takes the place of the other.
 */
const Journal = z.object({
  state: z.enum(['building', 'built', 'swapping']),
  replaced: z.string().regex(/^set-aside\/[\w.-]+$/),
  lastPresentId: z.number(),
  isPresentDamaged: z.boolean(),
  result: LastRestore.nullable(),
});
export type Journal = z.infer<typeof Journal>;

const FOLDER = 'restore';
const LAST = 'last-restore.json';

/** Where a restored database is made. */
export function restoreFolders(dataFolder: string): { root: string; draft: string; present: string; scratch: string } {
  const root = join(dataFolder, FOLDER);
  return { root, draft: join(root, 'draft'), present: join(root, 'present'), scratch: join(root, 'scratch') };
}

export function writeJournal(dataFolder: string, journal: Journal): void {
  writeAtomically(join(dataFolder, FOLDER, 'journal.json'), `${JSON.stringify(journal, null, 2)}\n`);
}

export function readLastRestore(dataFolder: string): LastRestore | null {
  try {
    return readJson<LastRestore | null>(join(dataFolder, LAST), LastRestore, () => null);
  } catch {
    return null;
  }
}

/**
 * Ends or undoes a restore, before the database is opened: one that was not built goes, one that was comes into use.
 * Whatever is replaced is kept beside. Answers what has come into use.
 */
export function finishRestore(dataFolder: string): LastRestore | null {
  const { root, draft } = restoreFolders(dataFolder);
  if (!existsSync(root)) return null;
  const journal = readJournal(dataFolder);
  if (journal === null || journal.state === 'building') {
    rmSync(root, { recursive: true, force: true });
    return null;
  }
  if (journal.state === 'built') {
    if (!journal.isPresentDamaged && existsSync(join(dataFolder, DATABASE_FILE))) {
      addTail(draft, join(dataFolder), journal.lastPresentId);
    }
    writeJournal(dataFolder, { ...journal, state: 'swapping' });
  }
  if (existsSync(join(draft, DATABASE_FILE))) {
    markStopped(dataFolder);
    moveDatabase(dataFolder, join(dataFolder, journal.replaced));
    renameSync(join(draft, DATABASE_FILE), join(dataFolder, DATABASE_FILE));
  }
  if (journal.result !== null) writeAtomically(join(dataFolder, LAST), `${JSON.stringify(journal.result)}\n`);
  forgetDamage(dataFolder);
  rmSync(root, { recursive: true, force: true });
  return journal.result;
}

/** Gives up a restore that broke off: it lacks what the database that is set aside now received last. */
export function discardRestore(dataFolder: string): void {
  rmSync(restoreFolders(dataFolder).root, { recursive: true, force: true });
}

function readJournal(dataFolder: string): Journal | null {
  try {
    return readJson<Journal | null>(join(dataFolder, FOLDER, 'journal.json'), Journal, () => null);
  } catch {
    return null;
  }
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, type StationDatabase } from '../store/database.ts';
import { copyDatabase } from '../store/database-copy.ts';
import type { BackupFolder } from './backup-folder.ts';
import type { Damage } from './damage-file.ts';
import type { Progress } from './make-backup.ts';
import { clearRestore, giveUpRestore, restoreFolders, writeJournal } from './restore-journal.ts';
import type { RunJob } from './run-job.ts';
import { SET_ASIDE } from './set-aside.ts';

export type RestoreWork = {
  /** The database in use; null while no station runs: then its file is copied where there is one. */
  db: StationDatabase | null;
  dataFolder: string;
  /** Where the backup with this id lies, null for none; photos come from there too. */
  folder: BackupFolder;
  id: string | null;
  damage: Damage | null;
  now: number;
  run: RunJob;
  progress: Progress;
  signal: AbortSignal;
};

/**
 * Builds the restored database beside the one in use, which goes on receiving. It comes into use with the next start of the
 * station, which adds what has been received until then. Rejects, with nothing changed, where it cannot be built.
 */
export async function buildRestore(parts: RestoreWork): Promise<void> {
  const { db, dataFolder, folder, id, damage, now, run, progress, signal } = parts;
  const { draft, present, scratch, photosAdded } = restoreFolders(dataFolder);
  // Without a station the next start clears it away.
  const undo = (): void => {
    giveUpRestore(dataFolder);
    if (db !== null) clearRestore(dataFolder, db);
  };
  undo();
  mkdirSync(present, { recursive: true, mode: 0o700 });
  const isPresentDamaged = damage?.kinds.includes('structure') === true && damage.folders.length === 0;
  const journal = {
    replaced: `${SET_ASIDE}/${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}-replaced`,
    lastPresentId: 0,
    isPresentDamaged,
    result: null,
  };
  writeJournal(dataFolder, { ...journal, state: 'building' });
  try {
    if (db !== null)
      await copyDatabase(db, join(present, DATABASE_FILE), (share) => progress('database', share), signal);
    const { lastPresentId, checkIns, unreadable, photosMissing } = await run(
      {
        name: 'restore',
        folder: folder.path,
        isOurs: folder.isOurs,
        id,
        damaged: (damage?.folders ?? []).map((name) => join(dataFolder, name)),
        present: db !== null ? present : dataFolder,
        isPresentDamaged,
        draft,
        scratch,
        photos: join(dataFolder, 'photos'),
        photosAdded,
      },
      progress,
      signal,
    );
    signal.throwIfAborted();
    writeJournal(dataFolder, {
      ...journal,
      state: 'built',
      lastPresentId,
      result: { at: now, checkIns, unreadable, photosMissing },
    });
  } catch (error) {
    undo();
    throw error;
  }
}

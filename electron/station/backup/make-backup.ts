import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupKind, BackupManifest, BackupWork } from '../../../shared/backup.ts';
import { DATABASE_FILE, type StationDatabase } from '../store/database.ts';
import { copyDatabase } from '../store/database-copy.ts';
import type { BackupFolder } from './backup-folder.ts';
import type { Rotation } from './rotation.ts';
import type { RunJob } from './run-job.ts';
import { checkRoom } from './store-backup.ts';

/** How far long work has come, told by whoever does it. */
export type Progress = (step: BackupWork['step'], share: number) => void;

export type MakeBackup = {
  db: StationDatabase;
  dataFolder: string;
  folder: BackupFolder;
  kind: BackupKind;
  version: string;
  at: number;
  rotation: Rotation;
  beside: string | null;
  run: RunJob;
  progress: Progress;
  signal: AbortSignal;
};

/**
 * Makes a backup of the database in use: first a copy beside it, since SQLite writes that in our own thread and a share may
 * hang; all the rest in a thread of its own. Rejects with whatever failed.
 */
export function makeBackup(parts: MakeBackup): Promise<BackupManifest> {
  const { db, dataFolder, folder, kind, version, at, rotation, beside, run, progress, signal } = parts;
  return withCopy({ db, dataFolder, progress, signal }, (copy) =>
    run(
      {
        name: 'backup',
        folder: folder.path,
        isOurs: folder.isOurs,
        copy,
        photos: join(dataFolder, 'photos'),
        kind,
        version,
        at,
        rotation,
        beside,
      },
      progress,
      signal,
    ),
  );
}

/** Lends a copy of the database in use, in a folder that is gone afterwards. */
export async function withCopy<T>(
  { db, dataFolder, progress, signal }: Pick<MakeBackup, 'db' | 'dataFolder' | 'progress' | 'signal'>,
  work: (copy: string) => Promise<T>,
): Promise<T> {
  const copy = copyFolder(dataFolder);
  rmSync(copy, { recursive: true, force: true });
  checkRoom(dataFolder, join(dataFolder, DATABASE_FILE));
  mkdirSync(copy, { mode: 0o700 });
  try {
    await copyDatabase(db, join(copy, DATABASE_FILE), (share) => progress('database', share), signal);
    return await work(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Where that copy lies; whatever a station that was killed left there is of no use. */
export function copyFolder(dataFolder: string): string {
  return join(dataFolder, 'copy');
}

import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupManifest } from '../../../shared/backup.ts';
import { DATABASE_FILE, type StationDatabase } from '../store/database.ts';
import { copyBeforeMigrating, proveCopy } from '../store/database-copy.ts';
import type { BackupFolder } from './backup-folder.ts';
import { BackupError } from './backup-problem.ts';
import { hashDatabase, manifestOf, sync } from './store-backup.ts';

/** Beside the data: a folder on a share might hang, and nothing is received yet. */
export function copiesBeforeUpdate(dataFolder: string): string {
  return join(dataFolder, 'before-update');
}

/**
 * Copies the file of a database that has just been opened, and is used by nobody yet, onto the disk; `now` in ms since 1970.
 * Whether the copy can be read is looked at later, since a large one takes minutes.
 */
export function copyBeforeUpdate(db: StationDatabase, dataFolder: string, now: number): void {
  const copies = copiesBeforeUpdate(dataFolder);
  const draft = join(copies, 'draft');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const path = join(draft, DATABASE_FILE);
  copyBeforeMigrating(db, path);
  sync(path);
  renameSync(draft, join(copies, String(now)));
}

/**
 * Makes backups of these copies, as soon as each is proven, and answers what they are. One that cannot be read is removed.
 * Throws whatever fails; the rest stays for the next time.
 */
export function keepCopies(folder: BackupFolder, copies: string, version: string): BackupManifest[] {
  const kept = readdirSync(copies)
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const copy = join(copies, name);
      const facts = proveCopy(join(copy, DATABASE_FILE));
      if ('problem' in facts) {
        rmSync(copy, { recursive: true, force: true });
        throw new BackupError('failed', `the copy cannot be read: ${facts.problem}`);
      }
      folder.makeReady();
      const at = Number(name);
      const parts = { kind: 'migration', at, version } as const;
      const manifest = manifestOf(folder.idFor(new Date(at)), parts, facts, {
        ...hashDatabase(copy),
        photosMissing: 0,
      });
      folder.finish(copy, manifest);
      return manifest;
    });
  rmSync(copies, { recursive: true, force: true });
  return kept;
}

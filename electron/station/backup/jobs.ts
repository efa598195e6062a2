import { join } from 'node:path';
import type { BackupManifest, BackupPlace, BackupWork } from '../../../shared/backup.ts';
import { writeAtomically } from '../json-file.ts';
import { buildRestored, markPhotosLost, type Restored, type RestoreParts } from '../store/build-restored.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { photosOfCopy, proveCopy } from '../store/database-copy.ts';
import { checkCopy, type Fault, messageInCopy } from '../store/full-check.ts';
import { MIGRATIONS } from '../store/migrations.ts';
import { BackupFolder, placeOf } from './backup-folder.ts';
import { BackupError } from './backup-problem.ts';
import { keepCopies } from './before-update.ts';
import { copyPhotos, hasOriginal, photoState, setPhotoAside } from './photo-copies.ts';
import { hashDatabase, type StoreBackup, storeBackup } from './store-backup.ts';

/** A fault, and what it can be mended with: a message's bytes from a backup, a photo that has been put back. */
export type Found = Fault & { raw: Uint8Array | null; isPhotoBack: boolean };

/** Long work, each with what it answers. Whatever touches a folder that may lie on a share is one: a share may hang for minutes. */
export type Jobs = {
  /** The backups of a folder; with `verify` the newest whose database is still what it was when it was made. */
  list: {
    asked: FolderAsked & { dataFolder: string; verify: boolean };
    answer: { backups: BackupManifest[]; goodId: string | null; place: BackupPlace };
  };
  /** Makes a backup of a copy of the database, and removes those that are not kept any more. */
  backup: { asked: FolderAsked & StoreBackup; answer: BackupManifest };
  /** Makes backups of the copies that were taken before an update. */
  'keep-copies': { asked: FolderAsked & { copies: string; version: string }; answer: BackupManifest[] };
  /** Looks at everything in a copy, and mends photos. */
  check: { asked: FolderAsked & { copy: string; photos: string }; answer: Found[] };
  restore: {
    asked: FolderAsked & Omit<RestoreParts, 'backup'> & { id: string | null; photos: string; photosAdded: string };
    answer: Restored & { photosMissing: number };
  };
};

/** A folder of backups; `isOurs`: it may be made. */
type FolderAsked = { folder: string; isOurs: boolean };
export type JobName = keyof Jobs;
export type Job = { [Name in JobName]: { name: Name } & Jobs[Name]['asked'] }[JobName];
export type JobStep = Exclude<BackupWork['step'], 'database'>;
export type JobProgress = (step: JobStep, share: number) => void;

/** Does a piece of long work at once, holding up whoever calls it: for a thread or a process of its own. */
export function doJob(job: Job, progress: JobProgress): Jobs[JobName]['answer'] {
  const folder = new BackupFolder(job.folder, job.isOurs);
  switch (job.name) {
    case 'list': {
      const backups = folder.list();
      const good = job.verify ? backups.find((backup) => isGood(folder, backup)) : undefined;
      return { backups, goodId: good?.id ?? null, place: placeOf(job.dataFolder, job.folder) };
    }
    case 'backup':
      return storeBackup(folder, job, progress);
    case 'keep-copies':
      progress('proving', 0);
      return keepCopies(folder, job.copies, job.version);
    case 'check': {
      const photos = photosOfCopyOrNone(job.copy);
      const backups = folder.list().map(({ id }) => folder.of(id));
      const faults = checkCopy(job.copy, (share) => progress('reading', share)).map(
        (fault): Found => ({ ...fault, raw: rawFor(fault, backups), isPhotoBack: false }),
      );
      return [...faults, ...photoFaults(photos, job.photos, folder.photos, progress)];
    }
    case 'restore':
      return restore(folder, job, progress);
  }
}

function restore(
  folder: BackupFolder,
  job: Jobs['restore']['asked'],
  progress: JobProgress,
): Jobs['restore']['answer'] {
  const backup = job.id === null ? null : folder.manifest(job.id);
  if (job.id !== null) {
    if (backup === null) throw new BackupError('damaged-backup', 'this is not a backup');
    if (backup.userVersion > MIGRATIONS.length) throw new BackupError('newer-backup', 'made by a newer Forecourt');
    if (!isGood(folder, backup)) throw new BackupError('damaged-backup', `the backup ${backup.id} has changed`);
  }
  if (!job.isPresentDamaged) {
    const facts = proveCopy(join(job.present, DATABASE_FILE));
    if ('problem' in facts) throw new BackupError('damaged-data', `the database in use: ${facts.problem}`);
  }
  const parts = { ...job, backup: backup === null ? null : folder.of(backup.id) };
  const restored = buildRestored(parts, (share) => progress('reading', share));
  const lost = photosOfCopy(job.draft).filter((sha256) => photoState(job.photos, sha256) !== 'whole');
  // Written down first: whoever breaks it off removes them again.
  writeAtomically(job.photosAdded, JSON.stringify(lost.filter((sha256) => !hasOriginal(job.photos, sha256))));
  const copied = copyPhotos(lost, folder.photos, job.photos, (share) => progress('photos', share));
  const missing = [...copied.missing, ...copied.changed];
  markPhotosLost(job.draft, missing);
  return { ...restored, photosMissing: missing.length };
}

/** A backup counts only as long as it is, to the byte, what was proven when it was made. */
function isGood(folder: BackupFolder, { id, sha256 }: BackupManifest): boolean {
  try {
    return hashDatabase(folder.of(id)).sha256 === sha256;
  } catch {
    return false;
  }
}

function rawFor(fault: Fault, backups: readonly string[]): Uint8Array | null {
  if (fault.type !== 'message') return null;
  for (const folder of backups) {
    const raw = messageInCopy(folder, fault.id, fault.msgId);
    if (raw !== null) return raw;
  }
  return null;
}

function photosOfCopyOrNone(folder: string): string[] {
  try {
    return photosOfCopy(folder);
  } catch {
    return [];
  }
}

/** Looks at each photo, and puts back from the backups what is not right; a changed file is set aside first. */
function photoFaults(sha256s: readonly string[], photos: string, backupPhotos: string, progress: JobProgress): Found[] {
  const faults: Found[] = [];
  for (const [index, sha256] of sha256s.entries()) {
    if (index % 50 === 0) progress('photos', index / sha256s.length);
    const state = photoState(photos, sha256);
    if (state === 'whole') continue;
    if (state === 'changed') setPhotoAside(photos, sha256);
    copyPhotos([sha256], backupPhotos, photos, () => {});
    faults.push({
      type: 'photo',
      kind: state === 'changed' ? 'photo-changed' : 'photo-missing',
      checkInId: null,
      detail: `photo ${sha256.slice(0, 12)}`,
      sha256,
      raw: null,
      isPhotoBack: photoState(photos, sha256) === 'whole',
    });
  }
  return faults;
}

import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { BackupKind, BackupManifest } from '../../../shared/backup.ts';
import { instant, instantOrNull } from '../instant.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { type CopyFacts, photosOfCopy, proveCopy } from '../store/database-copy.ts';
import { BackupFolder } from './backup-folder.ts';
import { BackupError } from './backup-problem.ts';
import type { JobProgress } from './jobs.ts';
import { copyPhotos, prunePhotos } from './photo-copies.ts';
import { outdated, ROTATION_BESIDE, type Rotation } from './rotation.ts';

/** Room that a backup leaves where it is written, in bytes: beside the data, check-ins must never fail for want of it. */
const ROOM_LEFT = 512 * 1024 * 1024;
/** Photos are looked for from so long before the last backup on, in ms; without one, all of them. */
const OVERLAP_MS = 3_600_000;
const CHUNK = 1 << 20;

/** A copy of the database to be stored as a backup, with the photos of `photos`; `at` is in ms since 1970. */
export type StoreBackup = {
  copy: string;
  photos: string;
  kind: BackupKind;
  version: string;
  at: number;
  rotation: Rotation;
  /** Where backups lie from before another folder was chosen; null when that is where this one goes. */
  beside: string | null;
};

/** Makes a backup: proof that the copy can be read, database, photos, manifest, and only then its name. Throws whatever fails. */
export function storeBackup(folder: BackupFolder, parts: StoreBackup, progress: JobProgress): BackupManifest {
  progress('proving', 0);
  const facts = proveCopy(join(parts.copy, DATABASE_FILE));
  if ('problem' in facts) throw new BackupError('damaged-data', `the copy cannot be read: ${facts.problem}`);
  folder.makeReady();
  checkRoom(folder.path, join(parts.copy, DATABASE_FILE));
  // A copy from before an update holds no photos: what was captured until it is in no backup by that.
  const before = folder
    .list()
    .find(
      ({ kind, stationId, photosMissing }) =>
        kind !== 'migration' && stationId === facts.stationId && photosMissing === 0,
    );
  const { id, draft } = folder.begin(new Date(parts.at));
  try {
    copyFileSync(join(parts.copy, DATABASE_FILE), join(draft, DATABASE_FILE));
    sync(join(draft, DATABASE_FILE));
    const since = before === undefined ? 0 : Date.parse(before.at) - OVERLAP_MS;
    const copied = copyPhotos(photosOfCopy(parts.copy, since), parts.photos, folder.photos, (share) =>
      progress('photos', share),
    );
    const photosMissing = copied.missing.length + copied.changed.length;
    const manifest = manifestOf(id, parts, facts, { ...hashDatabase(draft), photosMissing });
    // What the disk or the share has written must be what was proven.
    if (manifest.sha256 !== hashDatabase(parts.copy).sha256)
      throw new BackupError('failed', 'the folder has written something else');
    folder.finish(draft, manifest);
    const ownIn = (those: BackupFolder): BackupManifest[] =>
      those.list().filter(({ stationId }) => stationId === facts.stationId || stationId === '');
    removeBackups(folder, outdated(ownIn(folder), parts.rotation));
    if (parts.beside !== null) {
      const beside = new BackupFolder(parts.beside, true);
      rotateBeside(beside, new Set(ownIn(beside)), { folder, backups: ownIn(folder) });
    }
    return manifest;
  } catch (error) {
    try {
      rmSync(draft, { recursive: true, force: true });
    } catch {
      // The disk has gone with it; the next backup there begins by removing what is left.
    }
    throw error;
  }
}

/** What lies beside the data goes as newer backups are made elsewhere, as if they were made there. */
function rotateBeside(
  beside: BackupFolder,
  there: ReadonlySet<BackupManifest>,
  newer: { folder: BackupFolder; backups: readonly BackupManifest[] },
): void {
  // The folder that was chosen may be this one by another name.
  if (there.size === 0 || realpathSync(beside.path) === realpathSync(newer.folder.path)) return;
  const going = outdated([...newer.backups, ...there], ROTATION_BESIDE).filter((backup) => there.has(backup));
  removeBackups(beside, going);
}

/** Removes backups, and the photos that no other in the folder needs, of whatever station. */
function removeBackups(folder: BackupFolder, backups: readonly BackupManifest[]): void {
  for (const { id } of backups) folder.remove(id);
  if (backups.length > 0)
    prunePhotos(folder.photos, new Set(folder.list().flatMap(({ id }) => photosOfCopy(folder.of(id)))));
}

/** What a backup says of itself. */
export function manifestOf(
  id: string,
  { kind, version, at }: Pick<StoreBackup, 'kind' | 'version' | 'at'>,
  { lastReceivedAt, ...facts }: CopyFacts,
  rest: Pick<BackupManifest, 'sha256' | 'bytes' | 'photosMissing'>,
): BackupManifest {
  const received = instantOrNull(lastReceivedAt);
  return { format: 1, id, kind, at: instant(at), version, ...facts, lastReceivedAt: received, ...rest };
}

/** Throws {@link BackupError} where a file would not fit with room to spare. */
export function checkRoom(folder: string, file: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (bavail * bsize < bytes + ROOM_LEFT) throw new BackupError('no-room', 'too little room for a backup');
}

/** The hash and the length of the database file of a folder. */
export function hashDatabase(folder: string): { sha256: string; bytes: number } {
  const file = openSync(join(folder, DATABASE_FILE), 'r');
  try {
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(CHUNK);
    let bytes = 0;
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      hash.update(chunk.subarray(0, read));
      bytes += read;
    }
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    closeSync(file);
  }
}

/** Has a file on the disk when it returns. */
export function sync(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

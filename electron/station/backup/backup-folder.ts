import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BackupManifest, type BackupPlace } from '../../../shared/backup.ts';
import { writeAtomically } from '../json-file.ts';
import { BackupError } from './backup-problem.ts';

/** Where the backups lie unless a folder was chosen, below the data folder. */
export const BESIDE = 'backups';
const PREFIX = 'forecourt-';
const PHOTOS = `${PREFIX}photos`;
const MANIFEST = 'manifest.json';
const DRAFT = '.draft';

/**
 * A folder of backups: each in a folder of its own, with its database and a manifest, and beside them the photos of all. What
 * bears another name than ours is left alone. A backup that is being made or removed ends with `.draft`.
 */
export class BackupFolder {
  readonly path: string;
  readonly isOurs: boolean;

  /** `isOurs`: it may be made. A folder that somebody chose and that is not there is a disk that is not there. */
  constructor(path: string, isOurs: boolean) {
    this.path = path;
    this.isOurs = isOurs;
  }

  get photos(): string {
    return join(this.path, PHOTOS);
  }

  of(id: string): string {
    return join(this.path, id);
  }

  /** Throws an error of the file system, or {@link BackupError}, where nothing can be written. */
  makeReady(): void {
    if (this.isOurs) mkdirSync(this.path, { recursive: true, mode: 0o700 });
    if (!statSync(this.path).isDirectory()) throw new BackupError('no-folder', 'this is not a folder');
    const probe = join(this.path, `${PREFIX}write-test`);
    writeAtomically(probe, '');
    rmSync(probe);
  }

  /** A folder for a new backup, empty. Whatever was left of one that broke off goes. */
  begin(at: Date): { id: string; draft: string } {
    for (const name of this.#names()) {
      if (name.startsWith(PREFIX) && name.endsWith(DRAFT)) rmSync(this.of(name), { recursive: true, force: true });
    }
    const id = this.idFor(at);
    const draft = this.of(id + DRAFT);
    mkdirSync(draft, { mode: 0o700 });
    return { id, draft };
  }

  /** What a backup of this moment is called here. */
  idFor(at: Date): string {
    let id = `${PREFIX}${at.toISOString().replaceAll(/[:.]/g, '-')}`;
    while (existsSync(this.of(id))) id += '-2';
    return id;
  }

  /** The backup is whole: from now on it is one. `draft` lies on the same disk. */
  finish(draft: string, manifest: BackupManifest): void {
    writeAtomically(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    renameSync(draft, this.of(manifest.id));
  }

  /** The backups of whatever station, newest first; none where the folder cannot be read. */
  list(): BackupManifest[] {
    return this.#names()
      .filter((name) => name.startsWith(PREFIX) && !name.endsWith(DRAFT) && name !== PHOTOS)
      .flatMap((name) => {
        const manifest = this.manifest(name);
        return manifest === null ? [] : [manifest];
      })
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  }

  /** What a backup says of itself; null where it is none. The folder's name is its id, whatever the file says. */
  manifest(id: string): BackupManifest | null {
    try {
      const parsed = BackupManifest.safeParse({ ...JSON.parse(readFileSync(join(this.of(id), MANIFEST), 'utf8')), id });
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  /** Removes a backup, all or nothing as far as a list sees. Its photos stay for those that need them. */
  remove(id: string): void {
    const going = this.of(`${id}${DRAFT}`);
    renameSync(this.of(id), going);
    rmSync(going, { recursive: true, force: true });
  }

  #names(): string[] {
    try {
      return readdirSync(this.path);
    } catch {
      return [];
    }
  }
}

/** Where a folder lies as seen from the data: two drives may still be parts of one disk, which no system tells. */
export function placeOf(dataFolder: string, folder: string): BackupPlace {
  try {
    return statSync(dataFolder).dev === statSync(folder).dev ? 'same-disk' : 'other';
  } catch {
    return 'unknown';
  }
}

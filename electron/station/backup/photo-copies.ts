import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PHOTO_SIZES } from '../../../shared/photo.ts';

/** What copying photos has come to: those whose file is not there, or is not what its name says. */
export type PhotosCopied = { copied: number; missing: string[]; changed: string[] };

const originalOf = (sha256: string): string => `originals/${sha256.slice(0, 2)}/${sha256}`;
const pictureOf = (sha256: string, size: string): string => `pictures/${sha256.slice(0, 2)}/${sha256}/${size}.webp`;

/**
 * Copies photos from one `photos` folder to another: what is not there yet, each file whole or not at all, and no original
 * that is not what its hash says.
 */
export function copyPhotos(
  sha256s: readonly string[],
  from: string,
  to: string,
  progress: (share: number) => void,
): PhotosCopied {
  const result: PhotosCopied = { copied: 0, missing: [], changed: [] };
  for (const [index, sha256] of sha256s.entries()) {
    if (index % 50 === 0) progress(index / sha256s.length);
    const state = copyOriginal(sha256, from, to);
    if (state === 'missing' || state === 'changed') {
      result[state].push(sha256);
      continue;
    }
    if (state === 'copied') result.copied += 1;
    for (const size of Object.keys(PHOTO_SIZES)) copyPicture(pictureOf(sha256, size), from, to);
  }
  return result;
}

function copyOriginal(sha256: string, from: string, to: string): 'copied' | 'there' | 'missing' | 'changed' {
  const name = originalOf(sha256);
  const size = sizeOf(join(from, name));
  if (size === null) return 'missing';
  if (sizeOf(join(to, name)) === size) return 'there';
  const bytes = readFileSync(join(from, name));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return 'changed';
  writeWhole(join(to, name), bytes);
  return 'copied';
}

function copyPicture(name: string, from: string, to: string): void {
  const size = sizeOf(join(from, name));
  if (size === null || sizeOf(join(to, name)) === size) return;
  writeWhole(join(to, name), readFileSync(join(from, name)));
}

/** Whether the original of a photo is there, whatever it is like. */
export function hasOriginal(photos: string, sha256: string): boolean {
  return sizeOf(join(photos, originalOf(sha256))) !== null;
}

/** How the original of a photo stands on the disk. */
export function photoState(photos: string, sha256: string): 'whole' | 'missing' | 'changed' {
  if (!hasOriginal(photos, sha256)) return 'missing';
  const hash = createHash('sha256')
    .update(readFileSync(join(photos, originalOf(sha256))))
    .digest('hex');
  if (hash !== sha256) return 'changed';
  return Object.keys(PHOTO_SIZES).every((size) => sizeOf(join(photos, pictureOf(sha256, size))) !== null)
    ? 'whole'
    : 'missing';
}

/** Puts a file that is not what its name says out of the way, beside where it was; nothing is thrown away. */
export function setPhotoAside(photos: string, sha256: string): void {
  const path = join(photos, originalOf(sha256));
  renameSync(path, `${path}.damaged`);
}

/** Removes the photos that are not in `kept`; answers how many. */
export function prunePhotos(photos: string, kept: ReadonlySet<string>): number {
  let removed = 0;
  for (const kind of ['originals', 'pictures']) {
    for (const part of namesIn(join(photos, kind))) {
      for (const name of namesIn(join(photos, kind, part))) {
        if (!/^[0-9a-f]{64}$/.test(name) || kept.has(name)) continue;
        rmSync(join(photos, kind, part, name), { recursive: true, force: true });
        if (kind === 'originals') removed += 1;
      }
    }
  }
  return removed;
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

function writeWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.draft`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

import { rmSync } from 'node:fs';
import { chmod, mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type PhotoSize, pictureFile } from '../../../shared/photo.ts';

/** Room that photos leave on the disk, in bytes: check-ins must never fail for want of it. */
const ROOM_LEFT = 512 * 1024 * 1024;

/** Within this a photo that was stored gets its row, in ms. */
const JUST_NOW_MS = 5_000;

/** Why nothing can be stored. */
export class NoRoom extends Error {}

/** The files of all photos, below the data folder: originals and pictures, each named by the original's SHA-256. */
export class PhotoFiles {
  readonly #dataFolder: string;
  /** When each photo was last stored, in ms of a clock that never jumps. */
  readonly #stored = new Map<string, number>();
  readonly #freeBytes: () => Promise<number>;

  constructor(dataFolder: string, freeBytes: () => Promise<number> = () => freeBytesOf(dataFolder)) {
    this.#dataFolder = dataFolder;
    this.#freeBytes = freeBytes;
  }

  /** Throws {@link NoRoom} when the disk is as full as photos may make it. */
  async checkRoom(): Promise<void> {
    if ((await this.#freeBytes()) < ROOM_LEFT) throw new NoRoom();
  }

  /** Stores the original and its pictures; all of them are on disk afterwards. */
  async store(sha256: string, original: Buffer, pictures: Record<PhotoSize, Buffer>): Promise<void> {
    this.#stored.set(sha256, performance.now());
    await this.#write(`photos/originals/${sha256.slice(0, 2)}/${sha256}`, original);
    for (const [size, bytes] of Object.entries(pictures)) {
      await this.#write(pictureFile(sha256, size as PhotoSize), bytes);
    }
  }

  /**
   * Removes original and pictures; false for a photo that was stored just now, whose visit may not name it yet. It is done in
   * one go, so that nothing is stored meanwhile.
   */
  remove(sha256: string): boolean {
    const now = performance.now();
    for (const [stored, at] of this.#stored) if (now - at > JUST_NOW_MS) this.#stored.delete(stored);
    if (this.#stored.has(sha256)) return false;
    const pictures = dirname(pictureFile(sha256, 'full'));
    const original = `photos/originals/${sha256.slice(0, 2)}/${sha256}`;
    // With what a check put out of the way, and the draft that a thread has left that was ended.
    for (const name of [original, `${original}.damaged`, `${original}.draft`, pictures]) {
      rmSync(join(this.#dataFolder, name), { recursive: true, force: true });
    }
    return true;
  }

  /** Whole or not at all, also through a power cut; readable by its owner alone. What is there already is left. */
  async #write(name: string, bytes: Buffer): Promise<void> {
    const path = join(this.#dataFolder, name);
    if ((await sizeOf(path)) === bytes.length) return;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.draft`;
    try {
      const file = await open(draft, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await chmod(draft, 0o600);
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    if (process.platform === 'win32') return;
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

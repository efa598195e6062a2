import { type CustodyReport, MOST_CUSTODY_BYTES, PIECE_BYTES, type StationKeyInfo } from '../../../shared/custody.ts';
import { CustodyCheck } from '../../custody/check-file.ts';
import { type CustodyParts, type PlannedFile, planFile } from './plan-file.ts';

/** Files that are made or checked at the same time; the one that was asked for least lately gives way. */
const AT_ONCE = 4;

export type CustodyDeskParts = CustodyParts & {
  /** The app secrets that the station knows now. */
  secrets: () => readonly string[];
  newId: () => string;
  /** Has the key outlive the station; rejects with `UserError` where that cannot be. */
  keepKey: () => Promise<void>;
};

/** Makes custody files, and checks those that somebody brings, piece by piece: none is ever whole in memory or on the disk. */
export class CustodyDesk {
  readonly #parts: CustodyDeskParts;
  readonly #made = new Map<string, PlannedFile>();
  readonly #checked = new Map<string, CustodyCheck>();

  #isKeyKept = false;

  constructor(parts: CustodyDeskParts) {
    this.#parts = parts;
  }

  /** What others may know of the key. Rejects as {@link make} does. */
  async key(): Promise<StationKeyInfo> {
    await this.#keepKey();
    return this.#parts.key.info;
  }

  /** Prepares the file of a visit; null where there is no such visit. Rejects with `UserError` where the key cannot be kept. */
  async make(id: string): Promise<{ file: string; bytes: number; photos: number; missingPhotos: number } | null> {
    await this.#keepKey();
    const planned = await planFile(this.#parts, id);
    if (planned === null) return null;
    const missingPhotos = planned.record.photos.filter(({ missing }) => missing !== null).length;
    return {
      file: this.#keep(this.#made, planned),
      bytes: planned.bytes,
      photos: planned.record.photos.length - missingPhotos,
      missingPhotos,
    };
  }

  /** Bytes of a prepared file from a place on; null where it is not known any more. Rejects where it is not as it was. */
  async piece(file: string, from: number): Promise<Buffer | null> {
    const planned = use(this.#made, file);
    return planned === null ? null : read(planned, from, Math.min(PIECE_BYTES, planned.bytes - from));
  }

  /** Begins to check a file; null for one that is too large to be one. */
  check(bytes: number): string | null {
    if (bytes > MOST_CUSTODY_BYTES) return null;
    const { key, secrets } = this.#parts;
    const check = new CustodyCheck({ secrets: secrets(), expected: key.info.fingerprint });
    return this.#keep(this.#checked, check);
  }

  /** Takes the next bytes of a file; false where they are not the next ones, or it is not known any more. */
  add(file: string, from: number, bytes: Buffer): boolean {
    const check = use(this.#checked, file);
    if (check === null || check.bytes !== from) return false;
    check.write(bytes);
    return true;
  }

  /** What was found; null where it is not known any more. */
  report(file: string): CustodyReport | null {
    const check = use(this.#checked, file);
    this.#checked.delete(file);
    return check?.end() ?? null;
  }

  /** Nobody is given what a key that may be gone tomorrow vouches for: at a start on a full disk it could not be written. */
  async #keepKey(): Promise<void> {
    if (!this.#isKeyKept) await this.#parts.keepKey();
    this.#isKeyKept = true;
  }

  #keep<T>(all: Map<string, T>, one: T): string {
    const id = this.#parts.newId();
    all.set(id, one);
    const [oldest] = all.keys();
    if (all.size > AT_ONCE && oldest !== undefined) all.delete(oldest);
    return id;
  }
}

/** What is kept under an id, and is now the one that was asked for last. */
function use<T>(all: Map<string, T>, id: string): T | null {
  const one = all.get(id);
  if (one === undefined) return null;
  all.delete(id);
  all.set(id, one);
  return one;
}

async function read({ stretches }: PlannedFile, from: number, length: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let start = 0;
  for (const stretch of stretches) {
    const first = Math.max(0, from - start);
    const end = Math.min(stretch.size, from + length - start);
    if (first < end) pieces.push(await stretch.read(first, end - first));
    start += stretch.size;
    if (start >= from + length) break;
  }
  return Buffer.concat(pieces);
}

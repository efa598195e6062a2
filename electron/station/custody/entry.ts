import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ManifestEntry } from '../../custody/manifest.ts';
import { imageTypeOf } from '../photos/image-type.ts';

/** Bytes that are read of a photo at once. */
const READ_BYTES = 1024 * 1024;

/** Bytes of an entry from a place on; rejects where they are not there any more. */
export type ReadEntry = (from: number, length: number) => Promise<Buffer>;

/** The bytes of an entry, and what the manifest says of them. */
export type Source = { size: number; sha256: string; crc32: string; read: ReadEntry };

/** An entry of a file that is planned. */
export type Entry = Source & Pick<ManifestEntry, 'name' | 'kind'>;

/** Bytes that are there already. */
export function heldSource(bytes: Buffer): Pick<Source, 'size' | 'read'> {
  return { size: bytes.length, read: async (from, length) => bytes.subarray(from, from + length) };
}

/** An entry whose bytes are made anew each time that they are asked for, so that nothing large is held meanwhile. */
export function madeSource(make: () => Buffer): Source {
  const bytes = make();
  const { length } = bytes;
  return {
    size: length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    crc32: hex(crc32(bytes)),
    read: async (from, count) => {
      const again = make();
      if (again.length !== length) throw new Error('an entry is no longer as it was');
      return again.subarray(from, from + count);
    },
  };
}

/** The original of a photo, read once to be known and once more to be written; null where there is no such file. */
export async function photoSource(
  dataFolder: string,
  sha256: string,
): Promise<(Source & { extension: string }) | null> {
  const path = join(dataFolder, 'photos/originals', sha256.slice(0, 2), sha256);
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(READ_BYTES);
    let crc = 0;
    let size = 0;
    let extension = 'bin';
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES, size);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      if (size === 0) extension = extensionOf(piece);
      hash.update(piece);
      crc = crc32(piece, crc);
      size += bytesRead;
    }
    return {
      size,
      sha256: hash.digest('hex'),
      crc32: hex(crc),
      extension,
      read: (...piece) => readPiece(path, ...piece),
    };
  } finally {
    await file.close();
  }
}

async function readPiece(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    if (bytesRead !== length) throw new Error('a photo is no longer as long as it was');
    return buffer;
  } finally {
    await file.close();
  }
}

function extensionOf(beginning: Buffer): string {
  const type = imageTypeOf(beginning);
  return type === 'jpeg' ? 'jpg' : (type ?? 'bin');
}

const hex = (crc: number): string => crc.toString(16).padStart(8, '0');

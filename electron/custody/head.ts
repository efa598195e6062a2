import { crc32 } from 'node:zlib';
import type { CustodyPart, CustodyPartName, CustodyProblem, CustodyUnreadable } from '../../shared/custody.ts';
import { LOCAL_HEADER_BYTES, localHeader, readLocalHeader } from './layout.ts';
import { MOST_MANIFEST_BYTES } from './limits.ts';
import { FORMAT_VERSION, type Manifest, readManifest } from './manifest.ts';
import {
  MANIFEST_NAME,
  readSignature,
  SIGNATURE_BYTES,
  SIGNATURE_NAME,
  type SignatureEntry,
  versionOf,
} from './signature-entry.ts';
import { isSignedBy } from './station-key.ts';

/** What the beginning of a file says: `more` of it is needed, or it is known what the whole file must be, or it never will be. */
export type Head =
  | { type: 'more'; bytes: number }
  | { type: 'unreadable'; why: CustodyUnreadable; version: number | null }
  | { type: 'broken'; key: string | null; parts: CustodyPart[] }
  | { type: 'trusted'; key: string; signature: Buffer; manifest: Manifest; manifestBytes: Buffer };

const SIGNATURE_AT = LOCAL_HEADER_BYTES + SIGNATURE_NAME.length;
const SIGNATURE_END = SIGNATURE_AT + SIGNATURE_BYTES;
const MANIFEST_AT = SIGNATURE_END + LOCAL_HEADER_BYTES + MANIFEST_NAME.length;
/** More than this of a file is never needed to find its manifest. */
const MOST_HEAD_BYTES = MANIFEST_AT + MOST_MANIFEST_BYTES + 4;
/** The first entry of a version to come may be so long. */
const MOST_SIGNATURE_BYTES = 4_096;
/** How the next entry begins: JSON holds no such bytes. */
const NEXT_ENTRY = Buffer.from('PK\x03\x04', 'latin1');

/** Reads the beginning of a file, as much of it as there is; `isAll` says that no more will come. */
export function readHead(head: Buffer, isAll: boolean): Head {
  const enough = (bytes: number): boolean => isAll || head.length >= bytes;
  if (!enough(SIGNATURE_END)) return { type: 'more', bytes: SIGNATURE_END };
  const signatureEntry = head.subarray(SIGNATURE_AT, SIGNATURE_END);
  const isIntact = head.length >= SIGNATURE_END && crc32(signatureEntry) === readLocalHeader(head).crc32;
  const signature = readSignature(signatureEntry);
  if (signature === null) {
    const stated = head.length < SIGNATURE_END ? 0 : Math.min(readLocalHeader(head).size, MOST_SIGNATURE_BYTES);
    if (!enough(SIGNATURE_AT + stated)) return { type: 'more', bytes: SIGNATURE_AT + stated };
    return withoutSignature(head, head.subarray(SIGNATURE_AT, SIGNATURE_AT + stated));
  }

  if (!enough(MANIFEST_AT)) return { type: 'more', bytes: MANIFEST_AT };
  if (head.length < MANIFEST_AT) return broken(signature.key, ['container', 'cut-off'], ['manifest', 'cut-off']);
  const stated = readLocalHeader(head.subarray(SIGNATURE_END));
  const isPlausible = stated.size <= MOST_MANIFEST_BYTES;
  if (isPlausible && !enough(MANIFEST_AT + stated.size)) return { type: 'more', bytes: MANIFEST_AT + stated.size };
  const byLength = isPlausible ? head.subarray(MANIFEST_AT, MANIFEST_AT + stated.size) : Buffer.alloc(0);
  if (isSigned(signature, byLength)) return trusted(signature, signatureEntry, byLength);

  // The length may be what is damaged: then the manifest ends where the next entry begins.
  if (!enough(MOST_HEAD_BYTES)) return { type: 'more', bytes: MOST_HEAD_BYTES };
  const end = head.subarray(0, MOST_HEAD_BYTES).indexOf(NEXT_ENTRY, MANIFEST_AT);
  const byNext = end === -1 ? Buffer.alloc(0) : head.subarray(MANIFEST_AT, end);
  if (isSigned(signature, byNext)) return trusted(signature, signatureEntry, byNext);
  if (isPlausible && byLength.length < stated.size && isIntact)
    return broken(signature.key, ['container', 'cut-off'], ['manifest', 'cut-off']);
  // Neither proves the other: which of the two is whole is told by the CRC that the container has of each.
  const isManifestIntact = [byLength, byNext].some((bytes) => bytes.length > 0 && crc32(bytes) === stated.crc32);
  if (isIntact && isManifestIntact) return broken(signature.key, ['signature', 'not-signed'], ['manifest', null]);
  return broken(
    signature.key,
    ['signature', isIntact ? null : 'changed'],
    ['manifest', isManifestIntact ? null : 'changed'],
  );
}

/** What begins with no signature of this version: something else, a version to come, or a damaged one. */
function withoutSignature(head: Buffer, entry: Buffer): Head {
  const version = versionOf(entry);
  const isIntact = entry.length > 0 && crc32(entry) === readLocalHeader(head).crc32;
  if (version !== null && version > FORMAT_VERSION && isIntact)
    return { type: 'unreadable', why: 'newer-version', version };
  const expected = localHeader({ name: SIGNATURE_NAME, size: SIGNATURE_BYTES, crc32: 0 });
  // Its CRC is that of what is not known.
  const [there, ours] = [head, expected].map((bytes) =>
    Buffer.concat([bytes.subarray(0, 14), bytes.subarray(18, SIGNATURE_AT)]),
  ) as [Buffer, Buffer];
  const isOurs = version !== null || (head.length > 0 && there.equals(ours.subarray(0, there.length)));
  if (!isOurs) return { type: 'unreadable', why: 'not-a-custody-file', version: null };
  const isCut = head.length < SIGNATURE_END;
  return broken(null, ['signature', isCut ? 'cut-off' : 'changed'], ['manifest', isCut ? 'cut-off' : null]);
}

function isSigned({ key, signature }: SignatureEntry, bytes: Buffer): boolean {
  return bytes.length > 0 && isSignedBy(key, bytes, Buffer.from(signature, 'hex'));
}

/** The signature fits, so these are the bytes that somebody has signed; they may still be no manifest. */
function trusted({ key }: SignatureEntry, signature: Buffer, manifestBytes: Buffer): Head {
  const manifest = readManifest(manifestBytes);
  if (manifest === null) return broken(key, ['manifest', 'malformed']);
  if (manifest.key !== key) return broken(key, ['manifest', 'other-key']);
  return { type: 'trusted', key, signature, manifest, manifestBytes };
}

/** Without a problem it could not be checked. */
function broken(key: string | null, ...found: [CustodyPartName, CustodyProblem | null][]): Head {
  const parts = found.map(
    ([part, problem]): CustodyPart => ({
      part,
      number: null,
      state: problem === null ? 'unknown' : 'broken',
      problem,
    }),
  );
  return { type: 'broken', key, parts };
}

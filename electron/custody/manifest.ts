import { z } from 'zod';
import { MOST_ENTRIES, MOST_MESSAGE_BYTES, MOST_RECORD_BYTES } from './limits.ts';

/** The version of the format that this program writes, and the newest that it reads. */
export const FORMAT = 'forecourt-custody';
export const FORMAT_VERSION = 1;

/** What an entry is; each is called as its kind says, so that a name leads nowhere but into the file. */
const NAMES = {
  'read-me': /^READ-ME\.txt$/,
  record: /^record\.json$/,
  message: /^messages\/\d{4}\.json$/,
  photo: /^photos\/\d{4}\.(jpg|png|gif|webp|avif|bin)$/,
} as const;
const EntryKind = z.enum(['read-me', 'record', 'message', 'photo']);
export type EntryKind = z.infer<typeof EntryKind>;
/** In this order they stand in a file: what a message is compared with is read before it. */
const ORDER = EntryKind.options;
const MOST_BYTES = {
  record: MOST_RECORD_BYTES,
  message: MOST_MESSAGE_BYTES,
  'read-me': MOST_RECORD_BYTES,
  photo: 0xffff_ffff,
};

const Hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const Bytes = z.number().int().min(0).max(0xffff_ffff);

export const ManifestEntry = z
  .strictObject({ name: z.string().max(64), kind: EntryKind, size: Bytes, sha256: Hex(64), crc32: Hex(8) })
  .refine(({ name, kind }) => NAMES[kind].test(name), 'is not called as its kind is')
  .refine(({ size, kind }) => size <= MOST_BYTES[kind], 'is larger than its kind may be');
export type ManifestEntry = z.infer<typeof ManifestEntry>;

/** What a custody file consists of; its signature is over its exact bytes. `key` is the public one, raw, in hex. */
export const Manifest = z
  .strictObject({
    format: z.literal(FORMAT),
    version: z.literal(FORMAT_VERSION),
    madeAt: z.iso.datetime(),
    /** The version of the program, and the number of the station's database. */
    madeBy: z.strictObject({ version: z.string().max(64), station: z.string().max(64) }),
    key: Hex(64),
    entries: z.array(ManifestEntry).max(MOST_ENTRIES),
  })
  .refine(({ entries }) => new Set(entries.map(({ name }) => name)).size === entries.length, 'a name is there twice')
  .refine(({ entries }) => entries.filter(({ kind }) => kind === 'record').length === 1, 'it does not hold one record')
  .refine(
    ({ entries }) =>
      entries.every(({ kind }, at) => ORDER.indexOf(kind) >= ORDER.indexOf(entries[at - 1]?.kind ?? kind)),
    'the entries are not in their order',
  );
export type Manifest = z.infer<typeof Manifest>;

/** The one way in which a manifest is written: what is written otherwise is none. */
export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`, 'utf8');
}

/** The manifest that these bytes are; null for anything else. */
export function readManifest(bytes: Buffer): Manifest | null {
  const json = parse(bytes);
  const read = Manifest.safeParse(json);
  return read.success && manifestBytes(read.data).equals(bytes) ? read.data : null;
}

/** Null for what is no JSON, which is no manifest and no record either. */
export function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

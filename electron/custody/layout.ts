// The container is a ZIP (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT) of which nothing is left open: entries
// are stored, follow one another without gaps, and have one time, no flags, no extra fields and no comments. So all bytes
// around the entries follow from their names, sizes and CRCs, and whoever verifies a file rebuilds them and compares.

/** An entry as the container sees it; `crc32` is unsigned. */
export type Stored = { name: string; size: number; crc32: number };

/** A stretch of a custody file: bytes that are known beforehand, or the bytes of the entry with this number. */
export type Stretch = { type: 'frame'; bytes: Buffer } | { type: 'entry'; index: number; size: number };

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** ZIP 1.0 is enough for stored entries. */
const VERSION = 10;
/** 1980-01-01, the first day that a ZIP knows: when a file was made is said in its manifest. */
const FIRST_DAY = 0x0021;

export const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const END_BYTES = 22;

/** What stands before the bytes of an entry. Names are ASCII. */
export function localHeader({ name, size, crc32 }: Stored): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  writeCommon(header, 4, { name, size, crc32 });
  return Buffer.concat([header, Buffer.from(name, 'latin1')]);
}

/** What a local header says of its entry, wherever it is whole: its CRC and its size. */
export function readLocalHeader(header: Buffer): Pick<Stored, 'size' | 'crc32'> {
  return { crc32: header.readUInt32LE(14), size: header.readUInt32LE(22) };
}

/** The stretches of a file with these entries, in order and whole. */
export function stretchesOf(entries: readonly Stored[]): Stretch[] {
  const stretches = entries.flatMap((entry, index): Stretch[] => [
    { type: 'frame', bytes: localHeader(entry) },
    { type: 'entry', index, size: entry.size },
  ]);
  return [...stretches, { type: 'frame', bytes: directoryOf(entries) }];
}

/** How large a file with these entries is, in bytes. */
export function fileBytes(entries: readonly Pick<Stored, 'name' | 'size'>[]): number {
  return entries.reduce(
    (sum, { name, size }) => sum + LOCAL_HEADER_BYTES + CENTRAL_HEADER_BYTES + 2 * name.length + size,
    END_BYTES,
  );
}

function directoryOf(entries: readonly Stored[]): Buffer {
  let offset = 0;
  const headers = entries.map((entry) => {
    const header = Buffer.alloc(CENTRAL_HEADER_BYTES);
    header.writeUInt32LE(CENTRAL_HEADER, 0);
    header.writeUInt16LE(VERSION, 4);
    writeCommon(header, 6, entry);
    header.writeUInt32LE(offset, 42);
    offset += LOCAL_HEADER_BYTES + entry.name.length + entry.size;
    return Buffer.concat([header, Buffer.from(entry.name, 'latin1')]);
  });
  const directory = Buffer.concat(headers);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([directory, end]);
}

/** From the version that is needed to the length of the name: the same in both headers. Flags, method and extra stay 0. */
function writeCommon(header: Buffer, at: number, { name, size, crc32 }: Stored): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(FIRST_DAY, at + 8);
  header.writeUInt32LE(crc32, at + 10);
  header.writeUInt32LE(size, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

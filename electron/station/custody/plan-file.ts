import { crc32 } from 'node:zlib';
import type { CheckInDetail } from '../../../shared/check-in.ts';
import { type CustodyVisit, MOST_CUSTODY_BYTES } from '../../../shared/custody.ts';
import type { Sheet } from '../../../shared/sheet-print.ts';
import { fileBytes, type Stored, stretchesOf } from '../../custody/layout.ts';
import { FORMAT, FORMAT_VERSION, manifestBytes } from '../../custody/manifest.ts';
import type { CustodyRecord } from '../../custody/record.ts';
import { MANIFEST_NAME, SIGNATURE_NAME, signatureBytes } from '../../custody/signature-entry.ts';
import type { StationKey } from '../../custody/station-key.ts';
import { wordsIn } from '../export/words.ts';
import { instant } from '../instant.ts';
import type { CustodyReader } from '../store/custody-reader.ts';
import { type Entry, heldSource, madeSource, type Source } from './entry.ts';
import { messageEntries } from './message-entries.ts';
import { photoEntries } from './photo-entries.ts';

/** What custody files are made from. */
export type CustodyParts = {
  reader: Pick<CustodyReader, 'messagesOfVisit' | 'body' | 'photosOfVisit' | 'stationId'>;
  detail: (id: string) => CheckInDetail | null;
  sheets: (id: string) => Sheet[];
  key: StationKey;
  dataFolder: string;
  version: string;
  now: () => number;
};

/** A custody file that is known and not written yet: its stretches in order, each read when it is asked for. */
export type PlannedFile = {
  bytes: number;
  stretches: readonly Pick<Source, 'size' | 'read'>[];
  record: Pick<CustodyRecord, 'messages' | 'photos'>;
};

/** Of the largest file, what all but messages and photos may need. */
const BESIDE_BYTES = 32 * 1024 * 1024;

/** Plans the file of a visit, and signs it; null where there is no such visit. Reads each photo once, a piece at a time. */
export async function planFile(parts: CustodyParts, id: string): Promise<PlannedFile | null> {
  const { reader, dataFolder } = parts;
  const detail = parts.detail(id);
  if (detail === null) return null;
  const messages = await messageEntries(reader, id);
  const used = messages.entries.reduce((sum, { size }) => sum + size, BESIDE_BYTES);
  const photos = await photoEntries(reader, id, dataFolder, MOST_CUSTODY_BYTES - used);
  const { laneChanges, setAsides, steps } = detail;
  const record: CustodyRecord = {
    visit: visitOf(detail),
    messages: messages.records,
    photos: photos.records,
    laneChanges,
    setAsides,
    steps,
    sheets: parts.sheets(id),
  };
  const text = (bytes: string) => madeSource(() => Buffer.from(bytes));
  return sign(parts, record, [
    { name: 'READ-ME.txt', kind: 'read-me', ...text(readMe()) },
    { name: 'record.json', kind: 'record', ...text(`${JSON.stringify(record, null, 1)}\n`) },
    ...messages.entries,
    ...photos.entries,
  ]);
}

function visitOf(detail: CheckInDetail): CustodyVisit {
  const { id, plate, vin, brand, style, arrivedAt, setAside, typed, personalRemovedAt } = detail;
  const serviceOrder = detail.receiveBaseId;
  return { id, serviceOrder, plate, vin, brand, style, arrivedAt, setAside, typed, personalRemovedAt };
}

/** For whoever opens the file without Forecourt, in both languages. */
function readMe(): string {
  return `${wordsIn('en')('custody.read-me')}\n\n${wordsIn('zh-CN')('custody.read-me')}\n`;
}

function sign(
  { key, reader, version, now }: CustodyParts,
  record: CustodyRecord,
  entries: readonly Entry[],
): PlannedFile {
  const manifest = manifestBytes({
    format: FORMAT,
    version: FORMAT_VERSION,
    madeAt: instant(now()),
    madeBy: { version, station: reader.stationId() },
    key: key.publicHex,
    entries: entries.map(({ read: _, ...entry }) => entry),
  });
  const signature = signatureBytes({ key: key.publicHex, signature: key.sign(manifest).toString('hex') });
  const stored: Stored[] = [
    { name: SIGNATURE_NAME, size: signature.length, crc32: crc32(signature) },
    { name: MANIFEST_NAME, size: manifest.length, crc32: crc32(manifest) },
    ...entries.map(({ name, size, crc32: crc }) => ({ name, size, crc32: Number.parseInt(crc, 16) })),
  ];
  const sources = [heldSource(signature), heldSource(manifest), ...entries];
  return {
    bytes: fileBytes(stored),
    record,
    stretches: stretchesOf(stored).flatMap((stretch) =>
      stretch.type === 'frame' ? heldSource(stretch.bytes) : (sources[stretch.index] ?? []),
    ),
  };
}

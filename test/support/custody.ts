import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { CustodyCheck } from '../../electron/custody/check-file.ts';
import { type Stored, stretchesOf } from '../../electron/custody/layout.ts';
import { type Manifest, manifestBytes } from '../../electron/custody/manifest.ts';
import { MANIFEST_NAME, SIGNATURE_NAME, signatureBytes } from '../../electron/custody/signature-entry.ts';
import { StationKey } from '../../electron/custody/station-key.ts';
import { type CustodyParts, planFile } from '../../electron/station/custody/plan-file.ts';
import type { StoredMessage, StoredPhoto } from '../../electron/station/store/custody-reader.ts';
import type { CheckInDetail } from '../../shared/check-in.ts';
import type { CustodyReport } from '../../shared/custody.ts';
import { documentedSample } from './messages.ts';
import { STATION_SEED } from './station.ts';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The key of every station of a test. */
export const KEY = new StationKey(STATION_SEED);

/** The first bytes of a JPEG, and more of the kind of which photos consist. */
export const PHOTO = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100', 'hex'), Buffer.alloc(200, 0xa5)]);

const AT = '2026-11-28T09:00:00.000Z';

/** A visit as the panel shows it. */
export function detailOf(parts: Partial<CheckInDetail> = {}): CheckInDetail {
  return {
    id: '7',
    receiveBaseId: '4711',
    lane: 'seen',
    arrivedAt: AT,
    laneChangedAt: AT,
    createdAt: AT,
    plate: '京M65068',
    vin: 'LFV3A28K8C3000001',
    brand: 'Audi',
    style: 'A6L',
    manufactured: null,
    owner: { firstName: null, lastName: null, gender: null, mobile: null },
    odometer: null,
    fuel: null,
    lights: [],
    damage: [],
    belongings: [],
    remark: null,
    adviser: null,
    adviserMobile: null,
    storeId: null,
    messageCount: 1,
    weak: false,
    proven: true,
    typed: false,
    late: null,
    personalRemovedAt: null,
    clipped: false,
    setAside: null,
    setAsideAt: null,
    deskNote: null,
    keyTag: null,
    promisedAt: null,
    laneChanges: [{ from: 'new', to: 'seen', at: AT, by: null }],
    setAsides: [],
    messages: [],
    reports: [],
    steps: { storedAt: AT, shownAt: AT, rungAt: null, printedAt: null, failed: [] },
    photos: [],
    ...parts,
  };
}

/** A message as the store tells it, verified unless told otherwise. */
export function storedMessage(id: number, raw: Buffer, parts: Partial<StoredMessage> = {}): StoredMessage {
  return {
    id,
    msgId: (JSON.parse(raw.toString() || '{}') as { msgId?: string }).msgId ?? `m-${id}`,
    msgType: 'event.autox3.order.receivebase.create',
    kind: 'check-in',
    receivedAt: AT,
    createdAt: AT,
    dialect: 'verbatim',
    weak: false,
    proven: true,
    bytes: raw.length,
    sha256: sha256(raw),
    byHand: null,
    ...parts,
  };
}

/** A photo as the store tells it, captured unless told otherwise. */
export function storedPhoto(bytes: Buffer | null, parts: Partial<StoredPhoto> = {}): StoredPhoto {
  return {
    url: 'https://photos.example.invalid/1.jpg',
    state: bytes === null ? 'waiting' : 'captured',
    problem: null,
    sha256: bytes === null ? null : sha256(bytes),
    bytes: bytes?.length ?? null,
    width: null,
    height: null,
    capturedAt: bytes === null ? null : AT,
    ...parts,
  };
}

/** Puts the original of a photo where the station keeps it. */
export function keepOriginal(dataFolder: string, bytes: Buffer, name = sha256(bytes)): void {
  const folder = join(dataFolder, 'photos/originals', name.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
}

/** A visit with its messages and photos, as a station would know it. */
export type Visit = {
  messages?: [StoredMessage, Buffer][];
  photos?: StoredPhoto[];
  detail?: Partial<CheckInDetail>;
  key?: StationKey;
};

/** What plans files of this visit. */
export function partsOf(dataFolder: string, { messages, photos, detail, key }: Visit = {}): CustodyParts {
  const sample = documentedSample();
  const all = messages ?? [[storedMessage(7, sample), sample]];
  return {
    reader: {
      messagesOfVisit: () => all.map(([message]) => message),
      body: (id) => all.find(([message]) => message.id === id)?.[1] ?? Buffer.alloc(0),
      photosOfVisit: () => photos ?? [storedPhoto(PHOTO)],
      stationId: () => '0123456789abcdef01234567',
    },
    detail: () => detailOf(detail),
    sheets: () => [],
    key: key ?? KEY,
    dataFolder,
    version: '0.1.0',
    now: () => Date.parse(AT),
  };
}

/** The file of a visit, whole. */
export async function fileOf(parts: CustodyParts): Promise<Buffer> {
  const planned = await planFile(parts, '7');
  if (planned === null) throw new Error('there is no such visit');
  const pieces: Buffer[] = [];
  for (const { size, read } of planned.stretches) pieces.push(await read(0, size));
  return Buffer.concat(pieces);
}

/** What is found of a file, read in pieces of so many bytes. */
export function check(
  file: Buffer,
  given: { secrets?: string[]; expected?: string | null; piece?: number } = {},
): CustodyReport {
  const { secrets = [], expected = null, piece = 65_536 } = given;
  const checked = new CustodyCheck({ secrets, expected });
  for (let at = 0; at < file.length; at += piece) checked.write(file.subarray(at, at + piece));
  return checked.end();
}

/** The parts that are broken, each with its number and what is wrong. */
export function brokenIn(report: CustodyReport): string[] {
  return report.parts
    .filter(({ state }) => state === 'broken')
    .map(({ part, number, problem }) => `${part}${number === null ? '' : ` ${number}`}: ${problem}`);
}

/** A file put together by somebody who has a key and may write into it whatever he likes. */
export function forged(
  entries: readonly { name: string; kind: string; bytes: Buffer; size?: number }[],
  { key = KEY, change = (manifest) => manifest }: { key?: StationKey; change?: (manifest: Manifest) => unknown } = {},
): Buffer {
  const manifest = {
    format: 'forecourt-custody',
    version: 1,
    madeAt: AT,
    madeBy: { version: '0.1.0', station: 'forger' },
    key: key.publicHex,
    entries: entries.map(({ name, kind, bytes, size }) => ({
      name,
      kind,
      size: size ?? bytes.length,
      sha256: sha256(bytes),
      crc32: crc32(bytes).toString(16).padStart(8, '0'),
    })),
  } as Manifest;
  return signedFile(manifestBytes(change(manifest) as Manifest), entries, key);
}

/** A file with a signed manifest, whatever that is. */
export function signedFile(
  manifest: Buffer,
  entries: readonly { name: string; bytes: Buffer }[],
  key: StationKey = KEY,
): Buffer {
  const signature = signatureBytes({ key: key.publicHex, signature: key.sign(manifest).toString('hex') });
  const all = [{ name: SIGNATURE_NAME, bytes: signature }, { name: MANIFEST_NAME, bytes: manifest }, ...entries];
  const stored: Stored[] = all.map(({ name, bytes }) => ({ name, size: bytes.length, crc32: crc32(bytes) }));
  return Buffer.concat(
    stretchesOf(stored).map((stretch) =>
      stretch.type === 'frame' ? stretch.bytes : (all[stretch.index]?.bytes ?? Buffer.alloc(0)),
    ),
  );
}

import { generateKeyPairSync, verify as verifySignature } from 'node:crypto';
import { crc32 as crcOf } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_ENTRIES } from '../../../electron/custody/limits.ts';
import { StationKey } from '../../../electron/custody/station-key.ts';
import { newKey } from '../../../electron/station/secrets.ts';
import {
  brokenIn,
  check,
  fileOf,
  forged,
  KEY,
  keepOriginal,
  PHOTO,
  partsOf,
  signedFile,
  storedMessage,
  storedPhoto,
  type Visit,
} from '../../support/custody.ts';
import { documentedSample, PREVIOUS_SECRET, readVectors, SECRET, signedCheckIn } from '../../support/messages.ts';
import { temporaryFolder } from '../../support/station.ts';

const folder = temporaryFolder();
beforeAll(() => keepOriginal(folder.path, PHOTO));
afterAll(() => folder.dispose());

const made = (visit: Visit = {}): Promise<Buffer> => fileOf(partsOf(folder.path, visit));
const textIn = (file: Buffer): string => file.toString('latin1');

const RECORD = {
  visit: {
    id: '7',
    serviceOrder: null,
    plate: 'X',
    vin: null,
    brand: null,
    style: null,
    arrivedAt: '2026-11-28T09:00:00.000Z',
    setAside: null,
    typed: false,
    personalRemovedAt: null,
  },
  messages: [],
  photos: [],
  laneChanges: [],
  setAsides: [],
  steps: { storedAt: null, shownAt: null, rungAt: null, printedAt: null, failed: [] },
  sheets: [],
};
const recordEntry = (record: unknown = RECORD) => ({
  name: 'record.json',
  kind: 'record',
  bytes: Buffer.from(JSON.stringify(record)),
});

describe('a custody file', () => {
  test('says what is in it, whose key has signed it, and that all of it is in order', async () => {
    expect(check(await made(), { expected: KEY.info.fingerprint })).toMatchObject({
      verdict: 'ok',
      version: 1,
      madeAt: '2026-11-28T09:00:00.000Z',
      madeWith: '0.1.0',
      key: { fingerprint: KEY.info.fingerprint, isExpected: true },
      visit: { id: '7', plate: '京M65068', serviceOrder: '4711' },
      messages: [{ form: 'whole', dialect: 'verbatim', vendor: 'no-secret' }],
      photos: 1,
      moves: 1,
    });
  });

  test('is the same, byte for byte, when it is made again', async () => {
    expect(await made()).toEqual(await made());
  });

  test('holds the message with its signature, and the photo, as they came', async () => {
    const file = await made();
    expect(file.includes(documentedSample())).toBe(true);
    expect(file.includes(PHOTO)).toBe(true);
  });

  test("has AutoX3's own signature checked by whoever has the secret", async () => {
    const file = await made();
    const vendor = (secrets: string[]) => check(file, { secrets }).messages.map((message) => message.vendor);
    expect(vendor([SECRET])).toEqual(['fits']);
    expect(vendor([PREVIOUS_SECRET, SECRET])).toEqual(['fits']);
    expect(vendor([PREVIOUS_SECRET])).toEqual(['fits-none']);
    expect(check(file, { secrets: [PREVIOUS_SECRET] }).verdict).toBe('ok');
  });

  test('names a message whose bytes were damaged before the file was made', async () => {
    const raw = signedCheckIn().body;
    const stored = storedMessage(7, raw, { sha256: 'a'.repeat(64) });
    expect(brokenIn(check(await made({ messages: [[stored, raw]] })))).toEqual(['message 1: not-as-received']);
  });
});

describe('the signature of a message that proves nothing for certain', () => {
  const weak = readVectors().find(({ expect: { weak } }) => weak === true);
  const raw = Buffer.from(weak?.body ?? '', 'utf8');
  const signature = String((JSON.parse(raw.toString()) as { msgSignature: string }).msgSignature);

  test.each([
    ['weak', { weak: true }],
    ['not proven', { proven: false, dialect: null }],
    [
      'accepted by hand',
      { proven: false, dialect: null, byHand: { at: '2026-11-28T09:00:00.000Z', name: 'Ann', reason: 'seen' } },
    ],
  ] as const)('is not in the file, nor the hash by which it could be guessed: %s', async (_, parts) => {
    const stored = storedMessage(7, raw, parts);
    const file = await made({ messages: [[stored, raw]] });
    expect(textIn(file).toLowerCase()).not.toContain(signature.toLowerCase());
    expect(textIn(file)).not.toContain(stored.sha256);
    expect(check(file, { secrets: weak?.secrets.filter((secret) => secret !== undefined) ?? [] })).toMatchObject({
      verdict: 'ok',
      messages: [{ form: 'masked', vendor: 'not-in-file' }],
    });
  });
});

describe('what is missing', () => {
  test('is named with its reason, and a photo that two addresses led to is there once', async () => {
    const lost = Buffer.from('a photo whose file is gone');
    const damaged = Buffer.from('a photo whose file is damaged');
    keepOriginal(folder.path, Buffer.from('something else'), storedPhoto(damaged).sha256 ?? '');
    const photos = [
      storedPhoto(PHOTO),
      storedPhoto(PHOTO, { url: 'https://photos.example.invalid/again.jpg' }),
      storedPhoto(lost),
      storedPhoto(damaged),
      storedPhoto(null),
      storedPhoto(null, { state: 'failed', problem: 'removed' }),
    ];
    expect(check(await made({ photos }))).toMatchObject({
      verdict: 'ok',
      photos: 1,
      missingPhotos: ['file-missing', 'file-damaged', 'not-fetched', 'removed'],
    });
  });

  test('is said of messages whose bytes were removed, and of a visit without personal data', async () => {
    const stored = storedMessage(7, documentedSample(), { bytes: 0 });
    const personalRemovedAt = '2026-11-28T10:00:00.000Z';
    expect(check(await made({ messages: [[stored, Buffer.alloc(0)]], detail: { personalRemovedAt } }))).toMatchObject({
      verdict: 'ok',
      visit: { personalRemovedAt },
      messages: [{ form: 'removed', vendor: 'not-in-file' }],
    });
  });
});

describe('somebody else', () => {
  const other = new StationKey(newKey());

  test('who signs it anew is told by the key', async () => {
    const report = check(await made({ key: other }), { expected: KEY.info.fingerprint });
    expect(report).toMatchObject({ verdict: 'ok', key: { fingerprint: other.info.fingerprint, isExpected: false } });
  });

  test('who puts a manifest of his in the place of another has no signature that fits', () => {
    const [mine, his] = [forged([recordEntry()]), forged([recordEntry({ ...RECORD, more: 1 })])] as const;
    const at = mine.indexOf('manifest.json') - 30;
    expect(brokenIn(check(Buffer.concat([mine.subarray(0, at), his.subarray(at)])))).toEqual(['signature: not-signed']);
  });

  test('who names a key in the manifest that is not his is told', () => {
    const file = forged([recordEntry()], { key: other, change: (manifest) => ({ ...manifest, key: KEY.publicHex }) });
    expect(brokenIn(check(file))).toEqual(['manifest: other-key']);
  });

  test('who swaps two entries is told', async () => {
    const bytes = (text: string) => Buffer.from(text);
    const photo = (name: string, text: string) => ({ name, kind: 'photo', bytes: bytes(text) });
    const [one, two] = [photo('photos/0001.bin', 'one'), photo('photos/0002.bin', 'two')] as const;
    const record = recordEntry();
    const right = forged([record, one, two]);
    // Once in the manifest, then before its bytes.
    const headerOf = (name: string): number => right.indexOf(name, right.indexOf(name) + 1) - 30;
    const [first, second] = [headerOf(one.name), headerOf(two.name)];
    const length = second - first;
    const swapped = Buffer.concat([
      right.subarray(0, first),
      right.subarray(second, second + length),
      right.subarray(first, second),
      right.subarray(second + length),
    ]);
    expect(brokenIn(check(swapped))).toEqual([
      'container: changed',
      'record: not-as-listed',
      'photo 1: changed',
      'photo 2: changed',
    ]);
  });
});

describe('a signed manifest that is none is refused before anything is done by it:', () => {
  const photo = (name: string) => ({ name, kind: 'photo', bytes: Buffer.from('x') });
  test.each([
    ['a name that leads elsewhere', [recordEntry(), photo('../../evil.jpg')]],
    ['an absolute name', [recordEntry(), photo('/etc/passwd')]],
    ['a name of Windows', [recordEntry(), photo('photos\\0001.jpg')]],
    ['one name twice', [recordEntry(), photo('photos/0001.jpg'), photo('photos/0001.jpg')]],
    ['a name of another kind', [recordEntry(), { ...photo('photos/0001.jpg'), kind: 'message' }]],
    ['no record', [photo('photos/0001.jpg')]],
    ['the record after what it speaks of', [photo('photos/0001.jpg'), recordEntry()]],
    ['a record larger than any', [{ ...recordEntry(), size: 2 ** 31 }]],
    ['a size that is none', [{ ...recordEntry(), size: -1 }]],
    ['a size beyond what a ZIP can hold', [{ ...recordEntry(), size: 2 ** 40 }]],
    [
      'more entries than any',
      [recordEntry(), ...Array.from({ length: MOST_ENTRIES }, (_, at) => photo(`photos/${at}.jpg`))],
    ],
  ])('%s', (_, entries) => {
    expect(brokenIn(check(forged(entries)))).toEqual(['manifest: malformed']);
  });

  test.each([
    ['no JSON', Buffer.from('{"format":')],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['an array as deep as it is long', Buffer.from('['.repeat(200_000))],
    ['null', Buffer.from('null')],
  ])('%s', (_, manifest) => {
    expect(brokenIn(check(signedFile(manifest, [])))).toEqual(['manifest: malformed']);
  });

  test('JSON in another way of writing', () => {
    const file = forged([recordEntry()], { change: ({ format, ...rest }) => ({ ...rest, format }) });
    expect(brokenIn(check(file))).toEqual(['manifest: malformed']);
  });
});

describe('a record', () => {
  test.each([
    ['is no record', 'null', 'malformed'],
    ['names a message that is not there', { ...RECORD, messages: [messageOf('messages/0001.json')] }, 'not-as-listed'],
    ['says of a photo neither where it is nor why not', { ...RECORD, photos: [photoOf(null, null)] }, 'not-as-listed'],
  ])('that %s is told', (_, record, problem) => {
    expect(brokenIn(check(forged([recordEntry(record)])))).toEqual([`record: ${problem}`]);
  });

  test('that is silent of a photo in the file is told', () => {
    const file = forged([recordEntry(), { name: 'photos/0001.jpg', kind: 'photo', bytes: PHOTO }]);
    expect(brokenIn(check(file))).toEqual(['record: not-as-listed']);
  });

  function messageOf(entry: string | null) {
    const { id: _, ...message } = storedMessage(1, documentedSample());
    return { ...message, entry, form: 'whole' };
  }
  function photoOf(entry: string | null, missing: string | null) {
    const { state: _, problem: __, ...photo } = storedPhoto(PHOTO);
    return { ...photo, entry, missing };
  }
});

describe('what is no custody file', () => {
  test.each([
    ['text', Buffer.from('hello, world, '.repeat(200))],
    ['another ZIP', Buffer.from(`504b0304140000000800${'00'.repeat(400)}`, 'hex')],
    [
      'a ZIP that unpacks to far more than it is',
      Buffer.concat([Buffer.from('504b030414000000080000002100', 'hex'), Buffer.alloc(3_000_000)]),
    ],
    ['zeros', Buffer.alloc(5_000_000)],
  ])('is said to be none: %s', (_, file) => {
    expect(check(file)).toMatchObject({ verdict: 'unreadable', unreadable: 'not-a-custody-file', parts: [] });
  });

  test('costs no memory by the lengths that it states', () => {
    const file = forged([recordEntry()]);
    // The length of the manifest, as its header has it.
    file.writeUInt32LE(0xffff_fff0, file.indexOf('manifest.json') - 8);
    expect(brokenIn(check(file))).toEqual(['container: changed']);
  });

  test('but a file of a version to come is told from a damaged one', () => {
    const newer = signedFile(Buffer.from('{}'), []);
    const text = `{"format":"forecourt-custody","version":2,"algorithm":"ML-DSA-65","key":"${'k'.repeat(300)}"}\n`;
    const entry = Buffer.from(text);
    const header = newer.subarray(0, 44);
    header.writeUInt32LE(crcOf(entry), 14);
    header.writeUInt32LE(entry.length, 18);
    header.writeUInt32LE(entry.length, 22);
    const file = Buffer.concat([header, entry, Buffer.alloc(500, 7)]);
    expect(check(file)).toMatchObject({ verdict: 'unreadable', unreadable: 'newer-version', version: 2 });
    file[60] = (file[60] ?? 0) ^ 1;
    expect(check(file).unreadable).not.toBe('newer-version');
  });
});

describe('the key of a station', () => {
  test('is Ed25519, shown as PEM and JWK, and what it signs other programs can check', () => {
    const { pem, jwk, fingerprint } = KEY.info;
    const bytes = Buffer.from('what is signed');
    expect(verifySignature(null, bytes, pem, KEY.sign(bytes))).toBe(true);
    expect(JSON.parse(jwk)).toMatchObject({
      kty: 'OKP',
      crv: 'Ed25519',
      x: Buffer.from(KEY.publicHex, 'hex').toString('base64url'),
    });
    expect(JSON.parse(jwk)).not.toHaveProperty('d');
    expect(fingerprint).toMatch(/^([0-9A-F]{4} ){9}[0-9A-F]{4}$/);
  });

  test('is as Node makes it of the same seed', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { d, x } = privateKey.export({ format: 'jwk' });
    expect(new StationKey(d ?? '').publicHex).toBe(Buffer.from(x ?? '', 'base64url').toString('hex'));
  });
});

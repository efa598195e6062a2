import { beforeAll, describe, expect, test } from 'vitest';
import { stretchesOf } from '../../../electron/custody/layout.ts';
import { type Manifest, readManifest } from '../../../electron/custody/manifest.ts';
import { MANIFEST_NAME, SIGNATURE_BYTES, SIGNATURE_NAME } from '../../../electron/custody/signature-entry.ts';
import { brokenIn, check, fileOf, keepOriginal, PHOTO, partsOf } from '../../support/custody.ts';
import { temporaryFolder } from '../../support/station.ts';

let file: Buffer;
/** For each byte of the file the part to which it belongs. */
let partAt: string[];

beforeAll(async () => {
  const folder = temporaryFolder();
  keepOriginal(folder.path, PHOTO);
  file = await fileOf(partsOf(folder.path));
  folder.dispose();
  partAt = partsByPosition(file);
});

function manifestIn(whole: Buffer): { manifest: Manifest; size: number } {
  const at = 30 + SIGNATURE_NAME.length + SIGNATURE_BYTES + 30 + MANIFEST_NAME.length;
  const bytes = whole.subarray(at, whole.indexOf('PK\x03\x04', at));
  const manifest = readManifest(bytes);
  if (manifest === null) throw new Error('the file has no manifest where it should be');
  return { manifest, size: bytes.length };
}

function partsByPosition(whole: Buffer): string[] {
  const { manifest, size } = manifestIn(whole);
  const entries = [
    { name: SIGNATURE_NAME, size: SIGNATURE_BYTES, part: 'signature' },
    { name: MANIFEST_NAME, size, part: 'manifest' },
    ...manifest.entries.map(({ name, size: bytes, kind }) => ({
      name,
      size: bytes,
      part: kind === 'message' || kind === 'photo' ? `${kind} 1` : kind,
    })),
  ];
  return stretchesOf(entries.map(({ name, size: bytes }) => ({ name, size: bytes, crc32: 0 }))).flatMap((stretch) =>
    stretch.type === 'frame'
      ? stretch.bytes.toJSON().data.map(() => 'container')
      : Array.from({ length: stretch.size }, () => entries[stretch.index]?.part ?? ''),
  );
}

describe('one byte of a custody file that is not as it was', () => {
  test('the file is small, and all of its bytes have a part', () => {
    expect(partAt).toHaveLength(file.length);
    expect(file.length).toBeLessThan(15_000);
    expect(check(file).verdict).toBe('ok');
    expect([...new Set(partAt)].sort()).toEqual(
      ['container', 'manifest', 'message 1', 'photo 1', 'read-me', 'record', 'signature'].sort(),
    );
  });

  // The lowest bit, and the one between small letters and capitals, which hex and JSON might not mind.
  test.each([0x01, 0x20])(
    'is found and named wherever it is, with the bits %i turned',
    (bits) => {
      const wrong: string[] = [];
      for (const [at, part] of partAt.entries()) {
        file[at] = (file[at] ?? 0) ^ bits;
        const report = check(file);
        const found = brokenIn(report).map((text) => text.split(':')[0]);
        if (report.verdict !== 'broken' || found.length !== 1 || found[0] !== part)
          wrong.push(`${at}: ${part}, found ${report.verdict} ${found.join(', ')}`);
        file[at] = (file[at] ?? 0) ^ bits;
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  test('is found however the file is cut into pieces', () => {
    for (const piece of [1, 7, 1_000]) {
      expect(check(file, { piece }).verdict).toBe('ok');
      const at = partAt.indexOf('photo 1');
      file[at] = (file[at] ?? 0) ^ 1;
      expect(brokenIn(check(file, { piece }))).toEqual(['photo 1: changed']);
      file[at] = (file[at] ?? 0) ^ 1;
    }
  });
});

describe('a custody file that is not as long as it was', () => {
  test('is named as cut off wherever it ends', () => {
    const wrong: string[] = [];
    for (let length = 1; length < file.length; length += length < 500 ? 1 : 5) {
      const report = check(file.subarray(0, length));
      if (report.verdict !== 'broken' || !brokenIn(report).some((text) => text.endsWith('cut-off')))
        wrong.push(`${length}: ${report.verdict} ${brokenIn(report).join(', ')}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test('names what was added, at the end or between', () => {
    expect(brokenIn(check(Buffer.concat([file, Buffer.from([0])])))).toEqual(['container: bytes-added']);
    const at = partAt.indexOf('photo 1');
    const between = Buffer.concat([file.subarray(0, at), Buffer.from([0]), file.subarray(at)]);
    expect(brokenIn(check(between))).toEqual(['container: changed', 'photo 1: changed']);
  });

  test('of nothing at all is none', () => {
    expect(check(Buffer.alloc(0))).toMatchObject({ verdict: 'unreadable', unreadable: 'not-a-custody-file' });
  });
});

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../../../electron/station/user-error.ts';
import { type CustodyReport, MOST_CUSTODY_BYTES, PIECE_BYTES } from '../../../shared/custody.ts';
import { brokenIn, check, KEY } from '../../support/custody.ts';
import { PREVIOUS_SECRET, SECRET, signedCheckIn } from '../../support/messages.ts';
import {
  type StationParts,
  startTestStation,
  type TestStation,
  temporaryFolder,
  tokensOf,
} from '../../support/station.ts';
import { jpeg, send, startPhotoServer } from '../photos/photo-server.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function start(parts: StationParts = {}): Promise<TestStation> {
  const station = await startTestStation(parts);
  endings.push(station.dispose);
  await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
  return station;
}

/** A check-in with a photo that is fetched and one that is not there; the id that it got. */
async function arrive(station: TestStation): Promise<string> {
  const photos = await startPhotoServer({ '/1.jpg': send(await jpeg(640, 480, '#aa3311')) });
  endings.push(photos.stop);
  const paintsInfo = [
    {
      describe: 'Dent',
      images: [photos.at('/1.jpg'), 'ftp://photos.example.invalid/gone.jpg'],
      position: 'p',
      positionName: 'Door',
    },
  ];
  const sent = signedCheckIn({ plate: '京M65068', content: { preCheckInfo: { paintsInfo } } });
  expect((await station.post(sent.body)).status).toBe(200);
  const [visit] = (await station.client.checkIns.list({})).items;
  const id = visit?.id ?? '';
  await vi.waitFor(async () => {
    const { photos: captured } = await station.client.checkIns.get({ id });
    expect(captured.flat().map(({ state }) => state)).toEqual(['captured', 'failed']);
  }, 15_000);
  return id;
}

/** The custody file of a visit, as a page fetches it. */
async function fileOf({ client }: TestStation, id: string): Promise<Buffer> {
  const { file, bytes } = await client.custody.make({ id });
  const pieces: Buffer[] = [];
  let length = 0;
  while (length < bytes) {
    const { base64 } = await client.custody.piece({ file, from: length });
    pieces.push(Buffer.from(base64, 'base64'));
    length += pieces.at(-1)?.length ?? 0;
  }
  return Buffer.concat(pieces);
}

/** What the station finds of a file, as a page gives it. */
async function checkedBy({ client }: TestStation, file: Buffer, piece = PIECE_BYTES): Promise<CustodyReport> {
  const begun = await client.custody.check({ bytes: file.length });
  for (let from = 0; from < file.length; from += piece)
    await client.custody.add({ ...begun, from, base64: file.subarray(from, from + piece).toString('base64') });
  return client.custody.report(begun);
}

describe('the custody file of a visit', () => {
  test('holds all that proves it, and is in order for whoever checks it with nothing but the file', async () => {
    const station = await start();
    const id = await arrive(station);
    await station.client.checkIns.move({ id, from: 'new', to: 'seen' });
    await station.client.checkIns.setAside({ id, from: null, to: 'mistake' });
    await station.client.checkIns.setAside({ id, from: 'mistake', to: null });
    const { print } = await station.client.sheets.begin({ checkInId: id, where: 'browser', printer: null });
    await station.client.sheets.end({ print, result: 'handed-over', problem: null });

    const file = await fileOf(station, id);
    expect(check(file, { secrets: [SECRET], expected: KEY.info.fingerprint })).toMatchObject({
      verdict: 'ok',
      key: { isExpected: true },
      visit: { id, plate: '京M65068', personalRemovedAt: null },
      messages: [{ form: 'whole', proven: true, dialect: 'verbatim', vendor: 'fits' }],
      photos: 1,
      missingPhotos: ['bad-address'],
      moves: 1,
      sheets: 1,
    });
    expect(file.toString('utf8')).toContain('"reason": "mistake"');
  });

  const unpackers = [
    ['unzip', ['-tq']],
    ['python3', ['-m', 'zipfile', '-t']],
  ] as const;
  const unpacker = unpackers.find(
    ([program]) => spawnSync(program, ['--help'], { timeout: 20_000 }).error === undefined,
  );
  if (unpacker === undefined) process.stdout.write('NOT TESTED: no program that opens a ZIP is installed\n');
  test.skipIf(unpacker === undefined)('is a ZIP for every other program', async () => {
    const station = await start();
    const folder = temporaryFolder();
    endings.push(folder.dispose);
    const path = join(folder.path, 'custody.zip');
    writeFileSync(path, await fileOf(station, await arrive(station)));
    const [program = '', args = []] = unpacker ?? [];
    const tested = spawnSync(program, [...args, path], { encoding: 'utf8', timeout: 20_000 });
    expect([tested.status, tested.stderr]).toEqual([0, '']);
  });

  test('says that personal data were removed before it was made, and is in order all the same', async () => {
    let now = Date.UTC(2026, 0, 10, 12);
    const station = await start({ now: () => now });
    await station.post(signedCheckIn({ ownerFirstName: 'Quetzalcoatlus', createTime: now }).body);
    const [visit] = (await station.client.checkIns.list({})).items;
    now += 40 * 86_400_000;
    const { retention } = await station.client.settings.get();
    await station.client.settings.set({ retention: { ...retention, personal: 30 } });
    await vi.waitFor(async () => {
      expect((await station.client.checkIns.get({ id: visit?.id ?? '' })).personalRemovedAt).not.toBeNull();
    }, 15_000);
    const file = await fileOf(station, visit?.id ?? '');
    expect(file.includes('Quetzalcoatlus')).toBe(false);
    expect(check(file)).toMatchObject({
      verdict: 'ok',
      visit: { personalRemovedAt: new Date(now).toISOString() },
      messages: [{ form: 'removed' }],
    });
  });

  test('names who has accepted a message by hand, and leaves its signature out', async () => {
    const station = await start();
    const sent = signedCheckIn({ secret: PREVIOUS_SECRET });
    await station.post(sent.body);
    const [held] = (await station.client.deliveries.quarantine.list({})).items;
    await station.client.deliveries.quarantine.accept({
      ids: [held?.id ?? ''],
      name: 'Ann Lee',
      reason: 'seen in AutoX3',
    });
    const [visit] = (await station.client.checkIns.list({})).items;
    const file = await fileOf(station, visit?.id ?? '');
    const signature = String(JSON.parse(sent.body.toString()).msgSignature);
    expect(file.toString('latin1')).not.toContain(signature);
    expect(check(file)).toMatchObject({
      verdict: 'ok',
      messages: [{ form: 'masked', proven: false, byHand: { name: 'Ann Lee', reason: 'seen in AutoX3' } }],
    });
  });

  test('is of no visit that is not there', async () => {
    const { client } = await start();
    await expect(client.custody.make({ id: '999' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(client.custody.make({ id: '1 OR 1=1' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a station', () => {
  test('checks a file piece by piece with its own key and secrets, and says which byte-holding part is broken', async () => {
    const station = await start();
    const file = await fileOf(station, await arrive(station));
    expect(await checkedBy(station, file, 5_000)).toMatchObject({
      verdict: 'ok',
      key: { isExpected: true },
      messages: [{ vendor: 'fits' }],
    });
    file[file.length - 1] = 1;
    expect(brokenIn(await checkedBy(station, file))).toEqual(['container: changed']);
  });

  test('tells the file of another station', async () => {
    const station = await start();
    const other = await start({ stationKey: 'b'.repeat(42).concat('A') });
    expect(await checkedBy(other, await fileOf(station, await arrive(station)))).toMatchObject({
      verdict: 'ok',
      key: { fingerprint: KEY.info.fingerprint, isExpected: false },
    });
  });

  test('gives away nothing that a key vouches for which cannot be kept, until it can', async () => {
    let isFull = true;
    const change = vi.fn(async () => {
      if (isFull) throw new UserError('The secrets could not be written.');
      return 'file' as const;
    });
    const station = await start({ keptSecrets: { all: tokensOf({}).all, change } });
    const id = await arrive(station);
    for (const ask of [() => station.client.custody.make({ id }), () => station.client.custody.key()])
      await expect(ask()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    isFull = false;
    expect(await checkedBy(station, await fileOf(station, id))).toMatchObject({ verdict: 'ok' });
    expect(change).toHaveBeenCalledTimes(3);
  });

  test('takes no pieces out of order, none beyond what it was told of, and no file that is too large', async () => {
    const { client } = await start();
    await expect(client.custody.check({ bytes: MOST_CUSTODY_BYTES + 1 })).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    });
    const begun = await client.custody.check({ bytes: 10 });
    await expect(client.custody.add({ ...begun, from: 5, base64: 'AAAA' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(client.custody.add({ file: 'nonsense', from: 0, base64: 'AAAA' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(client.custody.piece({ file: 'nonsense', from: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await client.custody.report(begun)).toMatchObject({ verdict: 'unreadable' });
    await expect(client.custody.report(begun)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('holds a few files at once: the one that was left longest gives way', async () => {
    const { client } = await start();
    const begun = [];
    for (let count = 0; count < 5; count += 1) begun.push(await client.custody.check({ bytes: 10 }));
    const [first, second] = begun;
    await expect(client.custody.report(first ?? { file: '' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await client.custody.report(second ?? { file: '' })).verdict).toBe('unreadable');
  });

  test('tells its public key and never the private one', async () => {
    const { client } = await start();
    expect(await client.custody.key()).toEqual(KEY.info);
    expect(JSON.stringify(await client.custody.key())).not.toContain('PRIVATE');
  });
});

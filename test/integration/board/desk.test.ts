import { ORPCError } from '@orpc/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { watchDesk } from '../../../electron/station/desk-watch.ts';
import { openDatabase } from '../../../electron/station/store/database.ts';
import type { DeskNote } from '../../../shared/desk-note.ts';
import type { ToMain } from '../../../shared/station-process.ts';
import { type CheckInParts, signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';

const NOTHING: DeskNote = { note: null, keyTag: null, promisedAt: null };

async function stationForTest(parts: Parameters<typeof startTestStation>[0] = {}): Promise<TestStation> {
  const station = await startTestStation(parts);
  onTestFinished(() => station.dispose());
  return station;
}

async function arrive(station: TestStation, parts: Parameters<typeof signedCheckIn>[0] = {}): Promise<string> {
  expect((await station.post(signedCheckIn(parts).body)).status).toBe(200);
  const { items } = await station.client.checkIns.list({ limit: 1 });
  return items[0]?.id ?? '';
}

/** What a refused call answered: its code, and the data that came with it. */
async function refusal(call: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ORPCError)) throw new Error('it was not refused');
  return { code: error.code, data: error.data };
}

describe('setting a check-in aside', () => {
  test('takes it out of its lane for every board and for the REST API, and putting it back brings it again', async () => {
    const station = await stationForTest();
    const id = await arrive(station);
    const other = await arrive(station);

    const card = await station.client.checkIns.setAside({ id, from: null, to: 'duplicate' });

    expect(card).toMatchObject({ id, lane: 'new', setAside: 'duplicate' });
    expect((await station.client.status()).lanes).toMatchObject({ new: 1 });
    const { json } = await station.rest('/check-ins?lane=new');
    expect(json).toMatchObject({ items: [{ id: other }] });
    expect(await station.client.checkIns.get({ id })).toMatchObject({ setAsides: [{ reason: 'duplicate' }] });
    expect((await station.rest(`/check-ins/${id}`)).json).toMatchObject({ setAside: 'duplicate', deskNote: null });

    await station.client.checkIns.setAside({ id, from: 'duplicate', to: null });
    expect((await station.client.status()).lanes).toMatchObject({ new: 2 });
  });

  test('tells whoever saw it otherwise how it is now', async () => {
    const station = await stationForTest();
    const { checkIns } = station.client;
    const id = await arrive(station);
    await checkIns.setAside({ id, from: null, to: 'mistake' });
    expect(await refusal(checkIns.setAside({ id, from: null, to: 'duplicate' }))).toEqual({
      code: 'CONFLICT',
      data: { setAside: 'mistake' },
    });
    expect(await refusal(checkIns.move({ id, from: 'new', to: 'seen' }))).toEqual({
      code: 'CONFLICT',
      data: { lane: 'new', setAside: 'mistake' },
    });
    expect(await refusal(checkIns.setAside({ id: '0x1', from: null, to: 'mistake' }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('is told to whoever watches, with the lanes as they are then', async () => {
    const station = await stationForTest();
    const id = await arrive(station);
    const ending = new AbortController();
    onTestFinished(() => ending.abort());
    const events = station.watch(ending.signal)[Symbol.asyncIterator]();
    await events.next();
    await station.client.checkIns.setAside({ id, from: null, to: 'mistake' });
    expect((await events.next()).value).toMatchObject({
      type: 'card',
      cause: 'moved',
      card: { id, setAside: 'mistake' },
      lanes: { new: 0 },
    });
  });
});

describe('a newer check-in for a visit that was handed over', () => {
  test('is told to whoever watches as one that came back, and to the desktop app as one to be seen', async () => {
    const station = await stationForTest();
    const at = Date.now();
    const send = (parts: CheckInParts) => station.post(signedCheckIn({ receiveBaseId: 77, ...parts }).body);
    await send({ createTime: at });
    const { id } = await station.client.checkIns.byServiceOrder({ receiveBaseId: '77' });
    await station.client.checkIns.move({ id, from: 'new', to: 'handed-over' });
    const ending = new AbortController();
    onTestFinished(() => ending.abort());
    const events = station.watch(ending.signal)[Symbol.asyncIterator]();
    await events.next();
    const told: ToMain[] = [];
    void watchDesk(station.watch(ending.signal), (message) => void told.push(message));
    await expect.poll(() => told.filter(({ type }) => type === 'unseen')).toMatchObject([{ unseen: [], count: 0 }]);

    await send({ createTime: at + 1, lights: ['19_Airbag'] });

    expect((await events.next()).value).toMatchObject({
      type: 'card',
      cause: 'returned',
      card: { id, lane: 'new', lights: [{ code: '19', severity: 'red' }] },
      lanes: { new: 1, 'handed-over': 0 },
    });
    await expect
      .poll(() => told.filter(({ type }) => type === 'unseen').at(-1))
      .toMatchObject({ unseen: [{ id, lightCount: 1 }], count: 1 });
  });
});

describe('what the desk writes on a check-in', () => {
  test('is on its card, in the REST API and in search', async () => {
    const station = await stationForTest();
    const id = await arrive(station);
    const to = { note: '  Call first\r\nthen wash ', keyTag: ' K\t14 ', promisedAt: '2026-03-03T16:30:00Z' };

    const card = await station.client.checkIns.writeDesk({ id, from: NOTHING, to });

    const written = { deskNote: 'Call first\nthen wash', keyTag: 'K 14', promisedAt: '2026-03-03T16:30:00.000Z' };
    expect(card).toMatchObject(written);
    for (const q of ['k14', 'wash']) {
      // Its first search row may trail its arrival.
      await expect
        .poll(async () => (await station.rest(`/check-ins?q=${q}`)).json)
        .toMatchObject({
          items: [{ id, ...written }],
        });
    }
  });

  test('is refused with what somebody else has written meanwhile', async () => {
    const station = await stationForTest();
    const { checkIns } = station.client;
    const id = await arrive(station);
    const theirs = { ...NOTHING, note: 'Theirs' };
    await checkIns.writeDesk({ id, from: NOTHING, to: theirs });
    expect(await refusal(checkIns.writeDesk({ id, from: NOTHING, to: { ...NOTHING, note: 'Mine' } }))).toEqual({
      code: 'CONFLICT',
      data: { desk: theirs },
    });
    expect(await refusal(checkIns.writeDesk({ id: '404', from: NOTHING, to: theirs }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await checkIns.get({ id })).deskNote).toBe('Theirs');
  });

  test.each<[string, Partial<DeskNote>, Partial<DeskNote>]>([
    ['nothing but spaces is nothing', { note: ' \n\t ', keyTag: '   ' }, NOTHING],
    [
      'signs that cannot be seen are left out',
      { note: 'a\u0000b\u0007c\u009fd', keyTag: 'K\u00001' },
      { note: 'abcd', keyTag: 'K1' },
    ],
    ['half a character is made whole', { note: 'a\ud83d' }, { note: 'a\ufffd' }],
    ['text that runs backwards is kept as it is', { note: '\u202eABC' }, { note: '\u202eABC' }],
    ['HTML is text', { note: '<img src=x onerror=alert(1)>' }, { note: '<img src=x onerror=alert(1)>' }],
    ['as long as it may be', { note: 'x'.repeat(500), keyTag: '汉'.repeat(20) }, { note: 'x'.repeat(500) }],
  ])('%s', async (_what, typed, kept) => {
    const station = await stationForTest();
    const id = await arrive(station);
    const card = await station.client.checkIns.writeDesk({ id, from: NOTHING, to: { ...NOTHING, ...typed } });
    const { deskNote: note, keyTag, promisedAt } = card;
    expect({ note, keyTag, promisedAt }).toMatchObject(kept);
  });

  test.each<[string, unknown]>([
    ['a note that is too long', { ...NOTHING, note: 'x'.repeat(501) }],
    ['a huge note', { ...NOTHING, note: 'x'.repeat(300_000) }],
    ['a key tag that is too long', { ...NOTHING, keyTag: 'x'.repeat(21) }],
    ['a note of another type', { ...NOTHING, note: 7 }],
    ['a list for a note', { ...NOTHING, note: ['a'] }],
    ['no key tag at all', { note: null, promisedAt: null }],
    ['nothing', null],
    ['a time that is no time', { ...NOTHING, promisedAt: 'tomorrow' }],
    ['a day that does not exist', { ...NOTHING, promisedAt: '2026-02-30T10:00:00Z' }],
    ['a time of another zone', { ...NOTHING, promisedAt: '2026-02-03T10:00:00+08:00' }],
    ['a number for a time', { ...NOTHING, promisedAt: 0 }],
  ])('%s is refused, and nothing is written', async (_what, to) => {
    const station = await stationForTest();
    const id = await arrive(station);
    const call = station.client.checkIns.writeDesk({ id, from: NOTHING, to: to as DeskNote });
    expect((await refusal(call)).code).toMatch(/BAD_REQUEST|PAYLOAD_TOO_LARGE/);
    expect(await station.client.checkIns.get({ id })).toMatchObject({ deskNote: null, keyTag: null, promisedAt: null });
  });

  test.each(['whim', '', 7, {}])('%j is no reason to set a check-in aside', async (to) => {
    const station = await stationForTest();
    const id = await arrive(station);
    const call = station.client.checkIns.setAside({ id, from: null, to: to as 'mistake' });
    expect((await refusal(call)).code).toBe('BAD_REQUEST');
    expect((await station.client.status()).lanes.new).toBe(1);
  });
});

test('the desk is for boards alone: the REST API has no way to set aside or to write', async () => {
  const station = await stationForTest();
  const text = JSON.stringify((await station.rest('/openapi.json')).json);
  expect(text).not.toMatch(/writeDesk|checkIns\.setAside/);
});

test('what a full disk cannot take is refused as that, and leaves everything as it was', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  const db = openDatabase(folder.path);
  db.exec(`CREATE TABLE ballast (bytes BLOB NOT NULL);
    CREATE TRIGGER full BEFORE UPDATE OF set_aside, desk_note ON check_in
      BEGIN INSERT INTO ballast VALUES (zeroblob(50000000)); END;`);
  db.close();
  const station = await stationForTest({ dataFolder: folder.path, maxPages: 500 });
  const id = await arrive(station);
  const { checkIns } = station.client;
  const calls = [
    () => checkIns.setAside({ id, from: null, to: 'mistake' }),
    () => checkIns.writeDesk({ id, from: NOTHING, to: { ...NOTHING, note: 'lost?' } }),
  ];
  for (const call of calls) expect(await refusal(call())).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(await checkIns.get({ id })).toMatchObject({ setAside: null, deskNote: null, setAsides: [] });
  expect((await station.client.status()).lanes.new).toBe(1);
  expect(station.logged.join('')).toContain('storage-full');
});

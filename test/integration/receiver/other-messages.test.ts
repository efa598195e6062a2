import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/station/store/database.ts';
import { rederive } from '../../../electron/station/store/rederive.ts';
import type { ProcessedAgain } from '../../../shared/other-messages.ts';
import { SECRET, signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';
import { keepUnread, signedOther, type Unread } from '../../support/unread-messages.ts';

const CAME = Date.parse('2026-03-02T08:00:00Z');
const NONE: ProcessedAgain = { checkIns: 0, reports: 0, plans: 0, notShown: 0, unchanged: 0, failed: 0 };
const REPORT = 'event.autox3.order.detection.finish.report';
const PLAN = 'event.autox3.order.detection.finish.maintenance.v2';

let folder: ReturnType<typeof temporaryFolder>;
let station: TestStation | null;
beforeEach(() => {
  folder = temporaryFolder();
  station = null;
});
afterEach(async () => {
  await station?.stop();
  folder.dispose();
});

/** The station on the folder of this test. */
async function started(settings?: Parameters<TestStation['client']['settings']['set']>[0]): Promise<TestStation> {
  station = await startTestStation({ dataFolder: folder.path });
  if (settings !== undefined) await station.client.settings.set(settings);
  return station;
}

const kept = async ({ client }: TestStation) => (await client.otherMessages.list({})).items;

/** All of them, as the page does it. */
async function processAll({ client }: TestStation): Promise<ProcessedAgain> {
  const sum = { ...NONE };
  let cursor: string | null = null;
  do {
    const { nextCursor, ...slice }: ProcessedAgain & { nextCursor: string | null } =
      await client.otherMessages.processAll(cursor === null ? {} : { cursor });
    for (const [part, count] of Object.entries(slice)) sum[part as keyof ProcessedAgain] += count;
    cursor = nextCursor;
  } while (cursor !== null);
  return sum;
}

/** A check-in that an older version took for a message of no known kind. */
const misread = (plate: string, receiveBaseId: number): Unread => ({
  ...signedCheckIn({ plate, receiveBaseId, createTime: CAME }),
  receivedAt: CAME,
});

describe('a message that an older version did not know', () => {
  test('becomes a check-in in New that is announced as an arrival, as old as the wait of its customer', async () => {
    keepUnread(folder.path, [misread('LATE 1', 7)]);
    const { client } = await started();
    const ending = new AbortController();
    const events = await client.board.watch(undefined, { signal: ending.signal });
    expect((await events.next()).value).toMatchObject({ type: 'snapshot', cards: [] });
    const [message] = (await client.otherMessages.list({})).items;
    expect(message).toMatchObject({ kind: 'unknown', receivedAt: new Date(CAME).toISOString() });
    const detail = await client.otherMessages.get({ id: message?.id ?? '' });
    expect(detail.finding).toBe('readable-now');
    expect(await client.otherMessages.processOne({ id: message?.id ?? '' })).toEqual({ ...NONE, checkIns: 1 });

    expect((await events.next()).value).toMatchObject({
      type: 'card',
      cause: 'arrived',
      card: { plate: 'LATE 1', lane: 'new', arrivedAt: new Date(CAME).toISOString() },
    });
    ending.abort();
    const visit = await client.checkIns.byServiceOrder({ receiveBaseId: '7' });
    expect(visit).toMatchObject({ plate: 'LATE 1', messageCount: 1, proven: true });
    expect(visit.photos.flat()).toHaveLength(1);
    expect((await client.checkIns.list({ q: 'late1' })).items).toMatchObject([{ id: visit.id }]);
    expect(await client.status()).toMatchObject({ otherMessages: 0, lanes: { new: 1 } });
    const [delivery] = (await client.deliveries.list({})).items;
    expect(await client.deliveries.get({ id: delivery?.id ?? '' })).toMatchObject({
      kept: 'here',
      checkInId: visit.id,
      delivery: { kind: 'check-in' },
    });
  });

  test('becomes one check-in however often and from wherever it is asked for, and AutoX3 sending it again is a repeat', async () => {
    const message = misread('ONCE 1', 8);
    const [id] = keepUnread(folder.path, [message]);
    const station = await started();
    const { client } = station;
    const both = await Promise.all([
      client.otherMessages.processOne({ id: String(id) }),
      client.otherMessages.processAll({}),
    ]);
    expect(both.map(({ checkIns }) => checkIns).sort()).toEqual([0, 1]);
    expect(await client.otherMessages.processOne({ id: String(id) })).toEqual(NONE);
    expect(await processAll(station)).toEqual(NONE);
    expect((await client.checkIns.list({})).items).toHaveLength(1);
    expect((await station.post(message.body)).status).toBe(200);
    expect((await client.deliveries.list({ limit: 1 })).items).toMatchObject([{ outcome: 'repeat' }]);
  });

  test('is shown as it would be after deriving everything again', async () => {
    keepUnread(folder.path, [misread('SAME 1', 9), signedOther({ what: 1 })]);
    await started();
    if (station !== null) await processAll(station);
    await station?.stop();
    station = null;
    const db = openDatabase(folder.path);
    const state = () => ({
      visits: db.prepare('SELECT * FROM check_in').all(),
      messages: db.prepare('SELECT id, kind, check_in_id, is_dropped, is_unread FROM message ORDER BY id').all(),
    });
    const before = state();
    expect(before.visits).toHaveLength(1);
    rederive(db, () => {});
    expect(state()).toEqual(before);
    db.close();
  });

  test('is a newer word on a visit that is here, and brings it back where the desk was done with it', async () => {
    const first = await started();
    await first.post(signedCheckIn({ receiveBaseId: 10, plate: 'BACK 1', createTime: CAME - 1_000 }).body);
    const { id } = await first.client.checkIns.byServiceOrder({ receiveBaseId: '10' });
    await first.client.checkIns.move({ id, from: 'new', to: 'handed-over' });
    await first.stop();
    keepUnread(folder.path, [misread('BACK 2', 10)]);
    const again = await started();
    expect(await processAll(again)).toEqual({ ...NONE, checkIns: 1 });
    expect(await again.client.checkIns.get({ id })).toMatchObject({ plate: 'BACK 2', lane: 'new', messageCount: 2 });
  });

  test('of a store that this desk drops makes no visit, and says so', async () => {
    keepUnread(folder.path, [misread('AWAY 1', 11)]);
    const station = await started({ reception: { stores: ['1'], others: 'drop' } });
    expect(await processAll(station)).toEqual({ ...NONE, notShown: 1 });
    expect(await kept(station)).toEqual([]);
    expect((await station.client.checkIns.list({})).items).toEqual([]);
  });
});

describe('all of them', () => {
  test('are processed with the outcome told: what became something is shown, the others stay', async () => {
    const plan = JSON.stringify({ carNum: 'AB12 CDE', carMaintenancePlanList: [{ id: 1, serviceBaseName: 'Oil' }] });
    keepUnread(folder.path, [
      ...[1, 2, 3].map((order) => misread(`MANY ${order}`, order)),
      signedOther({ receiveBaseId: 1, reportJson: { list: [{ evaluation: 'Good' }] } }, REPORT),
      signedOther(plan, PLAN),
      signedOther({ newThing: true }),
      signedOther({ newThing: false }),
    ]);
    const station = await started();
    expect(await kept(station)).toHaveLength(7);
    expect(await processAll(station)).toEqual({ ...NONE, checkIns: 3, reports: 1, plans: 1, unchanged: 2 });
    expect(await kept(station)).toHaveLength(2);
    expect(await station.client.status()).toMatchObject({ lanes: { new: 3 }, otherMessages: 4 });
    expect(await processAll(station)).toEqual({ ...NONE, unchanged: 2 });
  });

  test('keep no check-in waiting that arrives meanwhile', async () => {
    keepUnread(
      folder.path,
      Array.from({ length: 1_500 }, (_, order) => misread(`BULK ${order}`, 1_000 + order)),
    );
    const station = await started();
    let isOver = false;
    const processed = processAll(station).finally(() => {
      isOver = true;
    });
    for (const plate of ['NOW 1', 'NOW 2', 'NOW 3']) {
      expect((await station.post(signedCheckIn({ plate }).body)).status).toBe(200);
      expect(isOver).toBe(false);
    }
    expect(await processed).toEqual({ ...NONE, checkIns: 1_500 });
    expect(await station.client.status()).toMatchObject({ lanes: { new: 1_503 } });
  });

  test('are listed a bounded page at a time, newest first, each once', async () => {
    const ids = keepUnread(
      folder.path,
      Array.from({ length: 450 }, (_, number) => signedOther({ number })),
    );
    const { client } = await started();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { items, nextCursor }: Awaited<ReturnType<typeof client.otherMessages.list>> =
        await client.otherMessages.list({ limit: 200, ...(cursor !== null && { cursor }) });
      expect(items.length).toBeLessThanOrEqual(200);
      seen.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids.map(String).reverse());
  });
});

describe('among the other messages are', () => {
  test.each<[string, Unread, string]>([
    ['one of no known kind', signedOther({ newThing: true }), 'unknown-kind'],
    ['a report that is broken', signedOther({ receiveBaseId: 1, reportJson: 'no' }, REPORT), 'report-broken'],
    ['a plan without an item', signedOther('{"carMaintenancePlanList":[7]}', PLAN), 'plan-without-items'],
  ])('%s, as they come', async (_, { body }, finding) => {
    const station = await started();
    await station.post(body);
    const [message] = await kept(station);
    expect((await station.client.otherMessages.get({ id: message?.id ?? '' })).finding).toBe(finding);
    expect((await station.client.doctor.run()).find(({ id }) => id === 'messages')).toMatchObject({
      state: 'warning',
      values: { count: 1 },
    });
  });

  test('none that is shown: check-ins, reports and plans that can be read', async () => {
    const station = await started();
    await station.post(signedCheckIn().body);
    await station.post(signedOther({ receiveBaseId: 1, reportJson: { list: [] } }, REPORT).body);
    await station.post(signedOther('{"carMaintenancePlanList":[{"id":1}]}', PLAN).body);
    expect(await kept(station)).toEqual([]);
    expect(await processAll(station)).toEqual(NONE);
    const check = (await station.client.doctor.run()).find(({ id }) => id === 'messages');
    expect(check).toMatchObject({ state: 'ok', what: 'messages-known' });
  });

  test('bytes that cannot be read any more: they stay as they are, to be saved', async () => {
    const broken = { ...signedOther({}), body: Buffer.from('{"msgId": "half of a mess') };
    keepUnread(folder.path, [broken]);
    const station = await started();
    const [message] = await kept(station);
    const id = message?.id ?? '';
    expect(await station.client.otherMessages.get({ id })).toMatchObject({ finding: 'unreadable', shape: null });
    expect(await station.client.otherMessages.processOne({ id })).toEqual({ ...NONE, unchanged: 1 });
    expect(await station.client.otherMessages.file({ id })).toEqual({ text: '{"msgId": "half of a mess' });
  });
});

describe('the detail of a hostile message', () => {
  test('shows no signature, no secret and no turning character, and of its members a bounded part', async () => {
    const names = Array.from({ length: 60 }, (_, number) => [`member ${number}`, number] as const);
    const content = {
      '\u202eevil\u0007': `<img src=x onerror=alert(1)> ${SECRET}`,
      ['n'.repeat(5_000)]: ['a', 'b'],
      __proto__: null,
      nested: { a: 1, b: null },
      nothing: null,
      truth: true,
      ...Object.fromEntries(names),
    };
    const message = signedOther(content);
    const signature = String(JSON.parse(Buffer.from(message.body).toString()).msgSignature);
    const station = await started();
    await station.post(message.body);
    const [{ id } = { id: '' }] = await kept(station);
    const detail = await station.client.otherMessages.get({ id });
    expect(detail.shape).toHaveLength(40);
    expect(detail.moreMembers).toBe(Object.keys(content).length - 40);
    expect(detail.shape?.slice(0, 5)).toEqual([
      { name: '⟨U+202E⟩evil⟨U+0007⟩', type: 'text', length: 92 },
      { name: `${'n'.repeat(80)}…`, type: 'list', length: 2 },
      { name: 'nested', type: 'object', length: 2 },
      { name: 'nothing', type: 'nothing', length: null },
      { name: 'truth', type: 'yes-no', length: null },
    ]);
    const told = JSON.stringify([detail, await station.client.otherMessages.file({ id })]);
    expect(told).not.toContain(signature);
    expect(told).not.toContain(SECRET);
    expect(detail.body.text).not.toContain('\u202e');
    expect(detail.body.text).not.toContain('\u0007');
  });

  test('is clipped where it is as large as a message may be', async () => {
    const station = await started();
    expect((await station.post(signedOther({ big: 'x'.repeat(1_000_000) }).body)).status).toBe(200);
    const [{ id } = { id: '' }] = await kept(station);
    const { body } = await station.client.otherMessages.get({ id });
    expect(body.isClipped).toBe(true);
    expect(body.text.length).toBeLessThanOrEqual(60_000);
  });

  test('is not there for an id that names none, or something that is shown', async () => {
    const station = await started();
    await station.post(signedCheckIn().body);
    for (const id of ['1', '999', '-1', 'x', '1; DROP TABLE message']) {
      await expect(station.client.otherMessages.get({ id })).rejects.toThrow('No such message');
      await expect(station.client.otherMessages.file({ id })).rejects.toThrow('No such message');
      expect(await station.client.otherMessages.processOne({ id })).toEqual(NONE);
    }
  });
});

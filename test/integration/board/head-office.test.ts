import { createUser } from '@nats-io/nkeys';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckInDetail } from '../../../shared/check-in.ts';
import type { BoardEvent } from '../../../shared/contract.ts';
import { joinText, type RelayJoin } from '../../../shared/relay-join.ts';
import { ask, portOf } from '../../support/http.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { PROCEDURES } from '../../support/procedures.ts';
import { startTestStation, type TestStation, TOKEN } from '../../support/station.ts';
import { noteSecret } from '../../support/written/note-private.ts';

/** What changes a visit by hand, each with something that a desk could ask of it. */
const CHANGES: Readonly<Record<string, (id: string) => object>> = {
  'checkIns/move': (id) => ({ id, from: 'new', to: 'seen' }),
  'checkIns/setAside': (id) => ({ id, from: null, to: 'mistake' }),
  'checkIns/writeDesk': (id) => ({
    id,
    from: { note: null, keyTag: null, promisedAt: null },
    to: { note: 'written', keyTag: '7', promisedAt: null },
  }),
  'checkIns/enter': () => ({
    ...{ plate: 'TYPED 1', vin: '', ownerName: '', ownerMobile: '', odometer: null, remark: '' },
    ...{ arrivedAt: '2026-03-03T09:00:00.000Z', who: 'Sam' },
  }),
  'deliveries/quarantine/accept': () => ({ ids: ['1'], name: 'Sam', reason: 'seen in AutoX3' }),
  'blind/tick': () => ({
    ...{ losesFrom: '2026-03-03T09:00:00.000Z', losesTo: '2026-03-03T09:10:00.000Z' },
    ...{ who: 'Sam', note: '' },
  }),
  'blind/untick': () => ({ losesFrom: '2026-03-03T09:00:00.000Z', losesTo: '2026-03-03T09:10:00.000Z' }),
};

const WRONG = { secret: 'a-secret-that-is-wrong' };

/**
 * Everything else: it reads, prints, sets the station up, takes in what has arrived, or removes personal data, which a head
 * office must be able to do as well. A procedure that is new is in one of the two lists, or the test fails.
 */
const LEAVES_VISITS: readonly string[] = [
  ...['health', 'access', 'status', 'board/', 'wall/', 'history/', 'day/', 'vehicles/', 'maintenance/', 'export/'],
  ...['checkIns/list', 'checkIns/get', 'checkIns/byServiceOrder', 'checkIns/shown', 'checkIns/rung', 'blind/list'],
  ...['sheet/', 'sheets/', 'photos/', 'custody/', 'deliveries/', 'otherMessages/', 'platform/', 'drills/', 'doctor/'],
  ...['settings/', 'appSecret/', 'callbackPath/', 'verification/', 'lan/', 'devices/', 'reach/', 'relay/'],
  ...['backups/', 'retention/'],
];

const SEED = new TextDecoder().decode(createUser().getSeed());
noteSecret(SEED);
/** Nobody answers there: who a desk is does not depend on that. */
const HEAD_OFFICE: RelayJoin = {
  ...{ servers: ['nats://127.0.0.1:1'], brand: 'brand', desk: 'head-office', shops: null, seed: SEED, ca: null },
};
const join = (given: RelayJoin) => station.client.relay.join({ text: joinText(given) });

let station: TestStation;
let id: string;
beforeAll(async () => {
  station = await startTestStation();
  expect((await station.post(signedCheckIn().body)).status).toBe(200);
  expect((await station.post(signedCheckIn(WRONG).body)).status).toBe(401);
  id = (await station.client.checkIns.list({})).items[0]?.id ?? '';
});
afterAll(() => station?.dispose());

async function call(path: string): Promise<{ status: number; message: unknown }> {
  const answer = await ask(portOf(station.board), {
    method: 'POST',
    path: `/rpc/${path}`,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ json: CHANGES[path]?.(id) }),
  });
  return { status: answer.status, message: (JSON.parse(answer.body || '{}') as { json?: object }).json };
}

/** All that somebody at a desk could have changed. */
async function visit(): Promise<Partial<CheckInDetail> & { count: number }> {
  const { lane, setAside, deskNote, keyTag, promisedAt } = await station.client.checkIns.get({ id });
  const { items } = await station.client.checkIns.list({});
  return { lane, setAside, deskNote, keyTag, promisedAt, count: items.length };
}

test('every procedure of the contract either changes visits, or is known not to', () => {
  const isKnown = (path: string): boolean =>
    path in CHANGES || LEAVES_VISITS.some((known) => path === known || (known.endsWith('/') && path.startsWith(known)));
  expect(PROCEDURES.filter((path) => !isKnown(path))).toEqual([]);
  expect(Object.keys(CHANGES).filter((path) => !PROCEDURES.includes(path))).toEqual([]);
});

describe('a head office', () => {
  let before: Awaited<ReturnType<typeof visit>>;
  beforeAll(async () => {
    before = await visit();
    await join(HEAD_OFFICE);
  });
  afterAll(async () => {
    await station.client.relay.leave();
  });

  test.each(Object.keys(CHANGES))('is refused %s, with a sentence that says where it is done', async (path) => {
    const { status, message } = await call(path);
    expect(status).toBe(403);
    expect(message).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('at a desk of its shop') });
  });

  test('has changed nothing by what it was refused', async () => {
    expect(await visit()).toEqual(before);
  });

  test('reads, prints and is still set up', async () => {
    expect(await station.client.status()).toMatchObject({ relay: { isHeadOffice: true } });
    const { print } = await station.client.sheets.begin({ checkInId: id, where: 'browser', printer: null });
    await station.client.sheets.end({ print, result: 'printed', problem: null });
    await station.client.settings.set({ shop: (await station.client.settings.get()).shop });
  });

  test('takes in what it can verify by now, as the desks do with the same message', async () => {
    await station.client.appSecret.set({ secret: WRONG.secret, keepDays: 7 });
    expect(await station.client.deliveries.quarantine.tryAgain({ ids: null })).toMatchObject({ accepted: 1 });
    before = await visit();
  });

  test('takes what arrives, whatever store it is of', async () => {
    await station.post(signedCheckIn({ content: { staffInfo: { storeId: 999 } } }).body);
    expect((await visit()).count).toBe(before.count + 1);
  });
});

test('a desk that is given some stores changes visits as every desk does, and boards begin anew with that', async () => {
  await join(HEAD_OFFICE);
  const events = await station.client.board.watch();
  const snapshots: BoardEvent[] = [];
  for await (const event of events) {
    if (event.type !== 'snapshot') continue;
    snapshots.push(event);
    if (!event.status.relay.isHeadOffice) break;
    await join({ ...HEAD_OFFICE, shops: ['17'] });
  }
  expect(snapshots).toMatchObject([
    { status: { relay: { isHeadOffice: true } } },
    { status: { relay: { isHeadOffice: false } } },
  ]);
  expect(await call('checkIns/move')).toMatchObject({ status: 200 });
  expect((await visit()).lane).toBe('seen');
});

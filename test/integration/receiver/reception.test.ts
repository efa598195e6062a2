import { expect, test } from 'vitest';
import { parseDialectPair } from '../../../electron/station/autox3/signature.ts';
import { openDatabase } from '../../../electron/station/store/database.ts';
import { rederive } from '../../../electron/station/store/rederive.ts';
import { DIALECT_PAIRS } from '../../../shared/dialect.ts';
import { PREVIOUS_SECRET, SECRET, signedCheckIn } from '../../support/messages.ts';
import { type StationParts, startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';
import { truncatedCheckIn } from '../../support/truncated.ts';

const DAY_MS = 86_400_000;
const T0 = Date.parse('2026-03-03T09:00:00Z');

async function withStation(parts: StationParts, work: (station: TestStation) => Promise<void>): Promise<void> {
  const station = await startTestStation(parts);
  try {
    await work(station);
  } finally {
    await station.dispose();
  }
}

const ofStore = (storeId: number | null, parts = {}) =>
  signedCheckIn({ content: { staffInfo: storeId === null ? null : { storeId, userName: 'Y Xing' } }, ...parts }).body;
const boardOf = async ({ watch }: TestStation) => {
  for await (const event of watch(AbortSignal.timeout(5_000))) if (event.type === 'snapshot') return event;
  throw new Error('no snapshot');
};

test('every dialect that can be chosen is one that signatures are checked by', () => {
  expect(DIALECT_PAIRS.map((pair) => parseDialectPair(pair))).toEqual(DIALECT_PAIRS);
});

test('a new callback path is answered beside the old one, which then is not there, and each says when it was used', () => {
  let now = T0;
  return withStation({ now: () => now }, async ({ client, callback, post }) => {
    const old = (body: Uint8Array) => post(body);
    const renewed = await client.callbackPath.renew({ keepDays: 2 });
    expect(renewed).toMatchObject([
      { isCurrent: true, endsAt: null, lastUsedAt: null },
      { isCurrent: false, ending: '-key', endsAt: '2026-03-05T09:00:00.000Z', lastUsedAt: null },
    ]);
    const { callback: fresh } = await client.status();
    expect(new URL(fresh).pathname).not.toBe(new URL(callback).pathname);
    const answers = async () => [
      (await fetch(fresh, { method: 'POST', body: signedCheckIn().body as BodyInit })).status,
      (await old(signedCheckIn().body)).status,
    ];
    expect(await answers()).toEqual([200, 200]);
    now += 60_000;
    await old(signedCheckIn({ secret: 'not-the-secret-of-the-shop' }).body);
    expect(await client.callbackPath.list()).toMatchObject(
      Array.from({ length: 2 }, () => ({ lastUsedAt: '2026-03-03T09:00:00.000Z' })),
    );
    now += 2 * DAY_MS;
    expect(await answers()).toEqual([200, 404]);
    const gone = await fetch(callback, { method: 'POST', body: 'x' });
    const never = await fetch(callback.replace('test', 'tess'), { method: 'POST', body: 'x' });
    expect([await gone.text(), gone.status]).toEqual([await never.text(), never.status]);
  });
});

test('an earlier callback path that AutoX3 still uses outlives its end, and every board is told so until the new one is used', () => {
  let now = T0;
  return withStation({ now: () => now }, async (station) => {
    const { client, post, callback } = station;
    const overdueSince = async () => (await client.status()).pathOverdueSince;
    await client.callbackPath.renew({ keepDays: 2 });
    now += 3 * DAY_MS;
    expect(await overdueSince()).toBeNull();
    expect((await post(signedCheckIn().body)).status).toBe(200);
    expect(await overdueSince()).toBe('2026-03-05T09:00:00.000Z');
    expect((await boardOf(station)).status.pathOverdueSince).toBe('2026-03-05T09:00:00.000Z');
    const { callback: fresh } = await client.status();
    await fetch(fresh, { method: 'POST', body: signedCheckIn().body as BodyInit });
    expect(await overdueSince()).toBeNull();
    expect((await fetch(callback, { method: 'POST', body: 'x' })).status).toBe(404);
  });
});

test('no new callback path is made that would end one which still works', () =>
  withStation({}, async ({ client, post }) => {
    for (let count = 0; count < 4; count++) await client.callbackPath.renew({ keepDays: 7 });
    await post(signedCheckIn().body);
    const [, , , unused] = await client.callbackPath.list();
    await expect(client.callbackPath.renew({ keepDays: 7 })).rejects.toMatchObject({
      code: 'TOO_MANY_PATHS',
      data: { endFirst: unused?.ending },
    });
    expect((await post(signedCheckIn().body)).status).toBe(200);
  }));

test('it is shown which secret the messages use, and a secret that is ended verifies nothing more', () => {
  const now = T0;
  return withStation({ now: () => now }, async ({ client, post }) => {
    const signed = async (secret: string) => (await post(signedCheckIn({ secret }).body)).status;
    await client.appSecret.set({ secret: PREVIOUS_SECRET, keepDays: 30 });
    expect(await client.appSecret.state()).toMatchObject({ previousUntil: '2026-04-02T09:00:00.000Z' });
    expect(await signed(SECRET)).toBe(200);
    expect((await client.appSecret.state()).lastUsed).toEqual({ current: null, previous: '2026-03-03T09:00:00.000Z' });
    expect(await signed(PREVIOUS_SECRET)).toBe(200);
    const state = await client.appSecret.endPrevious({ days: 0 });
    expect(state).toMatchObject({ previousUntil: null, lastUsed: { current: '2026-03-03T09:00:00.000Z' } });
    expect([await signed(SECRET), await signed(PREVIOUS_SECRET)]).toEqual([401, 200]);
    await expect(client.appSecret.endPrevious({ days: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('a new secret that was entered wrongly is corrected without losing the one that AutoX3 signs with', () =>
  withStation({}, async ({ client, post }) => {
    const signed = async (secret: string) => (await post(signedCheckIn({ secret }).body)).status;
    await client.appSecret.set({ secret: 'a-new-secret-entered-wrongly', keepDays: 7 });
    await client.appSecret.set({ secret: PREVIOUS_SECRET, keepDays: 7 });
    expect([await signed(SECRET), await signed(PREVIOUS_SECRET)]).toEqual([200, 200]);
    await client.appSecret.set({ secret: 'the-secret-after-the-next', keepDays: 7 });
    expect([await signed(SECRET), await signed(PREVIOUS_SECRET)]).toEqual([401, 200]);
  }));

test('when secrets, paths and dialects were last used is known after a restart', async () => {
  const folder = temporaryFolder();
  try {
    let before: unknown;
    await withStation({ dataFolder: folder.path }, async ({ client, post }) => {
      await post(signedCheckIn({ dialect: 'compact' }).body);
      before = [await client.appSecret.state(), await client.callbackPath.list(), await client.verification.state()];
    });
    await withStation({ dataFolder: folder.path }, async ({ client }) => {
      const after = [
        await client.appSecret.state(),
        await client.callbackPath.list(),
        await client.verification.state(),
      ];
      expect(after).toEqual(before);
      expect(after).toMatchObject([
        { lastUsed: { current: expect.any(String) } },
        [{ lastUsedAt: expect.any(String) }],
        {},
      ]);
    });
  } finally {
    folder.dispose();
  }
});

test('how signatures are checked is taken over from the file once, and changed without a restart', async () => {
  const folder = temporaryFolder();
  const file = { settings: { verification: { dialect: 'compact', weakSignatures: 'on' as const } } };
  const spaced = () => signedCheckIn({ dialect: 'verbatim', content: { note: 'a  b' } }).body;
  try {
    await withStation({ dataFolder: folder.path, ...file }, async ({ client, post }) => {
      expect((await client.settings.get()).verification).toEqual({
        dialect: 'compact',
        weakSignatures: 'on',
        trustPath: false,
      });
      expect((await post(truncatedCheckIn({ msgId: 'weak-1', id: 1 }))).status).toBe(200);
      await client.settings.set({ verification: { dialect: 'token', weakSignatures: 'off', trustPath: false } });
      expect((await post(truncatedCheckIn({ msgId: 'weak-2', id: 2 }))).status).toBe(401);
    });
    await withStation({ dataFolder: folder.path, ...file }, async ({ client, post, logged }) => {
      expect((await client.settings.get()).verification).toMatchObject({ dialect: 'token', weakSignatures: 'off' });
      await client.settings.set({ verification: { dialect: null, weakSignatures: 'until-proven', trustPath: false } });
      expect((await post(spaced())).status).toBe(200);
      expect(logged.join()).toContain('Weak signatures are accepted');
    });
  } finally {
    folder.dispose();
  }
});

test('the path is trusted only while the public address is an HTTPS one, and every board is told so', async () => {
  const forged = () => signedCheckIn({ secret: 'not-the-secret-of-the-shop' }).body;
  const trust = { dialect: null, weakSignatures: 'off', trustPath: true } as const;
  for (const [publicAddress, isTrusted] of [
    ['https://shop.example.com', true],
    ['http://shop.example.com', false],
    [null, false],
  ] as const) {
    await withStation({ settings: { publicAddress } }, async ({ client, post }) => {
      await client.settings.set({ verification: trust });
      expect((await client.verification.state()).mayTrustPath).toBe(isTrusted);
      expect((await client.status()).trustsPath).toBe(isTrusted);
      expect((await post(forged())).status).toBe(isTrusted ? 200 : 401);
    });
  }
});

test('check-ins of stores that are not shown are kept in the history, and nowhere else', () =>
  withStation({}, async (station) => {
    const { client, post } = station;
    await client.settings.set({ reception: { stores: ['84'], others: 'keep' } });
    for (const store of [84, 7, null]) expect((await post(ofStore(store))).status).toBe(200);
    const board = await boardOf(station);
    expect(board.cards.map(({ storeId }) => storeId)).toEqual([null, '84']);
    expect(board.status.lanes.new).toBe(2);
    const { items } = await client.history.list({ store: '7' });
    expect(items).toMatchObject([{ setAside: 'other-store' }]);

    // A newer message for it brings nothing to the board either.
    const order = { receiveBaseId: 4711 };
    await post(ofStore(7, { ...order, createTime: T0 }));
    await post(ofStore(7, { ...order, createTime: T0 + 1 }));
    expect((await client.status()).lanes.new).toBe(2);

    await client.settings.set({ reception: { stores: ['7'], others: 'keep' } });
    expect((await boardOf(station)).cards.map(({ storeId }) => storeId).sort()).toEqual(['7', '7', null].sort());
    expect((await client.status()).lanes.new).toBe(3);
    await client.settings.set({ reception: { stores: null, others: 'keep' } });
    expect((await client.status()).lanes.new).toBe(4);
  }));

test('of a check-in that is dropped only the message is left, also when all is derived again', async () => {
  const folder = temporaryFolder();
  try {
    await withStation({ dataFolder: folder.path }, async ({ client, post }) => {
      await client.settings.set({ reception: { stores: ['84'], others: 'drop' } });
      const body = ofStore(7);
      expect((await post(body)).status).toBe(200);
      expect((await post(body)).status).toBe(200);
      const { items } = await client.deliveries.list({ limit: 5 });
      expect(items.map(({ outcome, kind }) => [outcome, kind])).toEqual([
        ['repeat', 'check-in'],
        ['accepted', 'check-in'],
      ]);
      expect((await client.history.list({})).items).toEqual([]);
      expect((await client.status()).otherMessages).toBe(1);

      // News of a visit that is here is never dropped.
      for (const store of [84, 7]) await post(ofStore(store, { receiveBaseId: 1 }));
      expect((await client.history.list({})).items).toHaveLength(1);
      expect(await client.checkIns.byServiceOrder({ receiveBaseId: '1' })).toMatchObject({ messageCount: 2 });
    });
    const db = openDatabase(folder.path);
    expect(rederive(db, () => {})).toEqual({ messages: 3, unreadable: 0, checkIns: 1 });
    db.close();
  } finally {
    folder.dispose();
  }
});

test('a wrong clock is told to every board after five messages', () =>
  withStation({}, async ({ client, post }) => {
    for (let count = 0; count < 5; count++) {
      expect((await client.status()).clock).toMatchObject({ verdict: 'unknown', messages: count });
      await post(signedCheckIn({ createTime: Date.now() + 10 * 60_000 }).body);
    }
    expect((await client.status()).clock).toMatchObject({ verdict: 'slow', mayBeDelay: false, system: 'linux' });
  }));

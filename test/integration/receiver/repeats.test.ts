import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bytesOf, PREVIOUS_SECRET, SECRET, signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';

let station: TestStation;
beforeAll(async () => {
  station = await startTestStation({
    appSecrets: { previous: PREVIOUS_SECRET, previousEnds: Number.MAX_SAFE_INTEGER },
  });
});
afterAll(() => station?.dispose());

const newest = async () => (await station.client.deliveries.list({ limit: 1 })).items[0];
const order = (receiveBaseId: string) => station.client.checkIns.byServiceOrder({ receiveBaseId });

describe('a repeat is acknowledged and stored once', () => {
  test('when the same bytes come again', async () => {
    const { body, msgId } = signedCheckIn({ receiveBaseId: 501 });
    for (const outcome of ['accepted', 'repeat', 'repeat']) {
      expect((await station.post(body)).status).toBe(200);
      expect(await newest()).toMatchObject({ outcome, msgId, reason: outcome === 'repeat' ? 'same-message' : null });
    }
    expect((await order('501')).messages).toHaveLength(1);
  });

  test.each([
    ['another createTime', { createTime: 1_700_000_000_001 }],
    ['another plate', { plate: 'NEW 1' }],
    ['the previous secret', { secret: PREVIOUS_SECRET }],
    ['another message type', { msgType: 'event.autox3.order.detection.finish' }],
  ])('when its msgId comes again, properly signed, with %s', async (_what, change) => {
    const same = { msgId: crypto.randomUUID(), createTime: 1_700_000_000_000, secret: SECRET };
    const receiveBaseId = Number.parseInt(same.msgId.slice(0, 6), 16) + 1_000_000;
    expect((await station.post(signedCheckIn({ ...same, receiveBaseId }).body)).status).toBe(200);
    expect((await station.post(signedCheckIn({ ...same, receiveBaseId, ...change }).body)).status).toBe(200);
    expect(await newest()).toMatchObject({ outcome: 'repeat', reason: 'same-message', msgId: same.msgId });
    expect(await order(String(receiveBaseId))).toMatchObject({ messageCount: 1, plate: 'AB12 CDE' });
  });

  test('also when many come in the same moment', async () => {
    const { body } = signedCheckIn({ receiveBaseId: 502 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => station.post(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await order('502')).messages).toHaveLength(1);
    const { items } = await station.client.deliveries.list({ limit: 20 });
    expect(items.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
  });
});

test('a wrong signature over a known msgId is no repeat: it is refused, and tells nothing', async () => {
  const { body, msgId } = signedCheckIn();
  await station.post(body);
  const forged = signedCheckIn({ msgId, secret: 'a-secret-that-is-wrong' });
  const unknown = signedCheckIn({ secret: 'a-secret-that-is-wrong' });
  const [known, other] = [await station.post(forged.body), await station.post(unknown.body)];
  expect(known.status).toBe(401);
  expect(known).toEqual(other);
});

test('what is refused does not make its msgId known', async () => {
  const msgId = 'refused-before-it-was-signed-right';
  expect((await station.post(signedCheckIn({ msgId, secret: 'a-secret-that-is-wrong' }).body)).status).toBe(401);
  expect((await station.post(signedCheckIn({ msgId }).body)).status).toBe(200);
  expect(await newest()).toMatchObject({ outcome: 'accepted', msgId });
});

describe('of two check-in messages for one service order the newer createTime shows', () => {
  const older = { createTime: 1_700_000_000_000, plate: 'OLD 1', remark: 'first' };
  const newer = { createTime: 1_700_000_060_000, plate: 'NEW 2', remark: 'second' };
  test.each([
    ['the newer comes last', 601, [older, newer]],
    ['the newer comes first', 602, [newer, older]],
  ])('when %s; both are kept, and the lane stays', async (_how, receiveBaseId, [first, second]) => {
    await station.post(signedCheckIn({ ...first, receiveBaseId }).body);
    const { id, arrivedAt } = await order(String(receiveBaseId));
    await station.client.checkIns.move({ id, from: 'new', to: 'health-check' });
    expect((await station.post(signedCheckIn({ ...second, receiveBaseId }).body)).status).toBe(200);
    const now = await order(String(receiveBaseId));
    expect(now).toMatchObject({
      id,
      arrivedAt,
      plate: 'NEW 2',
      remark: 'second',
      lane: 'health-check',
      messageCount: 2,
    });
    expect(now.createdAt).toBe(new Date(newer.createTime).toISOString());
    expect(now.messages.map(({ createdAt }) => Date.parse(createdAt))).toEqual([first?.createTime, second?.createTime]);
    // Search rows trail by up to a second.
    await vi.waitFor(async () => {
      const found = await station.client.checkIns.list({ q: 'second', limit: 50 });
      expect(found.items.map((item) => item.id)).toContain(id);
    }, 5_000);
  });

  test('a leading zero or another type of the id makes no other service order', async () => {
    await station.post(signedCheckIn({ receiveBaseId: 603, createTime: 1_700_000_000_000 }).body);
    await station.post(signedCheckIn({ receiveBaseId: '0603', createTime: 1_700_000_000_001, plate: 'SAME 1' }).body);
    expect(await order('603')).toMatchObject({ messageCount: 2, plate: 'SAME 1' });
  });

  test('check-ins without an id are visits of their own', async () => {
    const { lanes } = await station.client.status();
    const body = () => bytesOf({ body: signedCheckIn({ receiveBaseId: 0 }).body.toString() });
    await station.post(body());
    await station.post(body());
    expect((await station.client.status()).lanes.new).toBe(lanes.new + 2);
  });
});

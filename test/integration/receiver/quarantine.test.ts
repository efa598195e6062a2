import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PREVIOUS_SECRET, SECRET, signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../../support/station.ts';

const WRONG = { secret: 'a-secret-that-is-wrong' };
const BY = { name: 'Ann Lee', reason: 'seen in AutoX3, order 7' };
const CAME = Date.parse('2026-03-02T08:00:00Z');
const HOUR = 3_600_000;

let now = CAME;
let station: TestStation;
beforeEach(async () => {
  now = CAME;
  station = await startTestStation({ now: () => now });
});
afterEach(() => station.dispose());

const lying = async () => (await station.client.deliveries.quarantine.list({})).items;
const idsLying = async () => (await lying()).map(({ id }) => id);
const newest = async (count = 1) => (await station.client.deliveries.list({ limit: count })).items;
const order = (receiveBaseId: string) => station.client.checkIns.byServiceOrder({ receiveBaseId });
const setSecret = (secret: string) => station.client.appSecret.set({ secret, keepDays: 0 });

describe('a message accepted by hand', () => {
  const forged = signedCheckIn({ ...WRONG, receiveBaseId: 7, plate: 'HAND 7' });

  test('is a visit that is not proven, says who and why, and is a repeat when AutoX3 sends it again', async () => {
    expect((await station.post(forged.body)).status).toBe(401);
    now += HOUR;
    const ids = await idsLying();
    const result = { accepted: 1, repeats: 0, refused: 0, failed: 0 };
    expect(await station.client.deliveries.quarantine.accept({ ids, ...BY })).toEqual(result);
    const byHand = { name: BY.name, reason: BY.reason, at: new Date(now).toISOString() };
    const visit = await order('7');
    expect(visit).toMatchObject({ plate: 'HAND 7', proven: false, arrivedAt: new Date(CAME).toISOString() });
    expect(visit.messages).toMatchObject([{ proven: false, dialect: null, byHand }]);
    expect(await station.client.status()).toMatchObject({ quarantined: 0, lanes: { new: 1 }, lastAcceptedAt: null });

    expect(await station.post(forged.body)).toMatchObject({ status: 200, json: { status: 0 } });
    const [repeat, accepted, refused] = await newest(3);
    expect(repeat).toMatchObject({ outcome: 'repeat', reason: 'same-message', origin: 'sender', httpStatus: 200 });
    expect(accepted).toMatchObject({ outcome: 'accepted', reason: 'by-hand', origin: 'by-hand', proven: false });
    expect(await idsLying()).toEqual([]);
    const detail = (delivery = refused) => station.client.deliveries.get({ id: delivery?.id ?? '' });
    expect(await detail()).toMatchObject({ kept: 'gone', laterId: accepted?.id, body: null, check: null });
    expect(await detail(accepted)).toMatchObject({ kept: 'here', checkInId: visit.id, byHand });

    // Another body is another message, whatever it calls itself.
    expect((await station.post(signedCheckIn({ ...WRONG, msgId: forged.msgId, receiveBaseId: 7 }).body)).status).toBe(
      401,
    );
  });

  test('is replaced when it verifies at last, sent again from the board', async () => {
    await station.post(forged.body);
    await station.client.deliveries.quarantine.accept({ ids: await idsLying(), ...BY });
    const id = (await newest())[0]?.id ?? '';
    expect(await station.client.deliveries.sendAgain({ id })).toEqual({ outcome: 'repeat', reason: 'same-message' });
    await setSecret(WRONG.secret);
    expect(await station.client.deliveries.sendAgain({ id })).toEqual({ outcome: 'accepted', reason: null });
    expect(await order('7')).toMatchObject({ proven: true, messageCount: 2 });
    expect(await station.client.deliveries.sendAgain({ id })).toMatchObject({ outcome: 'repeat' });
  });

  test('is none where the form is broken: there is nothing to read', async () => {
    await station.post('{"msgId":');
    const ids = await idsLying();
    expect(await station.client.deliveries.quarantine.accept({ ids, ...BY })).toMatchObject({
      accepted: 0,
      refused: 1,
    });
    expect(await lying()).toMatchObject([{ reason: 'shape-not-json', msgId: null }]);
  });

  test('enters as verified when the secret is right by now', async () => {
    await station.post(forged.body);
    await setSecret(WRONG.secret);
    await station.client.deliveries.quarantine.accept({ ids: await idsLying(), ...BY });
    expect(await order('7')).toMatchObject({ proven: true, messages: [{ byHand: null }] });
  });

  test('loses its reason, and who accepted it, with its personal data', async () => {
    await station.post(forged.body);
    await station.client.deliveries.quarantine.accept({ ids: await idsLying(), ...BY });
    const person = { by: 'phone', phone: '07700900123' } as const;
    await station.client.retention.remove({ person, ids: [(await order('7')).id], kind: 'personal' });
    expect((await order('7')).messages).toMatchObject([{ byHand: { name: '', reason: null } }]);
    expect(await station.client.deliveries.get({ id: (await newest())[0]?.id ?? '' })).toMatchObject({ kept: 'gone' });
  });
});

describe('after the right secret was set', () => {
  const early = signedCheckIn({ secret: PREVIOUS_SECRET, receiveBaseId: 1, plate: 'EARLY' });
  const late = signedCheckIn({ secret: PREVIOUS_SECRET, receiveBaseId: 2, plate: 'LATE' });

  test('what waits in quarantine is counted, and enters with the time at which it first came', async () => {
    await station.post(early.body);
    now += 60_000;
    for (const { body } of [late, signedCheckIn(WRONG)]) await station.post(body);
    const { fitting, tryAgain } = station.client.deliveries.quarantine;
    expect(await fitting()).toEqual({ count: 0 });
    expect(await tryAgain({ ids: null })).toEqual({ accepted: 0, repeats: 0, refused: 3, failed: 0 });
    const watched = new AbortController();
    const arrived: string[] = [];
    const watching = (async () => {
      for await (const event of station.watch(watched.signal))
        if (event.type === 'card' && event.cause === 'arrived') arrived.push(event.card.plate ?? '');
    })();

    now += HOUR;
    await setSecret(PREVIOUS_SECRET);
    expect(await fitting()).toEqual({ count: 2 });
    expect(await tryAgain({ ids: null })).toEqual({ accepted: 2, repeats: 0, refused: 1, failed: 0 });
    expect(await order('1')).toMatchObject({ proven: true, lane: 'new', arrivedAt: new Date(CAME).toISOString() });
    expect(await order('2')).toMatchObject({ arrivedAt: new Date(CAME + 60_000).toISOString() });
    expect((await newest(2)).map(({ origin, receivedAt }) => [origin, receivedAt])).toEqual(
      [0, 1].map(() => ['tried-again', new Date(now).toISOString()]),
    );
    expect(await fitting()).toEqual({ count: 0 });
    expect(await lying()).toHaveLength(1);
    await expect.poll(() => arrived).toEqual(['EARLY', 'LATE']);
    watched.abort();
    await watching;
    expect(await station.post(early.body)).toMatchObject({ status: 200, json: { status: 0 } });
    expect(await newest()).toMatchObject([{ outcome: 'repeat', proven: true }]);
  });

  test('what verifies was accepted when it first came, also after a restart; what is accepted by hand never was', async () => {
    const folder = temporaryFolder();
    const parts = { dataFolder: folder.path, now: () => now };
    const lastAcceptedAt = async ({ client }: TestStation) => (await client.status()).lastAcceptedAt;
    try {
      const first = await startTestStation(parts);
      const { quarantine } = first.client.deliveries;
      await first.post(signedCheckIn(WRONG).body);
      await quarantine.accept({ ids: (await quarantine.list({})).items.map(({ id }) => id), ...BY });
      await first.post(early.body);
      now += HOUR;
      expect(await lastAcceptedAt(first)).toBeNull();
      await first.client.appSecret.set({ secret: PREVIOUS_SECRET, keepDays: 0 });
      await quarantine.tryAgain({ ids: null });
      expect(await lastAcceptedAt(first)).toBe(new Date(CAME).toISOString());
      await first.stop();
      const second = await startTestStation(parts);
      expect(await lastAcceptedAt(second)).toBe(new Date(CAME).toISOString());
      await second.stop();
    } finally {
      folder.dispose();
    }
  });

  test('a check-in that enters is not shown late where a board shows it then', async () => {
    await station.post(early.body);
    now += HOUR;
    await setSecret(PREVIOUS_SECRET);
    await station.client.deliveries.quarantine.tryAgain({ ids: null });
    const { id } = await order('1');
    now += 300;
    await station.client.checkIns.shown({ ids: [id] });
    const steps = { storedAt: new Date(CAME + HOUR).toISOString(), shownAt: new Date(now).toISOString(), failed: [] };
    await expect.poll(async () => (await order('1')).steps).toMatchObject(steps);
  });

  test('what enters says nothing of the clock, and leaves what was known of it', async () => {
    await station.post(early.body);
    now += HOUR;
    const MINUTE = 60_000;
    for (let count = 0; count < 10; count += 1)
      await station.post(signedCheckIn({ createTime: now - 10 * MINUTE }).body);
    const fast = { verdict: 'fast', messages: 10 };
    expect((await station.client.status()).clock).toMatchObject(fast);
    await station.client.appSecret.set({ secret: PREVIOUS_SECRET, keepDays: 7 });
    expect(await station.client.deliveries.quarantine.tryAgain({ ids: null })).toMatchObject({ accepted: 1 });
    expect((await station.client.status()).clock).toMatchObject(fast);
    await station.post(signedCheckIn({ secret: PREVIOUS_SECRET, createTime: now - 10 * MINUTE }).body);
    expect((await station.client.status()).clock).toMatchObject({ verdict: 'fast', messages: 11 });
  });

  test('what AutoX3 has brought itself meanwhile leaves the quarantine as a repeat', async () => {
    await station.post(early.body);
    await setSecret(PREVIOUS_SECRET);
    await station.post(early.body);
    expect(await station.client.deliveries.quarantine.tryAgain({ ids: await idsLying() })).toMatchObject({
      repeats: 1,
    });
    expect(await lying()).toEqual([]);
    expect(await order('1')).toMatchObject({ messageCount: 1 });
  });

  test('a message tells the reason of the last look at it', async () => {
    const without = await startTestStation({ appSecrets: { current: null } });
    try {
      await without.post(signedCheckIn(WRONG).body);
      const reasons = async () =>
        (await without.client.deliveries.quarantine.list({})).items.map(({ reason }) => reason);
      expect(await reasons()).toEqual(['no-secret']);
      await without.client.appSecret.set({ secret: SECRET, keepDays: 0 });
      await without.client.deliveries.quarantine.tryAgain({ ids: null });
      expect(await reasons()).toEqual(['signature']);
    } finally {
      await without.dispose();
    }
  });
});

test('a stored message that is sent again is a repeat; with another secret it is refused, and lies in no quarantine', async () => {
  await station.post(signedCheckIn({ receiveBaseId: 3 }).body);
  const [stored] = await newest();
  const id = stored?.id ?? '';
  const before = (await station.client.status()).lastAcceptedAt;
  now += HOUR;
  expect(await station.client.deliveries.sendAgain({ id })).toEqual({ outcome: 'repeat', reason: 'same-message' });
  expect(await newest()).toMatchObject([
    { origin: 'sent-again', outcome: 'repeat', receivedAt: new Date(now).toISOString() },
  ]);
  await setSecret(PREVIOUS_SECRET);
  expect(await station.client.deliveries.sendAgain({ id })).toEqual({ outcome: 'refused', reason: 'signature' });
  expect(await station.client.status()).toMatchObject({ quarantined: 0, lanes: { new: 1 }, lastAcceptedAt: before });
  expect((await order('3')).messageCount).toBe(1);
});

test('what is rejected is gone, and what AutoX3 sends again lies there again', async () => {
  const { body } = signedCheckIn(WRONG);
  for (const one of [body, signedCheckIn(WRONG).body]) await station.post(one);
  const [last, first] = await idsLying();
  const { reject } = station.client.deliveries.quarantine;
  expect(await reject({ ids: [first ?? '', first ?? '', '999', 'x'] })).toEqual({ rejected: 1 });
  expect(await idsLying()).toEqual([last]);
  expect((await station.client.status()).quarantined).toBe(1);
  await station.post(body);
  expect(await lying()).toHaveLength(2);
});

test('neither the views nor the file of a message hold its signature or our secret, and hostile text is made harmless', async () => {
  const remark = `<img src=x onerror=alert(1)> \u202e${SECRET}`;
  const sent = signedCheckIn({ ...WRONG, remark });
  const signature = JSON.parse(sent.body.toString()).msgSignature as string;
  await station.post(sent.body);
  const [id = ''] = await idsLying();
  const [delivery] = await newest();
  const lies = await station.client.deliveries.quarantine.get({ id });
  const logged = await station.client.deliveries.get({ id: delivery?.id ?? '' });
  const file = await station.client.deliveries.file({ of: 'quarantine', id });
  for (const answer of [lies, logged, file]) {
    const said = JSON.stringify(answer);
    expect(said).toContain('onerror');
    expect(said.toLowerCase()).not.toContain(signature.toLowerCase());
    expect(said).not.toContain(SECRET);
  }
  expect(lies.body.text).toContain('⟨U+202E⟩');
  expect(lies.check).toMatchObject({ finding: { type: 'unknown' }, secrets: ['current'] });
  expect(logged).toMatchObject({ kept: 'here', quarantinedId: id });
  expect(JSON.parse(file.text).content.preCheckInfo.remark).toContain('\u202e');
  expect(station.logged.join('')).not.toContain(signature);
});

test('the log is filtered by each member, and by all together', async () => {
  await station.post(signedCheckIn({ msgId: 'one' }).body);
  await station.post(signedCheckIn({ msgId: 'one' }).body);
  now += HOUR;
  await station.post(signedCheckIn({ ...WRONG, msgId: 'two' }).body);
  await station.post('{}');
  const found = async (filter: Parameters<typeof station.client.deliveries.list>[0]) =>
    (await station.client.deliveries.list(filter)).items.map(({ msgId, outcome }) => `${msgId} ${outcome}`);
  const split = new Date(CAME + 1).toISOString();
  expect(await found({ msgId: 'one' })).toEqual(['one repeat', 'one accepted']);
  expect(await found({ reason: 'signature' })).toEqual(['two quarantined']);
  expect(await found({ kind: 'check-in', outcome: 'accepted' })).toEqual(['one accepted']);
  expect(await found({ from: split })).toEqual(['null quarantined', 'two quarantined']);
  expect(await found({ to: split, outcome: 'repeat' })).toEqual(['one repeat']);
  expect(await found({ msgId: "' OR 1=1 --" })).toEqual([]);
});

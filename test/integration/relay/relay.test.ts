import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ledgerStream, messageStream, unverifiedStream } from '../../../electron/relay/names.ts';
import { PREVIOUS_SECRET, signedCheckIn, signedPlan } from '../../support/messages.ts';
import {
  NATS_VERSION,
  type NatsUser,
  natsUser,
  startBroker,
  type TestBroker,
  usersOf,
} from '../../support/nats-server.ts';
import {
  openBroker,
  type RelayTestParts,
  relayConfig,
  startTestRelay,
  storedIn,
  type TestRelay,
  testBrand,
} from '../../support/relay.ts';

const ACCEPTED = { status: 200, json: { data: null, errorInfo: '', status: 0 } };
const TRY_AGAIN = { status: 503, json: expect.objectContaining({ status: 503 }) };
const READY = { timeout: 20_000, interval: 50 };

let broker: TestBroker;
let user: NatsUser;
let relays: TestRelay[];

beforeEach(async () => {
  if (NATS_VERSION === null) return;
  relays = [];
  ({ broker, user } = await openBroker());
});
afterEach(async () => {
  if (NATS_VERSION === null) return;
  await Promise.all(relays.map((relay) => relay.stop()));
  await broker.dispose();
});

async function start(parts: RelayTestParts = {}): Promise<TestRelay> {
  const relay = await startTestRelay(relayConfig([broker.url], user, parts));
  relays.push(relay);
  await expect.poll(relay.takesAll, READY).toBe(true);
  return relay;
}

const stored = (stream = messageStream('acme')) => storedIn([broker.url], user, stream);
const runs = async () =>
  (await stored(ledgerStream('acme'))).map(({ subject, data }) => ({
    subject,
    ...(JSON.parse(Buffer.from(data).toString()) as { from: number; to: number }),
  }));

describe.skipIf(NATS_VERSION === null)('a relay', () => {
  test('puts a message where desks of its shop look for it, once, however often and wherever it comes', async () => {
    const [one, two] = [await start({ name: 'one' }), await start({ name: 'two' })];
    const { body, msgId } = signedCheckIn();
    const answers = await Promise.all([one, two, one, two, one, two].map((relay) => relay.post(body)));
    expect(answers).toEqual(answers.map(() => ACCEPTED));
    expect((await stored()).map(({ subject, data }) => [subject, Buffer.from(data)])).toEqual([
      ['autox3.acme.s-84.check-in', body],
    ]);
    expect((await stored())[0]?.header.get('Nats-Msg-Id')).toBe(msgId);
    const counts = await Promise.all(
      [one, two].flatMap((relay) =>
        ['accepted', 'repeat'].map((outcome) =>
          relay.metric(`forecourt_relay_messages_total{brand="acme",outcome="${outcome}"}`),
        ),
      ),
    );
    expect([(counts[0] ?? 0) + (counts[2] ?? 0), (counts[1] ?? 0) + (counts[3] ?? 0)]).toEqual([1, 5]);
  });

  test('knows a message by its id, also with another signature and content', async () => {
    const relay = await start();
    const { body, msgId } = signedCheckIn();
    await relay.post(body);
    expect(await relay.post(signedCheckIn({ msgId }).body)).toEqual(ACCEPTED);
    expect(await stored()).toHaveLength(1);
  });

  test('keeps brands apart: paths, secrets and ids of one are nothing to another', async () => {
    const relay = await start({
      brands: [testBrand(), testBrand({ name: 'other', appSecret: PREVIOUS_SECRET })],
    });
    const [ours, theirs] = [
      signedCheckIn({ msgId: 'same' }),
      signedCheckIn({ msgId: 'same', secret: PREVIOUS_SECRET }),
    ];
    expect(await relay.post(theirs.body, 'acme')).toMatchObject({ status: 401 });
    expect(await relay.post(ours.body, 'acme')).toEqual(ACCEPTED);
    expect(await relay.post(theirs.body, 'other')).toEqual(ACCEPTED);
    expect(await stored(messageStream('other'))).toHaveLength(1);
    expect(await relay.post(ours.body, 'nobody').catch(() => 'no JSON')).toBe('no JSON');
    expect(await relay.metric('forecourt_relay_not_found_total')).toBe(1);
  });

  test('takes messages signed with the previous secret, and gives plans and strange shops their own subjects', async () => {
    const desks = [{ name: 'north', shops: ['84', 'a.b > *'] }];
    const relay = await start({ brands: [testBrand({ previousSecret: PREVIOUS_SECRET, desks })] });
    const strange = { staffInfo: { storeId: 'a.b > *' } };
    for (const body of [
      signedCheckIn({ secret: PREVIOUS_SECRET }).body,
      signedPlan({ items: [] }).body,
      signedCheckIn({ content: strange }).body,
      signedCheckIn({ content: { staffInfo: null } }).body,
    ])
      expect(await relay.post(body)).toEqual(ACCEPTED);
    expect((await stored()).map(({ subject }) => subject)).toEqual([
      'autox3.acme.s-84.check-in',
      'autox3.acme.s-84.maintenance-plan',
      expect.stringMatching(/^autox3\.acme\.x-[0-9a-f]{32}\.check-in$/),
      'autox3.acme.s-84.check-in',
    ]);
  });

  test('gives every desk what is of a shop that none of them has, verified or not, and says so', async () => {
    const relay = await start();
    const ofShop = (storeId: string, secret?: string) =>
      signedCheckIn({ content: { staffInfo: { storeId } }, ...(secret && { secret }) }).body;
    for (const shop of ['99', '99', 'x.y', '84 ']) expect(await relay.post(ofShop(shop))).toEqual(ACCEPTED);
    expect(await relay.post(ofShop('99', PREVIOUS_SECRET))).toMatchObject({ status: 401 });
    expect((await stored()).map(({ subject }) => subject)).toEqual([
      'autox3.acme.none.check-in',
      'autox3.acme.none.check-in',
      'autox3.acme.none.check-in',
      'autox3.acme.s-84.check-in',
    ]);
    expect((await stored(unverifiedStream('acme'))).map(({ subject }) => subject)).toEqual([
      'autox3-unverified.acme.none',
    ]);
    expect(await relay.metric('forecourt_relay_unserved_total{brand="acme"}')).toBe(3);
    expect(relay.logged.filter((line) => line.includes('has no desk for this shop'))).toEqual([
      expect.stringContaining('"s-99"'),
      expect.stringMatching(/"x-[0-9a-f]{32}"/),
    ]);
  });

  test.each([
    [
      'a head office sees it',
      [
        { name: 'north', shops: ['84'] },
        { name: 'office', shops: null },
      ],
      0,
    ],
    ['there is no desk yet, and one that comes looks there', [], 1],
  ])('leaves what is of a shop that no desk names under that shop where %s', async (_why, desks, unserved) => {
    const relay = await start({ brands: [testBrand({ desks })] });
    await relay.post(signedCheckIn({ content: { staffInfo: { storeId: '99' } } }).body);
    expect((await stored()).map(({ subject }) => subject)).toEqual(['autox3.acme.s-99.check-in']);
    expect(await relay.metric('forecourt_relay_unserved_total{brand="acme"}')).toBe(unserved);
  });

  test('lets desks have what it cannot verify, each body once, until too much of it comes; messages go on', async () => {
    const relay = await start();
    const forged = signedCheckIn({ secret: PREVIOUS_SECRET }).body;
    for (let attempt = 0; attempt < 7; attempt++) expect(await relay.post(forged)).toMatchObject({ status: 401 });
    expect(await relay.post('no JSON')).toMatchObject({ status: 400 });
    expect((await stored(unverifiedStream('acme'))).map(({ subject, data }) => [subject, Buffer.from(data)])).toEqual([
      ['autox3-unverified.acme.s-84', forged],
      ['autox3-unverified.acme.none', Buffer.from('no JSON')],
    ]);
    const flood = await Promise.all(Array.from({ length: 300 }, (_, index) => relay.post(`junk ${index}`)));
    expect(flood.filter(({ status }) => status === 429).length).toBeGreaterThan(90);
    expect(await relay.post(signedCheckIn().body)).toEqual(ACCEPTED);
    expect(await relay.metric('forecourt_relay_refused_total{reason="too-many-unverified"}')).toBeGreaterThan(90);
    // Whoever sends junk makes no blind spot.
    expect(await relay.health()).toBe(200);
  });

  test('listens before there is a broker, refuses until then, and needs no restart for it', async () => {
    await broker.kill();
    const relay = await startTestRelay(relayConfig([broker.url], user));
    relays.push(relay);
    const { body } = signedCheckIn();
    expect([await relay.post(body), await relay.health()]).toEqual([TRY_AGAIN, 503]);
    await broker.start();
    await expect.poll(() => relay.post(body), READY).toEqual(ACCEPTED);
    await expect.poll(relay.health, READY).toBe(200);
  });

  test('refuses while the broker is down, takes messages again when it is back, and its ledger leaves that time out', async () => {
    const relay = await start();
    const before = signedCheckIn().body;
    expect(await relay.post(before)).toEqual(ACCEPTED);
    await broker.kill();
    const downAt = Date.now();
    const { body } = signedCheckIn();
    await expect.poll(() => relay.post(body), READY).toEqual(TRY_AGAIN);
    expect(await relay.health()).toBe(503);
    const refusedAt = Date.now();
    await broker.start();
    await expect.poll(() => relay.post(body), READY).toEqual(ACCEPTED);
    await expect.poll(relay.health, READY).toBe(200);
    await expect.poll(async () => (await runs()).length, READY).toBe(2);
    const [first, second] = (await runs()).sort((a, b) => a.from - b.from);
    expect(first?.to).toBeLessThanOrEqual(downAt);
    expect(second?.from).toBeGreaterThanOrEqual(refusedAt);
    expect((await stored()).map(({ data }) => Buffer.from(data))).toEqual([before, body]);
    expect(
      await relay.metric('forecourt_relay_publish_failures_total{brand="acme",reason="no-broker"}'),
    ).toBeGreaterThan(0);
  });

  test('ends its run with the connection, though no message met that: a balancer may have turned some away', async () => {
    await start();
    await broker.kill();
    await broker.start();
    await expect.poll(async () => (await runs()).length, READY).toBe(2);
  });

  test('refuses what a full stream has no room for, drops nothing that it holds, and stays where other brands need it', async () => {
    const relay = await start({ maxBytes: 1_048_576, brands: [testBrand(), testBrand({ name: 'other' })] });
    const filler = 'x'.repeat(120_000);
    const accepted: Buffer[] = [];
    let refused: Buffer | null = null;
    for (let sent = 0; sent < 20 && refused === null; sent++) {
      const { body } = signedCheckIn({ content: { filler } });
      const { status } = await relay.post(body);
      if (status === 200) accepted.push(body);
      else refused = body;
    }
    expect(await relay.post(refused ?? '')).toEqual(TRY_AGAIN);
    expect(accepted.length).toBeGreaterThan(5);
    expect((await stored()).map(({ data }) => Buffer.from(data))).toEqual(accepted);
    expect(await relay.metric('forecourt_relay_publish_failures_total{brand="acme",reason="full"}')).toBe(2);
    // A load balancer that left it out would leave all relays out, and the other brand with them.
    expect([await relay.health(), await relay.healthOf('acme')]).toEqual([200, 503]);
    expect([await relay.healthOf('other'), await relay.healthOf('nobody')]).toEqual([200, 404]);
    expect(await relay.metric('forecourt_relay_taking{brand="acme"}')).toBe(0);
    expect(await relay.post(signedCheckIn().body, 'other')).toEqual(ACCEPTED);
  });

  test('refuses after five seconds where the broker stands still, and has the message once after that', async () => {
    const relay = await start();
    await relay.post(signedCheckIn().body);
    const { body } = signedCheckIn();
    await broker.pause();
    const since = performance.now();
    expect(await relay.post(body)).toEqual(TRY_AGAIN);
    expect(performance.now() - since).toBeGreaterThan(4_500);
    expect(await relay.health()).toBe(503);
    broker.goOn();
    await expect.poll(() => relay.post(body), READY).toEqual(ACCEPTED);
    expect(await stored()).toHaveLength(2);
    expect(await relay.metric('forecourt_relay_publish_failures_total{brand="acme",reason="no-answer"}')).toBe(1);
  });

  test('takes no message, and says why, where the broker is set up for smaller ones than AutoX3 may send', async () => {
    await broker.dispose();
    ({ broker, user } = await openBroker({ maxPayload: '1MB' }));
    const relay = await startTestRelay(relayConfig([broker.url], user));
    relays.push(relay);
    await expect.poll(() => relay.logged.join(), READY).toContain('max_payload of the broker is 1048576 bytes');
    expect([await relay.post(signedCheckIn().body), await relay.health()]).toEqual([TRY_AGAIN, 503]);
  });

  test('takes the largest message that there may be', async () => {
    const relay = await start();
    const { length } = signedCheckIn({ content: { filler: '' } }).body;
    const { body } = signedCheckIn({ content: { filler: 'x'.repeat(1_048_576 - length) } });
    expect(body).toHaveLength(1_048_576);
    expect(await relay.post(body)).toEqual(ACCEPTED);
    expect(await relay.post(`${body}x`)).toMatchObject({ status: 413 });
    expect(await relay.metric('forecourt_relay_refused_total{reason="too-large"}')).toBe(1);
  });

  test('tells how full the streams are, and what each desk has not read yet', async () => {
    const relay = await start();
    for (let sent = 0; sent < 3; sent++) await relay.post(signedCheckIn().body);
    await relay.post('no JSON');
    const brand = 'brand="acme"';
    expect(await relay.metric(`forecourt_relay_stream_messages{${brand},stream="messages"}`)).toBe(3);
    expect(await relay.metric(`forecourt_relay_stream_max_bytes{${brand},stream="messages"}`)).toBe(16_777_216);
    expect(await relay.metric(`forecourt_relay_stream_bytes{${brand},stream="messages"}`)).toBeGreaterThan(3_000);
    expect(await relay.metric(`forecourt_relay_backlog_messages{${brand},desk="north"}`)).toBe(4);
    expect(await relay.metric(`forecourt_relay_taking{${brand}}`)).toBe(1);
    expect(await relay.metric(`forecourt_relay_acknowledged_seconds_count{${brand}}`)).toBe(4);
    expect((await fetch(`${relay.admin}/callback/x`)).status).toBe(404);
  });

  test('tells of the desks and shops that there are, not of what the broker keeps of those before', async () => {
    const desks = [
      { name: 'north', shops: ['17', '84'] },
      { name: 'gone', shops: ['84'] },
    ];
    const before = await start({ brands: [testBrand({ desks })] });
    await before.post(signedCheckIn().body);
    await before.stop();
    const relay = await start({ brands: [testBrand({ desks: [{ name: 'north', shops: ['17', '20'] }] })] });
    await relay.post(signedCheckIn({ content: { staffInfo: { storeId: '20' } } }).body);
    const backlog = (desk: string) => relay.metric(`forecourt_relay_backlog_messages{brand="acme",desk="${desk}"}`);
    expect([await backlog('north'), await backlog('gone')]).toEqual([1, null]);
  });

  test('stops in order: what was on its way is acknowledged, and its ledger says until when', async () => {
    const startedAt = Date.now();
    const relay = await start();
    const { body } = signedCheckIn();
    // One that is offered while the broker does not answer, and is still waiting when the relay is asked to stop.
    await broker.pause();
    const answer = relay.post(body);
    await expect.poll(() => relay.metric('forecourt_relay_waiting_messages{brand="acme"}'), READY).toBe(1);
    const stopping = relay.stop();
    broker.goOn();
    expect(await answer).toEqual(ACCEPTED);
    await stopping;
    relays = [];
    expect(await stored()).toHaveLength(1);
    const [run] = await runs();
    expect(run?.to).toBeGreaterThanOrEqual(startedAt);
    expect(run?.subject).toMatch(/^autox3-ledger\.acme\.one\.[0-9a-f]{16}$/);
    await expect(relay.health()).rejects.toThrow();
  });

  test('goes on trying where the broker does not know its key for a while', async () => {
    const relay = await start();
    await broker.kill();
    const other = natsUser();
    const stranger = await startBroker(usersOf([other]), { port: broker.port });
    const { body } = signedCheckIn();
    // The client by itself would give up after it was turned away twice.
    await expect.poll(() => stranger.said().match(/authentication error/g)?.length, READY).toBeGreaterThan(2);
    expect(await relay.post(body)).toEqual(TRY_AGAIN);
    await stranger.dispose();
    await broker.start();
    await expect.poll(() => relay.post(body), READY).toEqual(ACCEPTED);
  });

  test('logs nothing of what a message holds, nor a secret or a path', async () => {
    const relay = await start();
    await relay.post(signedCheckIn().body);
    await relay.post(signedCheckIn({ secret: PREVIOUS_SECRET }).body);
    await broker.kill();
    await expect.poll(() => relay.post(signedCheckIn().body), READY).toEqual(TRY_AGAIN);
    expect(relay.logged.join('\n')).toContain('AutoX3 was told to try again');
    for (const hidden of ['AB12 CDE', 'Okafor', '07700900123', user.seed, 'test-callback-key'])
      expect(relay.logged.join('\n')).not.toContain(hidden);
  });
});

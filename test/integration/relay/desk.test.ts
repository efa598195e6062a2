import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { connectToBroker } from '../../../electron/relay/connect.ts';
import { ensureStreams } from '../../../electron/relay/streams.ts';
import { RelayDesk } from '../../../electron/station/relay/relay-desk.ts';
import { openDatabase } from '../../../electron/station/store/database.ts';
import type { JoinProblem } from '../../../shared/relay.ts';
import { joinText } from '../../../shared/relay-join.ts';
import { freePort } from '../../support/free-port.ts';
import { SECRET, signedCheckIn } from '../../support/messages.ts';
import { configuredServer, NATS_VERSION, natsUser } from '../../support/nats-server.ts';
import { UNHEARD_LOG } from '../../support/relay.ts';
import { type RelayBroker, startRelayBroker } from '../../support/relay-broker.ts';
import { setUpRelay } from '../../support/relay-set-up.ts';
import {
  type StationParts,
  startTestStation,
  type TestStation,
  temporaryFolder,
  testLog,
} from '../../support/station.ts';
import { noteSecret } from '../../support/written/note-private.ts';

const SHOP = '84';
/** Each test reads as a desk of its own, so that none meets what another has left. */
/** As many messages as the quarantine holds. */
const FULL_QUARANTINE = `
  WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 1000)
  INSERT INTO quarantine (first_at, last_at, count, reason, body, body_sha256) SELECT n, n, 1, 'signature', x'7b', CAST(n AS BLOB) FROM row;`;
/** The parts of a desk that has a disk and remembers nothing of its relay. */
const NOWHERE_KEPT = {
  isStuck: () => false,
  contact: { of: () => null, saw: () => {} },
  missed: () => {},
  lastWay: () => null,
  isUnheard: () => false,
  now: Date.now,
  sinceBoot: () => performance.now(),
};
const DESKS = 'verified disk poison held both order killed gone joins lost ledger slow twice given fast'.split(' ');
/** 2 MB, half of which is taken until somebody hands a car over. */
const SMALL_DATABASE = 500;
const RELEASABLE_BALLAST = `
  CREATE TABLE ballast (bytes BLOB NOT NULL);
  INSERT INTO ballast VALUES (zeroblob(1000000));
  CREATE TRIGGER release AFTER UPDATE OF lane ON check_in WHEN new.lane = 'handed-over' BEGIN DELETE FROM ballast; END;`;

describe.skipIf(NATS_VERSION === null)('a desk with a relay', () => {
  let broker: RelayBroker;
  beforeAll(async () => {
    broker = await startRelayBroker({
      ...Object.fromEntries(DESKS.map((desk) => [desk, [`${desk}-${SHOP}`]])),
      office: null,
    });
  });
  afterAll(() => broker?.dispose());

  /** A station that has joined as this desk. */
  async function joined(desk: string, parts: StationParts = {}): Promise<TestStation> {
    const station = await startTestStation(parts);
    onTestFinished(() => station.dispose());
    await station.client.relay.join({ text: joinText(broker.join(desk)) });
    await connected(station);
    return station;
  }
  const connected = (station: TestStation): Promise<void> =>
    expect.poll(async () => (await station.client.status()).relay.state, { timeout: 5_000 }).toBe('connected');
  const allTaken = (desk: string): Promise<void> =>
    expect.poll(() => broker.unacknowledged(desk), { timeout: 15_000, interval: 50 }).toBe(0);
  const publish = async (desk: string, ...messages: { msgId: string; body: Buffer }[]): Promise<void> => {
    for (const message of messages) await broker.publish({ ...message, shop: `${desk}-${SHOP}` });
  };

  test('stores what the relay has verified, acknowledges it after that, and says since when it waited', async () => {
    const message = signedCheckIn({ plate: 'RE11 LAY' });
    await publish('verified', message);
    const station = await joined('verified');
    await allTaken('verified');
    const { items } = await station.client.checkIns.list({});
    expect(items).toMatchObject([{ plate: 'RE11 LAY', lane: 'new' }]);
    const arrivedAt = Date.parse(items[0]?.arrivedAt ?? '');
    const published = await broker.publishedAt('verified');
    expect(arrivedAt, 'as old as the wait of the customer').toBe(published);
    expect((await station.client.deliveries.list({})).items).toMatchObject([
      { origin: 'relay', outcome: 'accepted', httpStatus: 200, msgId: message.msgId, proven: true },
    ]);
    const status = await station.client.status();
    expect(status.relay).toMatchObject({ state: 'connected', isHeadOffice: false, server: `127.0.0.1:${broker.port}` });
    expect(status.lastAcceptedAt).not.toBeNull();
    expect(status.reach.light, 'a relay is a way in').toBe('receiving');
    expect(status.clock.messages, 'what the relay has kept says nothing of the clock of this PC').toBe(0);

    // Live now: it comes at once.
    const live = signedCheckIn({ plate: 'RE11 NOW' });
    await publish('verified', live);
    await expect
      .poll(async () => (await station.client.checkIns.list({})).items[0]?.plate, { timeout: 2_000, interval: 20 })
      .toBe('RE11 NOW');
  });

  test('acknowledges nothing that the disk does not take, and has all of it in order once there is room', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.dispose());
    const db = openDatabase(folder.path);
    db.exec(RELEASABLE_BALLAST);
    db.close();
    const station = await joined('disk', { dataFolder: folder.path, maxPages: SMALL_DATABASE });
    const fills = () => signedCheckIn({ content: { filler: 'x'.repeat(20_000) } });
    for (let sent = 0; sent < 500 && (await station.post(fills().body)).status === 200; sent++);
    expect((await station.client.status()).obstacle).toBe('storage-full');
    const before = (await station.client.status()).lanes.new;

    const messages = Array.from({ length: 20 }, (_, index) =>
      signedCheckIn({ plate: `DK${10 + index}`, content: { filler: 'x'.repeat(20_000) } }),
    );
    await publish('disk', ...messages);
    const waiting = async (): Promise<number> => (await station.client.status()).relay.backlog ?? 0;
    await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(15);
    expect(await broker.unacknowledged('disk')).toBe(20 - ((await station.client.status()).lanes.new - before));

    const [any] = (await station.client.checkIns.list({ limit: 1 })).items;
    await station.client.checkIns.move({ id: any?.id ?? '', from: 'new', to: 'handed-over' });
    await allTaken('disk');
    const { items } = await station.client.checkIns.list({ limit: 20 });
    expect(items.map(({ plate }) => plate).reverse()).toEqual(messages.map((_, index) => `DK${10 + index}`));
  });

  test('keeps what cannot be verified here in quarantine, refuses what is too large, and acknowledges both', async () => {
    const station = await joined('poison');
    const good = signedCheckIn({ plate: 'GO0D' });
    const foreign = signedCheckIn({ secret: 'the-secret-of-another-brand' });
    await publish('poison', { msgId: 'garbage', body: Buffer.from('{"msgId":') }, foreign);
    await publish('poison', { msgId: 'large', body: Buffer.alloc(1_048_577, 32) }, good);
    await publish('poison', { msgId: 'zeros', body: Buffer.alloc(1_048_576) });
    await broker.publishUnverified(Buffer.from('anybody has sent this'), `poison-${SHOP}`);
    await allTaken('poison');
    const { items } = await station.client.deliveries.list({});
    expect(items.map(({ outcome, reason, msgId, origin }) => [outcome, reason, msgId, origin]).sort()).toEqual(
      [
        ['accepted', null, good.msgId, 'relay'],
        ['quarantined', 'shape-not-json', null, 'relay'],
        ['quarantined', 'shape-not-json', null, 'relay'],
        ['quarantined', 'shape-not-json', null, 'relay'],
        ['quarantined', 'signature', foreign.msgId, 'relay'],
        ['refused', 'too-large', null, 'relay'],
      ].sort(),
    );
    expect((await station.client.checkIns.list({})).items).toMatchObject([{ plate: 'GO0D' }]);
  });

  test('leaves with the relay what it cannot verify and has no room for, since AutoX3 was told that it is taken', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.dispose());
    const db = openDatabase(folder.path);
    db.exec(FULL_QUARANTINE);
    db.close();
    const station = await joined('held', { dataFolder: folder.path, appSecrets: { current: null } });
    const message = signedCheckIn({ plate: 'HE11 D' });
    await publish('held', message);
    await expect.poll(async () => (await station.client.status()).relay.backlog, { timeout: 5_000 }).toBe(1);
    expect((await station.client.deliveries.list({})).items).toEqual([]);
    expect(await broker.unacknowledged('held')).toBe(1);
    await station.client.appSecret.set({ secret: SECRET, keepDays: 0 });
    await allTaken('held');
    expect((await station.client.checkIns.list({})).items).toMatchObject([{ plate: 'HE11 D' }]);
    expect((await station.client.status()).quarantined).toBe(1_000);

    const foreign = signedCheckIn({ secret: 'the-secret-of-another-brand' });
    await publish('held', foreign, signedCheckIn({ plate: 'HE11 D2' }));
    await expect.poll(() => broker.unacknowledged('held'), { timeout: 5_000 }).toBe(1);
    const kept = (await station.client.deliveries.quarantine.list({ limit: 200 })).items;
    await station.client.deliveries.quarantine.reject({ ids: kept.slice(0, 5).map(({ id }) => id) });
    await allTaken('held');
    expect((await station.client.deliveries.quarantine.list({ limit: 1 })).items).toMatchObject([
      { msgId: foreign.msgId, reason: 'signature' },
    ]);
  });

  test('makes one visit of what comes directly and by the relay', async () => {
    const station = await joined('both');
    const [first, second] = [signedCheckIn({ plate: 'DIR1 EC' }), signedCheckIn({ plate: 'REL1 AY' })];
    await publish('both', second);
    await allTaken('both');
    await Promise.all([station.post(first.body), publish('both', first), station.post(second.body)]);
    await allTaken('both');
    expect((await station.client.status()).lanes.new).toBe(2);
    const { items } = await station.client.deliveries.list({});
    expect(items.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'accepted', 'repeat', 'repeat']);
  });

  test('stores a backlog in the order in which it came, small and large alike', async () => {
    const messages = Array.from({ length: 300 }, (_, index) =>
      signedCheckIn({
        plate: `OR${100 + index}`,
        ...(index % 7 === 0 && { content: { filler: 'x'.repeat(40_000) } }),
      }),
    );
    await publish('order', ...messages);
    const station = await joined('order');
    await allTaken('order');
    const plates: (string | null)[] = [];
    for (let cursor: string | undefined; plates.length < 300; ) {
      const { items, nextCursor } = await station.client.checkIns.list({ limit: 200, cursor });
      plates.push(...items.map(({ plate }) => plate));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(plates.reverse()).toEqual(messages.map((_, index) => `OR${100 + index}`));
    expect((await station.client.status()).relay.backlog).toBe(0);
  });

  test('of a head office has the check-ins of all shops, and of none', async () => {
    const [north, nowhere] = [signedCheckIn({ plate: 'N0RTH' }), signedCheckIn({ plate: 'N0WHERE' })];
    await broker.publish({ ...north, shop: 'north' });
    await broker.publish({ ...nowhere, shop: null });
    const station = await joined('office');
    await allTaken('office');
    expect((await station.client.status()).relay.isHeadOffice).toBe(true);
    for (const plate of ['N0RTH', 'N0WHERE'])
      expect((await station.client.checkIns.list({ q: plate })).items).toMatchObject([{ plate }]);
  });

  test('goes on by itself when the broker was killed and is there again', async () => {
    const station = await joined('killed');
    await publish('killed', signedCheckIn({ plate: 'BE4 ORE' }));
    await allTaken('killed');
    await broker.kill();
    await expect.poll(async () => (await station.client.status()).relay.state, { timeout: 5_000 }).toBe('connecting');
    expect((await station.client.status()).reach.light).toBe('local-only');
    await broker.start();
    await publish('killed', signedCheckIn({ plate: 'AF7 ER' }));
    await expect
      .poll(async () => (await station.client.checkIns.list({})).items[0]?.plate, { timeout: 15_000 })
      .toBe('AF7 ER');
    expect((await station.client.status()).relay.state).toBe('connected');
  });

  test('says when the relay has nothing for it, and reads on once it has', async () => {
    const station = await joined('gone');
    await broker.removeConsumer('gone', `gone-${SHOP}`);
    // Where the fetch that was under way is not told, none is for half a minute.
    await expect
      .poll(async () => (await station.client.status()).relay.state, { timeout: 45_000 })
      .toBe('unknown-stream');
    expect(await station.client.relay.test()).toEqual({ problem: 'unknown-stream' });
    await broker.ensure();
    await publish('gone', signedCheckIn({ plate: 'BA11 CK' }));
    await connected(station);
    await allTaken('gone');
    expect((await station.client.checkIns.list({ q: 'BA11 CK' })).items).toHaveLength(1);
  });

  test('says that its key is refused, until it joins with another text', async () => {
    const station = await startTestStation();
    onTestFinished(() => station.dispose());
    const stranger = natsUser();
    noteSecret(stranger.seed);
    await station.client.relay.join({ text: joinText({ ...broker.join('joins'), seed: stranger.seed }) });
    await expect.poll(async () => (await station.client.status()).relay.state, { timeout: 5_000 }).toBe('refused');
    expect(await station.client.relay.test()).toEqual({ problem: 'refused' });
    await station.client.relay.join({ text: joinText(broker.join('joins')) });
    await connected(station);
    expect(await station.client.relay.test()).toEqual({ problem: null });
    expect(await station.client.relay.state()).toMatchObject({
      brand: 'acme',
      desk: 'joins',
      shops: [`joins-${SHOP}`],
    });
    expect(JSON.stringify([await station.client.relay.state(), await station.client.settings.get()])).not.toContain(
      broker.join('joins').seed,
    );

    await station.client.relay.leave();
    expect(await station.client.relay.state()).toMatchObject({ state: 'off', since: null, brand: '' });
    expect(await station.client.relay.test()).toEqual({ problem: 'off' });
    await publish('joins', signedCheckIn());
    expect(await broker.unacknowledged('joins')).toBe(1);
  });

  test('whose key was lost, as after a restore on another PC, says that it is refused and does not seem to be none', async () => {
    const station = await joined('lost');
    await station.client.relay.leave();
    await station.client.settings.set({ relay: { ...broker.settingsOf('lost'), isOn: true } });
    expect((await station.client.status()).relay.state).toBe('refused');
    expect(await station.client.relay.test()).toEqual({ problem: 'refused' });
  });

  describe('that is to join', () => {
    const mistyped = (seed: string): string => seed.slice(0, 30) + (seed[30] === 'A' ? 'B' : 'A') + seed.slice(31);
    /** A text as the set-up of another version might have made it, which does not look at what it says. */
    const unchecked = (join: object): string => `forecourt-relay-1:${btoa(JSON.stringify(join)).replaceAll('=', '')}`;
    let station: TestStation;
    beforeAll(async () => {
      station = await startTestStation();
    });
    afterAll(() => station?.dispose());

    test.each<[JoinProblem, (text: string) => string]>([
      ['not-one', () => 'hello'],
      ['not-one', (text) => text.slice(1)],
      ['incomplete', (text) => text.slice(0, -9)],
      ['incomplete', () => joinText({ ...broker.join('joins'), seed: mistyped(broker.join('joins').seed) })],
      ['incomplete', () => unchecked({ ...broker.join('joins'), desk: 'a.>' })],
      ['newer', (text) => text.replace('relay-1', 'relay-2')],
      ['not-encrypted', () => joinText({ ...broker.join('joins'), servers: ['nats://relay.example.com:4222'] })],
    ])('says what is wrong with a text that is %s', async (problem, spoil) => {
      const text = spoil(joinText(broker.join('joins')));
      await expect(station.client.relay.join({ text })).rejects.toMatchObject({
        code: 'JOIN_UNREADABLE',
        data: { problem },
      });
      expect((await station.client.status()).relay.state).toBe('off');
    });
  });

  test('hands over the newest state of each run of a relay, and then what follows', async () => {
    const heard: string[] = [];
    await broker.beat('r1', 'a', { from: 1, to: 2 });
    await broker.beat('r1', 'a', { from: 1, to: 9 });
    await broker.beat('r1', 'b', { from: 20, to: 10 });
    const desk = new RelayDesk({
      join: () => broker.join('ledger'),
      intake: { submitRelayed: async () => ({ httpStatus: 200, body: '', written: null }) },
      runs: { take: (relay, run, { from, to }) => void heard.push(`${relay} ${run} ${from}-${to}`) },
      ...NOWHERE_KEPT,
      changed: () => {},
      random: Math.random,
      log: testLog([]),
    });
    onTestFinished(() => desk.stop());
    desk.restart();
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['r1 a 1-9']);
    await broker.beat('r2', 'c', { from: 3, to: 4 });
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['r1 a 1-9', 'r2 c 3-4']);
  });

  test('whose clock is ahead by minutes says so, and does not call late what it is told at once', async () => {
    const station = await joined('fast', { now: () => Date.now() + 4 * 60_000 });
    let beats = 0;
    const verdict = async (): Promise<string> => {
      beats += 1;
      await broker.beat('r9', 'fast', { from: 1, to: beats });
      await publish('fast', signedCheckIn());
      return (await station.client.status()).clock.verdict;
    };
    await expect.poll(verdict, { timeout: 15_000, interval: 200 }).toBe('fast');
    await publish('fast', signedCheckIn({ plate: 'L1VE' }));
    await allTaken('fast');
    const { items } = await station.client.checkIns.list({ q: 'L1VE' });
    expect(items).toMatchObject([{ late: null }]);
  });

  test('says that AutoX3 still sends to this PC, until something has come by the relay', async () => {
    const station = await startTestStation();
    onTestFinished(() => station.dispose());
    const isAwaited = async (): Promise<boolean> => (await station.client.status()).relay.isAwaited;
    await station.post(signedCheckIn().body);
    expect(await isAwaited(), 'without a relay nothing is awaited of one').toBe(false);
    await station.client.relay.join({ text: joinText(broker.join('given')) });
    await connected(station);
    expect(await isAwaited()).toBe(true);
    expect((await station.client.doctor.run()).find(({ id }) => id === 'relay')).toMatchObject({
      what: 'relay-awaited',
    });
    await publish('given', signedCheckIn());
    await expect.poll(isAwaited, { timeout: 5_000 }).toBe(false);
    await station.post(signedCheckIn().body);
    expect(await isAwaited()).toBe(true);
  });

  test('says that another PC reads as the same desk, and that it does no more', async () => {
    const states: string[] = [];
    const reading = (changed: (state: string) => void): RelayDesk => {
      const desk: RelayDesk = new RelayDesk({
        join: () => broker.join('twice'),
        intake: { submitRelayed: async () => ({ httpStatus: 200, body: '', written: null }) },
        runs: { take: () => {} },
        ...NOWHERE_KEPT,
        changed: () => changed(desk.state().state),
        random: Math.random,
        lookEveryMs: 200,
        log: testLog([]),
      });
      onTestFinished(() => desk.stop());
      desk.restart();
      return desk;
    };
    reading((state) => states.at(-1) === state || states.push(state));
    await expect.poll(() => states, { timeout: 5_000 }).toEqual(['connecting', 'connected']);
    const other = reading(() => {});
    await expect.poll(() => states.at(-1), { timeout: 5_000 }).toBe('shared');
    await expect.poll(() => other.state().state, { timeout: 5_000 }).toBe('shared');
    await other.stop();
    await expect.poll(() => states.at(-1), { timeout: 5_000 }).toBe('connected');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(states, 'alone again it stays so').toEqual(['connecting', 'connected', 'shared', 'connected']);
  });

  test('has no more under way than one fetch brings, however slowly it stores', async () => {
    const waiting: (() => void)[] = [];
    const order: number[] = [];
    const desk = new RelayDesk({
      join: () => broker.join('slow'),
      intake: {
        submitRelayed: (body) => {
          const number = Number(Buffer.from(body).toString());
          // What names no shop is for every desk.
          if (Number.isNaN(number)) return Promise.resolve({ httpStatus: 200, body: '', written: null });
          order.push(number);
          return new Promise((resolve) => {
            waiting.push(() => resolve({ httpStatus: 200, body: '', written: null }));
          });
        },
      },
      runs: { take: () => {} },
      ...NOWHERE_KEPT,
      changed: () => {},
      random: Math.random,
      log: testLog([]),
    });
    onTestFinished(() => desk.stop());
    for (let number = 0; number < 900; number += 1)
      await broker.publish({ msgId: `slow-${number}`, body: Buffer.from(String(number)), shop: `slow-${SHOP}` });
    desk.restart();
    let most = 0;
    for (const taken of [32, 288, 544, 800, 900]) {
      await expect.poll(() => order.length, { timeout: 5_000, interval: 10 }).toBe(taken);
      most = Math.max(most, waiting.length, await broker.underWay('slow'));
      for (const store of waiting.splice(0)) store();
    }
    expect(most).toBe(256);
    expect(order).toEqual(Array.from({ length: 900 }, (_, number) => number));
    await allTaken('slow');
  });
});

describe.skipIf(NATS_VERSION === null)('a desk whose access is taken away', () => {
  test('says that it is refused, even while the broker is not there at all, and goes on once it is let in again', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.dispose());
    const port = await freePort();
    const { joins, config } = setUpRelay(folder.path, ['--desk', 'north=17', '--address', `127.0.0.1:${port}`]);
    const [north] = joins;
    const [brand] = config.brands;
    if (north === undefined || brand === undefined) throw new Error('The set-up is not whole');
    const server = configuredServer(join(folder.path, 'broker/nats-server.conf'), port);
    onTestFinished(server.kill);
    await server.start();
    const relay = await connectToBroker({ servers: config.servers, seed: config.seed, ca: null, name: 'relay' });
    await ensureStreams(await jetstreamManager(relay), brand, { ...config, maxBytes: 1_048_576 }, UNHEARD_LOG);
    await relay.close();

    const states: string[] = [];
    const desk: RelayDesk = new RelayDesk({
      join: () => north,
      intake: { submitRelayed: async () => ({ httpStatus: 200, body: '', written: null }) },
      runs: { take: () => {} },
      ...NOWHERE_KEPT,
      changed: () => states.at(-1) === desk.state().state || states.push(desk.state().state),
      random: Math.random,
      log: testLog([]),
    });
    onTestFinished(() => desk.stop());
    desk.restart();
    await expect.poll(() => states.at(-1), { timeout: 5_000 }).toBe('connected');

    const file = join(folder.path, 'broker/accounts.conf');
    const access = readFileSync(file);
    const becomes = async (state: string): Promise<void> => {
      // Who is let in changes at the second time only.
      const reloading = setInterval(server.reload, 500);
      await expect
        .poll(() => states.at(-1), { timeout: 15_000 })
        .toBe(state)
        .finally(() => clearInterval(reloading));
    };
    setUpRelay(folder.path, ['--remove-desk', 'north']);
    await becomes('refused');
    await server.kill();
    await server.start();
    writeFileSync(file, access);
    await becomes('connected');
    expect(states.slice(states.indexOf('refused')), 'refused all the while').toEqual(['refused', 'connected']);
  });
});

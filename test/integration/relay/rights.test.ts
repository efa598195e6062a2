import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { createInbox, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectToBroker } from '../../../electron/relay/connect.ts';
import {
  deskConsumers,
  inboxPrefix,
  ledgerStream,
  ledgerSubject,
  messageStream,
  unverifiedSubject,
} from '../../../electron/relay/names.ts';
import type { RelayConfig } from '../../../electron/relay/relay-config.ts';
import { ensureStreams } from '../../../electron/relay/streams.ts';
import type { RelayJoin } from '../../../shared/relay-join.ts';
import { freePort } from '../../support/free-port.ts';
import { configuredServer, NATS_VERSION, natsUser, type TestServer } from '../../support/nats-server.ts';
import { UNHEARD_LOG } from '../../support/relay.ts';
import { setUpRelay } from '../../support/relay-set-up.ts';
import { temporaryFolder } from '../../support/station.ts';

const OWN = 'AUTOX3_acme.north_s-17';
const SOUTHS = 'AUTOX3_acme.south_s-18';
/** How long is waited for an answer that must not come. */
const UNANSWERED_MS = 250;

/** A call of the broker; `is` none where not even its own administrator is answered, since it is switched off. */
type Call = { what: string; subject: string; payload?: unknown; is?: 'none' };

const newConsumer = (filter: string) => ({
  stream_name: 'AUTOX3_acme',
  config: { durable_name: 'spy', name: 'spy', filter_subject: filter, ack_policy: 'explicit' },
});

/** Those that take something away come last, for the administrator makes them too. */
const FORBIDDEN: readonly Call[] = [
  { what: "fetch another desk's messages", subject: `$JS.API.CONSUMER.MSG.NEXT.${SOUTHS}`, payload: { batch: 1 } },
  { what: "read another desk's consumer", subject: `$JS.API.CONSUMER.INFO.${SOUTHS}` },
  { what: 'read one message', subject: '$JS.API.STREAM.MSG.GET.AUTOX3_acme', payload: { seq: 1 } },
  {
    what: "read a shop's last message",
    subject: '$JS.API.STREAM.MSG.GET.AUTOX3_acme',
    payload: { last_by_subj: 'autox3.acme.s-18.check-in' },
  },
  { what: 'read one directly', subject: '$JS.API.DIRECT.GET.AUTOX3_acme', payload: { seq: 1 }, is: 'none' },
  {
    what: 'make a consumer',
    subject: '$JS.API.CONSUMER.CREATE.AUTOX3_acme.spy.autox3.acme.s-18.>',
    payload: newConsumer('autox3.acme.s-18.>'),
  },
  {
    what: 'make one in the older way',
    subject: '$JS.API.CONSUMER.DURABLE.CREATE.AUTOX3_acme.spy',
    payload: newConsumer('autox3.acme.s-18.>'),
  },
  { what: 'list consumers', subject: '$JS.API.CONSUMER.LIST.AUTOX3_acme' },
  { what: 'list their names', subject: '$JS.API.CONSUMER.NAMES.AUTOX3_acme' },
  { what: 'read a stream', subject: '$JS.API.STREAM.INFO.AUTOX3_acme' },
  { what: 'list streams', subject: '$JS.API.STREAM.LIST' },
  { what: 'list their names', subject: '$JS.API.STREAM.NAMES' },
  { what: 'read the account', subject: '$JS.API.INFO' },
  { what: 'make a stream', subject: '$JS.API.STREAM.CREATE.SPY', payload: { name: 'SPY', subjects: ['spy'] } },
  { what: 'publish a check-in of its shop', subject: 'autox3.acme.s-17.check-in', payload: { forged: 1 } },
  { what: "publish another shop's", subject: 'autox3.acme.s-18.check-in', payload: { forged: 2 } },
  { what: 'publish what is not verified', subject: unverifiedSubject('acme', 's-17'), payload: { forged: 3 } },
  { what: 'write the ledger', subject: ledgerSubject('acme', 'relay-1', 'run'), payload: { from: 0, to: 9e15 } },
  { what: 'ask the system', subject: '$SYS.REQ.SERVER.PING', is: 'none' },
  { what: "acknowledge another desk's messages", subject: `$JS.ACK.${SOUTHS}.1.2.1.1700000000000000000.0` },
  { what: 'remove a consumer', subject: `$JS.API.CONSUMER.DELETE.${SOUTHS}` },
  { what: 'remove its own', subject: `$JS.API.CONSUMER.DELETE.${OWN}` },
  { what: 'empty a stream', subject: '$JS.API.STREAM.PURGE.AUTOX3_acme' },
  { what: 'remove a stream', subject: '$JS.API.STREAM.DELETE.AUTOX3_acme_UNVERIFIED' },
];

/** What the relay may not do either, beside what only its streams need. */
const FORBIDDEN_TO_RELAY = FORBIDDEN.filter(({ subject }) =>
  /MSG\.|\.NAMES|STREAM\.LIST|DELETE|PURGE|\$SYS|\$JS\.ACK|CREATE\.SPY|DIRECT|DURABLE/.test(subject),
);

const MAY_NOT_PUBLISH = /^Permissions Violation for Publish/;
const UNHEARD = ['>', 'autox3.>', '_INBOX.>', '_INBOX_acme_south.>', '$SYS.>', '$JS.>', '$JS.ACK.>', 'relay.>'];

describe.skipIf(NATS_VERSION === null)('the rights that the set-up writes', () => {
  const folder = temporaryFolder();
  const admin = natsUser();
  let server: TestServer;
  let config: RelayConfig;
  let joins: RelayJoin[];
  let administrator: NatsConnection;
  let relay: NatsConnection;
  let north: NatsConnection;
  const open: NatsConnection[] = [];

  const join_ = (desk: string): RelayJoin => {
    const found = joins.find((one) => one.desk === desk);
    if (found === undefined) throw new Error(`no desk ${desk}`);
    return found;
  };

  async function connected(seed: string, prefix?: string): Promise<NatsConnection> {
    const access = { servers: config.servers, seed, ca: null, name: 'test' };
    // A server that is reading its configuration drops who comes at that moment, without a word.
    const connection = await connectToBroker(access, { timeout: 1_000, ...(prefix && { inboxPrefix: prefix }) });
    open.push(connection);
    return connection;
  }

  const atDesk = (desk: string): Promise<NatsConnection> => connected(join_(desk).seed, inboxPrefix('acme', desk));

  /** The administrator is this test's own: the set-up makes none. */
  function letAdministratorIn(): void {
    const file = join(folder.path, 'broker/accounts.conf');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('users: [ ', `users: [ { nkey: ${admin.publicKey} }, `));
  }

  beforeAll(async () => {
    const port = await freePort();
    const desks = ['--brand', 'acme', '--desk', 'north=17', '--desk', 'south=18', '--head-office', 'office'];
    ({ config, joins } = setUpRelay(folder.path, [...desks, '--address', `127.0.0.1:${port}`]));
    letAdministratorIn();
    server = configuredServer(join(folder.path, 'broker/nats-server.conf'), port);
    await server.start();
    administrator = await connected(admin.seed);
    relay = await connected(config.seed);
    const [brand] = config.brands;
    if (brand === undefined) throw new Error('no brand');
    await ensureStreams(await jetstreamManager(relay), brand, { ...config, maxBytes: 10_485_760 }, UNHEARD_LOG);
    const js = jetstream(relay);
    for (const [shop, id] of [
      ['s-17', 'a'],
      ['s-18', 'b'],
      ['none', 'c'],
      ['s-17', 'd'],
    ])
      await js.publish(`autox3.acme.${shop}.check-in`, JSON.stringify({ id }), { msgID: `${id}` });
    north = await atDesk('north');
  });

  afterAll(async () => {
    for (const connection of open) await connection.close();
    await server?.kill();
    folder.dispose();
  });

  const bodyOf = ({ payload }: Call): string => (payload === undefined ? '' : JSON.stringify(payload));

  /** What the broker says to a call: `nothing` where nobody is there for it, or may not be asked. */
  async function answerTo(connection: NatsConnection, call: Call, timeout = 5_000): Promise<string> {
    try {
      // A message comes under its own subject, which a subscription that many calls share would not know.
      const answer = await connection.request(call.subject, bodyOf(call), { timeout, noMux: true });
      return /"error"/.test(answer.string()) ? answer.string() : 'done';
    } catch {
      return 'nothing';
    }
  }

  /** Makes a call, and waits for the broker's word that this user may not. */
  async function refusal(connection: NatsConnection, call: Call): Promise<string> {
    const status = connection.status();
    connection.publish(call.subject, bodyOf(call), { reply: createInbox() });
    for await (const told of status) if (told.type === 'error') return told.error.message;
    return 'nothing';
  }

  /** What the broker holds: whoever alters anything alters this. */
  async function state() {
    const manager = await jetstreamManager(administrator);
    const streams = [];
    for await (const { config: made, state: held } of manager.streams.list()) {
      const consumers = [];
      for await (const { name, num_ack_pending, ack_floor } of manager.consumers.list(made.name))
        consumers.push({ name, num_ack_pending, acknowledged: ack_floor.consumer_seq });
      streams.push({ name: made.name, messages: held.messages, lastSeq: held.last_seq, consumers });
    }
    return streams;
  }

  test.each(FORBIDDEN)('refuse a desk to $what ($subject)', async (call) => {
    const before = await state();
    expect(await refusal(north, call)).toMatch(MAY_NOT_PUBLISH);
    expect(await state()).toEqual(before);
  });

  test.each(FORBIDDEN_TO_RELAY)('refuse the relay to $what ($subject)', async (call) => {
    const before = await state();
    expect(await refusal(relay, call)).toMatch(MAY_NOT_PUBLISH);
    expect(await state()).toEqual(before);
  });

  test.each([
    ['a stream of another brand', '$JS.API.STREAM.CREATE.AUTOX3_other', { name: 'AUTOX3_other', subjects: ['x'] }],
    ['a message of another brand', 'autox3.other.s-1.check-in', {}],
  ])('refuse the relay %s', async (_what, subject, payload) => {
    expect(await refusal(relay, { what: '', subject, payload })).toMatch(MAY_NOT_PUBLISH);
  });

  test.each(UNHEARD)('let neither desk nor relay listen to %s', async (subject) => {
    const heard = async (connection: NatsConnection): Promise<boolean> => {
      const problem = new Promise<boolean>((resolve) => {
        connection.subscribe(subject, { callback: (error) => resolve(error === null) });
      });
      return Promise.race([problem, connection.flush().then(() => true)]);
    };
    expect(await heard(north)).toBe(false);
    if (subject !== '_INBOX.>') expect(await heard(relay)).toBe(false);
    expect(await heard(administrator)).toBe(true);
  });

  test('give a desk what it acknowledges, and nothing of another shop', async () => {
    const js = jetstream(north);
    const found: string[] = [];
    for (const { stream, name } of deskConsumers('acme', 'north', ['17'])) {
      const consumer = await js.consumers.get(stream, name);
      const { num_pending } = await consumer.info();
      if (num_pending === 0) continue;
      for await (const message of await consumer.fetch({ max_messages: num_pending, expires: 1_000 })) {
        found.push(`${message.subject} ${message.json<{ id: string }>().id}`);
        expect(await message.ackAck()).toBe(true);
      }
    }
    expect(found).toEqual([
      'autox3.acme.s-17.check-in a',
      'autox3.acme.s-17.check-in d',
      'autox3.acme.none.check-in c',
    ]);
    const left = await (await js.consumers.get(messageStream('acme'), 'north_s-17')).info();
    expect(left).toMatchObject({ num_pending: 0, num_ack_pending: 0 });
  });

  test('give the head office all shops', async () => {
    const consumer = await jetstream(await atDesk('office')).consumers.get(messageStream('acme'), 'office_all');
    const found: string[] = [];
    for await (const message of await consumer.fetch({ max_messages: 4, expires: 1_000 })) {
      found.push(message.json<{ id: string }>().id);
      message.ack();
    }
    expect(found).toEqual(['a', 'b', 'c', 'd']);
  });

  describe('keep the answer to a call with who made it, where it names', () => {
    const info = `$JS.API.CONSUMER.INFO.${OWN}`;
    const ledgered = async (): Promise<number> =>
      (await (await jetstreamManager(administrator)).streams.info(ledgerStream('acme'))).state.messages;

    test('the ledger', async () => {
      const before = await ledgered();
      const reply = ledgerSubject('acme', 'relay-1', 'forged');
      north.publish(info, '', { reply });
      await answerTo(north, { what: '', subject: info });
      expect(await ledgered()).toBe(before);
      // In the relay's own account that is a way to write where one may not publish.
      administrator.publish(info, '', { reply });
      await vi.waitFor(async () => expect(await ledgered()).toBe(before + 1));
    });

    test("another desk's inbox", async () => {
      const south = await atDesk('south');
      const heard: string[] = [];
      south.subscribe(`${inboxPrefix('acme', 'south')}.x`, {
        callback: (_error, message) => void heard.push(message.string()),
      });
      await south.flush();
      const reply = `${inboxPrefix('acme', 'south')}.x`;
      north.publish(info, 'of north', { reply });
      await answerTo(north, { what: '', subject: info });
      administrator.publish(reply, 'of the relay account');
      await administrator.flush();
      south.publish(`$JS.API.CONSUMER.INFO.${SOUTHS}`, '', { reply });
      await vi.waitFor(() => expect(heard).toHaveLength(1));
      expect(heard[0]).toContain('south_s-18');
    });
  });

  test('let a desk in and out while the broker runs, and disturb no other', async () => {
    const lost: string[] = [];
    for (const connection of [north, relay])
      void (async () => {
        for await (const { type } of connection.status()) if (type === 'disconnect') lost.push(type);
      })();
    const added = setUpRelay(folder.path, ['--desk', 'east=19']);
    joins.push(...added.joins);
    config = added.config;
    letAdministratorIn();
    server.reload();
    const east = await vi.waitFor(() => atDesk('east'), { timeout: 10_000, interval: 100 });
    // As the set-up says: what a new account may call comes with the second time.
    server.reload();
    const [brand] = config.brands;
    if (brand === undefined) throw new Error('no brand');
    // Other days have the consumers that are there changed, too.
    const limits = { ...config, maxBytes: 10_485_760, maxAgeDays: config.maxAgeDays + 1 };
    const made = async () => ensureStreams(await jetstreamManager(relay), brand, limits, UNHEARD_LOG);
    // While it reads its configuration a server may say that it keeps nothing at all.
    await vi.waitFor(made, { timeout: 10_000 });
    await jetstream(relay).publish('autox3.acme.s-19.check-in', '{"id":"e"}', { msgID: 'e' });
    const find = () => jetstream(east).consumers.get(messageStream('acme'), 'east_s-19');
    const consumer = await vi.waitFor(find, { timeout: 10_000 });
    const message = await consumer.next({ expires: 1_000 });
    expect(message?.json()).toEqual({ id: 'e' });
    expect(await message?.ackAck()).toBe(true);

    setUpRelay(folder.path, ['--remove-desk', 'east']);
    letAdministratorIn();
    server.reload();
    const call = { what: '', subject: '$JS.API.CONSUMER.INFO.AUTOX3_acme.east_s-19' };
    await vi.waitFor(async () => expect(await answerTo(east, call, UNANSWERED_MS)).toBe('nothing'), {
      timeout: 5_000,
    });
    await expect(connected(join_('east').seed)).rejects.toThrow(/authoriz/i);
    expect(await answerTo(north, { what: '', subject: `$JS.API.CONSUMER.INFO.${OWN}` })).toBe('done');
    expect(lost).toEqual([]);
  });

  // Last: it takes away what the others need.
  test.each(FORBIDDEN)('are no rights that nobody has: the administrator may $what', async (call) => {
    const manager = await jetstreamManager(administrator);
    await manager.consumers.delete('AUTOX3_acme', 'spy').catch(() => {});
    if (call.is === 'none') expect(await answerTo(administrator, call, UNANSWERED_MS)).toBe('nothing');
    else expect(await answerTo(administrator, call)).toBe('done');
  });
});

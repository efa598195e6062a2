import {
  type ConsumerConfig,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Limits } from '../../../electron/relay/limits.ts';
import { deskConsumers, keptDays, messageStream, messageSubject, shopToken } from '../../../electron/relay/names.ts';
import { ensureStreams } from '../../../electron/relay/streams.ts';
import { NATS_VERSION } from '../../support/nats-server.ts';
import { connectTo, openBroker, UNHEARD_LOG } from '../../support/relay.ts';

const BRAND = {
  name: 'acme',
  callbackKeys: ['k'.repeat(43)],
  appSecret: 'x'.repeat(32),
  previousSecret: null,
  takesWeakSignatures: false,
  desks: [
    { name: 'north', shops: ['17'] },
    { name: 'office', shops: null },
  ],
};
const LIMITS = { replicas: 1, maxBytes: 1_048_576, maxAgeDays: 30 } as const;

type Parts = {
  manager: JetStreamManager;
  js: JetStreamClient;
  /** Makes the streams with these limits and answers what is logged for it. */
  ensure: (limits: Limits) => Promise<string[]>;
};

/** A broker without streams. */
async function emptyBroker(): Promise<Parts> {
  const { broker, user } = await openBroker();
  onTestFinished(() => broker.dispose());
  const connection = await connectTo([broker.url], user);
  onTestFinished(() => connection.close());
  const manager = await jetstreamManager(connection);
  const ensure = async (limits: Limits) => {
    const logged: string[] = [];
    await ensureStreams(manager, BRAND, limits, { warn: (sentence) => void logged.push(sentence) });
    return logged;
  };
  return { manager, js: jetstream(connection), ensure };
}

const infoOf = ({ manager }: Pick<Parts, 'manager'>) => manager.streams.info(messageStream('acme'));
const daysTold = async ({ manager }: Pick<Parts, 'manager'>): Promise<number | null> =>
  keptDays((await manager.consumers.info(messageStream('acme'), 'north_s-17')).config.description);

/** A manager that refuses to make some consumers, as a broker may. */
function refusing(manager: JetStreamManager, refuses: (stream: string, name: string) => Promise<boolean>) {
  const add = async (stream: string, config: ConsumerConfig) => {
    const name = config.durable_name ?? '';
    if (await refuses(stream, name))
      throw new JetStreamApiError({ code: 400, err_code: 10_148, description: 'consumer already exists' });
    return manager.consumers.add(stream, config);
  };
  const of = <T extends object>(whole: T, part: object): T =>
    new Proxy(whole, {
      get: (target, name) => {
        const value: unknown = Reflect.get(Object.hasOwn(part, name) ? part : target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return of(manager, { consumers: of(manager.consumers, { add }) });
}

async function consumersOf(manager: JetStreamManager): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of manager.consumers.list(messageStream('acme'))) names.push(name);
  return names.sort();
}

describe.skipIf(NATS_VERSION === null)('the streams of a brand', () => {
  test('are made once and brought up to date again, and give each desk its own messages', async () => {
    const parts = await emptyBroker();
    const { js, ensure } = parts;
    expect([...(await ensure(LIMITS)), ...(await ensure({ ...LIMITS, maxBytes: 2_097_152, maxAgeDays: 31 }))]).toEqual(
      [],
    );
    expect((await infoOf(parts)).config.max_bytes).toBe(2_097_152);
    expect(await daysTold(parts), 'told to desks').toBe(31);

    for (const [shop, id] of [
      ['17', 'a'],
      ['18', 'b'],
      [null, 'c'],
      ['17', 'a'],
    ] as const)
      await js.publish(messageSubject('acme', shopToken(shop), 'check-in'), id, { msgID: id });
    const read = async (desk: (typeof BRAND.desks)[number]): Promise<string[]> => {
      const found: string[] = [];
      for (const { stream, name } of deskConsumers('acme', desk.name, desk.shops)) {
        if (stream !== messageStream('acme')) continue;
        const consumer = await js.consumers.get(stream, name);
        for await (const message of await consumer.fetch({ max_messages: 10, expires: 1_000 })) {
          found.push(message.string());
          message.ack();
        }
      }
      return found.sort();
    };
    expect(await Promise.all(BRAND.desks.map(read))).toEqual([
      ['a', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  test('follow another maxAgeDays on a broker that makes no consumer again, as those from 2.10 on, and serve a desk that came', async () => {
    const parts = await emptyBroker();
    const { manager, ensure } = parts;
    await ensure(LIMITS);
    const newer = refusing(manager, (stream, name) =>
      manager.consumers.info(stream, name).then(
        () => true,
        () => false,
      ),
    );
    const brand = { ...BRAND, desks: [...BRAND.desks, { name: 'east', shops: ['20'] }] };
    await ensureStreams(newer, brand, { ...LIMITS, maxAgeDays: 31 }, UNHEARD_LOG);
    expect(await daysTold(parts)).toBe(31);
    expect(await consumersOf(manager)).toEqual(['east_none', 'east_s-20', 'north_none', 'north_s-17', 'office_all']);
  });

  test('have all consumers that the broker makes where it refuses one, which is told', async () => {
    const { manager } = await emptyBroker();
    const one = refusing(manager, async (_stream, name) => name === 'north_s-17');
    await expect(ensureStreams(one, BRAND, LIMITS, UNHEARD_LOG)).rejects.toThrow('consumer already exists');
    expect(await consumersOf(manager)).toEqual(['north_none', 'office_all']);
  });

  test('keep all that was acknowledged under a smaller maxBytes, and take it on once it has room', async () => {
    const parts = await emptyBroker();
    const { js, manager, ensure } = parts;
    const [large, small] = [{ ...LIMITS, maxBytes: 4_194_304 }, LIMITS];
    await ensure(large);
    for (let sent = 0; sent < 40; sent++)
      await js.publish(messageSubject('acme', 's-17', 'check-in'), 'x'.repeat(65_536), { msgID: `${sent}` });
    expect(await ensure(small)).toEqual([expect.stringMatching(/^maxBytes is smaller than before/)]);
    const { state, config } = await infoOf(parts);
    expect([state.messages, config.max_bytes]).toEqual([40, large.maxBytes]);

    await manager.streams.purge(messageStream('acme'), { keep: 2 });
    expect(await ensure(small)).toEqual([]);
    expect((await infoOf(parts)).config.max_bytes).toBe(small.maxBytes);
  });

  test('keep for as long as before what a desk has not read, and tell desks so; a smaller maxAgeDays waits for that', async () => {
    const parts = await emptyBroker();
    const { js, manager, ensure } = parts;
    await ensure(LIMITS);
    await js.publish(messageSubject('acme', 's-17', 'check-in'), 'a', { msgID: 'a' });
    const days = async () => [(await infoOf(parts)).config.max_age / 86_400e9, await daysTold(parts)];
    expect(await ensure({ ...LIMITS, maxAgeDays: 7 })).toEqual([
      expect.stringMatching(/^maxAgeDays is smaller than before/),
    ]);
    expect(await days()).toEqual([30, 30]);

    await manager.streams.purge(messageStream('acme'));
    expect(await ensure({ ...LIMITS, maxAgeDays: 7 })).toEqual([]);
    expect(await days()).toEqual([7, 7]);
  });
});

test.each([
  ['17', 's-17'],
  [null, 'none'],
  ['', 'none'],
  [' 17\t', 's-17'],
  ['a.b', expect.stringMatching(/^x-[0-9a-f]{32}$/)],
  ['*', expect.stringMatching(/^x-/)],
  ['>', expect.stringMatching(/^x-/)],
  ['none', 's-none'],
  ['门店', expect.stringMatching(/^x-/)],
  ['1'.repeat(5_000), expect.stringMatching(/^x-.{32}$/)],
])('the shop %j is one part of a subject and no other shop', (id, token) => {
  expect(shopToken(id)).toEqual(token);
});

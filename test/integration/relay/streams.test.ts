import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectToBroker } from '../../../electron/relay/connect.ts';
import { deskConsumers, keptDays, messageStream, messageSubject, shopToken } from '../../../electron/relay/names.ts';
import { ensureStreams } from '../../../electron/relay/streams.ts';
import { NATS_VERSION, natsUser, startBroker, usersOf } from '../../support/nats-server.ts';

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

describe.skipIf(NATS_VERSION === null)('the streams of a brand', () => {
  test('are made once and brought up to date again, and give each desk its own messages', async () => {
    const user = natsUser();
    const broker = await startBroker(usersOf([user]));
    onTestFinished(() => broker.dispose());
    const connection = await connectToBroker({ servers: [broker.url], seed: user.seed, ca: null, name: 'test' });
    onTestFinished(() => connection.close());
    const manager = await jetstreamManager(connection);
    await ensureStreams(manager, BRAND, LIMITS);
    await ensureStreams(manager, BRAND, { ...LIMITS, maxBytes: 2_097_152, maxAgeDays: 31 });
    expect((await manager.streams.info(messageStream('acme'))).config.max_bytes).toBe(2_097_152);
    const [consumer] = deskConsumers('acme', 'north', ['17']);
    const { config } = await manager.consumers.info(messageStream('acme'), consumer?.name ?? '');
    expect(keptDays(config.description), 'told to desks').toBe(31);

    const js = jetstream(connection);
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
});

test.each([
  ['17', 's-17'],
  [null, 'none'],
  ['', 'none'],
  ['a.b', expect.stringMatching(/^x-[0-9a-f]{32}$/)],
  ['*', expect.stringMatching(/^x-/)],
  ['>', expect.stringMatching(/^x-/)],
  ['none', 's-none'],
  ['门店', expect.stringMatching(/^x-/)],
  ['1'.repeat(5_000), expect.stringMatching(/^x-.{32}$/)],
])('the shop %j is one part of a subject and no other shop', (id, token) => {
  expect(shopToken(id)).toEqual(token);
});

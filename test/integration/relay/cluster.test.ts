import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { connectToBroker } from '../../../electron/relay/connect.ts';
import { inboxPrefix, messageStream, messageSubject } from '../../../electron/relay/names.ts';
import { ensureStreams } from '../../../electron/relay/streams.ts';
import { freePort } from '../../support/free-port.ts';
import { configuredServer, NATS_VERSION } from '../../support/nats-server.ts';
import { UNHEARD_LOG } from '../../support/relay.ts';
import { setUpRelay } from '../../support/relay-set-up.ts';
import { temporaryFolder } from '../../support/station.ts';

const CERTIFICATES = new URL('../../fixtures/certificates/', import.meta.url).pathname;
const CERTIFICATE = join(CERTIFICATES, 'broker.pem');
const TLS = ['--tls-cert', CERTIFICATE, '--tls-key', join(CERTIFICATES, 'broker.key.pem'), '--ca', CERTIFICATE];
const SUBJECT = messageSubject('acme', 's-17', 'check-in');
const SOON = { timeout: 20_000, interval: 100 };

describe.skipIf(NATS_VERSION === null)('three servers that the set-up has configured, encrypted', () => {
  const folder = temporaryFolder();
  const ends: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
    folder.dispose();
  });

  test('go on without one, acknowledge nothing without two, and have kept each acknowledged message once', async () => {
    const ports = await Promise.all(Array.from({ length: 6 }, freePort));
    const addresses = [0, 1, 2].map((index) => `localhost:${ports[index]}:${ports[index + 3]}`);
    const nodes = ['--nodes', '3', '--node-addresses', addresses.join(',')];
    const { config, joins } = setUpRelay(folder.path, ['--brand', 'acme', '--desk', 'north=17', ...nodes, ...TLS]);
    const servers = [1, 2, 3].map((index) =>
      configuredServer(join(folder.path, `broker-${index}/nats-server.conf`), ports[index - 1] ?? 0),
    );
    for (const server of servers) ends.push(server.kill);
    await Promise.all(servers.map((server) => server.start()));
    const [first, second, third] = servers;
    const [brand] = config.brands;
    if (first === undefined || second === undefined || third === undefined || brand === undefined)
      throw new Error('The set-up is not whole');

    const connected = async (seed: string, prefix: string): Promise<NatsConnection> => {
      const access = { servers: config.servers, seed, ca: readFileSync(CERTIFICATE, 'utf8'), name: 'test' };
      const connection = await connectToBroker(access, { inboxPrefix: prefix });
      ends.push(() => connection.close());
      return connection;
    };
    const relay = await connected(config.seed, '_INBOX');
    const limits = { ...config, maxBytes: 10_485_760 };
    // The servers have to find each other and choose who leads first.
    await vi.waitFor(
      async () => ensureStreams(await jetstreamManager(relay, { timeout: 2_000 }), brand, limits, UNHEARD_LOG),
      SOON,
    );

    const js = jetstream(relay, { timeout: 1_000 });
    const acknowledged: string[] = [];
    const publish = async (id: string): Promise<void> => {
      await js.publish(SUBJECT, id, { msgID: id, retries: 0 });
      acknowledged.push(id);
    };
    const publishInTime = (id: string): Promise<void> => vi.waitFor(() => publish(id), SOON);
    const inTurn = async (name: string): Promise<void> => {
      for (let count = 0; count < 20; count += 1) await publishInTime(`${name}-${count}`);
    };

    await inTurn('with three');
    const { cluster } = await (await jetstreamManager(relay)).streams.info(messageStream('acme'));
    expect(cluster?.replicas).toHaveLength(2);

    await first.kill();
    await inTurn('with two');

    await second.kill();
    const alone = await Promise.allSettled(Array.from({ length: 5 }, (_, count) => publish(`alone-${count}`)));
    expect(alone.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));

    await first.start();
    await inTurn('with two again');
    // What AutoX3 was refused it sends again: whether or not some of it got through, it is there once.
    for (let count = 0; count < 5; count += 1) await publishInTime(`alone-${count}`);
    await second.start();
    await inTurn('with three again');

    const [join_] = joins;
    const desk = await connected(join_?.seed ?? '', inboxPrefix('acme', 'north'));
    const consumer = await vi.waitFor(() => jetstream(desk).consumers.get(messageStream('acme'), 'north_s-17'), SOON);
    const found: string[] = [];
    await vi.waitFor(async () => {
      for await (const message of await consumer.fetch({ max_messages: 256, expires: 1_000 })) {
        found.push(message.string());
        message.ack();
      }
      expect(new Set(found).size).toBe(acknowledged.length);
    }, SOON);
    expect(found.toSorted()).toEqual(acknowledged.toSorted());
  });
});

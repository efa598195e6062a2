import { setTimeout as wait } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connectToBroker } from '../../electron/relay/connect.ts';
import {
  deskConsumers,
  ledgerSubject,
  messageStream,
  messageSubject,
  type RelayRun,
  shopToken,
  unverifiedSubject,
} from '../../electron/relay/names.ts';
import type { RelayConfig } from '../../electron/relay/relay-config.ts';
import { ensureStreams } from '../../electron/relay/streams.ts';
import { sha256 } from '../../electron/station/intake/judge.ts';
import type { MessageKind } from '../../shared/delivery.ts';
import type { RelayJoin } from '../../shared/relay-join.ts';
import { SECRET } from './messages.ts';
import { natsUser, startBroker, type TestBroker, usersOf } from './nats-server.ts';
import { UNHEARD_LOG } from './relay.ts';
import { noteSecret } from './written/note-private.ts';

const BRAND = 'acme';
/** By then the connection of the test itself is there again, in ms. */
const BACK_WITHIN_MS = 10_000;
const LIMITS = { replicas: 1, maxBytes: 1_073_741_824, maxAgeDays: 30 } as const;

export type RelayedParts = { msgId: string; body: Uint8Array; shop?: string | null; kind?: MessageKind };

/** A broker with the streams of a brand, to which a test publishes as a relay does; every user of it may do all. */
export type RelayBroker = TestBroker & {
  /** What a desk is given. */
  join: (desk: string) => RelayJoin;
  /** What a desk that has joined keeps as its setting. */
  settingsOf: (desk: string) => Omit<RelayJoin, 'seed'>;
  /** As a relay publishes what it has verified; resolves with the broker's acknowledgement. */
  publish: (message: RelayedParts) => Promise<{ duplicate: boolean }>;
  /** When the broker had the last message of the shop that is called as the desk and '-84', in ms since 1970. */
  publishedAt: (desk: string) => Promise<number>;
  /** As a relay publishes what it could not verify. */
  publishUnverified: (body: Uint8Array, shop?: string | null) => Promise<void>;
  beat: (relay: string, run: string, times: RelayRun) => Promise<void>;
  /** Messages that a desk has not acknowledged yet, of both kinds. */
  unacknowledged: (desk: string) => Promise<number>;
  /** Of those, what was handed to it. */
  underWay: (desk: string) => Promise<number>;
  /** Removes a consumer, as an administrator may. */
  removeConsumer: (desk: string, shop: string) => Promise<void>;
  ensure: () => Promise<void>;
  /** What a relay of this brand is told. */
  relayConfig: RelayConfig;
};

/** `desks` by their name, each with its shops; null sees all. */
export async function startRelayBroker(desks: Readonly<Record<string, string[] | null>>): Promise<RelayBroker> {
  const user = natsUser();
  noteSecret(user.seed);
  // A message of the largest size that is taken, and one of more.
  const broker = await startBroker(`max_payload: 2097152\n${usersOf([user])}`);
  const connection = await connectToBroker({ servers: [broker.url], seed: user.seed, ca: null, name: 'test' });
  const manager = await jetstreamManager(connection);
  const js = jetstream(connection, { timeout: 20_000 });
  const brand = {
    name: BRAND,
    callbackKeys: ['k'.repeat(43)],
    appSecret: SECRET,
    previousSecret: null,
    takesWeakSignatures: false,
    desks: Object.entries(desks).map(([name, shops]) => ({ name, shops })),
  };
  const ensure = (): Promise<void> => ensureStreams(manager, brand, LIMITS, UNHEARD_LOG);
  await ensure();
  const infoOf = (desk: string) =>
    Promise.all(
      deskConsumers(BRAND, desk, desks[desk] ?? null)
        .slice(0, -1)
        .map(({ stream, name }) => manager.consumers.info(stream, name)),
    );
  const settingsOf = (desk: string) => ({
    servers: [broker.url],
    brand: BRAND,
    desk,
    shops: desks[desk] ?? null,
    ca: null,
  });
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  return {
    ...broker,
    settingsOf,
    join: (desk) => ({ ...settingsOf(desk), seed: user.seed }),
    publish: async ({ msgId, body, shop = '84', kind = 'check-in' }) =>
      js.publish(messageSubject(BRAND, shopToken(shop), kind), body, { msgID: msgId }),
    publishUnverified: async (body, shop = null) => {
      await js.publish(unverifiedSubject(BRAND, shopToken(shop)), body, { msgID: sha256(body).toString('hex') });
    },
    publishedAt: async (desk) => {
      const last = await manager.streams.getMessage(messageStream(BRAND), {
        last_by_subj: messageSubject(BRAND, shopToken(`${desk}-84`), 'check-in'),
      });
      return last?.time.getTime() ?? 0;
    },
    beat: async (relay, run, times) => {
      await js.publish(ledgerSubject(BRAND, relay, run), JSON.stringify(times));
    },
    unacknowledged: async (desk) =>
      sum((await infoOf(desk)).map(({ num_pending, num_ack_pending }) => num_pending + num_ack_pending)),
    underWay: async (desk) => sum((await infoOf(desk)).map(({ num_ack_pending }) => num_ack_pending)),
    removeConsumer: async (desk, shop) => {
      await manager.consumers.delete(messageStream(BRAND), `${desk}_${shopToken(shop)}`);
    },
    ensure,
    start: async () => {
      await broker.start();
      const isBack = () => connection.rtt().then(Boolean, () => false);
      for (const end = Date.now() + BACK_WITHIN_MS; Date.now() < end && !(await isBack()); await wait(50));
    },
    relayConfig: {
      ...LIMITS,
      name: 'one',
      servers: [broker.url],
      seed: user.seed,
      ca: null,
      brands: [brand],
      host: '127.0.0.1',
      port: 0,
      adminHost: '127.0.0.1',
      adminPort: 0,
    },
    dispose: async () => {
      await connection.close();
      await broker.dispose();
    },
  };
}

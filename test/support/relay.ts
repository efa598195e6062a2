import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { jetstreamManager, type StoredMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { connectToBroker } from '../../electron/relay/connect.ts';
import { type Relay, startRelay } from '../../electron/relay/relay.ts';
import { RelayBrand, RelayConfig } from '../../electron/relay/relay-config.ts';
import { SECRET } from './messages.ts';
import { type NatsUser, natsUser, startBroker, type TestBroker, usersOf } from './nats-server.ts';
import { testLog } from './station.ts';
import { noteSecret, noteSecrets } from './written/note-private.ts';
import { recordOutput } from './written/record-output.ts';

/** The built relay. */
export const RELAY = new URL('../../dist/electron/relay.js', import.meta.url).pathname;
const READY_WITHIN_MS = 15_000;

/** For a test that is not about what is logged. */
export const UNHEARD_LOG = { warn: (): void => {} };

/** The end of the callback path of a test's brand. */
export const callbackKeyOf = (brand: string): string => `test-callback-key-of-${brand}`.padEnd(43, '-');

/** A brand of a test, with one desk for the shop of most messages, unless told otherwise. */
export function testBrand(parts: Partial<RelayBrand> = {}): RelayBrand {
  const name = parts.name ?? 'acme';
  const brand = {
    ...RelayBrand.parse({ name, callbackKeys: [callbackKeyOf(name)], appSecret: SECRET }),
    desks: [{ name: 'north', shops: ['84'] }],
    ...parts,
  };
  noteSecrets({ callbackKey: brand.callbackKeys[0], appSecret: brand.appSecret, previousSecret: brand.previousSecret });
  return brand;
}

export type RelayTestParts = Partial<Pick<RelayConfig, 'name' | 'maxBytes'>> & { brands?: RelayBrand[] };

/** What a relay of a test is told: ports are any free ones. Brands go by unchecked, so that they can have a secret that is none. */
export function relayConfig(servers: string[], { seed }: NatsUser, parts: RelayTestParts = {}): RelayConfig {
  const { brands = [testBrand()], ...rest } = parts;
  const told = RelayConfig.parse({
    name: 'one',
    servers,
    seed,
    brands: [RelayBrand.parse({ name: 'any', callbackKeys: [callbackKeyOf('any')], appSecret: SECRET })],
    port: 0,
    adminPort: 0,
    maxBytes: 16_777_216,
    ...rest,
  });
  return { ...told, brands };
}

export type TestRelay = Relay & {
  logged: string[];
  post: (body: Uint8Array | string, brand?: string) => Promise<{ status: number; json: unknown }>;
  health: () => Promise<number>;
  /** The same of one brand. */
  healthOf: (brand: string) => Promise<number>;
  /** Whether messages of every brand are being acknowledged. */
  takesAll: () => Promise<boolean>;
  /** The value of a metric by its name and labels as they stand in the text. */
  metric: (name: string) => Promise<number | null>;
};

/** A relay inside this process. The caller stops it. */
export async function startTestRelay(config: RelayConfig): Promise<TestRelay> {
  const logged: string[] = [];
  const { servers, seed, name } = config;
  const relay = await startRelay({
    config,
    access: { servers, seed, name, ca: null },
    log: testLog(logged),
    clock: { now: Date.now, elapsed: () => performance.now() },
  });
  return { ...relay, logged, ...waysToAsk(relay) };
}

/** How tests talk to a relay, inside this process or in one of its own. */
export function waysToAsk({ receiver, admin }: Pick<Relay, 'receiver' | 'admin'>) {
  return {
    post: async (body: Uint8Array | string, brand = 'acme') => {
      const url = `${receiver}/callback/${callbackKeyOf(brand)}`;
      // Over a connection of its own: one that is kept may be ended by the relay as it is used again.
      const response = await fetch(url, { method: 'POST', body: body as BodyInit, headers: { connection: 'close' } });
      return { status: response.status, json: JSON.parse(await response.text()) as unknown };
    },
    health: async () => (await fetch(`${admin}/health`)).status,
    healthOf: async (brand: string) => (await fetch(`${admin}/health?brand=${brand}`)).status,
    takesAll: async () => {
      const { brands } = (await (await fetch(`${admin}/health`)).json()) as { brands: Record<string, boolean> };
      return Object.values(brands).every((takes) => takes);
    },
    metric: async (name: string) => {
      const text = await (await fetch(`${admin}/metrics`)).text();
      const line = text.split('\n').find((one) => one.startsWith(`${name} `));
      return line === undefined ? null : Number(line.slice(name.length + 1));
    },
  };
}

/** A broker with one user who may do everything. */
export async function openBroker(parts: { maxPayload?: string } = {}): Promise<{ broker: TestBroker; user: NatsUser }> {
  const user = natsUser();
  return { broker: await startBroker(usersOf([user]), parts), user };
}

/** A test's own way to a broker. */
export const connectTo = (servers: string[], { seed }: NatsUser): Promise<NatsConnection> =>
  connectToBroker({ servers, seed, ca: null, name: 'test' });

/** All that a stream holds, oldest first. */
export async function readStream(connection: NatsConnection, stream: string): Promise<StoredMsg[]> {
  const manager = await jetstreamManager(connection);
  const { state } = await manager.streams.info(stream);
  const numbers = Array.from({ length: state.messages }, (_, index) => state.first_seq + index);
  const found = await Promise.all(numbers.map((seq) => manager.streams.getMessage(stream, { seq })));
  return found.filter((message) => message !== null);
}

/** The same over a connection for this once: the broker may have been another one before. */
export async function storedIn(servers: string[], user: NatsUser, stream: string): Promise<StoredMsg[]> {
  const connection = await connectTo(servers, user);
  try {
    return await readStream(connection, stream);
  } finally {
    await connection.close();
  }
}

/** A relay in a process of its own; the caller ends it. */
export type SpawnedRelay = Pick<Relay, 'receiver' | 'admin'> & { child: ChildProcess } & ReturnType<typeof waysToAsk>;

/** Runs the built relay in a process of its own until its ready line. */
export async function spawnRelay(config: RelayConfig): Promise<SpawnedRelay> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-relay-'));
  const file = join(folder, 'relay.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  noteSecret(config.seed);
  const child = recordOutput(spawn(process.execPath, [RELAY, '--config', file], { stdio: ['ignore', 'pipe', 'pipe'] }));
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).once('line', resolve);
  child.once('exit', (code) => reject(new Error(`the relay ended with ${code}`)));
  const timer = setTimeout(() => reject(new Error('the relay was not ready in time')), READY_WITHIN_MS);
  try {
    const ready = JSON.parse(await promise) as Pick<Relay, 'receiver' | 'admin'>;
    return { child, ...ready, ...waysToAsk(ready) };
  } finally {
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  }
}

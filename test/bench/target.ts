import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { pino } from 'pino';
import { StationKey } from '../../electron/custody/station-key.ts';
import { startRelay } from '../../electron/relay/relay.ts';
import { RelayConfig } from '../../electron/relay/relay-config.ts';
import { AppSecretKeeper } from '../../electron/station/app-secrets.ts';
import { MAX_BODY_BYTES } from '../../electron/station/autox3/envelope.ts';
import { ACCEPTED_REPLY } from '../../electron/station/autox3/reply.ts';
import { pathOf } from '../../electron/station/callback-paths.ts';
import { Settings } from '../../electron/station/data-folder.ts';
import { KeptSecrets } from '../../electron/station/kept-secrets.ts';
import { PlatformSecret } from '../../electron/station/platform/platform-secret.ts';
import { TunnelTokens } from '../../electron/station/reach/tunnel-tokens.ts';
import { completeSecrets, newKey } from '../../electron/station/secrets.ts';
import { startStation } from '../../electron/station/station.ts';

/** What a benchmark can run in a process of its own; `bare` is the same Fastify with a route that parses and answers. */
export type TargetName = 'batched' | 'per-request' | 'bare' | 'relay';
/** The target's first message to the process that forked it. */
export type TargetReady = { callback: string; api: string; token: string };

const SECRET = process.env.FORECOURT_APP_SECRET ?? '';
const TOKEN = 'bench-token-bench-token-bench-token';

/** What anybody would write: Fastify's own JSON parser, a route, the same answer. */
async function startBare(): Promise<TargetReady> {
  const server = Fastify({ logger: false, bodyLimit: MAX_BODY_BYTES });
  server.post('/callback/bench', async (_request, reply) => reply.type('application/json').send(ACCEPTED_REPLY));
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  return { callback: `${address}/callback/bench`, api: '', token: '' };
}

const keptNowhere = (): KeptSecrets => new KeptSecrets(completeSecrets({}).secrets, 'file', async () => 'file');

async function startReal(batch: number | undefined): Promise<TargetReady> {
  const given = process.env.FORECOURT_BENCH_DATA;
  const dataFolder = given ?? mkdtempSync(join(process.env.FORECOURT_BENCH_DISK ?? tmpdir(), 'forecourt-bench-'));
  if (given === undefined) process.once('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
  const { callback, api } = await startStation({
    dataFolder,
    pageFolder: join(import.meta.dirname, '../renderer'),
    host: '127.0.0.1',
    receiverPort: 0,
    boardPort: 0,
    boardToken: TOKEN,
    stationKey: new StationKey(newKey()),
    appSecrets: new AppSecretKeeper(
      { current: SECRET, previous: null, previousEnds: 0 },
      'environment',
      async () => 'file',
    ),
    tunnelTokens: new TunnelTokens(keptNowhere()),
    platformSecret: new PlatformSecret(keptNowhere()),
    keptSecrets: keptNowhere(),
    settings: Settings.parse({}),
    timeZone: 'UTC',
    platform: process.platform,
    startedBy: 'person',
    version: 'bench',
    log: pino({ level: 'warn' }, pino.destination({ fd: 2, sync: true })),
    clock: { now: Date.now, elapsed: () => performance.now(), sinceBoot: () => performance.now() },
    workerFile: join(import.meta.dirname, '../electron/data-worker.js'),
    restart: () => {},
    ...(batch === undefined ? {} : { batch }),
  });
  return { callback, api, token: TOKEN };
}

/** A relay with its broker as the environment says; `api` is where it is asked whether it is ready. */
async function startRelayed(): Promise<TargetReady> {
  const { FORECOURT_BENCH_BROKER: broker = '', FORECOURT_BENCH_SEED: seed = '' } = process.env;
  const key = newKey();
  const config = RelayConfig.parse({
    name: 'bench',
    servers: [broker],
    seed,
    brands: [{ name: 'bench', callbackKeys: [key], appSecret: SECRET, desks: [{ name: 'north', shops: ['84'] }] }],
    port: 0,
    adminPort: 0,
  });
  const { receiver, admin } = await startRelay({
    config,
    access: { servers: config.servers, seed, ca: null, name: 'bench' },
    log: pino({ level: 'warn' }, pino.destination({ fd: 2, sync: true })),
    clock: { now: Date.now, elapsed: () => performance.now() },
  });
  return { callback: `${receiver}${pathOf(key)}`, api: admin, token: '' };
}

function start(name: TargetName): Promise<TargetReady> {
  switch (name) {
    case 'bare':
      return startBare();
    case 'relay':
      return startRelayed();
    case 'batched':
      return startReal(undefined);
    case 'per-request':
      return startReal(1);
  }
}

const ready = await start(process.argv[2] as TargetName);
process.send?.(ready);
process.on('message', () => process.send?.({ rss: process.memoryUsage.rss() }));
process.once('disconnect', () => process.exit(0));

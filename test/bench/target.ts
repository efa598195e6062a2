import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { pino } from 'pino';
import { AppSecretKeeper } from '../../electron/station/app-secrets.ts';
import { MAX_BODY_BYTES } from '../../electron/station/autox3/envelope.ts';
import { ACCEPTED_REPLY } from '../../electron/station/autox3/reply.ts';
import { CallbackPaths } from '../../electron/station/callback-paths.ts';
import { Settings } from '../../electron/station/data-folder.ts';
import { KeptSecrets } from '../../electron/station/kept-secrets.ts';
import { TunnelTokens } from '../../electron/station/reach/tunnel-tokens.ts';
import { completeSecrets, newKey } from '../../electron/station/secrets.ts';
import { startStation } from '../../electron/station/station.ts';

/** What a benchmark can run in a process of its own; `bare` is the same Fastify with a route that parses and answers. */
export type TargetName = 'batched' | 'per-request' | 'bare';
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
    callbackPaths: new CallbackPaths(new KeptSecrets(completeSecrets({}).secrets, 'file', async () => 'file'), newKey),
    boardToken: TOKEN,
    appSecrets: new AppSecretKeeper(
      { current: SECRET, previous: null, previousEnds: 0 },
      'environment',
      async () => 'file',
    ),
    tunnelTokens: new TunnelTokens(new KeptSecrets(completeSecrets({}).secrets, 'file', async () => 'file')),
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

const name = process.argv[2] as TargetName;
const ready = name === 'bare' ? await startBare() : await startReal(name === 'per-request' ? 1 : undefined);
process.send?.(ready);
process.on('message', () => process.send?.({ rss: process.memoryUsage.rss() }));
process.once('disconnect', () => process.exit(0));

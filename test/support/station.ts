import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { type Logger, pino } from 'pino';
import { StationKey } from '../../electron/custody/station-key.ts';
import { AppSecretKeeper, type AppSecrets } from '../../electron/station/app-secrets.ts';
import { Settings } from '../../electron/station/data-folder.ts';
import { KeptSecrets } from '../../electron/station/kept-secrets.ts';
import { PC_NETWORK, type PhotoNetwork } from '../../electron/station/photos/photo-network.ts';
import { PlatformSecret } from '../../electron/station/platform/platform-secret.ts';
import { TunnelTokens } from '../../electron/station/reach/tunnel-tokens.ts';
import { completeSecrets, type Secrets } from '../../electron/station/secrets.ts';
import { type Station, type StationOptions, startStation } from '../../electron/station/station.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { contract } from '../../shared/contract.ts';
import { ownTimeZone } from '../../shared/time-zone.ts';
import { SECRET } from './messages.ts';
import { lookupNowhere } from './public-edge.ts';
import { noteAppSecrets, noteSecret, noteSecrets } from './written/note-private.ts';
import { recordFolder } from './written/record-folder.ts';
import { recordOutput } from './written/record-output.ts';
import { record } from './written/trace.ts';

const root = new URL('../../', import.meta.url).pathname;

/** The built page that every station of a test serves. */
export const PAGE_FOLDER = join(root, 'dist/renderer');
const CALLBACK_KEY = 'test-callback-key-test-callback-key';
export const TOKEN = 'test-token-test-token-test-token';
/** What custody files of tests are signed with. */
export const STATION_SEED = 'dGVzdC1zZWVkLXRlc3Qtc2VlZC10ZXN0LXNlZWQtMDA';

/** A network whose names nobody answers for: what is fetched in a test comes from addresses of this PC, or not at all. */
export const NO_NAMES: PhotoNetwork = { ...PC_NETWORK, resolve: () => new Promise(() => {}) };

/** A PC without any network: no test opens the board to the one that it runs in. */
const NO_NETWORK = { interfaces: () => ({}), lookEveryMs: 15_000 };

const DETAIL = /^\{"level":[12]0,/;
/** Where nobody answers: no test asks AutoX3. */
const NO_PLATFORM = 'http://127.0.0.1:1';

/** Longer than any test. */
const NEVER_MS = 1e9;

/**
 * A folder of its own for a test; the caller removes it with `dispose`, and the text in it, or in its folder `written`, is kept for
 * the look through all that tests write.
 */
export function temporaryFolder(written = ''): { path: string; dispose: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'forecourt-test-'));
  const dispose = () => {
    recordFolder(join(path, written));
    rmSync(path, { recursive: true, force: true });
  };
  return { path, dispose };
}

export type StationParts = {
  dataFolder?: string;
  appSecrets?: Partial<AppSecrets>;
  settings?: Parameters<typeof Settings.parse>[0];
  maxPages?: number;
  photoNetwork?: PhotoNetwork;
  version?: string;
  now?: () => number;
  sinceBoot?: () => number;
  /** A test that sets the clock forward is not to look like a PC that slept: never, unless told otherwise. */
  beatEveryMs?: number;
  timeZone?: string;
  host?: string;
  /** Free ones unless told otherwise. */
  receiverPort?: number;
  boardPort?: number;
  network?: StationOptions['network'];
  restart?: () => void;
  reach?: StationOptions['reach'];
  drillTempo?: StationOptions['drillTempo'];
  kill?: () => void;
  tunnelTokens?: TunnelTokens;
  stationKey?: string;
  keptSecrets?: StationOptions['keptSecrets'];
  platformTempo?: StationOptions['platformTempo'];
};

/** A running station with ways to use it; `post` delivers a body as AutoX3 does. */
export type TestStation = Station & {
  dataFolder: string;
  logged: string[];
  client: ContractRouterClient<typeof contract>;
  post: (body: Uint8Array | string, init?: RequestInit) => Promise<{ status: number; json: unknown }>;
  rest: (path: string) => Promise<{ status: number; json: Record<string, unknown> }>;
  dispose: () => Promise<void>;
};

/** A station inside this process, on free ports and, unless told otherwise, a folder of its own. */
export async function startTestStation(parts: StationParts = {}): Promise<TestStation> {
  const folder = parts.dataFolder === undefined ? temporaryFolder() : { path: parts.dataFolder, dispose: () => {} };
  const logged: string[] = [];
  const keys = { callbackKey: CALLBACK_KEY, boardToken: TOKEN, stationKey: parts.stationKey ?? STATION_SEED };
  const secrets = keptSecretsOf(keys);
  const options: StationOptions = {
    dataFolder: folder.path,
    pageFolder: PAGE_FOLDER,
    host: parts.host ?? '127.0.0.1',
    receiverPort: parts.receiverPort ?? 0,
    boardPort: parts.boardPort ?? 0,
    boardToken: TOKEN,
    stationKey: new StationKey(parts.stationKey ?? STATION_SEED),
    appSecrets: keeperOf({ current: SECRET, previous: null, previousEnds: 0, ...parts.appSecrets }),
    tunnelTokens: parts.tunnelTokens ?? new TunnelTokens(tokensOf({})),
    platformSecret: new PlatformSecret(tokensOf({})),
    keptSecrets: parts.keptSecrets ?? secrets,
    platformTempo: parts.platformTempo ?? { base: NO_PLATFORM },
    settings: Settings.parse(parts.settings ?? {}),
    version: parts.version ?? packageJson.version,
    log: testLog(logged),
    photoNetwork: parts.photoNetwork ?? NO_NAMES,
    clock: {
      now: parts.now ?? Date.now,
      elapsed: () => performance.now(),
      sinceBoot: parts.sinceBoot ?? (() => performance.now()),
    },
    beatEveryMs: parts.beatEveryMs ?? NEVER_MS,
    timeZone: parts.timeZone ?? ownTimeZone(),
    platform: 'linux',
    startedBy: 'person',
    workerFile: join(root, 'dist/electron/data-worker.js'),
    restart: parts.restart ?? (() => {}),
    network: parts.network ?? NO_NETWORK,
    reach: { network: { lookup: lookupNowhere }, ...parts.reach },
    kill: parts.kill,
    drillTempo: parts.drillTempo,
    ...(parts.maxPages === undefined ? {} : { maxPages: parts.maxPages }),
  };
  const station = await startStation(options);
  return {
    ...station,
    ...waysToUse(station.callback, station.api, TOKEN),
    dataFolder: folder.path,
    logged,
    dispose: async () => {
      await station.stop();
      folder.dispose();
    },
  };
}

/** A log that keeps its lines, the finest apart, which only a station writes that was told to say more. */
export function testLog(logged: string[]): Logger {
  const write = (line: string): void => {
    if (!DETAIL.test(line)) logged.push(line);
    record('log', line);
  };
  return pino({ level: 'trace' }, { write });
}

/** Secrets that are kept nowhere. */
export function keeperOf(secrets: AppSecrets): AppSecretKeeper {
  noteAppSecrets(secrets);
  return new AppSecretKeeper(secrets, 'file', async (changed) => {
    noteAppSecrets(changed);
    return 'file';
  });
}

/** Tokens of tunnels that are kept nowhere. */
export function tokensOf(tokens: Partial<Pick<Secrets, 'ngrokToken' | 'cloudflaredToken'>>): KeptSecrets {
  return keptSecretsOf(tokens);
}

function keptSecretsOf(given: Partial<Secrets>): KeptSecrets {
  const { secrets } = completeSecrets(given);
  noteSecrets(secrets);
  return new KeptSecrets(secrets, 'file', async (changed) => {
    noteSecrets(changed);
    return 'file';
  });
}

/** How tests talk to a station, inside this process or in one of its own. */
export function waysToUse(callback: string, api: string, token: string): Pick<TestStation, 'client' | 'post' | 'rest'> {
  const link = new RPCLink({
    url: new URL('/rpc', api).href,
    headers: { authorization: `Bearer ${token}` },
  });
  return {
    client: createORPCClient(link),
    post: async (body, init = {}) => {
      const response = await fetch(callback, { method: 'POST', body: body as BodyInit, ...init });
      const text = await response.text();
      return { status: response.status, json: text === '' ? null : JSON.parse(text) };
    },
    rest: async (path) => {
      const response = await fetch(`${api}${path}`, { headers: { authorization: `Bearer ${token}` } });
      return { status: response.status, json: (await response.json()) as Record<string, unknown> };
    },
  };
}

/** The ready line of the headless station. */
export type Ready = { event: 'ready'; callback: string; board: string; api: string; token: string };

export type SpawnedStation = { process: ChildProcess; ready: Ready; readyMs: number; stderr: () => string };

/**
 * Runs the built headless station in a process of its own until its ready line; rejects with what it said if it ends before.
 * `openFiles` is how many descriptors it may have, where the system knows such a limit.
 */
export function spawnStation(
  dataFolder: string,
  options: { env?: NodeJS.ProcessEnv; args?: string[]; openFiles?: number } = {},
): Promise<SpawnedStation> {
  const startedAt = performance.now();
  const command = [
    process.execPath,
    join(root, 'dist/electron/headless.js'),
    ...['--data', dataFolder, '--receiver-port', '0', '--board-port', '0'],
    ...(options.args ?? []),
  ];
  const isLimited = options.openFiles !== undefined && process.platform !== 'win32';
  const [program = '', ...args] = isLimited
    ? ['sh', '-c', `ulimit -n ${options.openFiles} && exec "$0" "$@"`, ...command]
    : command;
  const child = spawn(program, args, {
    env: { ...process.env, FORECOURT_APP_SECRET: SECRET, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  recordOutput(child);
  noteSecret(options.env?.FORECOURT_APP_SECRET);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      resolve({
        process: child,
        ready: JSON.parse(line) as Ready,
        readyMs: performance.now() - startedAt,
        stderr: () => stderr,
      });
    });
    child.once('exit', (code) => reject(new Error(`the station ended with ${code}: ${stderr}`)));
  });
}

/** Ends a spawned station by a signal and waits until it is gone. */
export function endStation(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { checkInType, envelopeStaff, generateCheckIn } from '../electron/simulator/check-in-data.ts';
import { buildMessage } from '../electron/simulator/envelope.ts';
import { createRandom } from '../electron/simulator/random.ts';
import { simulate } from '../electron/simulator/run.ts';
import { seededId } from '../electron/simulator/seeded-id.ts';
import { LANES, type Lane } from '../shared/check-in.ts';
import type { contract } from '../shared/contract.ts';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import { DEFAULT_SHOP, type ShopSettings } from '../shared/shop.ts';
import { freePort } from '../test/support/free-port.ts';

const SECRET = 'SECRET-FOR-PICTURES-SECRET-FOR-PICTURES';
/** The moment at which every picture is taken; the check-ins arrive in the hours before it. */
export const NOW = Date.parse('2026-03-03T10:40:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * One check-in of a picture: how long ago it arrived, where it stands, a seed that gives a vehicle of that shop, and what the
 * desk has written on it; `promisedIn` is in minutes from now.
 */
export type Visit = {
  minutesAgo: number;
  lane: Lane;
  seed: number;
  keyTag?: string;
  promisedIn?: number;
  note?: Record<'en' | 'zh', string>;
};

export const MORNING: readonly Visit[] = [
  { minutesAgo: 183, lane: 'ready', seed: 38, keyTag: 'A4', promisedIn: 50 },
  { minutesAgo: 156, lane: 'ready', seed: 46 },
  { minutesAgo: 141, lane: 'health-check', seed: 5, keyTag: 'B2', promisedIn: 20 },
  { minutesAgo: 118, lane: 'handed-over', seed: 68 },
  { minutesAgo: 97, lane: 'health-check', seed: 33 },
  {
    minutesAgo: 74,
    lane: 'health-check',
    seed: 54,
    keyTag: 'B7',
    promisedIn: 380,
    note: { en: 'Call before fitting the tyres', zh: '换轮胎前先电话确认' },
  },
  { minutesAgo: 52, lane: 'seen', seed: 22, keyTag: 'A11', promisedIn: -15 },
  { minutesAgo: 41, lane: 'seen', seed: 40 },
  { minutesAgo: 29, lane: 'ready', seed: 41 },
  { minutesAgo: 22, lane: 'seen', seed: 48, keyTag: 'C3' },
  { minutesAgo: 11, lane: 'new', seed: 59, note: { en: 'Waits in the lounge', zh: '车主在休息室等候' } },
  { minutesAgo: 4.3, lane: 'new', seed: 64 },
  { minutesAgo: 0.6, lane: 'new', seed: 20 },
];

/** How often a station notes that it runs, and a little more, in ms. */
const BEAT_MS = 6_000;

/** The vehicle of this seed was here before: how much of its mileage, damage and lights it had then. */
const REGULAR = 59;
const EARLIER = [
  { daysAgo: 611.1, mileage: 0.21, damages: 0, lights: 0 },
  { daysAgo: 364.9, mileage: 0.48, damages: 1, lights: 1 },
  { daysAgo: 132.95, mileage: 0.83, damages: 2, lights: 1 },
] as const;

/** The position codes of the simulator's damages, as a shop would have put them on the diagram. */
const POSITIONS = {
  sys_feature_0013_01: 'front-right-wing',
  sys_feature_0013_07: 'front-bumper',
  sys_feature_0013_11: 'rear-left-door',
  sys_feature_0013_16: 'boot',
} as const;

/**
 * Loaded into the station's process: gives it the clock that this script sets, so that a morning takes a second, and an internet in
 * which every public address leads to its receiver.
 */
const steered = (receiverPort: number): string =>
  `data:text/javascript,${encodeURIComponent(`
  import { request } from 'node:http';
  import https from 'node:https';
  import { syncBuiltinESMExports } from 'node:module';
  https.request = ({ pathname: path }, options) => request({ ...options, host: '127.0.0.1', port: ${receiverPort}, path });
  syncBuiltinESMExports();
  let now = ${NOW};
  Date.now = () => now;
  process.on('message', (time) => { now = time; process.send(time); });
`)}`;

/** A station for pictures, with the clock that the script sets. */
export type PictureStation = {
  board: string;
  callback: string;
  client: ContractRouterClient<typeof contract>;
  setClock: (time: number) => Promise<void>;
  stop: () => Promise<void>;
};

/** Where AutoX3 would reach such a shop; the pictures show it, the simulator goes the short way. */
const PUBLIC_ADDRESS = 'https://check-ins.harbour-road.example';
/** The same in every run, so that a picture changes only when the page does. */
const KEYS = { callbackKey: 'q3vT8mYcW1rZk6Hd0aXuEo7Ls2Nf9BjPgK4iRwVtD5M', boardToken: 'pictures-pictures-pictures' };

/** A station of a shop, with nothing received yet. */
export async function startPictureStation(shop: Partial<ShopSettings>): Promise<PictureStation> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-pictures-'));
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ publicAddress: PUBLIC_ADDRESS }));
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(KEYS));
  const program = join(import.meta.dirname, '../dist/electron/headless.js');
  const receiverPort = await freePort();
  const child = spawn(
    process.execPath,
    [
      '--import',
      steered(receiverPort),
      program,
      '--data',
      folder,
      '--receiver-port',
      `${receiverPort}`,
      '--board-port',
      '0',
    ],
    {
      env: { ...process.env, FORECOURT_APP_SECRET: SECRET },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  const ready = await readyLine(child);
  const link = new RPCLink({
    url: new URL('/rpc', ready.api).href,
    headers: { authorization: `Bearer ${ready.token}` },
  });
  const client: PictureStation['client'] = createORPCClient(link);
  await client.settings.set({ shop: { ...DEFAULT_SHOP, ...shop } });
  return {
    board: ready.board,
    callback: ready.callback,
    client,
    setClock: async (time) => {
      child.send(time);
      await once(child, 'message');
    },
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readyLine(
  child: ChildProcess,
): Promise<{ board: string; callback: string; api: string; token: string }> {
  if (child.stdout === null) throw new Error('the station has no output');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(line);
}

/** Plays AutoX3 and the people at the desk until the board stands as it should; `photos` is where photos are served. */
export async function playMorning(
  station: PictureStation,
  visits: readonly Visit[],
  language: 'en' | 'zh',
  photos: string,
): Promise<void> {
  const { board } = DEFAULT_SETTINGS;
  await station.client.settings.set({
    photos: { allowedHosts: ['127.0.0.1'] },
    board: { ...board, positions: POSITIONS },
  });
  for (const [index, earlier] of EARLIER.entries()) {
    const arrived = NOW - earlier.daysAgo * DAY_MS;
    await station.setClock(arrived);
    const body = earlierVisit(earlier, arrived, 6301 + index, language, photos);
    const { ok } = await fetch(station.callback, { method: 'POST', body });
    if (!ok) throw new Error('an earlier check-in was not accepted');
    await moveTo(station, await newestId(station), 'handed-over', 3 * MINUTE_MS);
  }
  for (const [index, { minutesAgo, lane, seed, keyTag, promisedIn, note }] of visits.entries()) {
    const arrived = NOW - minutesAgo * MINUTE_MS;
    await station.setClock(arrived);
    const { ok } = await simulate({
      url: new URL(station.callback),
      secret: SECRET,
      count: 1,
      rate: 1,
      language,
      dialect: 'verbatim',
      seed,
      faults: [],
      firstServiceOrder: 6401 + index,
      photos,
      reports: lane === 'ready' || lane === 'handed-over' ? 100 : 0,
      plans: index % 3 === 0 || seed === REGULAR ? 100 : 0,
      afterMs: 0,
      clock: () => arrived,
    });
    if (!ok) throw new Error('a check-in was not accepted');
    const id = await newestId(station);
    await station.client.checkIns.shown({ ids: [id] });
    await moveTo(station, id, lane, Math.min(minutesAgo, 3) * MINUTE_MS);
    const promisedAt = promisedIn === undefined ? null : new Date(NOW + promisedIn * MINUTE_MS).toISOString();
    const to = { note: note?.[language] ?? null, keyTag: keyTag ?? null, promisedAt };
    await station.client.checkIns.writeDesk({ id, from: { note: null, keyTag: null, promisedAt: null }, to });
  }
  await station.setClock(NOW);
  await photosCaptured(station);
  await lookAfter(station);
}

/** Ticks off the times that the clock has leapt over, as soon as the station has noted the last of them. */
async function lookAfter({ client }: PictureStation): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, BEAT_MS));
  const { items } = await client.blind.list({ withHarmless: false, limit: 200 });
  for (const { losesFrom, losesTo } of items)
    if (losesFrom !== null && losesTo !== null)
      await client.blind.tick({ losesFrom, losesTo, who: 'Dawn Fletcher', note: '' });
}

function earlierVisit(
  { mileage, damages, lights }: (typeof EARLIER)[number],
  createTime: number,
  receiveBaseId: number,
  language: 'en' | 'zh',
  photos: string,
): Uint8Array<ArrayBuffer> {
  const random = createRandom(REGULAR, 0);
  // What the seed gives first to the visit of the morning.
  seededId(random);
  const checkIn = generateCheckIn(random, language, receiveBaseId, photos);
  const { odograph, paintsInfo, lightInfo } = checkIn.preCheckInfo;
  const { body } = buildMessage({
    content: {
      ...checkIn,
      preCheckInfo: {
        ...checkIn.preCheckInfo,
        odograph: Math.round(odograph * mileage),
        paintsInfo: paintsInfo.slice(0, damages),
        lightInfo: lightInfo.slice(0, lights),
      },
    },
    msgType: checkInType(random),
    msgId: seededId(createRandom(receiveBaseId)),
    createTime,
    staffInfo: envelopeStaff(checkIn),
    secret: SECRET,
    dialect: 'verbatim',
    random,
  });
  return new Uint8Array(body);
}

async function newestId({ client }: PictureStation): Promise<string> {
  const { items } = await client.checkIns.list({ limit: 1 });
  return items[0]?.id ?? '';
}

/** Waits until no photo on the board is on its way any more. */
async function photosCaptured(station: PictureStation): Promise<void> {
  const until = performance.now() + 60_000;
  for (;;) {
    const { items } = await station.client.checkIns.list({ limit: 50 });
    const visits = await Promise.all(items.map(({ id }) => station.client.checkIns.get({ id })));
    if (visits.every(({ photos }) => photos.flat().every(({ state }) => state === 'captured'))) return;
    if (performance.now() > until) throw new Error('the photos were not captured');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function moveTo(station: PictureStation, id: string, lane: Lane, takesMs: number): Promise<void> {
  const { arrivedAt } = await station.client.checkIns.get({ id });
  for (const [step, to] of LANES.slice(1, LANES.indexOf(lane) + 1).entries()) {
    await station.setClock(Date.parse(arrivedAt) + ((step + 1) * takesMs) / LANES.length);
    // Its report may have moved it on.
    const { lane: from } = await station.client.checkIns.get({ id });
    if (LANES.indexOf(from) < LANES.indexOf(to)) await station.client.checkIns.move({ id, from, to });
  }
}

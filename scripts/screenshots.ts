// Draws the pictures of the documentation: the built station and page, with check-ins that the simulator plays.
// Usage: npm run screenshots
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Language } from '../electron/simulator/check-in-data.ts';
import { simulate } from '../electron/simulator/run.ts';
import { servePhotos } from '../electron/simulator/sample-photos.ts';
import { LANES, type Lane } from '../shared/check-in.ts';
import type { contract, Shop } from '../shared/contract.ts';
import { launchBrowser } from '../test/support/browser.ts';

const root = join(import.meta.dirname, '..');
const PICTURES = join(root, 'docs/pictures');
const SECRET = 'SECRET-FOR-PICTURES-SECRET-FOR-PICTURES';
/** The moment at which every picture is taken; the check-ins arrive in the hours before it. */
const NOW = Date.parse('2026-03-03T10:40:00Z');
const MINUTE_MS = 60_000;

/** One check-in of a picture: how long ago it arrived, where it stands, and a seed that gives a vehicle of that shop. */
type Visit = { minutesAgo: number; lane: Lane; seed: number };

const MORNING: readonly Visit[] = [
  { minutesAgo: 183, lane: 'ready', seed: 38 },
  { minutesAgo: 156, lane: 'ready', seed: 46 },
  { minutesAgo: 141, lane: 'health-check', seed: 5 },
  { minutesAgo: 118, lane: 'handed-over', seed: 68 },
  { minutesAgo: 97, lane: 'health-check', seed: 33 },
  { minutesAgo: 74, lane: 'health-check', seed: 54 },
  { minutesAgo: 52, lane: 'seen', seed: 22 },
  { minutesAgo: 41, lane: 'seen', seed: 40 },
  { minutesAgo: 29, lane: 'ready', seed: 41 },
  { minutesAgo: 22, lane: 'seen', seed: 48 },
  { minutesAgo: 11, lane: 'new', seed: 59 },
  { minutesAgo: 4.3, lane: 'new', seed: 64 },
  { minutesAgo: 0.6, lane: 'new', seed: 20 },
];

/** Loaded into the station's process: gives it the clock that this script sets, so that a morning takes a second. */
const STEERED_CLOCK = `data:text/javascript,${encodeURIComponent(`
  let now = ${NOW};
  Date.now = () => now;
  process.on('message', (time) => { now = time; process.send(time); });
`)}`;

type Station = {
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

async function startStation(shop: Partial<Shop>): Promise<Station> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-pictures-'));
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ shop, publicAddress: PUBLIC_ADDRESS }));
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(KEYS));
  const program = join(root, 'dist/electron/headless.js');
  const child = spawn(
    process.execPath,
    ['--import', STEERED_CLOCK, program, '--data', folder, '--receiver-port', '0', '--board-port', '0'],
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
  return {
    board: ready.board,
    callback: ready.callback,
    client: createORPCClient(link),
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

/** Plays AutoX3 and the people at the desk until the board stands as it should. */
async function playMorning(station: Station, visits: readonly Visit[], language: Language): Promise<void> {
  await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
  for (const [index, { minutesAgo, lane, seed }] of visits.entries()) {
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
      photos: photos.address,
      clock: () => arrived,
    });
    if (!ok) throw new Error('a check-in was not accepted');
    const { items } = await station.client.checkIns.list({ limit: 1 });
    await moveTo(station, items[0]?.id ?? '', lane, Math.min(minutesAgo, 3) * MINUTE_MS);
  }
  await station.setClock(NOW);
  await photosCaptured(station);
}

/** Waits until no photo on the board is on its way any more. */
async function photosCaptured(station: Station): Promise<void> {
  const until = performance.now() + 60_000;
  for (;;) {
    const { items } = await station.client.checkIns.list({ limit: 50 });
    const visits = await Promise.all(items.map(({ id }) => station.client.checkIns.get({ id })));
    if (visits.every(({ photos }) => photos.flat().every(({ state }) => state === 'captured'))) return;
    if (performance.now() > until) throw new Error('the photos were not captured');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function moveTo(station: Station, id: string, lane: Lane, takesMs: number): Promise<void> {
  const { arrivedAt } = await station.client.checkIns.get({ id });
  for (const [step, to] of LANES.slice(1, LANES.indexOf(lane) + 1).entries()) {
    await station.setClock(Date.parse(arrivedAt) + ((step + 1) * takesMs) / LANES.length);
    await station.client.checkIns.move({ id, from: LANES[step] ?? 'new', to });
  }
}

/** Opens the board at the moment of the picture, takes the picture when all of it is drawn, and closes it. */
async function take(
  browser: Browser,
  station: Station,
  name: string,
  options: BrowserContextOptions,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<void> {
  const context = await browser.newContext({ timezoneId: 'Europe/London', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(station.board);
  await page.locator('[data-connection="live"]').waitFor();
  await prepare(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled', caret: 'hide' });
  await context.close();
  console.log(`docs/pictures/${name}.png`);
}

/** Goes on to the wall; its hint for whoever sets it up goes with the first key. */
async function showWall(page: Page): Promise<void> {
  await page.goto(new URL('/wall.html', page.url()).href);
  await page.locator('[data-check-in]').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-hint]').waitFor({ state: 'hidden' });
}

const DESK = { viewport: { width: 1280, height: 800 }, locale: 'en-GB', colorScheme: 'light' } as const;
const TELEVISION = { ...DESK, viewport: { width: 1920, height: 1080 } } as const;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

mkdirSync(PICTURES, { recursive: true });
const { browser, close } = await launchBrowser();
const photos = await servePhotos();
try {
  const english = await startStation({ name: 'Harbour Road', plateStyle: 'uk', distanceUnit: 'mi' });
  try {
    await take(browser, english, 'empty', DESK);
    await playMorning(english, MORNING, 'en');
    await take(browser, english, 'board', DESK);
    await take(browser, english, 'panel', DESK, async (page) => {
      await page.locator('[data-lane="new"] [data-check-in]').first().click();
      await page.getByRole('heading', { name: 'Messages' }).waitFor({ state: 'attached' });
      await page.mouse.move(640, 790);
    });
    await take(browser, english, 'gallery', DESK, async (page) => {
      await page.locator('[data-check-in] button[aria-label*="hoto"]').first().click();
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(500);
    });
    await take(browser, english, 'settings', DESK, async (page) => {
      await page.goto(new URL('/?page=settings', english.board).href);
      await page.getByRole('heading', { name: 'Alerts' }).waitFor();
    });
    await take(browser, english, 'phone', { ...DESK, ...PHONE });
    await take(browser, english, 'wall', TELEVISION, showWall);
  } finally {
    await english.stop();
  }
  const chinese = await startStation({ name: '海港路汽车服务中心', plateStyle: 'cn' });
  try {
    await playMorning(chinese, MORNING, 'zh');
    const wall = { viewport: { width: 1920, height: 1080 }, locale: 'zh-CN', colorScheme: 'dark' } as const;
    await take(browser, chinese, 'board-dark-zh', { ...wall, timezoneId: 'Asia/Shanghai' });
    const upright = { ...wall, viewport: { width: 1080, height: 1920 }, timezoneId: 'Asia/Shanghai' };
    await take(browser, chinese, 'wall-dark-zh', upright, showWall);
  } finally {
    await chinese.stop();
  }
} finally {
  photos.close();
  await close();
}

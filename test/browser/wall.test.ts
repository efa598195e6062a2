import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { wallLayout } from '../../renderer/wall/wall-scale.ts';
import type { Lane } from '../../shared/check-in.ts';
import { jpeg, send, startPhotoServer } from '../integration/photos/photo-server.ts';
import { freePort } from '../support/free-port.ts';
import { signedCheckIn } from '../support/messages.ts';
import { type StationParts, startTestStation, type TestStation, temporaryFolder } from '../support/station.ts';
import {
  cardOf,
  checkIn,
  clockedDesk,
  cutOff,
  desk,
  eventually,
  live,
  makeKnown,
  oneBrowser,
  openAt,
  stationForTest,
} from './desk.ts';

const browser = oneBrowser();
const TELEVISION: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } };

/** A station of a shop with a name. */
const wallStation = (parts: StationParts = {}): Promise<TestStation> =>
  stationForTest({
    settings: { shop: { name: 'Harbour Road', plateStyle: 'uk' } },
    ...parts,
  });

/** A screen that may watch this station and shows its wall, live. */
async function openWall(
  station: Pick<TestStation, 'board'>,
  { query = '', ...options }: BrowserContextOptions & { query?: string } = {},
): Promise<Page> {
  return openAt(browser(), station, `/wall.html${query}`, { ...TELEVISION, ...options });
}

/** The same, by a clock that the test sets. */
async function openClockedWall(station: Pick<TestStation, 'board'>): Promise<Page> {
  const page = await clockedDesk(browser(), TELEVISION);
  await page.clock.install();
  await makeKnown(page, station);
  await page.goto(new URL('/wall.html', station.board).href);
  await live(page).waitFor();
  return page;
}

const outage = (page: Page) => page.locator('[data-outage]');
const lane = (page: Page, name: Lane) => page.locator(`[data-lane="${name}"]`);

/** A station that can be stopped, and started again at the same address with what it had. */
async function stoppableStation(): Promise<{ start: () => Promise<TestStation>; board: string }> {
  const folder = temporaryFolder();
  const ports = { receiverPort: await freePort(), boardPort: await freePort() };
  let running: TestStation | null = null;
  onTestFinished(async () => {
    await running?.dispose();
    folder.dispose();
  });
  const start = async (): Promise<TestStation> => {
    const started = await startTestStation({ dataFolder: folder.path, ...ports });
    running = started;
    const { dispose } = started;
    started.dispose = () => {
      running = null;
      return dispose();
    };
    return started;
  };
  const { board } = await start();
  return { start: async () => running ?? start(), board };
}

describe('a wall follows the board', () => {
  test('what arrives slides in, what moves changes its lane, what is handed over leaves', async () => {
    const station = await wallStation();
    const page = await openWall(station);
    await page.getByText('No vehicle waiting').waitFor();
    const id = await checkIn(station, { plate: 'WA11 LIV' });
    await cardOf(page, id, 'new').getByText('WA11 LIV').waitFor();
    expect(await cardOf(page, id).getAttribute('data-entering')).toBe('true');
    await expect(lane(page, 'new').getByRole('heading').textContent()).resolves.toBe('New1');

    await station.client.checkIns.move({ id, from: 'new', to: 'health-check' });
    await cardOf(page, id, 'health-check').waitFor();
    await station.client.checkIns.move({ id, from: 'health-check', to: 'handed-over' });
    await cardOf(page, id).waitFor({ state: 'detached' });
    await page.getByText('No vehicle waiting').waitFor();
  });

  test('and shows nothing of the person, not even in its memory', async () => {
    const station = await wallStation();
    const id = await checkIn(station, { ownerFirstName: 'Wilhelmina', remark: 'Pays in cash' });
    const page = await openWall(station);
    await cardOf(page, id).getByText('Y Xing').waitFor();
    const text = await page.locator('html').evaluate((html) => html.outerHTML);
    expect(text).not.toMatch(/Wilhelmina|Okafor|07700|cash|Golf bag|WBA8E9G50/);
  });

  test('hides the middle of plates and all photos at once when the shop says so', async () => {
    const station = await wallStation();
    const id = await checkIn(station, { plate: 'WA11 LIV' });
    const page = await openWall(station);
    await cardOf(page, id).getByText('WA11 LIV').waitFor();
    await cardOf(page, id).locator('svg[aria-hidden]').first().waitFor();
    await station.client.settings.set({ wall: { plates: 'masked', photos: false } });
    await cardOf(page, id).getByText('WA•• •IV').waitFor();
    expect(await page.locator('html').textContent()).not.toContain('WA11');
  });

  test('shows a photo that the station did not hand out as soon as it answers again', async () => {
    const server = await startPhotoServer({ '/1.jpg': send(await jpeg()) });
    onTestFinished(server.stop);
    const station = await wallStation();
    await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
    const paintsInfo = [{ describe: 'Dent', images: [server.at('/1.jpg')], position: 'x', positionName: 'Wing' }];
    const id = await checkIn(station, { content: { preCheckInfo: { paintsInfo } } });
    const photo = async () => (await station.client.checkIns.get({ id })).photos[0]?.[0]?.state;
    await eventually(photo).toBe('captured');
    const page = await openWall(station);
    const image = cardOf(page, id).locator('img');
    await image.waitFor();
    await page.route('**/photos/**', (route) => route.abort());
    await page.reload();
    await cardOf(page, id).locator('svg[aria-hidden]').first().waitFor();
    await image.waitFor({ state: 'detached' });

    const letIn = await cutOff(page);
    await page.unroute('**/photos/**');
    await letIn();

    await eventually(() => image.evaluate((shown) => (shown as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  });

  test('says in words that check-ins cannot be accepted, and no more about it', async () => {
    const station = await wallStation({ appSecrets: { current: null } });
    const page = await openWall(station);
    await page.getByText('Cannot accept check-ins: see the front desk').waitFor();
    expect(await page.locator('body').textContent()).not.toContain('secret');
  });
});

describe('a wall is nothing to work with:', () => {
  test('no button, no link, no field, nothing to drag, nothing that takes the focus', async () => {
    const station = await wallStation();
    const id = await checkIn(station);
    const page = await openWall(station);
    await cardOf(page, id).waitFor();
    const controls = 'a, button, input, select, textarea, summary, [role="button"], [tabindex], [contenteditable]';
    expect(await page.locator(controls).count()).toBe(0);
    expect(await page.locator('[draggable="true"]').count()).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test('its pointer is hidden at rest, and its hint goes with the first key', async () => {
    const page = await openClockedWall(await wallStation());
    const hint = page.locator('[data-hint]');
    await hint.getByText('F11 or double click: full screen').waitFor();
    await page.mouse.move(400, 400);
    await page.locator('html:not([data-idle])').waitFor();
    await page.clock.runFor(3_000);
    await page.locator('html[data-idle]').waitFor();
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).cursor)).toBe('none');
    await page.keyboard.press('x');
    await hint.waitFor({ state: 'hidden' });
  });

  test('it fills the screen on a double click, and leaves it on F', async () => {
    const page = await openWall(await wallStation());
    const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
    await page.mouse.dblclick(900, 700);
    await eventually(isFull, 'it fills the screen').toBe(true);
    await page.keyboard.press('f');
    await eventually(isFull, 'it does not any more').toBe(false);
  });
});

describe('a wall stays on', () => {
  /** Stands in for the browser's own lock, which a browser without a screen refuses. */
  async function watchLocks(page: Page): Promise<void> {
    await page.addInitScript(() => {
      const locks: { released: boolean; release: () => Promise<void> }[] = [];
      const request = async () => {
        const lock = {
          released: false,
          release: async () => {
            lock.released = true;
          },
        };
        locks.push(lock);
        return lock;
      };
      Object.defineProperty(navigator, 'wakeLock', { value: { request } });
      Object.assign(window, { locks });
    });
  }
  const lockCount = (page: Page) => page.evaluate(() => (window as unknown as { locks: unknown[] }).locks.length);

  test('it keeps the screen awake, and again after it was out of sight', async () => {
    const station = await wallStation();
    const page = await desk(browser(), TELEVISION);
    await watchLocks(page);
    await makeKnown(page, station);
    await page.goto(new URL('/wall.html', station.board).href);
    await live(page).waitFor();
    await eventually(() => lockCount(page), 'a lock').toBe(1);
    expect(await page.locator('[data-hint]').textContent()).not.toContain('switch itself off');
    await page.evaluate(() => {
      const [lock] = (window as unknown as { locks: { released: boolean }[] }).locks;
      if (lock !== undefined) lock.released = true;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await eventually(() => lockCount(page), 'another lock').toBe(2);
  });

  test('or says that it cannot', async () => {
    const station = await wallStation();
    const page = await desk(browser(), TELEVISION);
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'wakeLock', { value: undefined });
      delete (Navigator.prototype as { wakeLock?: unknown }).wakeLock;
    });
    await makeKnown(page, station);
    await page.goto(new URL('/wall.html', station.board).href);
    await page.getByText('This screen may switch itself off').waitFor();
  });
});

describe('a wall recovers by itself', () => {
  test('when the station was gone: meanwhile it says since when, and what is old looks old', async () => {
    const { start, board } = await stoppableStation();
    const station = await start();
    const id = await checkIn(station, { plate: 'OL11 DER' });
    const page = await openWall({ board });
    await cardOf(page, id).waitFor();
    expect(await outage(page).count()).toBe(0);

    await station.dispose();
    await outage(page)
      .getByText(/^No connection since \d\d:\d\d$/)
      .waitFor();
    expect(await cardOf(page, id).isVisible()).toBe(true);
    expect(await page.locator('main').evaluate((main) => getComputedStyle(main).filter)).toContain('grayscale');

    const again = await start();
    const later = await checkIn(again, { plate: 'NE11 WER' });
    await live(page).waitFor();
    await cardOf(page, later).waitFor();
    expect(await outage(page).count()).toBe(0);
    expect(await page.locator('main').evaluate((main) => getComputedStyle(main).filter)).toBe('none');
  });

  test('when it may not watch any more: it shows nothing, says how to pair it, and goes on once it may', async () => {
    const { start, board } = await stoppableStation();
    const station = await start();
    const id = await checkIn(station, { plate: 'RE11 VOK' });
    const page = await openClockedWall({ board });
    await cardOf(page, id).waitFor();

    await page.context().clearCookies();
    await station.dispose();
    await start();
    await page.getByRole('heading', { name: 'This screen may not show the board any more' }).waitFor();
    await page.getByText(`open ${new URL(board).host}/pair`).waitFor();
    expect(await page.locator('html').textContent()).not.toContain('RE11');

    await makeKnown(page, { board });
    await eventually(async () => {
      await page.clock.runFor(1_000);
      return cardOf(page, id).count();
    }).toBe(1);
  });

  test('for a station of another version it is loaded anew once, whatever comes of it', async () => {
    const station = await wallStation({ version: '99.0.0' });
    const page = await desk(browser(), TELEVISION);
    await makeKnown(page, station);
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.goto(new URL('/wall.html', station.board).href);
    await eventually(() => loads, 'it is loaded anew').toBe(2);
    await live(page).waitFor();
    // A snapshot is what it goes by: another one must not have it loaded again.
    await station.client.settings.set({ wall: { plates: 'masked', photos: true } });
    const id = await checkIn(station, { plate: 'WA11 LIV' });
    await cardOf(page, id).getByText('WA•• •IV').waitFor();
    expect(loads).toBe(2);
  });

  test('when its own page fails: it says so, and is loaded anew', async () => {
    const station = await wallStation();
    const id = await checkIn(station);
    const page = await openClockedWall(station);
    await cardOf(page, id).waitFor();
    const broken = { type: 'snapshot', cards: [{ id: '1', lane: 'new' }], counts: { new: 1 }, status: {}, shop: {} };
    await page.route('**/rpc/wall/watch', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        body: `event: message\nid: x.1\ndata: ${JSON.stringify({ json: broken })}\n\n`,
      }),
    );
    await page.reload();
    await page.getByRole('heading', { name: 'This page has failed' }).waitFor();
    await page.unroute('**/rpc/wall/watch');
    await page.clock.fastForward(10_000);
    await cardOf(page, id).waitFor();
  });
});

describe('on a screen of', () => {
  const LANES = ['new', 'seen', 'health-check', 'ready'] as const;
  const PLATES = ['粤B12345', 'AB12 CDE', '京AD12345', 'M-XY 1234E'];

  /** Nine check-ins in each lane, with lights, photos and long words. */
  async function busyStation(): Promise<TestStation> {
    const station = await wallStation();
    for (let index = 0; index < 36; index += 1) {
      const lights = ['20_Engine malfunction', '19_Airbag', '77_A light that nobody has put into the table yet'];
      const plate = PLATES[index % PLATES.length] ?? '';
      expect((await station.post(signedCheckIn({ plate, lights: lights.slice(0, index % 4) }).body)).status).toBe(200);
    }
    const { items } = await station.client.checkIns.list({ limit: 50 });
    for (const [index, { id }] of items.entries()) {
      const to = LANES[index % LANES.length] ?? 'new';
      if (to !== 'new') await station.client.checkIns.move({ id, from: 'new', to });
    }
    return station;
  }

  test('any size nothing scrolls, no card and no plate is cut, and each lane says how many more it holds', async () => {
    const station = await busyStation();
    const page = await openWall(station);
    const sizes: Record<string, number> = {};
    for (const [width, height] of [
      [1_280, 800],
      [1_920, 1_080],
      [3_840, 2_160],
      [1_080, 1_920],
    ] as const) {
      await page.setViewportSize({ width, height });
      const size = `${width} x ${height}`;
      const zoom = () => page.locator('[data-shape]').evaluate((wall) => Number(getComputedStyle(wall).zoom));
      await eventually(zoom, `the scale for ${size}`).toBeCloseTo(wallLayout(width, height).scale, 2);
      const measured = () =>
        page.evaluate(() => {
          const box = (element: Element) => element.getBoundingClientRect();
          const root = document.documentElement;
          const lanes = [...document.querySelectorAll('[data-lane]')].map((lane) => {
            const shown = [...lane.querySelectorAll(':scope > ul > li:not([data-cut])')].map(box);
            const list = lane.querySelector('ul');
            const said = Number(/\d+/.exec(lane.lastElementChild?.textContent ?? '')?.[0] ?? 0);
            const bottom = list === null ? 0 : box(list).bottom;
            return { shown: shown.length, said, isWhole: shown.every((card) => card.bottom <= bottom + 0.5) };
          });
          const plates = [...document.querySelectorAll('[data-check-in] bdi')].filter((text) =>
            text.closest('[data-style]'),
          );
          return {
            lanes,
            scrolls: root.scrollWidth > window.innerWidth || root.scrollHeight > window.innerHeight,
            outside: [...document.querySelectorAll('section, header')].some((part) => {
              const { left, top, right, bottom } = box(part);
              return left < 0 || top < 0 || right > window.innerWidth + 0.5 || bottom > window.innerHeight + 0.5;
            }),
            cutPlates: plates.filter((text) => text.scrollWidth > text.clientWidth + 1).length,
            plateHeight: Math.max(...plates.map((text) => box(text).height)),
          };
        });
      await eventually(async () => {
        const { lanes } = await measured();
        return lanes.map(({ shown, said }) => shown + said);
      }, `the lanes on ${size}`).toEqual([9, 9, 9, 9]);
      const { lanes, plateHeight, ...rest } = await measured();
      expect({ size, ...rest }).toEqual({ size, scrolls: false, outside: false, cutPlates: 0 });
      expect(lanes.every(({ shown, said, isWhole }) => shown > 0 && said > 0 && isWhole)).toBe(true);
      sizes[size] = plateHeight;
    }
    expect(sizes['3840 x 2160']).toBeGreaterThan((sizes['1920 x 1080'] ?? 0) * 1.9);
    expect(sizes['1920 x 1080']).toBeGreaterThan((sizes['1280 x 800'] ?? 0) * 1.4);
  });
});

describe('a wall speaks', () => {
  test.each([
    ['the language of its browser', 'zh-CN', '', '没有等待的车辆', 'zh-CN'],
    ['the one in its address', 'en-GB', '?lang=zh-CN', '没有等待的车辆', 'zh-CN'],
    ['English in a Chinese browser when that is wished', 'zh-CN', '?lang=en', 'No vehicle waiting', 'en'],
  ])('%s', async (_what, locale, query, words, language) => {
    const page = await openWall(await wallStation(), { locale, query });
    await page.getByText(words).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
  });

  test('the one that is chosen on the board of the same browser, at once', async () => {
    const page = await openWall(await wallStation());
    await page.getByText('No vehicle waiting').waitFor();
    const board = await page.context().newPage();
    await board.goto(new URL('/', page.url()).href);
    await live(board).waitFor();
    await board.evaluate(() => localStorage.setItem('forecourt.language', 'zh-CN'));
    await page.getByText('没有等待的车辆').waitFor();
  });

  test.each([
    ['as the system', 'dark', '', 'dark'],
    ['as its address says', 'dark', '?theme=light', 'light'],
  ] as const)('and is light or dark %s', async (_what, colorScheme, query, shown) => {
    const page = await openWall(await wallStation(), { colorScheme, query });
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(shown);
  });
});

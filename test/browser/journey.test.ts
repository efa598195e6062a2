import type { Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LANES, type Lane } from '../../shared/check-in.ts';
import { portOf } from '../support/http.ts';
import { documentedSample } from '../support/messages.ts';
import { startTestStation, temporaryFolder } from '../support/station.ts';
import {
  cardOf,
  checkIn,
  clockedDesk,
  desk,
  eventually,
  live,
  oneBrowser,
  openAt,
  openBoard,
  panelOf,
  pressSeen,
  stationForTest,
} from './desk.ts';
import { wayToStation } from './proxy.ts';

const browser = oneBrowser();

describe('a check-in that arrives', () => {
  test('appears on the open board without a reload, with all that the desk needs', async () => {
    const station = await stationForTest({ settings: { shop: { name: 'Harbour Road' } } });
    const page = await openBoard(browser(), station);
    await page.getByRole('heading', { name: 'Waiting for the first check-in' }).waitFor();
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    expect(await page.title()).toBe('Forecourt – Harbour Road');

    const id = await checkIn(station, documentedSample());

    const card = cardOf(page, id, 'new');
    await card.waitFor();
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
    const text = (await card.textContent()) ?? '';
    expect(text).toContain('JING');
    expect(text).toContain('BMW 5 • 2012');
    expect(text).toContain('xiaohaha Brown');
    expect(text).toContain('yang xing xingxing2');
    expect(text).toMatch(/67,000.km/);
    expect(text).toContain('100%');
    expect(text).toContain('Damage: 1');
    expect(text).toContain('3 items');
    const chips = card.getByRole('listitem').filter({ has: page.locator('svg') });
    const severities = await chips.evaluateAll((all) => all.map((chip) => chip.getAttribute('data-severity')));
    expect(severities.filter((severity) => severity !== null)).toEqual(['red', 'red', 'red', 'amber']);
    expect(text).toContain('+1');
    await eventually(() => page.title()).toBe('(1) Forecourt – Harbour Road');
    await page.getByRole('button', { name: '1 unseen · mute 5 min' }).waitFor();
    await page.getByText('last received just now').waitFor();
  });

  test('is said aloud to a screen reader', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);
    await page.getByRole('heading', { name: 'Waiting for the first check-in' }).waitFor();

    await checkIn(station, documentedSample());

    await page.getByRole('log').getByText('New check-in: JING, BMW 5').waitFor();
  });
});

describe('the side panel', () => {
  test('shows everything of a check-in, at an address of its own', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, documentedSample());
    const page = await openBoard(browser(), station);

    await cardOf(page, id).click();

    const panel = panelOf(page);
    await panel.getByText('6482', { exact: true }).waitFor();
    await expectWholeSample(panel);
    expect(new URL(page.url()).searchParams.get('check-in')).toBe(id);

    await page.reload();
    await panel.getByText('6482', { exact: true }).waitFor();
    await expectWholeSample(panel);

    await page.goBack();
    await panel.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.has('check-in')).toBe(false);
    await cardOf(page, id).waitFor();
  });

  test('opens with Enter and closes with Escape, which leads back to the card', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, documentedSample());
    const page = await openBoard(browser(), station);
    await cardOf(page, id).waitFor();

    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await panelOf(page).getByText('6482', { exact: true }).waitFor();
    await page.keyboard.press('Escape');

    await panelOf(page).waitFor({ state: 'detached' });
    await eventually(() => focusedCheckIn(page)).toBe(id);
  });

  test('closes once for an impatient Escape, and the board stays', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, documentedSample());
    const page = await openBoard(browser(), station);
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    await cardOf(page, id).click();
    await panelOf(page).getByText('6482', { exact: true }).waitFor();

    await page.evaluate(() => {
      for (let press = 0; press < 3; press++) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      }
    });

    await panelOf(page).waitFor({ state: 'detached' });
    await cardOf(page, id).waitFor();
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
  });

  test('says so when the address names no check-in of this station', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);

    await page.goto(new URL('/?check-in=000000', station.board).href);

    await panelOf(page).getByText('There is no such check-in').waitFor();
  });
});

describe('a check-in on its way through the shop', () => {
  const ways: Record<string, { move: Way; undo: (page: Page) => Promise<void> }> = {
    'by the buttons of the card, undone by the button of the message': {
      move: async (page, id) => cardOf(page, id).locator('button:not([aria-haspopup], [data-photo-state])').click(),
      undo: (page) => page.getByRole('button', { name: 'Undo' }).click(),
    },
    'by the keys, undone by the key': {
      move: async (page, id) => {
        await cardOf(page, id).locator('a').focus();
        await page.keyboard.press(']');
      },
      undo: (page) => page.keyboard.press('u'),
    },
    'by dragging, undone by the key': { move: drag, undo: (page) => page.keyboard.press('u') },
    'by the menu of the card, undone by the button of the message': {
      move: async (page, id, to) => {
        await cardOf(page, id).locator('button[aria-haspopup]').click();
        await page.getByRole('menuitem', { name: LANE_NAMES[to], exact: true }).click();
      },
      undo: (page) => page.getByRole('button', { name: 'Undo' }).click(),
    },
  };

  test('can be taken back for as long after a second move as after a first one', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const page = await clockedDesk(browser());
    await page.clock.install();
    await page.goto(station.board);
    for (const to of ['seen', 'health-check'] as const) {
      await cardOf(page, id).locator('button:not([aria-haspopup], [data-photo-state])').click();
      await cardOf(page, id, to).waitFor();
      await page.mouse.move(0, 0);
      await page.clock.runFor(5_000);
    }
    await page.getByRole('button', { name: 'Undo' }).click();
    await cardOf(page, id, 'seen').waitFor();
  });

  test.each(Object.keys(ways))('is moved through every lane %s', async (name) => {
    const way = ways[name];
    if (way === undefined) throw new Error(name);
    const station = await stationForTest();
    const id = await checkIn(station, documentedSample());
    const other = await checkIn(station);
    const page = await openBoard(browser(), station);
    const stands = async (lane: Lane): Promise<void> => {
      if (lane === 'handed-over') await cardOf(page, id).waitFor({ state: 'detached' });
      else await cardOf(page, id, lane).waitFor();
      await eventually(async () => (await station.client.checkIns.get({ id })).lane).toBe(lane);
    };
    await stands('new');

    for (const [index, to] of LANES.entries()) {
      const from = LANES[index - 1];
      if (from === undefined) continue;
      await way.move(page, id, to);
      await stands(to);
      await way.undo(page);
      await stands(from);
      await way.move(page, id, to);
      await stands(to);
    }
    await way.undo(page);
    await stands('ready');
    expect((await station.client.checkIns.get({ id: other })).lane).toBe('new');
  });

  test('is marked as seen by S, the one that has waited longest first', async () => {
    const station = await stationForTest();
    const first = await checkIn(station);
    const second = await checkIn(station);
    const page = await clockedDesk(browser());
    await page.clock.install();
    await page.goto(station.board);
    await cardOf(page, second, 'new').waitFor();
    await page.clock.runFor(1_000);

    await page.keyboard.press('s');

    await cardOf(page, first, 'seen').waitFor();
    await cardOf(page, second, 'new').waitFor();
    await page.getByRole('button', { name: '1 unseen · mute 5 min' }).waitFor();
  });

  test('is moved from the panel, whose record tells of it', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const page = await openBoard(browser(), station);
    await cardOf(page, id).click();

    await panelOf(page).getByRole('button', { name: 'In health check' }).click();

    await cardOf(page, id, 'health-check').waitFor();
    await panelOf(page).getByText('New → In health check').waitFor();
  });
});

describe('the words and colours of a browser', () => {
  test('change to 简体中文 and back, and stay after a reload', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, documentedSample());
    const page = await openBoard(browser(), station);
    const lang = (): Promise<string> => page.evaluate(() => document.documentElement.lang);
    expect(await lang()).toBe('en');

    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitemradio', { name: '简体中文' }).click();
    await page.getByRole('heading', { name: '新接车 1' }).waitFor();
    expect(await lang()).toBe('zh-CN');
    await page.reload();
    await cardOf(page, id).getByText('损伤 1 处').waitFor();
    expect(await lang()).toBe('zh-CN');

    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'New 1' }).waitFor();
    expect(await lang()).toBe('en');
  });

  test('are Chinese for a Chinese browser from the start', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station, { locale: 'zh-CN' });

    await page.getByText('全部已查看').waitFor();
  });

  test('turn dark when asked, and stay dark after a reload', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await paper()).toBe('rgb(238, 240, 244)');

    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();

    await eventually(paper).toBe('rgb(12, 16, 23)');
    await page.reload();
    await live(page).waitFor();
    expect(await paper()).toBe('rgb(12, 16, 23)');
  });
});

describe('a board that loses its station', () => {
  test('says so, refuses moves visibly, and is live again by itself with what arrived since', async () => {
    const folder = temporaryFolder();
    onTestFinished(folder.dispose);
    const station = await startTestStation({ dataFolder: folder.path });
    const id = await checkIn(station, documentedSample());
    const page = await openBoard(browser(), station);
    await cardOf(page, id, 'new').waitFor();

    await station.stop();

    const banner = page.getByRole('alert').getByText('Not connected since');
    await banner.waitFor();
    await cardOf(page, id, 'new').waitFor();
    await pressSeen(page, id);
    await page.getByText('JING was not moved to Seen').waitFor();
    await page.getByText('There is no connection to the station').waitFor();
    await cardOf(page, id, 'new').waitFor();

    const again = await stationForTest({
      dataFolder: folder.path,
      receiverPort: portOf(station.callback),
      boardPort: portOf(station.board),
    });
    const later = await checkIn(again, { plate: 'LK19 XTR' });

    await cardOf(page, later, 'new').waitFor();
    await live(page).waitFor();
    await banner.waitFor({ state: 'detached' });
    await pressSeen(page, id);
    await cardOf(page, id, 'seen').waitFor();
  });

  test('shows the truth within a second of waking from a sleep in which its connection died', async () => {
    const station = await stationForTest();
    const way = await wayToStation();
    const page = await clockedDesk(browser(), { proxy: way.proxy });
    await page.clock.install();
    await page.goto(station.board);
    await live(page).waitFor();
    const early = await checkIn(station);
    await cardOf(page, early, 'new').waitFor();

    way.goDead();
    await station.client.checkIns.move({ id: early, from: 'new', to: 'ready' });
    const missed = await checkIn(station, { plate: 'LK19 XTR' });
    expect(await cardOf(page, missed).count()).toBe(0);

    await page.clock.fastForward('45:00');
    const awake = performance.now();
    await cardOf(page, missed, 'new').waitFor();
    await cardOf(page, early, 'ready').waitFor();
    expect(performance.now() - awake).toBeLessThan(1_500);
  });

  test('notices that its connection died though its clock was set back', async () => {
    const station = await stationForTest();
    const way = await wayToStation();
    const page = await clockedDesk(browser(), { proxy: way.proxy });
    await page.clock.install();
    await page.goto(station.board);
    await live(page).waitFor();
    way.goDead();
    const missed = await checkIn(station);

    await page.clock.setSystemTime(Date.now() - 3_600_000);

    await eventually(async () => {
      await page.clock.runFor(1_000);
      return cardOf(page, missed, 'new').count();
    }).toBe(1);
  });

  test('shows the truth within a second after the browser had frozen it', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);
    const early = await checkIn(station);
    await cardOf(page, early, 'new').waitFor();
    const session = await page.context().newCDPSession(page);

    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await station.client.checkIns.move({ id: early, from: 'new', to: 'ready' });
    const missed = await checkIn(station, { plate: 'LK19 XTR' });
    await session.send('Page.setWebLifecycleState', { state: 'active' });

    const awake = performance.now();
    await cardOf(page, missed, 'new').waitFor();
    await cardOf(page, early, 'ready').waitFor();
    expect(performance.now() - awake).toBeLessThan(1_500);
  });
});

describe('two desks', () => {
  test('see each other move cards', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, documentedSample());
    const [here, there] = [await openBoard(browser(), station), await openBoard(browser(), station)];

    await cardOf(here, id).getByRole('button', { name: 'Seen' }).click();
    await cardOf(there, id, 'seen').waitFor();
    await there.getByText('All seen').waitFor();
    await cardOf(there, id).getByRole('button', { name: 'To health check' }).click();
    await cardOf(here, id, 'health-check').waitFor();
  });

  test('that move the same card at once: the second is told where it went', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, documentedSample());
    const [first, second] = [await openBoard(browser(), station), await openBoard(browser(), station)];
    const underWay = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    await second.route('**/rpc/checkIns/move', async (route) => {
      underWay.resolve();
      await release.promise;
      await route.continue();
    });
    await cardOf(second, id).waitFor();

    await pressSeen(second, id);
    await underWay.promise;
    await cardOf(first, id).locator('button[aria-haspopup]').click();
    await first.getByRole('menuitem', { name: 'Ready', exact: true }).click();
    await eventually(async () => (await station.client.checkIns.get({ id })).lane).toBe('ready');
    release.resolve();

    await second.getByText('JING was not moved to Seen').waitFor();
    await second.getByText('Somebody else has moved it: it is in "Ready" now.').waitFor();
    await cardOf(second, id, 'ready').waitFor();
  });
});

describe('before there is anything to show', () => {
  test('an empty board gives the callback address, with a button that copies it', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station, { permissions: ['clipboard-read', 'clipboard-write'] });
    expect(await page.getByLabel('Callback address for AutoX3').inputValue()).toBe(station.callback);

    await page.getByRole('button', { name: 'Copy' }).click();

    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(station.callback);
  });

  test('a station without a secret says what to do', async () => {
    const station = await stationForTest({ appSecrets: { current: null } });
    const page = await openAt(browser(), station, '/?page=settings');

    await page.getByRole('alert').getByText('the app secret is not set').waitFor();
    await page.getByText('Cannot accept: no secret').waitFor();
  });

  test('a link with a wrong token shows no board at all', async () => {
    const station = await stationForTest();
    await checkIn(station, documentedSample());
    const page = await desk(browser());
    const link = new URL(station.board);
    link.searchParams.set('token', 'wrong-token-wrong-token-wrong-token');

    await page.goto(link.href);

    await page.getByText(/link/i).first().waitFor();
    const text = (await page.textContent('body')) ?? '';
    expect(text).not.toContain('JING');
    expect(text).not.toContain(new URL(station.callback).pathname);
    expect(await page.locator('[data-check-in]').count()).toBe(0);
  });
});

describe('the search', () => {
  const searches = [
    ['a part of the plate', '9 xt', 'LK19 XTR'],
    ['the end of the VIN', '77001', 'LK19 XTR'],
    ['the end of the phone', '900456', 'LK19 XTR'],
    ['Chinese characters of the owner', '小明', '京A12345'],
    ['Chinese characters of the plate', '京a1', '京A12345'],
  ] as const;

  test('finds a check-in by any of its marks and opens it', async () => {
    const station = await stationForTest();
    await checkIn(station, { plate: 'AB12 CDE' });
    await checkIn(station, vehicle('LK19 XTR', 'WBA8E9G50GNT77001', '07700900456', ['Ann', 'Reid']));
    await checkIn(station, vehicle('京A12345', 'LSVAU2180C2188888', '13800138000', ['小明', '王']));
    const page = await openBoard(browser(), station);

    for (const [mark, text, plate] of searches) {
      await page.keyboard.press('/');
      await page.keyboard.type(text);
      await eventually(() => page.getByRole('option').count(), mark).toBe(1);
      await page.getByRole('option').getByText(plate.replace('京A', '')).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await panelOf(page).getByRole('heading', { name: plate }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await panelOf(page).waitFor({ state: 'detached' });
    }
  });

  test('says so when nothing is found', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);

    await page.getByLabel('Search all check-ins').fill('ZZZ999');

    await page.getByText('Nothing found for "ZZZ999"').waitFor();
  });
});

type Way = (page: Page, id: string, to: Lane) => Promise<void>;

const LANE_NAMES = {
  new: 'New',
  seen: 'Seen',
  'health-check': 'In health check',
  ready: 'Ready',
  'handed-over': 'Handed over',
} as const satisfies Record<Lane, string>;

async function drag(page: Page, id: string, to: Lane): Promise<void> {
  await cardOf(page, id).hover();
  await page.mouse.down();
  const grip = await centre(cardOf(page, id));
  await page.mouse.move(grip.x + 12, grip.y + 12, { steps: 3 });
  const zone = page.locator('[data-lane="handed-over"]');
  await zone.waitFor();
  const target = await centre(page.locator(`[data-lane="${to}"]`));
  await page.mouse.move(target.x, target.y, { steps: 5 });
  await page.locator(`[data-lane="${to}"][data-target]`).waitFor();
  await page.mouse.up();
  await zone.waitFor({ state: 'detached' });
}

async function centre(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error('not in view');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function focusedCheckIn(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-check-in]')?.dataset.checkIn);
}

function vehicle(carNum: string, carVin: string, carOwnerMobile: string, [first, last]: [string, string]) {
  const carInfo = { carNum, carVin, carOwnerMobile, carOwnerFirstName: first, carOwnerLastName: last };
  return { content: { carInfo: { ...carInfo, carBrandName: 'BMW', carStyleName: '320d' } } };
}

/** AutoX3's documented sample, everything of it. */
async function expectWholeSample(panel: Locator): Promise<void> {
  await panel.getByRole('button', { name: 'Show position codes' }).click();
  const text = (await panel.textContent()) ?? '';
  for (const part of ['JING', 'BMW 5', '123456', 'xiaohaha Brown', 'female', '67,000', '100%', '6482']) {
    expect(text).toContain(part);
  }
  for (const code of ['20', '16', '1', '15', '19']) expect(text).toMatch(new RegExp(`code ${code}\\b`));
  expect(text).toContain('sent as "insufficient engine oil"');
  for (const part of ['Front Passenger Door', 'sys_feature_0013_01', 'Damp', 'Old Customer']) {
    expect(text).toContain(part);
  }
  for (const part of ['Golf Bag', 'Bottle', 'Scrafs', 'yang xing xingxing2', '07700900574']) {
    expect(text).toContain(part);
  }
  expect(text).toContain('signature verified (verbatim)');
}

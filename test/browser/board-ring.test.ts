import { createUser } from '@nats-io/nkeys';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEFAULT_ALERTS } from '../../shared/alerts.ts';
import { joinText } from '../../shared/relay-join.ts';
import { DEFAULT_SHOP } from '../../shared/shop.ts';
import { portOf } from '../support/http.ts';
import { signedCheckIn } from '../support/messages.ts';
import { relayedFor } from '../support/relayed.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../support/station.ts';
import { noteSecret } from '../support/written/note-private.ts';
import {
  cardOf,
  checkIn,
  clockedDesk,
  desk,
  eventually,
  live,
  oneBrowser,
  panelOf,
  pressSeen,
  stationForTest,
} from './desk.ts';
import { openInDesktop } from './fake-desktop.ts';

const browser = oneBrowser();

type Told = { title: string; body: string; isOpen: boolean; click: () => void };
/** The strikes of one ring: two of the bell, each of four tones. */
const ONE_RING = 8;

type Ears = { strikes: number; told: Told[] };

/** Runs in the page before anything else: hears what it asks to be played, and what it tells by a notification. */
function putEars({ wantsClick, permission }: { wantsClick: boolean; permission: string }): void {
  const heard: Ears = Object.assign(window as unknown as Ears, { strikes: 0, told: [] });
  let mayPlay = !wantsClick;
  window.addEventListener(
    'pointerdown',
    () => {
      mayPlay = true;
    },
    true,
  );
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when?: number) {
    heard.strikes += 1;
    start.call(this, when);
  };
  // What browsers do that the headless shell does not: no sound before somebody has clicked.
  const { resume } = AudioContext.prototype;
  const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state');
  AudioContext.prototype.resume = function () {
    return mayPlay ? resume.call(this) : new Promise(() => {});
  };
  Object.defineProperty(AudioContext.prototype, 'state', {
    get() {
      return mayPlay ? state?.get?.call(this) : 'suspended';
    },
  });
  class Notified {
    static permission = permission;
    static requestPermission = async () => {
      Notified.permission = 'granted';
      return 'granted';
    };
    onclick: (() => void) | null = null;
    readonly #told: Told;
    constructor(title: string, { body }: { body: string }) {
      this.#told = { title, body, isOpen: true, click: () => this.onclick?.() };
      heard.told.push(this.#told);
    }
    close(): void {
      this.#told.isOpen = false;
    }
  }
  Object.assign(window, { Notification: Notified });
}

async function ringingBoard(
  to: Browser,
  station: TestStation,
  ears: Partial<Parameters<typeof putEars>[0]> = {},
  hasOwnClock = false,
): Promise<Page> {
  const page = await (hasOwnClock ? clockedDesk(to) : desk(to));
  if (hasOwnClock) await page.clock.install();
  await page.addInitScript(putEars, { wantsClick: false, permission: 'denied', ...ears });
  await page.goto(station.board);
  await live(page).waitFor();
  return page;
}

const strikes = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as Ears).strikes);
/** The strikes a second later, by a clock that the page was given. */
const laterStrikes = async (page: Page): Promise<number> => {
  await page.clock.runFor(1_000);
  return strikes(page);
};
const told = (page: Page): Promise<Pick<Told, 'title' | 'body' | 'isOpen'>[]> =>
  page.evaluate(() => (window as unknown as Ears).told.map(({ title, body, isOpen }) => ({ title, body, isOpen })));
const set = (station: TestStation, alerts: Partial<typeof DEFAULT_ALERTS>) =>
  station.client.settings.set({ alerts: { ...DEFAULT_ALERTS, ...alerts } });

describe('a board in a browser', () => {
  test('rings for a check-in that arrives, and says what it rings for', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station);
    expect(await strikes(page)).toBe(0);

    await checkIn(station);

    await eventually(() => strikes(page)).toBeGreaterThan(0);
    await page.getByRole('button', { name: '1 unseen · mute 5 min' }).waitFor();
    await eventually(() => page.title()).toMatch(/^\(1\) /);
  });

  test('asks for a click where the browser wants one, and rings from then on', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, { wantsClick: true });
    await page.getByRole('button', { name: 'Click to let it ring' }).waitFor();
    await checkIn(station);
    await page.getByRole('button', { name: '1 unseen · Click to let it ring' }).waitFor();
    expect(await strikes(page)).toBe(0);

    await page.getByRole('button', { name: 'Click to let it ring' }).click();

    await eventually(() => strikes(page)).toBeGreaterThan(0);
    await page.getByRole('button', { name: '1 unseen · mute 5 min' }).waitFor();
  });

  test('moves nothing away under a press because it may ring now: that shows once the press is over', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, { wantsClick: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await checkIn(station);
    const asks = page.getByRole('button', { name: 'Click to let it ring' });
    await asks.waitFor();
    const below = await page.locator('[data-board]').boundingBox();

    await page.mouse.move(200, 700);
    await page.mouse.down();
    await page.waitForTimeout(300);
    expect(await asks.isVisible()).toBe(true);
    expect(await page.locator('[data-board]').boundingBox()).toEqual(below);
    await page.mouse.up();

    await asks.waitFor({ state: 'detached' });
  });

  test('sounds in one of two tabs of a browser, and in the other one once that is closed', async () => {
    const station = await stationForTest();
    const one = await ringingBoard(browser(), station);
    const two = await one.context().newPage();
    await two.addInitScript(putEars, { wantsClick: false, permission: 'denied' });
    await two.goto(station.board);
    await live(two).waitFor();

    await checkIn(station);
    const both = async (): Promise<number[]> => [await strikes(one), await strikes(two)];
    await eventually(async () => Math.max(...(await both()))).toBeGreaterThan(0);
    for (const page of [one, two]) await page.getByRole('button', { name: '1 unseen · mute 5 min' }).waitFor();
    expect(Math.min(...(await both()))).toBe(0);
    const [heard, silent] = (await strikes(one)) > 0 ? [one, two] : [two, one];

    await heard.close();
    await checkIn(station);
    await eventually(() => strikes(silent)).toBeGreaterThan(0);
  });

  test('is left to the tab that may be heard, where another one waits for a click', async () => {
    const station = await stationForTest();
    const asking = await ringingBoard(browser(), station, { wantsClick: true });
    await asking.getByRole('button', { name: 'Click to let it ring' }).waitFor();
    const heard = await asking.context().newPage();
    await heard.addInitScript(putEars, { wantsClick: false, permission: 'denied' });
    await heard.goto(station.board);
    await live(heard).waitFor();

    await checkIn(station);

    await eventually(() => strikes(heard)).toBeGreaterThan(0);
    expect(await strikes(asking)).toBe(0);
  });

  test('is muted in every tab of the browser at once', async () => {
    const station = await stationForTest();
    const one = await ringingBoard(browser(), station);
    const two = await one.context().newPage();
    await two.addInitScript(putEars, { wantsClick: false, permission: 'denied' });
    await two.goto(station.board);
    await checkIn(station);

    await one.getByRole('button', { name: /mute 5 min/ }).click();
    await two.getByRole('button', { name: /^Muted/ }).click();

    await one.getByRole('button', { name: /mute 5 min/ }).waitFor();
  });

  test('keeps the quiet hours of the shop, not those of a clock elsewhere', async () => {
    const station = await stationForTest({ timeZone: 'UTC' });
    const time = (at: number): string => new Date(at).toISOString().slice(11, 16);
    const quietHours = { from: time(Date.now() - 3_600_000), to: time(Date.now() + 3_600_000) };
    await set(station, { quietHours });
    const page = await desk(browser(), { timezoneId: 'Asia/Tokyo' });
    await page.addInitScript(putEars, { wantsClick: false, permission: 'granted' });
    await page.goto(station.board);
    const id = await checkIn(station);
    await cardOf(page, id, 'new').waitFor();
    await page.getByRole('button', { name: '1 unseen · mute 5 min' }).waitFor();
    expect([await strikes(page), await told(page)]).toEqual([0, []]);

    // There the hours are over.
    await station.client.settings.set({ shop: { ...DEFAULT_SHOP, timeZone: 'Asia/Tokyo' } });

    await eventually(() => strikes(page)).toBeGreaterThan(0);
  });

  test('rings and notifies again for what AutoX3 sends again after it was handed over', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, { permission: 'granted' });
    const parts = { receiveBaseId: 77, plate: 'ROVER 77', createTime: Date.now() };
    const id = await checkIn(station, parts);
    await eventually(async () => (await told(page)).length).toBe(1);
    await station.client.checkIns.move({ id, from: 'new', to: 'handed-over' });
    await page.getByText('All seen').waitFor();
    const before = await strikes(page);

    await checkIn(station, { ...parts, createTime: parts.createTime + 1 });

    await eventually(() => strikes(page)).toBeGreaterThan(before);
    await eventually(async () => (await told(page)).map(({ title, isOpen }) => [title, isOpen])).toEqual([
      ['ROVER 77', false],
      ['ROVER 77', true],
    ]);
  });

  test('notifies of a red light that a vehicle has got since it was seen, unless the shop wants none of lights', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, { permission: 'granted' });
    const parts = { receiveBaseId: 77, plate: 'ROVER 77', createTime: Date.now(), lights: [] };
    const id = await checkIn(station, parts);
    await station.client.checkIns.move({ id, from: 'new', to: 'health-check' });
    await cardOf(page, id, 'health-check').waitFor();

    await checkIn(station, { ...parts, createTime: parts.createTime + 1, lights: ['19_Airbag'] });

    await eventually(async () => (await told(page)).map(({ body }) => body)).toContain('New red light: airbag light');
    await set(station, { kinds: { plain: true, lights: false, damage: true } });
    await checkIn(station, { ...parts, createTime: parts.createTime + 2, lights: ['19_Airbag', '15_Coolant'] });
    await page.getByRole('alert').getByText('New red light: coolant too hot').waitFor();
    expect((await told(page)).filter(({ body }) => body.includes('coolant'))).toEqual([]);
  });

  test('rings once for many that come late from the relay and tells of them in one sentence, and as ever for a fresh one', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, { permission: 'granted' }, true);
    const isFresh = relayedFor(38 * 60_000);
    onTestFinished(isFresh);
    const bring = (count: number) =>
      Promise.all(Array.from({ length: count }, () => station.post(signedCheckIn().body)));
    await bring(6);
    await eventually(() => page.locator('[data-lane="new"] [data-check-in]').count()).toBe(6);
    expect(await laterStrikes(page)).toBe(ONE_RING);
    await page.clock.runFor(4_000);
    await bring(2);
    const card = page.locator('[data-lane="new"] [data-check-in]');
    await eventually(() => card.count()).toBe(8);
    await page.clock.runFor(4_000);
    expect(await strikes(page)).toBe(ONE_RING);
    const sentence = (count: number): string => `${count} check-ins arrived while this PC was asleep or offline`;
    const open = (await told(page)).filter(({ isOpen }) => isOpen).map(({ title }) => title);
    // Those of one tag are one for a browser.
    expect(open.at(-1)).toBe(sentence(8));
    expect(open.filter((title) => !title.includes('arrived while'))).toEqual([]);
    const toast = page.getByRole('alert').filter({ hasText: 'The relay kept them.' });
    expect(await toast.innerText()).toContain(sentence(8));
    await toast.getByRole('button').click();
    await card.first().getByText('Late from the relay, 38 min').waitFor();

    isFresh();
    await station.post(signedCheckIn({ plate: 'FRESH 1' }).body);
    await eventually(() => card.count()).toBe(9);
    expect(await laterStrikes(page)).toBe(2 * ONE_RING);
    expect((await told(page)).at(-1)?.title).toBe('FRESH 1');
    await card.first().getByRole('link').click();
    await page.clock.runFor(500);
    await panelOf(page).getByText('Came here from the relay, 38 min after its arrival there').waitFor();
  });

  test('is silent as soon as somebody has seen it on another board', async () => {
    const station = await stationForTest();
    const [one, two] = [await ringingBoard(browser(), station), await ringingBoard(browser(), station)];
    const id = await checkIn(station);
    for (const page of [one, two]) await eventually(() => strikes(page)).toBeGreaterThan(0);

    await pressSeen(one, id);

    for (const page of [one, two]) await page.getByText('All seen').waitFor();
    expect(await two.getByRole('button', { name: /mute/ }).count()).toBe(0);
  });

  test('is muted for a while with a countdown, in this browser alone, also after a reload', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station);
    await checkIn(station);
    await page.getByRole('button', { name: 'Mute for longer' }).click();
    await page.getByRole('menuitem', { name: '15 minutes' }).click();

    await page.getByRole('button', { name: /^Muted, 14:\d\d left · ring again$/ }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Muted, 14:\d\d left/ }).waitFor();
    const before = await strikes(page);
    const id = await checkIn(station);
    await cardOf(page, id, 'new').waitFor();
    expect(await strikes(page)).toBe(before);
    const other = await ringingBoard(browser(), station);
    await other.getByRole('button', { name: '2 unseen · mute 5 min' }).waitFor();

    await page.getByRole('button', { name: /^Muted/ }).click();
    await eventually(() => strikes(page)).toBeGreaterThan(before);
  });

  test.each([
    ['of a kind that the shop does not want to be told of', { kinds: { plain: true, lights: false, damage: false } }],
    ['when the shop wants no ring', { ring: false }],
  ])('does not ring %s, and does once it is wanted', async (_when, alerts) => {
    const station = await stationForTest();
    await set(station, alerts);
    const page = await ringingBoard(browser(), station);
    const id = await checkIn(station);
    await cardOf(page, id, 'new').waitFor();
    await page.getByText('1 unseen', { exact: true }).waitFor();
    expect(await strikes(page)).toBe(0);

    await set(station, {});

    await eventually(() => strikes(page)).toBeGreaterThan(0);
  });

  test('rings for what its filter hides', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station);
    await checkIn(station);
    await page.getByRole('search').getByRole('textbox').fill('nobody');
    await eventually(() => strikes(page)).toBeGreaterThan(0);
    const before = await strikes(page);

    await checkIn(station);

    await page.getByRole('button', { name: '2 unseen hidden: show' }).waitFor();
    await eventually(() => strikes(page)).toBeGreaterThan(before);
  });

  test('notifies where the browser lets it, opens the check-in on a click, and takes back what was seen', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, { permission: 'granted' });
    const first = await checkIn(station, { plate: 'AB12 CDE' });
    await eventually(() => told(page)).toEqual([
      { title: 'AB12 CDE', body: expect.stringContaining('oil low'), isOpen: true },
    ]);

    await page.evaluate(() => (window as unknown as Ears).told[0]?.click());
    await page.locator(`[data-panel-of="${first}"]`).waitFor();
    await page.keyboard.press('Escape');
    const second = await checkIn(station, { plate: 'SEEN 1' });
    await eventually(async () => (await told(page)).length).toBe(2);
    await pressSeen(page, first);
    await pressSeen(page, second);
    await eventually(async () => (await told(page)).map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  test('says in the settings how sound and notifications stand, and asks the browser for them', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, { permission: 'default', wantsClick: true });
    await page.goto(new URL('/?page=settings', station.board).href);
    const section = page.getByRole('region', { name: 'This browser' });
    await section.getByText('This browser wants one click after each opening').waitFor();

    await section.getByRole('button', { name: 'Test the sound' }).click();
    await section.getByText('Played.').waitFor();
    expect(await strikes(page)).toBeGreaterThan(0);
    await section.getByRole('button', { name: 'Allow notifications' }).click();
    await section.getByText('On: new check-ins are announced').waitFor();
    await checkIn(station);
    await eventually(async () => (await told(page)).length).toBe(1);
  });
});

describe('a board whose clock is set back', () => {
  const HOUR = 3_600_000;

  test.each([1, 24 * 30])('by %d hours goes on ringing for what waits', async (hours) => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, {}, true);
    await checkIn(station);
    await eventually(() => strikes(page)).toBeGreaterThan(0);

    await page.clock.setSystemTime(Date.now() - hours * HOUR);

    const before = await strikes(page);
    await eventually(() => laterStrikes(page)).toBeGreaterThan(before);
  });

  test.each([2, 24 * 30])('by %d hours is not muted for as long', async (hours) => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, {}, true);
    await checkIn(station);
    await page.getByRole('button', { name: 'mute 5 min' }).click();
    await page.getByRole('button', { name: /^Muted/ }).waitFor();

    await page.clock.setSystemTime(Date.now() - hours * HOUR);

    const before = await strikes(page);
    await page.getByRole('button', { name: '1 unseen · mute 5 min' }).waitFor();
    await eventually(() => laterStrikes(page)).toBeGreaterThan(before);
  });
});

describe('a ringing board', () => {
  test('that is cut off rings on for two minutes, then is silent until it knows again what waits', async () => {
    const folder = temporaryFolder();
    onTestFinished(folder.dispose);
    const station = await startTestStation({ dataFolder: folder.path });
    const page = await ringingBoard(browser(), station, {}, true);
    const mute = page.getByRole('button', { name: '1 unseen · mute 5 min' });
    const id = await checkIn(station);
    await mute.waitFor();

    await station.stop();
    await page.locator('[data-connection="disconnected"]').waitFor();
    const before = await strikes(page);
    await eventually(() => laterStrikes(page)).toBeGreaterThan(before);
    await mute.waitFor();
    await page.clock.runFor(120_000);
    await mute.waitFor({ state: 'detached' });
    await page.getByRole('alert').getByText('Not connected since').waitFor();
    const silent = await strikes(page);
    await page.clock.runFor(120_000);
    expect(await strikes(page)).toBe(silent);

    const again = await stationForTest({
      dataFolder: folder.path,
      receiverPort: portOf(station.callback),
      boardPort: portOf(station.board),
    });
    await live(page).waitFor();
    await mute.waitFor();
    await eventually(() => laterStrikes(page)).toBeGreaterThan(silent);
    await again.client.checkIns.move({ id, from: 'new', to: 'seen' });
    await page.getByText('All seen').waitFor();
  });

  test('that is not let in any more is silent at once, and rings again once it is', async () => {
    const station = await stationForTest();
    const page = await ringingBoard(browser(), station, {}, true);
    await checkIn(station);
    await eventually(() => strikes(page)).toBeGreaterThan(0);
    const connectAnew = (): Promise<unknown> => page.evaluate(() => window.dispatchEvent(new Event('online')));

    await page.route('**/rpc/**', (route) => route.fulfill({ status: 403, contentType: 'text/html', body: 'No' }));
    await connectAnew();
    await page.locator('[data-connection="not-allowed"]').waitFor();
    const silent = await strikes(page);
    await page.clock.runFor(60_000);
    expect(await strikes(page)).toBe(silent);

    await page.unroute('**/rpc/**');
    await connectAnew();
    await page.getByRole('button', { name: '1 unseen · mute 5 min' }).waitFor();
    await eventually(() => laterStrikes(page)).toBeGreaterThan(silent);
  });
});

test('the page in the desktop app leaves the ringing to the app', async () => {
  const station = await stationForTest();
  const { page } = await openInDesktop(browser(), station);
  await live(page).waitFor();
  await page.evaluate(() => {
    const { start } = OscillatorNode.prototype;
    Object.assign(window, { strikes: 0 });
    OscillatorNode.prototype.start = function (when?: number) {
      (window as unknown as { strikes: number }).strikes += 1;
      start.call(this, when);
    };
  });

  const id = await checkIn(station);

  await cardOf(page, id, 'new').waitFor();
  expect(await strikes(page)).toBe(0);
});

test('a head office is silent whatever comes, and a desk that is none any more rings for what waits', async () => {
  const station = await stationForTest();
  const seed = new TextDecoder().decode(createUser().getSeed());
  noteSecret(seed);
  const given = { servers: ['nats://127.0.0.1:1'], brand: 'brand', desk: 'head-office', shops: null, seed, ca: null };
  await station.client.relay.join({ text: joinText(given) });
  const page = await ringingBoard(browser(), station, { permission: 'granted' });
  const id = await checkIn(station);
  await cardOf(page, id).waitFor();
  expect([await strikes(page), await told(page), await page.title()]).toEqual([0, [], 'Forecourt']);

  await station.client.relay.leave();

  await eventually(() => strikes(page)).toBeGreaterThan(0);
  await eventually(() => page.title()).toMatch(/^\(1\) /);
});

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Lane } from '../../shared/check-in.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { portOf } from '../support/http.ts';
import type { CheckInParts } from '../support/messages.ts';
import { signedCheckIn } from '../support/messages.ts';
import { type StationParts, startTestStation, type TestStation } from '../support/station.ts';
import { takeRestingPage } from './resting-pages.ts';
import { whenOver } from './when-over.ts';

/** One browser for the tests of a file, started before the first and closed after the last. */
export function oneBrowser(): () => Browser {
  let started: TestBrowser | undefined;
  beforeAll(async () => {
    started = await launchBrowser();
  }, 60_000);
  afterAll(() => started?.close());
  return () => {
    if (started === undefined) throw new Error('the browser was not started');
    return started.browser;
  };
}

/** The port of the boards of a file, one after another: for a browser all of them are one board. */
const boards = { port: 0, isTaken: false };

/** A station for one test, gone with its data when the test is over. */
export async function stationForTest(parts: StationParts = {}): Promise<TestStation> {
  if (boards.isTaken || parts.boardPort !== undefined) {
    const another = await startTestStation(parts);
    whenOver(() => another.dispose());
    return another;
  }
  boards.isTaken = true;
  whenOver(() => {
    boards.isTaken = false;
  });
  const station = await startTestStation({ ...parts, boardPort: boards.port });
  boards.port = portOf(station.board);
  whenOver(() => station.dispose());
  return station;
}

/** A desk for one test: nothing remembered, English, 1280 x 800. */
export function desk(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  return takeRestingPage(browser, 'real', options);
}

/** A desk whose clock the test sets, before it opens the board. */
export function clockedDesk(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  return takeRestingPage(browser, 'set', options);
}

/** A desk that shows the board, live. */
export function openBoard(
  browser: Browser,
  station: Pick<TestStation, 'board'>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  return openAt(browser, station, '/', options);
}

/** A desk that the station knows and that shows what is at this address, live, with nothing before it. */
export async function openAt(
  browser: Browser,
  station: Pick<TestStation, 'board'>,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await desk(browser, options);
  await makeKnown(page, station);
  await page.goto(new URL(path, station.board).href);
  await live(page).waitFor();
  // Texts take another room before.
  await page.evaluate(async () => void (await document.fonts.ready));
  return page;
}

/** Gives a browser the cookie that the link of the board brings, without showing the board. */
export async function makeKnown(page: Page, station: Pick<TestStation, 'board'>): Promise<void> {
  await page.context().request.get(station.board);
}

/** The page while it is connected to the station. */
export function live(page: Page): Locator {
  return page.locator('[data-connection="live"]');
}

/** The side panel. */
export function panelOf(page: Page): Locator {
  return page.locator('[data-panel-of]');
}

/** The card of a check-in, in one lane or wherever it stands. */
export function cardOf(page: Page, id: string, lane?: Lane): Locator {
  const within = lane === undefined ? '[data-board]' : `[data-board] [data-lane="${lane}"]`;
  return page.locator(`${within} [data-check-in="${id}"]`);
}

/** Marks a check-in as seen by S on its card; alone the key means none that has only just come. */
export async function pressSeen(page: Page, id: string): Promise<void> {
  await cardOf(page, id).getByRole('link').focus();
  await page.keyboard.press('s');
}

/** Cuts a page off until the answer is called, and waits until it has noticed. */
export async function cutOff(page: Page): Promise<() => Promise<void>> {
  await page.route('**/rpc/**', (route) => route.abort());
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.locator('[data-connection="disconnected"]').waitFor();
  return async () => {
    await page.unroute('**/rpc/**');
    await live(page).waitFor();
  };
}

/** Delivers a check-in over HTTP, as AutoX3 does; the id that the station gave to it. */
export async function checkIn(station: TestStation, parts: CheckInParts | Uint8Array = {}): Promise<string> {
  const answer = await station.post(parts instanceof Uint8Array ? parts : signedCheckIn(parts).body);
  expect(answer.status).toBe(200);
  const { items } = await station.client.checkIns.list({ limit: 1 });
  return items[0]?.id ?? '';
}

/** Asks again and again until the answer is as it should be; `what` names it when it never is. */
export function eventually<T>(read: () => T | Promise<T>, what?: string) {
  return expect.poll(read, { timeout: 10_000, interval: 20, ...(what === undefined ? {} : { message: what }) });
}

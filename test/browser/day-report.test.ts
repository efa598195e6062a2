import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { pair } from '../support/pair.ts';
import { playShopDay, type ShopDay } from '../support/shop-day.ts';
import { startTestStation, type TestStation } from '../support/station.ts';
import { clockedDesk, eventually, live, oneBrowser, panelOf } from './desk.ts';

const browser = oneBrowser();

let now = 0;
let station: TestStation;
let shopDay: ShopDay;
beforeAll(async () => {
  station = await startTestStation({
    now: () => now,
    timeZone: 'Europe/London',
    settings: { shop: { name: 'Harbour Road', plateStyle: 'uk' } },
  });
  shopDay = await playShopDay(station, (time) => {
    now = Date.parse(time);
  });
});
afterAll(() => station?.dispose());

/** The board on the Wednesday after the shop day, and over it what the address names. */
async function openDay(query: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await clockedDesk(browser(), { reducedMotion: 'reduce', ...options });
  await page.clock.setFixedTime(now);
  await page.goto(station.board);
  await live(page).waitFor();
  await page.goto(new URL(`/?page=day${query}`, station.board).href);
  await reportOf(page).waitFor();
  return page;
}

const reportOf = (page: Page, days = ''): Locator =>
  page.locator(days === '' ? '[data-report]:not([data-old])' : `[data-report="${days}"]:not([data-old])`);
const chartOf = (page: Page): Locator => page.locator('.recharts-surface').first();
const figureOf = (page: Page, name: string): Locator => page.locator(`[data-figure="${name}"]`);

test('the day is one click from the board: its days stand in the address, and back leads to the board', async () => {
  const page = await clockedDesk(browser());
  await page.clock.setFixedTime(now);
  await page.goto(station.board);
  await live(page).waitFor();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.getByRole('navigation').getByRole('link', { name: 'Day' }).click();
  await reportOf(page, '2026-03-04 2026-03-04').waitFor();
  await chartOf(page).waitFor();
  expect(loaded.some((url) => url.includes('ArrivalChart'))).toBe(true);

  await page.getByRole('button', { name: 'Yesterday' }).click();
  await reportOf(page, '2026-03-03 2026-03-03').waitFor();
  expect(new URL(page.url()).searchParams.get('range')).toBe('yesterday');
  expect(await page.getByRole('heading', { level: 3 }).innerText()).toBe('Tuesday, 3 March 2026');
  await page.getByLabel('From').fill('2026-02-24');
  await reportOf(page, '2026-02-24 2026-03-03').waitFor();
  await page.getByRole('button', { name: 'Earlier' }).click();
  await reportOf(page, '2026-02-16 2026-02-23').waitFor();
  expect(await reportOf(page).innerText()).toContain('No check-ins on these days');
  await page.reload();
  await reportOf(page, '2026-02-16 2026-02-23').waitFor();

  await page.goBack();
  await page.locator('[data-page="day"]').waitFor({ state: 'detached' });
  await page.locator('[data-board]').waitFor();
});

test('it says what was worked out by hand, and each late check-in opens beside it', async () => {
  const page = await openDay('&range=yesterday');
  const says = async (name: string) =>
    (await figureOf(page, name).innerText()).split('\n').filter((line) => line !== '');
  expect(await says('check-ins')).toEqual(['Check-ins', '4', '+3 Tue 24 Feb: 1']);
  expect(await says('seen')).toEqual([
    'Typical time until seen',
    '8 min',
    '9 of 10 within 15 h 30, the longest 15 h 30',
    'Tue 24 Feb: 4:00',
  ]);
  expect(await says('lights')).toEqual(['With warning lights', '75%', '3 of 4', 'Tue 24 Feb: 0%']);
  expect(await says('damage')).toEqual(['With damage', '50%', '2 of 4', 'Tue 24 Feb: 0%']);
  expect((await says('late'))[1]).toBe('2');
  expect((await says('unseen'))[1]).toBe('1');
  expect((await says('set-aside'))[1]).toBe('1');

  const late = page.getByRole('table', { name: 'Waited too long' });
  expect(await late.getByRole('row').count()).toBe(5);
  await late.getByRole('link', { name: 'BB16 SLO' }).first().click();
  await panelOf(page).waitFor();
  expect(await panelOf(page).getAttribute('data-panel-of')).toBe(shopDay.slow);
  await page.keyboard.press('Escape');
  await panelOf(page).waitFor({ state: 'detached' });
  await reportOf(page, '2026-03-03 2026-03-03').waitFor();
});

test('its chart is a table too, for whoever listens and whoever asks for it', async () => {
  const page = await openDay('&range=yesterday');
  const table = page.getByRole('table', { name: 'Check-ins by hour' });
  const hours = (await table.getByRole('row').allInnerTexts()).map((row) => row.split('\t'));
  expect(hours.filter(([, checkIns]) => Number(checkIns) > 0)).toEqual([
    ['08:00', '2'],
    ['09:00', '1'],
    ['16:00', '1'],
  ]);
  const width = async () => (await table.locator('..').boundingBox())?.width ?? 0;
  await chartOf(page).waitFor();
  expect(await width()).toBeLessThan(5);
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await chartOf(page).waitFor({ state: 'hidden' });
  expect(await width()).toBeGreaterThan(200);
});

test('on paper it is the report alone, with the shop and the days above it, in light colours', async () => {
  const page = await openDay('&range=yesterday', { colorScheme: 'dark' });
  await chartOf(page).waitFor();
  await page.evaluate(() =>
    matchMedia('print').addEventListener('change', ({ matches }) => {
      const root = document.documentElement;
      if (matches) root.dataset.printedIn = getComputedStyle(root).getPropertyValue('--ink');
    }),
  );
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = await pagesOf(pdf);
  const text = pages.map(({ words }) => words).join(' ');
  for (const said of [
    'Day report',
    'Harbour Road',
    'Tuesday, 3 March 2026',
    'Check-ins by hour',
    'BB16 SLO',
    'Mei Lin',
  ])
    expect(text).toContain(said);
  expect(text.replaceAll(/\s+/g, ' ')).toMatch(/07:00 0 08:00 2 09:00 1 10:00 0/);
  // Nothing of the head, the board, or the buttons.
  for (const unsaid of ['Local only', 'Yesterday', 'Show as a table', 'Back', 'FF16 NEW'])
    expect(text).not.toContain(unsaid);
  expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual(
    pages.map(() => [595, 842]),
  );
  expect(pages.length).toBe(2);
  for (const { words, right } of pages) {
    expect(words.trim()).not.toBe('');
    expect(right).toBeLessThan(595);
  }
  expect(await page.locator('html').getAttribute('data-printed-in')).toBe('#12161f');
  await eventually(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
});

test('it is for managers: a paired desk has no way to it, and a link says so', async () => {
  const { client: _client, cookie } = await pair(station, 'desk');
  const context = await browser().newContext({ locale: 'en-GB' });
  try {
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value: value.split(';')[0] ?? '', url: new URL(station.board).origin }]);
    const page = await context.newPage();
    await page.goto(new URL('/?page=day', station.board).href);
    await page.getByRole('heading', { name: 'The day report is for the manager' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(['Board', 'History']);
    expect(await page.getByRole('button', { name: 'Print' }).count()).toBe(0);
  } finally {
    await context.close();
  }
});

test.each([
  { look: 'a desk', viewport: { width: 1280, height: 800 }, locale: 'en-GB', colorScheme: 'light' },
  { look: 'a phone, dark and Chinese', viewport: { width: 390, height: 844 }, locale: 'zh-CN', colorScheme: 'dark' },
] as const)('on $look it is accessible, and no wider than the screen', async ({ look: _look, ...options }) => {
  const page = await openDay('&range=yesterday', options);
  await chartOf(page).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const beyond = await page
    .locator('[data-page="day"]')
    .evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(beyond).toBeLessThanOrEqual(0);
});

/** What a PDF says on each page, how large that is, and how far its text reaches to the right, in points. */
async function pagesOf(pdf: Uint8Array) {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item) => ('str' in item ? [item] : []));
    const right = Math.max(...texts.map(({ transform, width: wide }) => Number(transform[4]) + wide));
    pages.push({ width, height, right, words: texts.map(({ str }) => str).join(' ') });
  }
  await document.loadingTask.destroy();
  return pages;
}

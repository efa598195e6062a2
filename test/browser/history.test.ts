import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeManyVisits } from '../bench/many-visits.ts';
import { SECRET } from '../support/messages.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../support/station.ts';
import { checkIn, desk, eventually, live, oneBrowser, openBoard, panelOf } from './desk.ts';

const VISITS = 400;

const browser = oneBrowser();
const folder = temporaryFolder();
let station: TestStation;
beforeAll(async () => {
  makeManyVisits(folder.path, SECRET, VISITS, () => {});
  station = await startTestStation({ dataFolder: folder.path });
}, 60_000);
afterAll(async () => {
  await station?.dispose();
  folder.dispose();
});

const rows = (page: Page): Locator => page.locator('[data-history-row]');
const rowOf = (page: Page, id: string): Locator => page.locator(`[data-history-row="${id}"]`);
const list = (page: Page): Locator => page.locator('[data-history-list]');
const field = (page: Page): Locator => page.locator('[data-page="history"] input[type="text"]');
const topOf = (row: Locator): Promise<number | undefined> =>
  row.evaluate((element) => element.getBoundingClientRect().top);

async function openHistory(query = ''): Promise<Page> {
  const page = await openBoard(browser(), station);
  await page.goto(new URL(`/?page=history${query}`, page.url()).href);
  await live(page).waitFor();
  return page;
}

test('what is typed into the head is found in the history, opened by keys, and left again step by step', async () => {
  const id = await checkIn(station, { plate: 'FIND 123', remark: 'needle in a haystack' });
  const page = await openBoard(browser(), station);
  await page.keyboard.press('/');
  await page.keyboard.type('needle');
  await page.keyboard.press('Enter');
  await rowOf(page, id).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('needle');
  expect(await rows(page).count()).toBe(1);
  await eventually(() => page.locator('[data-page] [role="status"]').first().textContent()).toBe('1 found');
  expect(await field(page).evaluate((input) => input === document.activeElement)).toBe(true);

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await panelOf(page).waitFor();
  expect(await panelOf(page).getAttribute('data-panel-of')).toBe(id);
  await page.keyboard.press('Escape');
  await panelOf(page).waitFor({ state: 'detached' });
  await eventually(() => list(page).evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await rowOf(page, id).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Escape');
  await list(page).waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
});

test('the list goes from the newest visit to the very first, and stays where it is beside an open check-in', async () => {
  const page = await openHistory();
  await rows(page).first().waitFor();
  await field(page).press('ArrowDown');
  await page.keyboard.press('End');
  await rowOf(page, '1').waitFor();
  expect(await rowOf(page, '1').getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowUp');
  const before = await list(page).evaluate(({ scrollTop }) => scrollTop);
  const chosen = await list(page).getAttribute('aria-activedescendant');
  await page.keyboard.press('Enter');
  await panelOf(page).waitFor();
  await page.goBack();
  await panelOf(page).waitFor({ state: 'detached' });
  expect(await list(page).evaluate(({ scrollTop }) => scrollTop)).toBe(before);
  expect(await list(page).getAttribute('aria-activedescendant')).toBe(chosen);
});

test('an arrival moves nothing that somebody looks at, and is one click away', async () => {
  const page = await openHistory();
  await rows(page).first().waitFor();
  await list(page).evaluate((element) => {
    element.scrollTop = 4_000;
  });
  await eventually(async () => Number((await rows(page).first().getAttribute('aria-posinset')) ?? 0)).toBeGreaterThan(
    20,
  );
  const id = (await rows(page).nth(14).getAttribute('data-history-row')) ?? '';
  await eventually(() => rows(page).nth(14).getAttribute('data-history-row')).toBe(id);
  const row = rowOf(page, id);
  const before = await topOf(row);
  const arrived = await checkIn(station, { plate: 'NEW 1' });
  const isNew = page.getByRole('button', { name: '1 new' });
  await isNew.waitFor();
  expect(await topOf(row)).toBe(before);
  await isNew.click();
  await rowOf(page, arrived).waitFor();
});

test('a link with filters shows what they find, where it stands now, and says so when there is nothing', async () => {
  const id = await checkIn(station, { plate: 'READY 9', lights: ['16_Oil'] });
  await station.client.checkIns.move({ id, from: 'new', to: 'ready' });
  const page = await openHistory('&place=ready&lights=red');
  await rowOf(page, id).waitFor();
  expect(await rows(page).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Lane Ready' }).count()).toBe(1);
  await station.client.checkIns.move({ id, from: 'ready', to: 'handed-over' });
  await rowOf(page, id).getByText('Handed over').waitFor();

  await field(page).fill('no such vehicle');
  await page.getByText('Nothing found').waitFor();
  await page.getByRole('button', { name: 'Show all check-ins' }).first().click();
  await rows(page).first().waitFor();
  expect(new URL(page.url()).search).toBe('?page=history');
});

test('a failure is said, and asking again helps', async () => {
  const page = await desk(browser());
  await page.route('**/rpc/history/**', (route) => route.abort());
  await page.goto(station.board);
  await live(page).waitFor();
  await page.goto(new URL('/?page=history', page.url()).href);
  await page.getByText('The history could not be loaded').waitFor();
  await page.unroute('**/rpc/history/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await rows(page).first().waitFor();
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../electron/simulator/json-text.ts';
import { signedPlan } from '../support/messages.ts';
import { readPdf } from '../support/pdf.ts';
import { startTestStation, type TestStation } from '../support/station.ts';
import { cardOf, checkIn, live, oneBrowser, panelOf } from './desk.ts';

const browser = oneBrowser();
const LONG = `Gearbox \u202eoil <b>and</b> ${'filter '.repeat(38)}`.trim();

let station: TestStation;
let page: Page;
let id: string;
let other: string;

async function send(plate: string, items: { [name: string]: Json }[]): Promise<void> {
  expect((await station.post(signedPlan({ plate, items }).body)).status).toBe(200);
}

beforeAll(async () => {
  station = await startTestStation({ settings: { shop: { name: 'Harbour Road', plateStyle: 'uk' } }, timeZone: 'UTC' });
  id = await checkIn(station, { plate: 'AB12 CDE' });
  other = await checkIn(station, { plate: '京M65068' });
  await send('AB12 CDE', [
    {
      action: 'ADD',
      id: 1,
      serviceBaseName: 'Brake fluid',
      warningDate: '2026-01',
      forecastPrice: 80,
      recommend: true,
    },
    { action: 'ADD', id: 2, serviceBaseName: 'Oil change', warningDate: '2026-02' },
    { action: 'ADD', id: 3, serviceBaseName: 'Timing belt', currentMiles: 67_000, nextReplaceCycleKm: 67_400 },
    { action: 'ADD', id: 4, serviceBaseName: 'Coolant', warningDate: '2199-12' },
    { action: 'ADD', id: 5, serviceBaseName: 'Wiper blades' },
    { action: 'FINISH', id: 6, serviceBaseName: 'Cabin filter' },
  ]);
  await send('京M65068', [{ action: 'ADD', id: 7, serviceBaseName: LONG, warningDate: '2026-01' }]);
  const context = await browser().newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  await page.goto(station.board);
  await live(page).waitFor();
}, 60_000);
afterAll(() => station?.dispose());

const line = (of: string) => cardOf(page, of).locator('[data-maintenance]');

describe('on the board', () => {
  test('a card says what is overdue first, and how much else is', async () => {
    await line(id).waitFor();
    expect(await line(id).innerText()).toMatch(/^Overdue: \S*Brake fluid\S*\s*\+1 more$/);
  });

  test('a name is shown as text in one line, with the whole of it on hover', async () => {
    const box = await line(other).boundingBox();
    expect(box?.height).toBeLessThan(24);
    expect(await line(other).getAttribute('title')).toContain(LONG);
    expect(await line(other).locator('b').count()).toBe(0);
  });

  test('what is finished goes from the card while it is looked at', async () => {
    await send('AB12 CDE', [{ action: 'FINISH', id: 2 }]);
    await expect.poll(() => line(id).innerText()).not.toContain('more');
  });

  test('beside a check-in stands what is due now, with the way to the whole plan', async () => {
    await cardOf(page, id).getByRole('link').click();
    const due = panelOf(page).locator(`[data-due-of="${id}"] > li`);
    await due.first().waitFor();
    expect(await due.allInnerTexts()).toEqual([
      expect.stringMatching(/^Brake fluid\s+Recommended\s+was due in Jan 2026$/),
      expect.stringMatching(/^Timing belt\s+400 km to go · at 67,400 km on the odometer$/),
    ]);
    await panelOf(page).getByRole('button', { name: 'The whole plan (6)' }).click();
    await page.getByRole('heading', { name: 'Maintenance plan' }).waitFor();
  });
});

test('the page of the vehicle has all of it by when it is due, and what is done folded away', async () => {
  await page.goto(new URL(`/?page=vehicle&of=${id}`, station.board).href);
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'Maintenance plan' }) });
  await section.waitFor();
  expect(await section.locator('h4').allInnerTexts()).toEqual(['Overdue', 'Due soon', 'Dec 2199', 'Not known when']);
  expect(await section.locator('li:visible strong').allInnerTexts()).toEqual([
    'Brake fluid',
    'Timing belt',
    'Coolant',
    'Wiper blades',
  ]);
  expect(await section.locator('li').first().innerText()).toMatch(/was due in Jan 2026 · forecast price 80\s+As of /);
  await section.locator('summary').click();
  expect(await section.locator('details strong').allInnerTexts()).toEqual(['Oil change', 'Cabin filter']);
});

test('the page of a vehicle that is here for the first time follows what comes of its plan', async () => {
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'Maintenance plan' }) });
  await section.getByText('Wiper blades').waitFor();
  await send('AB12 CDE', [{ action: 'ADD', id: 9, serviceBaseName: 'Spark plugs' }]);
  await section.getByText('Spark plugs').waitFor();
});

describe('on the sheet', () => {
  /** Its text as it is printed, without spaces. */
  const open = async (query: Record<string, string>): Promise<string> => {
    await page.goto(new URL(`/sheet.html?${new URLSearchParams(query)}`, station.board).href);
    await page.locator('[data-sheet="ready"]').waitFor();
    return (await readPdf(await page.pdf({ preferCSSPageSize: true }))).text;
  };

  test('nothing is said of maintenance unless the shop wants it', async () => {
    expect(await open({ 'check-in': id })).not.toContain('Duemaintenance');
  });

  test.each(['a4', 'slip'])('on %s stands what is overdue or due soon, in the language of the sheet', async (paper) => {
    const { sheet } = await station.client.settings.get();
    await station.client.settings.set({ sheet: { ...sheet, dueMaintenance: true } });
    const english = await open({ 'check-in': id, paper });
    for (const said of ['Duemaintenance', 'Brakefluid·Overdue·wasdueinJan2026', 'Timingbelt·400kmtogo'])
      expect(english).toContain(said);
    expect(english).not.toContain('Coolant');
    const chinese = await open({ 'check-in': id, paper, lang: 'zh-CN' });
    for (const said of ['到期保养项目', '已逾期', '还剩']) expect(chinese).toContain(said);
  });
});

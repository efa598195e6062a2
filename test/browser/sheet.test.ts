import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { jpeg, type PhotoServer, send, startPhotoServer } from '../integration/photos/photo-server.ts';
import { documentedSample } from '../support/messages.ts';
import { pair } from '../support/pair.ts';
import { type Pdf, readPdf } from '../support/pdf.ts';
import { startTestStation, type TestStation } from '../support/station.ts';
import { cardOf, checkIn, eventually, live, oneBrowser, panelOf } from './desk.ts';
import { ABSENT, CHINESE, HOSTILE, huge } from './sheet-cases.ts';

const browser = oneBrowser();
const TERMS = 'I have handed over the vehicle in the state described above.';
const PHOTOS = 12;

// One station and one page: a sheet changes nothing that another test looks at.
let station: TestStation;
let photos: PhotoServer;
let page: Page;
let ids: Record<'sample' | 'absent' | 'chinese' | 'hostile' | 'huge', string>;

beforeAll(async () => {
  station = await startTestStation({ settings: { shop: { name: 'Harbour Road', plateStyle: 'uk' } } });
  const photo = send(await jpeg(320, 240));
  photos = await startPhotoServer(Object.fromEntries(Array.from({ length: PHOTOS }, (_, n) => [`/${n}.jpg`, photo])));
  const { sheet } = await station.client.settings.get();
  await station.client.settings.set({
    photos: { allowedHosts: ['127.0.0.1'] },
    sheet: { ...sheet, head: '12 Harbour Road\nLeith', terms: { en: TERMS, 'zh-CN': '本人确认以上车辆状况属实。' } },
  });
  ids = {
    sample: await checkIn(station, documentedSample()),
    absent: await checkIn(station, ABSENT),
    chinese: await checkIn(station, CHINESE),
    hostile: await checkIn(station, HOSTILE),
    huge: await checkIn(
      station,
      huge((entry) => (entry < PHOTOS ? [photos.at(`/${entry}.jpg`)] : [])),
    ),
  };
  const context = await browser().newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  await page.goto(station.board);
  await live(page).waitFor();
  await vi.waitFor(
    async () => {
      const visit = await station.client.checkIns.get({ id: ids.huge });
      expect(visit.photos.flat().filter(({ state }) => state === 'captured')).toHaveLength(PHOTOS);
    },
    { timeout: 60_000, interval: 100 },
  );
}, 120_000);
afterAll(async () => {
  await photos?.stop();
  await station?.dispose();
});

async function openSheet(query: Record<string, string>): Promise<void> {
  await page.goto(new URL(`/sheet.html?${new URLSearchParams(query)}`, station.board).href);
  await page.locator('[data-sheet="ready"]').waitFor();
}

/** What comes out of the printer; nothing of it may lie outside the page or be in a font that the PDF does not hold. */
async function printed(query: Record<string, string>): Promise<Pdf> {
  await openSheet(query);
  const pdf = await readPdf(await page.pdf({ preferCSSPageSize: true }));
  const outside = pdf.pages.flatMap(({ width, height, items }) =>
    items.filter(({ x, y, width: wide }) => x < 2 || x + wide > width - 2 || y < 2 || y > height - 2),
  );
  expect(outside).toEqual([]);
  expect(pdf.fonts.length).toBeGreaterThan(0);
  expect(pdf.fonts.filter(({ isEmbedded }) => !isEmbedded)).toEqual([]);
  return pdf;
}

describe('the sheet of', () => {
  test('the documented sample is one A4 page with all that was sent', async () => {
    const { pages, text } = await printed({ 'check-in': ids.sample });
    expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([[210, 297]]);
    for (const said of [
      'HarbourRoad',
      'JING',
      '123456',
      'BMW5',
      'xiaohahaBrown',
      '100%',
      'Airbag',
      'Damp',
      'GolfBag',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toContain(TERMS.replaceAll(' ', ''));
    expect(text).toContain('Customer:date,signature');
    expect(text).toContain('Page1of1');
  });

  test('a check-in of which nothing is known is one page with lines to write on', async () => {
    const { pages, text } = await printed({ 'check-in': ids.absent });
    expect(pages).toHaveLength(1);
    expect(text).toContain('Noplate');
    expect(text).not.toMatch(/null|undefined|NaN/);
    expect(text.match(/Nonerecorded/g)).toHaveLength(3);
  });

  test('a Chinese check-in is in Chinese, whatever the screen is in, and its plate and names can be found', async () => {
    const { pages, text } = await printed({ 'check-in': ids.chinese, lang: 'zh-CN' });
    expect(pages).toHaveLength(1);
    for (const said of ['沪A12345', '欧阳小明', '大众朗逸', '右前翼子板', '儿童座椅', '本人确认', '第1页，共1页']) {
      expect(text).toContain(said);
    }
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(true);
  });

  test('a hostile check-in is text and nothing else, broken into lines', async () => {
    const { pages, text } = await printed({ 'check-in': ids.hostile });
    expect(pages).toHaveLength(3);
    expect(text.match(/V/g)?.length).toBeGreaterThanOrEqual(300);
    expect(text).toContain('<b>bold</b>');
    expect(await page.title()).not.toBe('1');
    expect(await page.locator('article').evaluate((paper) => paper.querySelectorAll('b, [onerror]').length)).toBe(0);
  });

  test('a huge check-in goes on on further pages under the same heads, with all photos, and signed on the last', async () => {
    const { pages, text } = await printed({ 'check-in': ids.huge });
    expect(pages).toHaveLength(6);
    for (const number of [2, 40]) expect(text).toContain(`Scratchnumber${number},`);
    expect(text).toContain('Lightnumber60');
    const withDamage = pages.filter((one) => one.text.includes('Scratchnumber'));
    expect(withDamage.length).toBeGreaterThan(2);
    for (const { text: onPage } of withDamage) expect(onPage).toContain('No.WhereWhat');
    expect(pages.reduce((sum, { pictures }) => sum + pictures, 0)).toBe(PHOTOS);
    expect(pages.map(({ text: onPage }) => onPage.includes('Customer:date,signature'))).toEqual(
      pages.map((_, index) => index === pages.length - 1),
    );
    // The lines to sign on never come alone.
    expect(pages.at(-1)?.text).toContain('describedabove.');
    expect(pages.map(({ text: onPage }) => /Page(\d)of6/.exec(onPage)?.[1])).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('a huge check-in without photos says how many there are', async () => {
    const { pages, text } = await printed({ 'check-in': ids.huge, photos: 'none', paper: 'letter' });
    expect(pages.reduce((sum, { pictures }) => sum + pictures, 0)).toBe(0);
    expect(text.match(/1photoontheboard/g)).toHaveLength(PHOTOS);
    expect([pages[0]?.width, pages[0]?.height].map((mm) => Math.round(mm ?? 0))).toEqual([216, 279]);
  });
});

test.each(['chinese', 'hostile'] as const)(
  'a slip of the %s one is 80 mm wide and one page, as high as what is on it',
  async (which) => {
    const { pages } = await printed({ 'check-in': ids[which], paper: 'slip' });
    expect(pages).toHaveLength(1);
    const [{ width = 0, items = [] } = {}] = pages;
    expect(Math.abs(width - 80)).toBeLessThan(0.5);
    // The last line stands near the lower edge: no blank paper, and none missing.
    const lowest = Math.min(...items.map(({ y }) => y));
    expect(lowest).toBeGreaterThan(5);
    expect(lowest).toBeLessThan(20);
  },
);

test('the test page is one page with umlauts and Chinese, and needs no check-in', async () => {
  const { pages, text } = await printed({ test: '1' });
  expect(pages).toHaveLength(1);
  expect(text).toContain('ÄÖÜäöüß');
  expect(text).toContain('简体中文');
});

test('the code opens the check-in where the board was opened, and no token is on the paper', async () => {
  await openSheet({ 'check-in': ids.sample });
  const html = await page.content();
  expect(html).not.toContain('test-token');
  expect(await page.getByRole('img', { name: 'Opens this check-in on the board' }).count()).toBe(1);
});

test('a second print is marked as a reprint on every page, and both stand in the ledger', async () => {
  await page.addInitScript(() => {
    window.print = () => void window.dispatchEvent(new Event('afterprint'));
  });
  await openSheet({ 'check-in': ids.absent });
  const print = page.getByRole('button', { name: 'Print' });
  await print.click();
  const ledger = () => station.client.sheets.ofCheckIn({ id: ids.absent });
  await eventually(async () => (await ledger()).map(({ result }) => result)).toEqual(['handed-over']);
  expect(await page.getByText('Reprint').count()).toBe(0);
  await print.click();
  await page.getByText('Reprint 2').waitFor();
  await eventually(async () => (await ledger()).map(({ result }) => result)).toEqual(['handed-over', 'handed-over']);
  const { text } = await readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(text.match(/Reprint2/g)).toHaveLength(2);
});

test('paper, language and photos are chosen on the page and stand in its address', async () => {
  await openSheet({ 'check-in': ids.huge });
  await page.getByLabel('Language of the sheet').selectOption('zh-CN');
  await page.getByLabel('Photos').selectOption('large');
  await page.getByLabel('Paper').selectOption('letter');
  await page.getByRole('heading', { name: '车辆接车单' }).waitFor();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    'check-in': ids.huge,
    lang: 'zh-CN',
    photos: 'large',
    paper: 'letter',
  });
});

test('a check-in that is not there is said, and the sheet counts as failed', async () => {
  await page.goto(new URL('/sheet.html?check-in=999999', station.board).href);
  await page.locator('[data-sheet="failed"]').waitFor();
  await page.getByRole('heading', { name: 'There is no such check-in' }).waitFor();
});

test('P on a card and the button in its panel open the sheet in a tab of its own', async () => {
  await page.goto(new URL('/', station.board).href);
  await live(page).waitFor();
  const card = cardOf(page, ids.sample).getByRole('link');
  await card.focus();
  const [byKey] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('p')]);
  await byKey.locator('[data-sheet="ready"]').waitFor();
  expect(await byKey.title()).toBe('Check-in sheet JING');
  // The click may be answered by the tab that it closes, and then it fails: that the tab closes is what counts.
  const closed = byKey.waitForEvent('close');
  await byKey
    .getByRole('button', { name: 'Close' })
    .click()
    .catch(() => undefined);
  await closed;
  await card.click();
  const button = panelOf(page).getByRole('button', { name: 'Sheet to print' });
  const [byButton] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
  expect(new URL(byButton.url()).search).toBe(`?check-in=${ids.sample}`);
  await byButton.close();
});

test('a wall may not open a sheet, a second desk may', async () => {
  const [{ cookie: wall }, { cookie: second }] = [await pair(station, 'wall'), await pair(station, 'desk')];
  const { hostname } = new URL(station.board);
  for (const [cookie, state] of [
    [wall, 'failed'],
    [second, 'ready'],
  ] as const) {
    const context = await browser().newContext();
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, domain: hostname, path: '/', sameSite: 'Strict' }]);
    const paired = await context.newPage();
    await paired.goto(new URL(`/sheet.html?check-in=${ids.sample}`, station.board).href);
    await paired.locator(`[data-sheet="${state}"]`).waitFor();
    await context.close();
  }
});

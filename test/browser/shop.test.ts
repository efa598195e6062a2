import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SHOP, type ShopSettings } from '../../shared/shop.ts';
import type { TestStation } from '../support/station.ts';
import {
  cardOf,
  checkIn,
  clockedDesk,
  desk,
  eventually,
  makeKnown,
  oneBrowser,
  openAt,
  openBoard,
  panelOf,
  stationForTest,
} from './desk.ts';

const browser = oneBrowser();

const sectionOf = (page: Page): Locator => page.getByRole('region', { name: 'Shop', exact: true });
const zoneOf = (page: Page): Locator => sectionOf(page).getByRole('combobox', { name: 'Time zone' });
const set = (station: TestStation, shop: Partial<ShopSettings>): Promise<unknown> =>
  station.client.settings.set({ shop: { ...DEFAULT_SHOP, ...shop } });

async function openSettings(station: TestStation, options: Parameters<typeof desk>[1] = {}): Promise<Page> {
  const page = await openAt(browser(), station, '/?page=settings', options);
  await sectionOf(page).getByLabel('Name').waitFor();
  return page;
}

describe('the shop', () => {
  test('is set first in the settings, and is as it was set on every board at once', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: 'AB12 CDE' });
    const other = await openBoard(browser(), station);
    const page = await openSettings(station);
    expect(await page.getByRole('heading', { level: 3 }).first().innerText()).toBe('Shop');

    await sectionOf(page).getByLabel('Name').fill('  Harbour Road ');
    await page.keyboard.press('Enter');
    await sectionOf(page).getByText('British').click();
    await sectionOf(page).getByLabel('Odometer in').selectOption('Miles');

    await other.getByRole('banner').getByText('Harbour Road').waitFor();
    await eventually(() => other.title()).toContain('Harbour Road');
    await cardOf(other, id).locator('[data-style="uk"]').waitFor();
    await cardOf(other, id).getByText('67,000 mi').waitFor();
    expect((await station.client.settings.get()).shop).toEqual({
      ...DEFAULT_SHOP,
      name: 'Harbour Road',
      plateStyle: 'uk',
      distanceUnit: 'mi',
    });
    await cardOf(other, id).click();
    await panelOf(other).getByText('67,000 mi').waitFor();
    await panelOf(other).locator('[data-style="uk"]').waitFor();
  });

  test('keeps the name that was typed when somebody leaves the page', async () => {
    const station = await stationForTest();
    const page = await openSettings(station);
    await sectionOf(page).getByLabel('Name').fill('Kept');
    await page.keyboard.press('Escape');
    await eventually(async () => (await station.client.settings.get()).shop.name).toBe('Kept');
  });

  test('is chosen by keys too: plates by the arrows, each drawn', async () => {
    const station = await stationForTest();
    const page = await openSettings(station);
    const plates = sectionOf(page).getByRole('radiogroup', { name: 'Number plates' });
    for (const style of ['plain', 'uk', 'eu', 'cn']) await plates.locator(`[data-style="${style}"]`).waitFor();

    await plates.getByRole('radio', { name: 'Plain' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');

    expect(await plates.getByRole('radio', { name: 'European' }).isChecked()).toBe(true);
    await eventually(async () => (await station.client.settings.get()).shop.plateStyle).toBe('eu');
  });

  test.each(['en-GB', 'zh-CN'])('fits a phone in %s', async (locale) => {
    const options = { viewport: { width: 360, height: 740 }, locale };
    const page = await openAt(browser(), await stationForTest(), '/?page=settings', options);
    await page.locator('[data-section="shop"]').waitFor();
    const wide = await page
      .locator('[data-section="shop"] *')
      .evaluateAll(
        (all) =>
          all.filter((one) => one.getBoundingClientRect().right > window.innerWidth && one.clientWidth > 1).length,
      );
    expect(wide).toBe(0);
  });
});

describe('the time zone of the shop', () => {
  test("is that of the station's PC until another one is found by typing", async () => {
    const station = await stationForTest({ timeZone: 'Europe/Lisbon' });
    const page = await openSettings(station);
    expect(await zoneOf(page).inputValue()).toBe("As this station's PC (Europe/Lisbon)");

    await zoneOf(page).click();
    const options = page.getByRole('listbox').getByRole('option');
    expect(await options.first().innerText()).toContain("As this station's PC");
    expect(await options.count()).toBeGreaterThan(300);
    await zoneOf(page).fill('kolk');
    await page.getByRole('option', { name: 'Asia/Kolkata' }).click();

    await eventually(async () => (await station.client.settings.get()).shop.timeZone).toBe('Asia/Kolkata');
    await eventually(async () => (await station.client.status()).timeZone).toBe('Asia/Kolkata');
    await zoneOf(page).click();
    await zoneOf(page).fill('As this');
    await page.getByRole('option', { name: "As this station's PC (Europe/Lisbon)" }).click();
    await eventually(async () => (await station.client.settings.get()).shop.timeZone).toBeNull();
  });

  test('is left as it is by a name that no zone has, and by Escape, which leads back only from the page', async () => {
    const station = await stationForTest();
    await set(station, { timeZone: 'Asia/Shanghai' });
    const page = await openSettings(station);
    await zoneOf(page).click();
    await zoneOf(page).fill('Mars');
    await page.getByText('No time zone has this name').waitFor();

    await page.keyboard.press('Escape');

    await page.getByText('No time zone has this name').waitFor({ state: 'hidden' });
    await sectionOf(page).waitFor();
    await page.keyboard.press('Tab');
    expect(await zoneOf(page).inputValue()).toBe('Asia/Shanghai');
    await page.keyboard.press('Escape');
    await sectionOf(page).waitFor({ state: 'detached' });
    expect((await station.client.settings.get()).shop.timeZone).toBe('Asia/Shanghai');
  });

  test('shows a zone that this browser does not list, or does not know at all', async () => {
    const station = await stationForTest();
    await set(station, { timeZone: 'Etc/GMT+5' });
    const page = await desk(browser(), { timezoneId: 'Asia/Tokyo' });
    await page.addInitScript(() => {
      const { DateTimeFormat } = Intl;
      Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
        construct(target, [locale, options]: [string, Intl.DateTimeFormatOptions | undefined]) {
          if (options?.timeZone === 'Etc/GMT+5') throw new RangeError('Invalid time zone specified');
          return new target(locale, options);
        },
      });
    });
    await makeKnown(page, station);
    await page.goto(new URL('/?page=settings', station.board).href);
    await eventually(() => zoneOf(page).inputValue()).toBe('Etc/GMT+5');
  });
});

/** A board at a moment, in a browser of another zone than the shop's, with a check-in that arrived at another moment. */
async function boardAt(now: string, arrivedAt: string, shop: string, timezoneId: string): Promise<Page> {
  let clock = Date.parse(arrivedAt);
  const station = await stationForTest({ now: () => clock, timeZone: 'Pacific/Honolulu' });
  await set(station, { timeZone: shop });
  await checkIn(station, { plate: 'AB12 CDE' });
  clock = Date.parse(now);
  const page = await clockedDesk(browser(), { timezoneId });
  await page.clock.setFixedTime(now);
  await page.goto(station.board);
  await page.locator('[data-board] [data-check-in]').first().waitFor();
  return page;
}

const arrival = (page: Page): Promise<string | null> => page.locator('[data-board] time').first().getAttribute('title');

describe('dates and times', () => {
  test.each([
    ['at noon', '2026-03-03T04:00:00Z', '2026-03-03T03:30:00Z', 'Asia/Shanghai', 'America/New_York', '11:30'],
    ['before midnight there', '2026-03-03T15:59:00Z', '2026-03-03T15:58:00Z', 'Asia/Shanghai', 'UTC', '23:58'],
    [
      'over midnight there',
      '2026-03-03T16:01:00Z',
      '2026-03-03T15:59:00Z',
      'Asia/Shanghai',
      'UTC',
      '3 Mar 2026, 23:59',
    ],
    ['over midnight here', '2026-03-04T00:05:00Z', '2026-03-03T23:55:00Z', 'America/New_York', 'UTC', '18:55'],
    [
      'over the change of clocks',
      '2026-03-29T01:10:00Z',
      '2026-03-29T00:50:00Z',
      'Europe/London',
      'Asia/Tokyo',
      '00:50',
    ],
    ['after it', '2026-03-29T01:10:00Z', '2026-03-29T01:05:00Z', 'Europe/London', 'Asia/Tokyo', '02:05'],
    ['in the hour that comes twice', '2026-10-25T01:40:00Z', '2026-10-25T01:30:00Z', 'Europe/London', 'UTC', '01:30'],
  ])('are those of the shop %s', async (_when, now, arrivedAt, shop, timezoneId, text) => {
    const page = await boardAt(now, arrivedAt, shop, timezoneId);
    expect(await arrival(page)).toContain(`Arrived ${text}`);
  });

  test('follow a change of the zone at once, on the card and in the panel', async () => {
    const station = await stationForTest({ now: () => Date.parse('2026-03-03T12:00:00Z') });
    await set(station, { timeZone: 'Europe/London' });
    const id = await checkIn(station, { plate: 'AB12 CDE' });
    const page = await clockedDesk(browser(), { timezoneId: 'America/New_York' });
    await page.clock.setFixedTime('2026-03-03T12:10:00Z');
    await makeKnown(page, station);
    await page.goto(new URL(`/?check-in=${id}`, station.board).href);
    const arrived = panelOf(page).locator('dt', { hasText: 'Arrived here' }).locator('xpath=../dd');
    await eventually(() => arrived.innerText()).toBe('12:00');

    await set(station, { timeZone: 'Asia/Tokyo' });

    await eventually(() => arrived.innerText()).toBe('21:00');
    expect(await arrival(page)).toContain('Arrived 21:00');
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jpeg, type PhotoServer, send, startPhotoServer } from '../integration/photos/photo-server.ts';
import { startTestStation, type TestStation } from '../support/station.ts';
import { cardOf, checkIn, clockedDesk, eventually, live, oneBrowser, panelOf } from './desk.ts';

const browser = oneBrowser();
const VIN = 'WBA8E9G50GNT12345';
const OTHER = 'WDB2110061A111222';
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 3, 9);
const wing = { position: 'p1', positionName: 'Front right wing' };

let station: TestStation;
let photos: PhotoServer;
let clock = START;
let ids: string[] = [];

/** A visit so many days after the third of March. */
function visit(
  day: number,
  vehicle: { plate?: string; vin?: string | null },
  found: { odometer: number; lights?: string[]; damage?: { position: string; positionName: string; photo?: string }[] },
): Promise<string> {
  clock = START + day * DAY_MS;
  return checkIn(station, {
    createTime: clock,
    content: {
      carInfo: { carNum: vehicle.plate ?? 'AB12 CDE', carVin: vehicle.vin === undefined ? VIN : vehicle.vin },
      preCheckInfo: {
        lightInfo: found.lights ?? [],
        odograph: found.odometer,
        paintsInfo: (found.damage ?? []).map(({ photo, ...place }) => ({
          ...place,
          describe: 'Dent',
          images: photo === undefined ? [] : [photos.at(photo)],
        })),
      },
    },
  });
}

beforeAll(async () => {
  photos = await startPhotoServer({
    '/old.jpg': send(await jpeg(800, 600, '#993333')),
    '/new.jpg': send(await jpeg(800, 600, '#336699')),
  });
  station = await startTestStation({ now: () => clock, timeZone: 'UTC' });
  await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
  ids = [
    await visit(0, { plate: 'S4M OK' }, { odometer: 50_000, damage: [{ ...wing, photo: '/old.jpg' }] }),
    await visit(1, { vin: OTHER }, { odometer: 9_000 }),
    await visit(2, {}, { odometer: 60_000, lights: ['20_Engine'] }),
    await visit(
      3,
      {},
      {
        odometer: 55_000,
        lights: ['20_Engine', '16_Oil'],
        damage: [
          { position: 'p9', positionName: '<b>Boot</b>' },
          { ...wing, photo: '/new.jpg' },
        ],
      },
    ),
  ];
}, 60_000);
afterAll(async () => {
  await station?.dispose();
  await photos?.stop();
});

const last = (): string => ids[3] ?? '';
const vehiclePage = (page: Page) => page.locator('[data-page="vehicle"]');

/** A desk on the day after the last visit, in the shop's own time. */
async function open(address = ''): Promise<Page> {
  const page = await clockedDesk(browser());
  await page.clock.setFixedTime(START + 4 * DAY_MS);
  await page.goto(station.board);
  await live(page).waitFor();
  if (address !== '') await page.goto(new URL(address, station.board).href);
  return page;
}

test('a card says what somebody should know of earlier visits, and leads to all of them; back leads to the board', async () => {
  const page = await open();
  const line = cardOf(page, last()).locator('[data-memory]');
  await eventually(() => line.innerText()).toMatch(
    /3rd visit.*Odometer went backwards.*Engine was on last time.*Front right wing: damaged on 3 March too/s,
  );
  await expect(
    cardOf(page, ids[0] ?? '')
      .locator('[data-memory]')
      .count(),
  ).resolves.toBe(0);
  await expect(
    cardOf(page, ids[1] ?? '')
      .locator('[data-memory]')
      .count(),
  ).resolves.toBe(0);
  await line.click();
  await vehiclePage(page).getByText('3 visits since 3 March').waitFor();
  await page.keyboard.press('Escape');
  await vehiclePage(page).waitFor({ state: 'detached' });
  expect(await line.isVisible()).toBe(true);
});

test('the line comes to a board that is open, and goes when the visit before was a mistake', async () => {
  const page = await open();
  const before = await visit(5, { vin: null, plate: 'LIVE 1' }, { odometer: 1 });
  const id = await visit(6, { vin: null, plate: 'live-1' }, { odometer: 2 });
  const line = cardOf(page, id).locator('[data-memory]');
  await line.getByText('2nd visit').waitFor();
  await station.client.checkIns.setAside({ id: before, from: null, to: 'mistake' });
  await line.waitFor({ state: 'detached' });
});

test('beside a check-in the same is said with links to the visits that show it', async () => {
  const page = await open(`/?check-in=${last()}`);
  const panel = panelOf(page);
  await panel.getByText('3rd visit').waitFor();
  await panel.getByText('Was on last time, too').waitFor();
  await panel.getByRole('button', { name: 'It showed 60,000 km on 5 March' }).waitFor();
  const [boot, same] = [panel.locator('[data-damage="0"]'), panel.locator('[data-damage="1"]')];
  await boot.getByText('New since 5 March').waitFor();
  await same.getByRole('button', { name: 'Also on 3 March' }).click();
  await page.locator(`[data-panel-of="${ids[0]}"]`).waitFor();
  await panel.getByText('The first visit of this vehicle.').waitFor();
  await panel.getByRole('button', { name: 'All visits of this vehicle (3)' }).click();
  await vehiclePage(page).getByText('3 visits since 3 March').waitFor();
});

describe('the page of a vehicle', () => {
  test('shows what speaks against its being one, its odometer, what recurs, and each visit beside the one before', async () => {
    const page = await open(`/?page=vehicle&vin=${VIN.toLowerCase()}`);
    const shown = vehiclePage(page);
    await shown.locator('[data-doubt="plates"]').getByText('S4M OK').waitFor();
    await shown.locator('[data-doubt="vins"]').getByText(OTHER).waitFor();
    await eventually(() => shown.locator('svg [data-backwards]').count(), 'the chart').toBe(1);
    await shown.getByText('As a table').click();
    expect(await shown.locator('[data-odometer] tbody tr').allInnerTexts()).toEqual([
      '6 March\t55,000 km\tLess than before',
      '5 March\t60,000 km\t',
      '3 March\t50,000 km\t',
    ]);
    expect(await shown.locator('[data-matrix="lights"] tbody tr').first().locator('td').allInnerTexts()).toEqual([
      'Yes',
      'Yes',
      'No',
    ]);
    const visits = shown.locator('[data-visit]');
    await eventually(() => visits.count()).toBe(3);
    const newest = visits.first();
    expect(await newest.innerText()).toMatch(
      /5,000 km less than before.*Newly on.*Still on.*<b>Boot<\/b>.*New since 5 March.*Also on 3 March/s,
    );
    expect(await visits.nth(1).innerText()).toContain('Another plate AB12 CDE');
    await newest.getByRole('button', { name: 'Open the visit of 6 March' }).click();
    await page.locator(`[data-panel-of="${last()}"]`).waitFor();
    expect(await shown.isVisible()).toBe(true);
    await shown.locator('[data-doubt="vins"]').getByRole('button').click();
    await shown.getByText('1 visit', { exact: true }).waitFor();
  });

  test('lays the photos of two visits side by side, each with a zoom of its own; back closes them', async () => {
    const page = await open(`/?page=vehicle&of=${last()}`);
    await vehiclePage(page).getByRole('button', { name: 'Compare the photos of Front right wing' }).click();
    const [left, right] = ['left', 'right'].map((side) => page.locator(`[data-compare] [data-side="${side}"]`));
    if (left === undefined || right === undefined) throw new Error('there are two sides');
    const [old, now] = [left.getByRole('img'), right.getByRole('img')];
    for (const picture of [old, now])
      await eventually(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(800);
    const scale = (image: typeof old) => image.evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).a);
    await right.getByRole('button', { name: 'Zoom in' }).click();
    await page.keyboard.press('+');
    expect([await scale(old), await scale(now)]).toEqual([1, 2.25]);
    await left.getByLabel('Visit').selectOption(last());
    await eventually(() => old.getAttribute('src')).toBe(await now.getAttribute('src'));
    await page.goBack();
    await page.locator('[data-compare]').waitFor({ state: 'detached' });
    await vehiclePage(page).getByText('3 visits since').waitFor();
  });

  test('says so where there is no such vehicle, and where nothing tells one apart', async () => {
    const page = await open('/?page=vehicle&plate=ZZ99');
    await vehiclePage(page).getByText('No visit of this vehicle').waitFor();
    const id = await visit(7, { vin: '0'.repeat(17), plate: '无牌' }, { odometer: 3 });
    await page.goto(new URL(`/?page=vehicle&of=${id}`, station.board).href);
    await vehiclePage(page).getByText('Neither the VIN nor the plate of this check-in').waitFor();
  });
});

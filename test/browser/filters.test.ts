import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { type CheckInParts, signedCheckIn } from '../support/messages.ts';
import type { TestStation } from '../support/station.ts';
import {
  cardOf,
  checkIn,
  clockedDesk,
  eventually,
  live,
  oneBrowser,
  openBoard,
  panelOf,
  stationForTest,
} from './desk.ts';

const browser = oneBrowser();

const staff = (userName: string, storeId: number): NonNullable<CheckInParts['content']> => ({
  staffInfo: { areaCode: '+44', brandId: 114, mobile: '07700900574', storeId, userId: 18, userName },
});
const bar = (page: Page): Locator => page.getByRole('search', { name: 'View of the board' });
const plates = async (page: Page, lane = 'new'): Promise<string[]> =>
  page
    .locator(`[data-lane="${lane}"] [data-check-in]`)
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label') ?? ''));

/** Chooses in one of the filter's menus. */
async function choose(page: Page, menu: string, choice: string | RegExp): Promise<void> {
  await bar(page).getByRole('button', { name: menu, exact: true }).click();
  await page
    .getByRole('menuitemradio', { name: choice })
    .or(page.getByRole('menuitemcheckbox', { name: choice }))
    .click();
}

/** Three check-ins: a red light of Ann's, an amber one of Bo's, and a plain one of Bo's in another store. */
async function threeKinds(): Promise<{ station: TestStation; ids: [string, string, string] }> {
  const station = await stationForTest();
  const red = await checkIn(station, { plate: 'RED 1', lights: ['16_Oil low'], content: staff('Ann', 84) });
  const amber = await checkIn(station, { plate: 'AMB 1', lights: ['20_Engine'], content: staff('Bo', 84) });
  const plain = await checkIn(station, {
    plate: 'PLN 1',
    content: { ...staff('Bo', 85), preCheckInfo: { lightInfo: [], odograph: 1, oilGauge: 50, paintsInfo: [] } },
  });
  return { station, ids: [red, amber, plain] };
}

describe('the filter of the board', () => {
  test('shows what has such lights, says how many it hides, and shows all again', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station);
    await eventually(() => plates(page)).toEqual(['RED 1', 'AMB 1', 'PLN 1']);

    await choose(page, 'Lights', /^Red lights/);

    await eventually(() => plates(page)).toEqual(['RED 1']);
    await bar(page).getByText('2 hidden by the filter').waitFor();
    await page.getByRole('heading', { name: 'New 1 of 3' }).waitFor();
    await bar(page).getByRole('button', { name: 'Show all' }).click();
    await eventually(() => plates(page)).toEqual(['RED 1', 'AMB 1', 'PLN 1']);
    await page.getByRole('heading', { name: 'New 3', exact: true }).waitFor();
    expect(await bar(page).getByText('hidden').count()).toBe(0);
  });

  test('goes by adviser, store, damage and text, all of which must hold, each with its count', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station);
    await cardOf(page, (await station.client.checkIns.list({ limit: 1 })).items[0]?.id ?? '').waitFor();

    await bar(page).getByRole('button', { name: 'Adviser', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Bo 2' }).click();
    await eventually(() => plates(page)).toEqual(['AMB 1', 'PLN 1']);
    await page.keyboard.press('Escape');
    await choose(page, 'Damage', /^No damage/);
    await eventually(() => plates(page)).toEqual(['PLN 1']);
    await bar(page).getByRole('button', { name: 'Do not filter by: Damage' }).click();
    await choose(page, 'Store', /^Store 84/);
    await eventually(() => plates(page)).toEqual(['AMB 1']);
    await page.keyboard.press('Escape');
    await bar(page).getByRole('button', { name: 'Show all' }).click();
    await eventually(() => plates(page)).toHaveLength(3);
    await page.keyboard.press('f');
    await page.keyboard.type('pln1');
    await eventually(() => plates(page)).toEqual(['PLN 1']);
    await page.keyboard.press('Escape');
    await eventually(() => plates(page)).toHaveLength(3);
  });

  test('that hides an unseen check-in has that said in the head and aloud, and one click shows it', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station);
    await choose(page, 'Lights', /^Red lights/);
    await page.getByRole('button', { name: '2 unseen hidden: show' }).waitFor();

    const id = await checkIn(station, { plate: 'LATE 1', lights: [] });

    await page.getByRole('log').getByText('New check-in: LATE 1, BMW 320d. 1 hidden by the filter').waitFor();
    await page.getByRole('button', { name: '4 unseen · mute 5 min' }).waitFor();
    await page.getByRole('button', { name: '3 unseen hidden: show' }).click();
    await cardOf(page, id, 'new').waitFor();
    expect(await page.getByRole('button', { name: 'hidden: show' }).count()).toBe(0);
  });

  test('has every arrival said aloud, also when the sentence is the same', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);
    const said = page.getByRole('log').getByText('New check-in: SAME 1, BMW 320d');
    await checkIn(station, { plate: 'SAME 1' });
    await eventually(() => said.count()).toBe(1);
    const first = await said.elementHandle();

    await checkIn(station, { plate: 'SAME 1' });

    await eventually(() => said.count()).toBe(2);
    expect(await first?.evaluate((sentence) => sentence.isConnected)).toBe(true);
  });

  test('loses no arrival to a change of language, and says it in the new one', async () => {
    const station = await stationForTest();
    const page = await clockedDesk(browser());
    await page.clock.install();
    await page.goto(station.board);
    await live(page).waitFor();
    await page.getByRole('button', { name: 'Menu' }).click();
    const chinese = page.getByRole('menuitemradio', { name: '中文' });
    await chinese.waitFor();
    await page.clock.pauseAt(Date.now() + 60_000);
    const id = await checkIn(station, { plate: 'LATE 1' });
    await cardOf(page, id).waitFor({ state: 'attached' });

    await chinese.dispatchEvent('click');
    await page.getByRole('heading', { name: /^新接车/ }).waitFor();
    await page.clock.runFor(1_000);

    await page.getByRole('log').getByText('新接车：LATE 1').waitFor();
  });

  test('says in a lane that it hides everything there', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station);

    await bar(page).getByRole('textbox').fill('nobody');

    await page.getByRole('region', { name: 'New' }).getByText('All 3 hidden by the filter').waitFor();
  });

  test('outlives a reload, not the tab', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station);
    await choose(page, 'Lights', /^No lights/);
    await eventually(() => plates(page)).toEqual(['PLN 1']);
    await page.reload();
    await eventually(() => plates(page)).toEqual(['PLN 1']);

    const other = await page.context().newPage();
    await other.goto(station.board);
    await eventually(() => plates(other)).toHaveLength(3);
  });

  test('is no wider than a phone, which still says what is hidden', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station, { viewport: { width: 390, height: 844 } });
    await bar(page).getByRole('textbox').fill('red');
    await eventually(() => plates(page)).toEqual(['RED 1']);

    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    const box = await bar(page).getByText('2 hidden by the filter').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  });
});

describe('a saved view', () => {
  /** The key goes to the field itself: the list takes the focus a moment after it has opened. */
  async function enter(page: Page, label: string, name: string): Promise<void> {
    const field = page.getByLabel(label);
    await field.fill(name);
    await field.press('Enter');
  }

  async function save(page: Page, name: string): Promise<void> {
    await bar(page).getByRole('button', { name: 'Views' }).click();
    await enter(page, 'Save what you see as', name);
    await page.keyboard.press('Escape');
  }

  test('comes back with one key, after a reload, and by its address', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station);
    await choose(page, 'Lights', /^Red lights/);
    await save(page, 'Stop');
    await eventually(() => new URL(page.url()).searchParams.get('view')).toBe('Stop');
    await page.keyboard.press('0');
    await eventually(() => plates(page)).toHaveLength(3);
    expect(new URL(page.url()).searchParams.has('view')).toBe(false);

    await page.keyboard.press('1');
    await eventually(() => plates(page)).toEqual(['RED 1']);
    await page.reload();
    await eventually(() => plates(page)).toEqual(['RED 1']);
    await page.keyboard.press('0');
    await page.goto(new URL('/?view=Stop', station.board).href);
    await eventually(() => plates(page)).toEqual(['RED 1']);
    await page.goto(new URL('/?view=Unknown', station.board).href);
    await live(page).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('has the keys while its list is open: a letter moves no card, a digit goes to the view', async () => {
    const { station, ids } = await threeKinds();
    const page = await openBoard(browser(), station);
    await choose(page, 'Lights', /^Red lights/);
    await save(page, 'Stop');
    await page.keyboard.press('0');
    await eventually(() => plates(page)).toHaveLength(3);
    await cardOf(page, ids[1]).getByRole('link').focus();

    await bar(page).getByRole('button', { name: 'Views' }).click();
    const list = page.getByRole('dialog', { name: 'Views' });
    await list.getByRole('button', { name: 'Rename "Stop"' }).focus();
    await page.keyboard.type('Sam]');
    await list.waitFor();
    expect(await plates(page)).toHaveLength(3);
    await list.getByRole('button', { name: 'Rename "Stop"' }).focus();
    await page.keyboard.press('2');
    await list.waitFor();
    await page.keyboard.press('1');

    await list.waitFor({ state: 'detached' });
    await eventually(() => plates(page)).toEqual(['RED 1']);
    for (const id of ids) expect((await station.client.checkIns.get({ id })).lane).toBe('new');
  });

  test('that another tab saves, renames or deletes is so in every tab', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station);
    const other = await page.context().newPage();
    await other.goto(station.board);
    await live(other).waitFor();
    const names = (): Promise<string[]> =>
      page.evaluate(() => JSON.parse(localStorage.getItem('forecourt.views') ?? '[]').map(({ name }: never) => name));

    await save(page, 'Mine');
    await save(other, 'Theirs');
    expect(await names()).toEqual(['Mine', 'Theirs']);

    await bar(page).getByRole('button', { name: 'Mine' }).click();
    await page.getByRole('button', { name: 'Rename "Theirs"' }).click();
    await enter(page, 'New name', 'Ours');
    await bar(other).getByRole('button', { name: 'Views' }).click();
    await other.getByRole('button', { name: 'Delete "Mine"' }).click();
    await eventually(names).toEqual(['Ours']);
    await bar(page).getByRole('button', { name: 'Views' }).waitFor();
  });

  test('stays in the address while a check-in is open beside it', async () => {
    const { station, ids } = await threeKinds();
    const page = await openBoard(browser(), station);
    await choose(page, 'Lights', /^Red lights/);
    await save(page, 'Stop');

    await cardOf(page, ids[0]).click();
    await panelOf(page).waitFor();
    expect(new URL(page.url()).searchParams.get('view')).toBe('Stop');
    await page.goBack();
    await panelOf(page).waitFor({ state: 'detached' });
    await eventually(() => plates(page)).toEqual(['RED 1']);
  });

  test('is renamed and deleted, and refused without a name of its own', async () => {
    const { station } = await threeKinds();
    const page = await openBoard(browser(), station);
    await save(page, 'Mine');
    await bar(page).getByRole('button', { name: 'Mine' }).click();
    await enter(page, 'Save what you see as', ' Mine ');
    await page.getByRole('alert').getByText('There is a view with this name already').waitFor();
    await enter(page, 'Save what you see as', '  ');
    await page.getByRole('alert').getByText('Give the view a name').waitFor();

    await page.getByRole('button', { name: 'Rename "Mine"' }).click();
    await enter(page, 'New name', 'Ours');
    await page.getByRole('button', { name: 'Delete "Ours"' }).click();
    await page.getByText('Save a filter and its order under a name').waitFor();
    await page.keyboard.press('Escape');
    await bar(page).getByRole('button', { name: 'Views' }).waitFor();
  });
});

describe('the order of the cards', () => {
  async function sortBySeverity(page: Page): Promise<void> {
    await bar(page).getByRole('button', { name: 'Longest waiting' }).click();
    await page.getByRole('menuitemradio', { name: /^Severity/ }).click();
    await page.mouse.move(640, 2);
  }

  async function fourCards(): Promise<{ station: TestStation; page: Page }> {
    const station = await stationForTest();
    for (const [plate, light] of [
      ['INF 1', '1'],
      ['AMB 1', '20'],
      ['INF 2', '1'],
      ['RED 1', '16'],
    ] as const) {
      await station.post(signedCheckIn({ plate, lights: [`${light}_x`] }).body);
    }
    const page = await openBoard(browser(), station);
    await eventually(() => plates(page)).toEqual(['INF 1', 'AMB 1', 'INF 2', 'RED 1']);
    return { station, page };
  }

  test('is by severity when asked, and stays so in this browser', async () => {
    const { page, station } = await fourCards();

    await sortBySeverity(page);

    await eventually(() => plates(page)).toEqual(['RED 1', 'AMB 1', 'INF 1', 'INF 2']);
    await station.post(signedCheckIn({ plate: 'RED 2', lights: ['16_x'] }).body);
    await eventually(() => plates(page)).toEqual(['RED 1', 'RED 2', 'AMB 1', 'INF 1', 'INF 2']);
    await page.reload();
    await eventually(() => plates(page)).toEqual(['RED 1', 'RED 2', 'AMB 1', 'INF 1', 'INF 2']);
    const other = await openBoard(browser(), station);
    await eventually(() => plates(other)).toEqual(['INF 1', 'AMB 1', 'INF 2', 'RED 1', 'RED 2']);
  });

  /** Makes the light of the INF cards red, for everybody. */
  async function makeInfoRed(station: TestStation): Promise<void> {
    const { board } = DEFAULT_SETTINGS;
    await station.client.settings.set({ board: { ...board, lights: { 1: 'red', 16: 'info', 20: 'info' } } });
  }

  test('waits while the pointer is on a card: nothing moves until it has left, and what comes pushes nothing', async () => {
    const { station, page } = await fourCards();
    await sortBySeverity(page);
    await eventually(() => plates(page)).toEqual(['RED 1', 'AMB 1', 'INF 1', 'INF 2']);
    const held = page.locator('[data-check-in][aria-label="AMB 1"]');
    await held.hover();
    const before = await held.boundingBox();

    await makeInfoRed(station);
    await eventually(() => page.locator('[data-check-in][aria-label="INF 1"]').getAttribute('data-urgency')).toBe(
      'red',
    );
    await station.post(signedCheckIn({ plate: 'TOP 1', lights: ['1_x'] }).body);
    await page.locator('[data-check-in][aria-label="TOP 1"]').waitFor({ state: 'attached' });

    expect((await held.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
    const order = await plates(page);
    expect(order.filter((plate) => plate !== 'TOP 1')).toEqual(['RED 1', 'AMB 1', 'INF 1', 'INF 2']);
    await page.mouse.move(640, 2);
    await eventually(() => plates(page)).toEqual(['INF 1', 'INF 2', 'TOP 1', 'AMB 1', 'RED 1']);
  });

  test('waits while a card is worked on with the keys, which keeps the focus', async () => {
    const { station, page } = await fourCards();
    await sortBySeverity(page);
    await eventually(() => plates(page)).toEqual(['RED 1', 'AMB 1', 'INF 1', 'INF 2']);
    const held = page.locator('[data-check-in][aria-label="AMB 1"]');
    await held.locator('a').focus();
    const before = await held.boundingBox();

    await makeInfoRed(station);
    await eventually(() => page.locator('[data-check-in][aria-label="INF 1"]').getAttribute('data-urgency')).toBe(
      'red',
    );

    expect(await plates(page)).toEqual(['RED 1', 'AMB 1', 'INF 1', 'INF 2']);
    expect((await held.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
    expect(await held.evaluate((card) => card.contains(document.activeElement))).toBe(true);
    await page.getByRole('button', { name: 'Menu' }).focus();
    await eventually(() => plates(page)).toEqual(['INF 1', 'INF 2', 'AMB 1', 'RED 1']);
  });
});

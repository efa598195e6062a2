import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { DeskNote } from '../../shared/desk-note.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import type { TestStation } from '../support/station.ts';
import {
  cardOf,
  checkIn,
  clockedDesk,
  eventually,
  oneBrowser,
  openBoard,
  panelOf,
  pressSeen,
  stationForTest,
} from './desk.ts';

const browser = oneBrowser();
const MINUTE_MS = 60_000;
const NOTHING: DeskNote = { note: null, keyTag: null, promisedAt: null };

const doneButton = (page: Page) => page.locator('[data-done-button]');
const doneRow = (page: Page, id: string) => page.locator(`[data-done="${id}"]`);
const laneOf = (page: Page, name: string) => page.getByRole('region', { name });

/** Opens the panel of a card and waits until the desk's part of it is there. */
async function openDesk(page: Page, id: string): Promise<void> {
  await cardOf(page, id).locator('a').first().click();
  await panelOf(page).getByLabel('Note').waitFor();
}

const write = (station: TestStation, id: string, to: Partial<DeskNote>, from: Partial<DeskNote> = {}) =>
  station.client.checkIns.writeDesk({ id, from: { ...NOTHING, ...from }, to: { ...NOTHING, ...to } });

describe('a card that is set aside', () => {
  test('leaves every board without a ring or a count, and comes back by undo on the one that did it', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: 'ASIDE 1' });
    const other = await checkIn(station, { plate: 'STAYS 1' });
    const [page, second] = [await openBoard(browser(), station), await openBoard(browser(), station)];
    await page.getByText('2 unseen', { exact: true }).waitFor();

    await cardOf(page, id).locator('[aria-haspopup="menu"]').click();
    await page.getByRole('menuitem', { name: 'Set aside: duplicate' }).click();

    for (const board of [page, second]) {
      await cardOf(board, id).waitFor({ state: 'detached' });
      await board.getByText('1 unseen', { exact: true }).waitFor();
      await eventually(() => board.title()).toBe('(1) Forecourt');
      await eventually(() => doneButton(board).textContent()).toContain('Set aside 1');
    }
    await page.getByText('ASIDE 1 set aside: duplicate').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();

    for (const board of [page, second]) {
      await cardOf(board, id, 'new').waitFor();
      await doneButton(board).waitFor({ state: 'detached' });
    }
    await page.getByText('ASIDE 1 is back in New').waitFor();
    await cardOf(page, other, 'new').waitFor();
  });

  test('is found by search, which says so, and put back from its panel, whose history tells of it', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: 'WRONG 7' });
    await station.client.settings.set({ board: { ...DEFAULT_SETTINGS.board, doneMinutes: 0 } });
    await station.client.checkIns.setAside({ id, from: null, to: 'mistake' });
    const page = await openBoard(browser(), station);
    await page.getByRole('heading', { name: 'No vehicle on the board' }).waitFor();

    await page.getByRole('textbox', { name: 'Search all check-ins' }).fill('wrong7');
    await page.getByRole('option').filter({ hasText: 'Set aside: mistake' }).click();
    await panelOf(page).getByRole('button', { name: 'Put back' }).click();

    await cardOf(page, id, 'new').waitFor();
    await panelOf(page).getByRole('button', { name: 'New', pressed: true }).waitFor();
    const history = panelOf(page).getByRole('listitem');
    await history.filter({ hasText: 'Set aside: mistake' }).waitFor();
    await history.filter({ hasText: 'Put back' }).waitFor();
  });

  test('elsewhere meanwhile is told to whoever moves it, and shown as it is', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: 'BOTH 1' });
    const page = await openBoard(browser(), station);
    await cardOf(page, id).waitFor();
    await page.route('**/rpc/checkIns/move', async (route) => {
      await station.client.checkIns.setAside({ id, from: null, to: 'mistake' });
      await route.continue();
    });

    await pressSeen(page, id);

    await page.getByText('BOTH 1 was not moved to Seen').waitFor();
    await page.getByText('Somebody else has set it aside: mistake.').waitFor();
    await cardOf(page, id).waitFor({ state: 'detached' });
  });

  test('goes by keys alone, the focus to its neighbour, and comes back by U', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: 'KEYS 1' });
    const next = await checkIn(station, { plate: 'KEYS 2' });
    const page = await openBoard(browser(), station);
    await cardOf(page, next).waitFor();

    await page.keyboard.press('j');
    await page.keyboard.press('x');
    const item = page.getByRole('menuitem', { name: 'Set aside: mistake' });
    await eventually(() => item.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');

    await cardOf(page, id).waitFor({ state: 'detached' });
    await eventually(() =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-check-in]')?.dataset.checkIn),
    ).toBe(next);
    await page.keyboard.press('u');
    await cardOf(page, id, 'new').waitFor();
  });
});

describe('what the desk writes', () => {
  test('on one board stands on the card of the other, and in its open panel', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const [page, second] = [await openBoard(browser(), station), await openBoard(browser(), station)];
    await openDesk(page, id);
    await openDesk(second, id);
    const desk = panelOf(page);

    await desk.getByLabel('Note').fill('Call before noon\nsecond line');
    await desk.getByLabel('Key tag').fill('K-14');
    await desk.getByRole('button', { name: /10:00/ }).click();

    const card = cardOf(second, id);
    await card.getByText('K-14').waitFor();
    await card.getByText('Call before noon …').waitFor();
    await card.getByText(/by .*10:00/).waitFor();
    expect(await card.getByRole('button', { name: /^Note:/ }).getAttribute('title')).toBe(
      'Call before noon\nsecond line',
    );
    await eventually(() => panelOf(second).getByLabel('Note').inputValue()).toBe('Call before noon\nsecond line');
    await eventually(() => panelOf(second).getByLabel('Key tag').inputValue()).toBe('K-14');
    await eventually(async () => new Date((await station.client.checkIns.get({ id })).promisedAt ?? 0).getHours()).toBe(
      10,
    );
    await desk.getByText('Saved').first().waitFor();
  });

  test('is stored by leaving the panel, and found by search', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const page = await openBoard(browser(), station);
    await openDesk(page, id);

    await panelOf(page).getByLabel('Key tag').fill('ZEBRA 9');
    await panelOf(page).getByRole('button', { name: 'Close' }).click();

    await cardOf(page, id).getByText('ZEBRA 9').waitFor();
    await eventually(async () => (await station.client.checkIns.list({ q: 'zebra9', limit: 5 })).items.length).toBe(1);
  });

  test('while another desk writes there too is kept beside what that wrote, and can be kept or given up', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const page = await openBoard(browser(), station);
    await openDesk(page, id);
    const note = panelOf(page).getByLabel('Note');
    await note.fill('Mine');
    await write(station, id, { note: 'Theirs', keyTag: 'K1' });
    await cardOf(page, id).getByText('Theirs').waitFor();
    expect(await note.inputValue()).toBe('Mine');

    await note.press('Control+Enter');

    const alert = panelOf(page).getByRole('alert');
    await alert.getByText('another desk has written this meanwhile').waitFor();
    await alert.getByText('Theirs', { exact: true }).waitFor();
    expect(await note.inputValue()).toBe('Mine');
    await alert.getByRole('button', { name: 'Keep mine' }).click();
    await cardOf(page, id).getByText('Mine').waitFor();
    expect(await station.client.checkIns.get({ id })).toMatchObject({ deskNote: 'Mine', keyTag: 'K1' });

    await note.fill('Mine again');
    await write(station, id, { note: 'Theirs again', keyTag: 'K1' }, { note: 'Mine', keyTag: 'K1' });
    await note.press('Control+Enter');
    await alert.getByRole('button', { name: 'Take theirs' }).click();
    await eventually(() => note.inputValue()).toBe('Theirs again');
    expect((await station.client.checkIns.get({ id })).deskNote).toBe('Theirs again');
  });

  test('without an answer stays on the page when its panel is closed, says so, and is stored later', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: 'LOST 1' });
    const page = await openBoard(browser(), station);
    await page.route('**/rpc/checkIns/writeDesk', (route) => route.abort());
    await openDesk(page, id);
    await panelOf(page).getByLabel('Note').fill('Do not lose me');
    await panelOf(page).getByRole('button', { name: 'Close' }).click();
    await page.getByText('Not saved on LOST 1').waitFor();
    await page.unroute('**/rpc/checkIns/writeDesk');

    await page.getByRole('button', { name: 'Open it' }).click();

    const note = panelOf(page).getByLabel('Note');
    await eventually(() => note.inputValue()).toBe('Do not lose me');
    await panelOf(page).getByRole('button', { name: 'Try again' }).click();
    await cardOf(page, id).getByText('Do not lose me').waitFor();
  });

  test('goes by keys alone: N leads into the note, Escape out of it and then to the card', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const page = await openBoard(browser(), station);
    await cardOf(page, id).waitFor();

    await page.keyboard.press('j');
    await page.keyboard.press('n');
    const note = panelOf(page).getByLabel('Note');
    await eventually(() => note.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('sxu?');
    await page.keyboard.press('Escape');
    await cardOf(page, id, 'new').getByText('sxu?').waitFor();
    await page.keyboard.press('Escape');

    await panelOf(page).waitFor({ state: 'detached' });
    await eventually(() =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-check-in]')?.dataset.checkIn),
    ).toBe(id);
  });

  test('does not move the card that somebody is at, when it makes the one above larger', async () => {
    const station = await stationForTest();
    const above = await checkIn(station);
    const id = await checkIn(station);
    const page = await openBoard(browser(), station);
    const button = cardOf(page, id).getByRole('button', { name: 'Seen' });
    await button.hover();
    const top = async (): Promise<number> => (await button.boundingBox())?.y ?? 0;
    const before = await top();

    await write(station, above, { note: 'A line more', keyTag: 'K1', promisedAt: '2031-03-03T08:30:00.000Z' });

    await cardOf(page, above).getByText('A line more').waitFor();
    // Browsers scroll by whole pixels.
    expect(Math.abs((await top()) - before)).toBeLessThan(1);
  });

  test('is text, however hostile, and is clipped to one line', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const plain = await checkIn(station);
    await write(station, plain, { note: 'x' });
    await write(station, id, {
      note: `<img src=x onerror="document.title='owned'">\u202e${'W'.repeat(400)}`,
      keyTag: '<b>K</b>',
    });
    const page = await openBoard(browser(), station);
    await cardOf(page, id).getByText('<b>K</b>').waitFor();
    expect(await page.title()).toBe('(2) Forecourt');
    const heightOf = async (visit: string): Promise<number> =>
      (
        await cardOf(page, visit)
          .getByRole('button', { name: /^Note:/ })
          .boundingBox()
      )?.height ?? 0;
    expect(await heightOf(id)).toBe(await heightOf(plain));
    const [card, note] = [
      await cardOf(page, id).boundingBox(),
      await cardOf(page, id)
        .getByRole('button', { name: /^Note:/ })
        .boundingBox(),
    ];
    expect((note?.x ?? 0) + (note?.width ?? 0)).toBeLessThanOrEqual((card?.x ?? 0) + (card?.width ?? 0));
  });
});

describe('a promised time', () => {
  test('turns amber half an hour before, red when it is past, each with a word, and neither on a card that is ready', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { lights: [] });
    const ready = await checkIn(station, { lights: [] });
    await station.client.checkIns.move({ id: ready, from: 'new', to: 'ready' });
    const promisedAt = new Date(Date.now() + 31 * MINUTE_MS).toISOString();
    await write(station, id, { promisedAt });
    await write(station, ready, { promisedAt });
    const page = await clockedDesk(browser());
    await page.clock.install();
    await page.goto(station.board);
    const promise = cardOf(page, id).locator('time[data-severity]');
    await eventually(() => promise.getAttribute('data-severity')).toBe('calm');

    await page.clock.fastForward(2 * MINUTE_MS);
    await promise.getByText('soon').waitFor();
    expect(await promise.getAttribute('data-severity')).toBe('amber');
    await page.clock.fastForward(30 * MINUTE_MS);
    await promise.getByText('late').waitFor();
    expect(await promise.getAttribute('data-severity')).toBe('red');
    expect(await cardOf(page, ready).locator('time[data-severity]').getAttribute('data-severity')).toBe('calm');
  });

  test('is entered by date and time of the shop, and taken away again', async () => {
    const station = await stationForTest({ timeZone: 'Asia/Shanghai' });
    const id = await checkIn(station);
    const page = await openBoard(browser(), station, { timezoneId: 'Europe/London' });
    await openDesk(page, id);
    const input = panelOf(page).getByLabel('Promised for');

    await input.fill('2031-03-03T16:30');
    await input.press('Enter');

    const promisedAt = async (): Promise<string | null> => (await station.client.checkIns.get({ id })).promisedAt;
    await eventually(promisedAt).toBe('2031-03-03T08:30:00.000Z');
    await cardOf(page, id)
      .getByText(/3 Mar 2031, 16:30/)
      .waitFor();
    await panelOf(page).getByRole('button', { name: 'Nothing promised' }).click();
    await eventually(promisedAt).toBeNull();
    await cardOf(page, id).locator('time[data-severity]').waitFor({ state: 'detached' });
  });

  test('sorts a lane when somebody wants that', async () => {
    const station = await stationForTest();
    const first = await checkIn(station);
    const promised = await checkIn(station);
    await write(station, promised, { promisedAt: '2031-03-03T08:30:00.000Z' });
    const page = await openBoard(browser(), station);
    const order = (): Promise<(string | null)[]> =>
      laneOf(page, 'New')
        .locator('[data-check-in]')
        .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-check-in')));
    await eventually(order).toEqual([first, promised]);

    await page.getByRole('button', { name: /Sorted by/ }).click();
    await page.getByRole('menuitemradio', { name: /Promised first/ }).click();

    await eventually(order).toEqual([promised, first]);
  });
});

describe('what is done', () => {
  test('stays at hand under one button, and is brought back from there by keys alone', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: 'GONE 1' });
    const aside = await checkIn(station, { plate: 'ASIDE 1' });
    await checkIn(station, { plate: 'HERE 1' });
    const page = await openBoard(browser(), station);
    await cardOf(page, id).waitFor();
    const lanesTop = async (): Promise<number> => (await page.locator('[data-board]').boundingBox())?.y ?? 0;
    const before = await lanesTop();
    await station.client.checkIns.move({ id, from: 'new', to: 'handed-over' });
    await station.client.checkIns.setAside({ id: aside, from: null, to: 'mistake' });
    await eventually(() => doneButton(page).textContent()).toContain('Handed over 1 · Set aside 1');
    expect(await lanesTop()).toBe(before);

    await page.keyboard.press('d');
    await doneRow(page, id).getByText('Handed over').waitFor();
    await doneRow(page, aside).getByText('Set aside: mistake').waitFor();
    expect(await lanesTop()).toBe(before);
    await page.getByRole('button', { name: /Put back.*ASIDE 1/ }).focus();
    await page.keyboard.press('Enter');
    await cardOf(page, aside, 'new').waitFor();
    await page.getByRole('button', { name: /Back to Ready.*GONE 1/ }).focus();
    await page.keyboard.press('Enter');

    await cardOf(page, id, 'ready').waitFor();
    await doneButton(page).waitFor({ state: 'detached' });
    expect(await station.client.checkIns.get({ id })).toMatchObject({ lane: 'ready' });
  });

  test('leaves by itself after the set time, also on a board that was just opened, and search still finds it', async () => {
    let back = 59 * MINUTE_MS;
    const station = await stationForTest({ now: () => Date.now() - back });
    const id = await checkIn(station, { plate: 'GONE 1' });
    await station.client.checkIns.move({ id, from: 'new', to: 'handed-over' });
    back = 0;
    await checkIn(station);
    const page = await clockedDesk(browser());
    await page.clock.install();
    await page.goto(station.board);
    await eventually(() => doneButton(page).textContent()).toContain('Handed over 1');

    await page.clock.fastForward(2 * MINUTE_MS);

    await doneButton(page).waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Search all check-ins' }).fill('gone1');
    await page.clock.runFor(1_000);
    await page.getByRole('option').filter({ hasText: 'Handed over' }).waitFor();
  });

  test('stays as long as the shop says, which every board hears at once; 0 is not at all', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    await checkIn(station);
    await station.client.checkIns.move({ id, from: 'new', to: 'handed-over' });
    const [page, second] = [await openBoard(browser(), station), await openBoard(browser(), station)];
    await doneButton(second).waitFor();

    await page.goto(new URL('/?page=settings', station.board).href);
    const input = page.getByRole('textbox', { name: 'Done cards stay for' });
    await input.fill('1441');
    await page.getByText('Enter whole minutes from 0 to 1440').waitFor();
    await input.fill('0');
    await input.press('Enter');

    await doneButton(second).waitFor({ state: 'detached' });
    expect((await station.client.settings.get()).board.doneMinutes).toBe(0);
  });
});

test('all of it is said in Chinese, too', async () => {
  const station = await stationForTest();
  const id = await checkIn(station, { plate: '京A12345' });
  const aside = await checkIn(station);
  await station.client.checkIns.setAside({ id: aside, from: null, to: 'duplicate' });
  await write(station, id, {
    note: '先看刹车',
    keyTag: '甲7',
    promisedAt: new Date(Date.now() - MINUTE_MS).toISOString(),
  });
  const page = await openBoard(browser(), station, { locale: 'zh-CN' });
  await cardOf(page, id).getByText('甲7').waitFor();
  await cardOf(page, id).getByText('前交车 · 已超时').waitFor();
  await doneButton(page).getByText('已移出 1').waitFor();
  await cardOf(page, id).getByRole('button', { name: '便签：先看刹车' }).click();
  const note = panelOf(page).getByLabel('便签');
  await eventually(() => note.evaluate((element) => element === document.activeElement)).toBe(true);
  await panelOf(page).getByLabel('钥匙牌').waitFor();
  await panelOf(page).getByRole('button', { name: '移出看板：误录' }).click();
  await page.getByText('京A12345 已移出看板：误录').waitFor();
  await panelOf(page).getByRole('button', { name: '恢复' }).click();
  await cardOf(page, id, 'new').waitFor();
});

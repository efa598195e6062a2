import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
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

/** The check-in whose card has the focus, itself or in something on it; else what has it. */
const inFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    const card = activeElement?.closest<HTMLElement>('[data-check-in]');
    return card?.dataset.checkIn ?? activeElement?.closest('[data-lane] ul')?.getAttribute('aria-label') ?? 'nothing';
  });

async function deskWith(...plates: string[]) {
  const station = await stationForTest();
  const ids: string[] = [];
  for (const plate of plates) ids.push(await checkIn(station, { plate }));
  const page = await openBoard(browser(), station);
  await cardOf(page, ids.at(-1) ?? '').waitFor();
  return { station, page, ids };
}

describe('by keyboard alone', () => {
  test('a visit goes from its arrival to its handover, and back by one key', async () => {
    const { station, page, ids } = await deskWith('ONE 1');
    const [id = ''] = ids;
    const lane = async (): Promise<string> => (await station.client.checkIns.get({ id })).lane;

    await page.keyboard.press('j');
    expect(await inFocus(page)).toBe(id);
    await page.keyboard.press('Enter');
    await panelOf(page).waitFor();
    await page.keyboard.press('s');
    await eventually(lane).toBe('seen');
    await page.keyboard.press('Escape');
    await eventually(() => inFocus(page)).toBe(id);
    for (const to of ['health-check', 'ready', 'handed-over']) {
      await page.keyboard.press(']');
      await eventually(lane).toBe(to);
    }
    await page.keyboard.press('u');
    await eventually(lane).toBe('ready');
    await cardOf(page, id, 'ready').waitFor();
  });

  test('every control of the board is reached by Tab, in the order in which it is read, and is seen to have the focus', async () => {
    const { page } = await deskWith('ONE 1', 'TWO 2');
    const reached: { name: string; isMarked: boolean }[] = [];
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        if (element === document.body) return null;
        // A link that fills its card, or an input inside its frame, is marked by what is around it.
        const around = [element, element.parentElement, element.closest<HTMLElement>('[data-check-in]')];
        const isMarked = around.some((part) => {
          const { outlineStyle, outlineWidth, boxShadow } = part === null ? ({} as never) : getComputedStyle(part);
          return (
            (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || /0px 0px 0px [23]/.test(boxShadow)
          );
        });
        return { name: element.getAttribute('aria-label') ?? element.textContent ?? element.tagName, isMarked };
      });
      if (stop === null || reached.some(({ name }) => name === stop.name)) break;
      reached.push(stop);
    }

    expect(reached.filter(({ isMarked }) => !isMarked)).toEqual([]);
    const names = reached.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Search all check-ins', 'Menu', 'Filter the board']));
    expect(names.findIndex((name) => name.includes('ONE 1'))).toBeLessThan(
      names.findIndex((name) => name.includes('TWO 2')),
    );
    expect(names.some((name) => name.startsWith('Details of the station') || name.includes('Local only'))).toBe(true);
  });
});

describe('S, with no card in focus,', () => {
  /** A desk sorted by severity, by a clock of its own, with such cards; with `at` as its height. */
  async function sortedDesk(height: number, ...cars: [plate: string, light: string][]) {
    const station = await stationForTest();
    const comes = (plate: string, light: string): Promise<string> =>
      checkIn(station, { plate, lights: [`${light}_x`] });
    const ids: string[] = [];
    for (const car of cars) ids.push(await comes(...car));
    const page = await clockedDesk(browser(), { viewport: { width: 1280, height } });
    await page.clock.install();
    await page.addInitScript(() => localStorage.setItem('forecourt.sort', '"severity"'));
    await page.goto(station.board);
    await live(page).waitFor();
    for (const id of ids) await cardOf(page, id, 'new').waitFor();
    await page.clock.runFor(1_000);
    const lane = async (id: string): Promise<string> => (await station.client.checkIns.get({ id })).lane;
    return { page, ids, comes, lane };
  }
  const [RED, AMBER] = ['16', '20'];

  test('takes no card that was put above the one under the pointer, out of view', async () => {
    const { page, ids, comes, lane } = await sortedDesk(800, ['AMB 1', AMBER]);
    const [amber = ''] = ids;
    await cardOf(page, amber).hover();
    const red = await comes('RED 1', RED);
    await cardOf(page, red, 'new').waitFor({ state: 'attached' });
    await page.clock.runFor(5_000);

    await page.keyboard.press('s');

    await eventually(() => lane(amber)).toBe('seen');
    expect(await lane(red)).toBe('new');
  });

  test('takes the first in view of a lane that was scrolled', async () => {
    const cars = [1, 2, 3, 4, 5].map((n): [string, string] => [`RED ${n}`, RED]);
    const { page, ids, lane } = await sortedDesk(600, ...cars);
    const [first = '', , third = ''] = ids;
    await cardOf(page, third).evaluate((card) => card.scrollIntoView({ block: 'start' }));

    await page.keyboard.press('s');

    await eventually(() => lane(third)).toBe('seen');
    expect(await lane(first)).toBe('new');
  });

  test('takes no card that has slid in just before, but the one that was meant', async () => {
    const { page, ids, comes, lane } = await sortedDesk(800, ['AMB 1', AMBER]);
    const [amber = ''] = ids;
    await page.clock.pauseAt(Date.now() + 60_000);
    const red = await comes('RED 1', RED);
    await cardOf(page, red, 'new').waitFor({ state: 'attached' });

    await page.keyboard.press('s');

    await eventually(() => lane(amber)).toBe('seen');
    expect(await lane(red)).toBe('new');
  });

  test('only shows one that has just come, which the next press marks', async () => {
    const { page, comes, lane } = await sortedDesk(800);
    await page.clock.pauseAt(Date.now() + 60_000);
    const red = await comes('RED 1', RED);
    await cardOf(page, red, 'new').waitFor({ state: 'attached' });

    await page.keyboard.press('s');
    expect(await inFocus(page)).toBe(red);
    expect(await lane(red)).toBe('new');

    await page.keyboard.press('s');
    await eventually(() => lane(red)).toBe('seen');
  });
});

describe('the focus', () => {
  test('goes with the card that another desk moves, so that the next key still means the same car', async () => {
    const { station, page, ids } = await deskWith('ONE 1', 'TWO 2', 'THREE 3');
    const [, two = ''] = ids;
    await cardOf(page, two).getByRole('link').focus();

    await station.client.checkIns.move({ id: two, from: 'new', to: 'seen' });
    await cardOf(page, two, 'seen').waitFor();
    await eventually(() => inFocus(page)).toBe(two);
    await page.keyboard.press(']');
    await cardOf(page, two, 'health-check').waitFor();
  });

  test('stays in the lane, on no other car, when another desk hands the card over', async () => {
    const { station, page, ids } = await deskWith('ONE 1', 'TWO 2');
    const [one = '', two = ''] = ids;
    await cardOf(page, one).getByRole('link').focus();

    await station.client.checkIns.move({ id: one, from: 'new', to: 'handed-over' });
    await cardOf(page, one).waitFor({ state: 'detached' });
    await eventually(() => inFocus(page)).toMatch(/^New/);
    await page.keyboard.press('j');
    await eventually(() => inFocus(page)).toBe(two);
  });

  test('stays on its card while others come and go', async () => {
    const { station, page, ids } = await deskWith('ONE 1', 'TWO 2', 'THREE 3');
    const [one = '', two = ''] = ids;
    await cardOf(page, two).getByRole('link').focus();

    await station.client.checkIns.move({ id: one, from: 'new', to: 'seen' });
    await cardOf(page, one, 'seen').waitFor();
    const four = await checkIn(station, { plate: 'FOUR 4' });
    await cardOf(page, four).waitFor();
    expect(await inFocus(page)).toBe(two);
  });
});

test('nothing moves on a page whose reader wants less motion', async () => {
  const station = await stationForTest();
  const page = await openBoard(browser(), station, { reducedMotion: 'reduce' });
  await page.evaluate(() => {
    const started: string[] = [];
    Object.assign(window, { started });
    for (const name of ['animationstart', 'transitionstart'])
      document.addEventListener(name, (event) => started.push(`${name} ${(event.target as Element).className}`));
  });
  const id = await checkIn(station, { plate: 'ONE 1' });
  await cardOf(page, id).getByRole('link').click();
  await panelOf(page).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard map' }).waitFor();
  expect(await page.evaluate(() => (window as unknown as { started: string[] }).started)).toEqual([]);
});

test('the keyboard map names every key that the board listens to', async () => {
  const { page } = await deskWith('ONE 1');
  await page.keyboard.press('?');
  const map = page.getByRole('dialog', { name: 'Keyboard map' });
  await map.waitFor();
  const keys = await map.locator('kbd').allInnerTexts();
  expect(keys).toEqual(expect.arrayContaining(['↑', '↓', '←', '→', 'J', 'K', 'S', 'U', ']', '[', '/', '?', 'F', '0']));
  await page.keyboard.press('Escape');
  await map.waitFor({ state: 'detached' });
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { signedCheckIn } from '../support/messages.ts';
import type { TestStation } from '../support/station.ts';
import { cardOf, checkIn, eventually, oneBrowser, openBoard, pressSeen, stationForTest } from './desk.ts';

const browser = oneBrowser();
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** A station whose clock a test can turn back, so that a check-in is as old as it should be. */
async function agedStation(): Promise<{ station: TestStation; turnBack: (ms: number) => void }> {
  let back = 0;
  const station = await stationForTest({ now: () => Date.now() - back });
  return {
    station,
    turnBack(ms) {
      back = ms;
    },
  };
}

const ageOf = (page: Page, id: string) => cardOf(page, id).locator('time');
const laneOf = (page: Page, name: string) => page.getByRole('region', { name });

const colourOf = (page: Page, id: string): Promise<string> =>
  ageOf(page, id).evaluate((time) => getComputedStyle(time).color);

describe('the age of a card', () => {
  test('turns amber, then red, by the thresholds of its lane, with a word for whoever sees no colour', async () => {
    const { station, turnBack } = await agedStation();
    turnBack(12 * MINUTE_MS);
    const red = await checkIn(station);
    turnBack(5 * MINUTE_MS);
    const amber = await checkIn(station);
    turnBack(0);
    const calm = await checkIn(station);
    const page = await openBoard(browser(), station);
    await cardOf(page, red).waitFor();

    expect((await ageOf(page, red).textContent()) ?? '').toMatch(/^12 min Very late$/);
    expect((await ageOf(page, amber).textContent()) ?? '').toMatch(/^5 min Late$/);
    expect((await ageOf(page, calm).textContent()) ?? '').toMatch(/^0:\d\d$/);
    expect(new Set([await colourOf(page, red), await colourOf(page, amber), await colourOf(page, calm)]).size).toBe(3);
    const lane = laneOf(page, 'New');
    await lane.getByText('2 late').waitFor();
    await lane.getByText('amber after 3 min').waitFor();
  });

  test('recolours by itself when its time has come, and draws nothing else anew', async () => {
    const { station, turnBack } = await agedStation();
    const page = await openBoard(browser(), station);
    turnBack(3 * MINUTE_MS - 6 * SECOND_MS);
    const id = await checkIn(station);
    await eventually(() => ageOf(page, id).getAttribute('data-age')).toBe('calm');
    await page.locator('[data-entering]').waitFor({ state: 'detached' });
    await page.evaluate(() => {
      const changed: string[] = [];
      Object.assign(window, { changed });
      new MutationObserver((all) => {
        for (const { target } of all) {
          const element = target instanceof Element ? target : target.parentElement;
          if (element?.closest('time') === null) changed.push(element.outerHTML.slice(0, 80));
        }
      }).observe(document.querySelector('[data-check-in]') ?? document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });

    await eventually(() => ageOf(page, id).getAttribute('data-age')).toBe('amber');

    expect(await page.evaluate(() => (window as unknown as { changed: string[] }).changed)).toEqual([]);
    await laneOf(page, 'New').getByText('1 late').waitFor();
  });

  test('counts anew in the next lane, and again from the arrival when it is taken back', async () => {
    const { station, turnBack } = await agedStation();
    turnBack(20 * MINUTE_MS);
    const id = await checkIn(station);
    turnBack(0);
    const page = await openBoard(browser(), station);
    await eventually(() => ageOf(page, id).getAttribute('data-age')).toBe('red');

    await pressSeen(page, id);
    await cardOf(page, id, 'seen').waitFor();
    expect((await ageOf(page, id).textContent()) ?? '').toMatch(/^0:0\d$/);
    expect((await ageOf(page, id).getAttribute('title')) ?? '').toMatch(/^In this lane since .+ · Arrived /);
    await page.keyboard.press('u');

    await cardOf(page, id, 'new').waitFor();
    await eventually(() => ageOf(page, id).getAttribute('data-age')).toBe('red');
  });

  test('follows a change of the thresholds at once, on every open board', async () => {
    const { station, turnBack } = await agedStation();
    turnBack(12 * MINUTE_MS);
    const id = await checkIn(station);
    const pages = [await openBoard(browser(), station), await openBoard(browser(), station)];
    for (const page of pages) await eventually(() => ageOf(page, id).getAttribute('data-age')).toBe('red');

    const { board } = DEFAULT_SETTINGS;
    await station.client.settings.set({
      board: { ...board, ages: { ...board.ages, new: { amber: null, red: null } } },
    });

    for (const page of pages) {
      await eventually(() => ageOf(page, id).getAttribute('data-age')).toBe('calm');
      expect(await laneOf(page, 'New').getByText('late').count()).toBe(0);
      expect(await laneOf(page, 'New').getByText('after').count()).toBe(0);
    }
  });
});

describe('a lane', () => {
  test('has on top what has stood in it longest', async () => {
    const { station, turnBack } = await agedStation();
    turnBack(60 * MINUTE_MS);
    const first = await checkIn(station);
    const second = await checkIn(station);
    turnBack(20 * MINUTE_MS);
    await station.client.checkIns.move({ id: second, from: 'new', to: 'seen' });
    turnBack(10 * MINUTE_MS);
    await station.client.checkIns.move({ id: first, from: 'new', to: 'seen' });
    const page = await openBoard(browser(), station);
    await cardOf(page, first, 'seen').waitFor();

    const ids = await page
      .locator('[data-lane="seen"] [data-check-in]')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-check-in')));
    expect(ids).toEqual([second, first]);
  });

  test('whose lights are given another severity shows it on the cards that stand there', async () => {
    const station = await stationForTest();
    await station.post(signedCheckIn({ lights: ['16_Oil low'] }).body);
    const page = await openBoard(browser(), station);
    const card = page.locator('[data-check-in]');
    await eventually(() => card.getAttribute('data-urgency')).toBe('red');

    const { board } = DEFAULT_SETTINGS;
    await station.client.settings.set({ board: { ...board, lights: { ...board.lights, 16: 'amber' } } });

    await eventually(() => card.getAttribute('data-urgency')).toBe('amber');
  });
});

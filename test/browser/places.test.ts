import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { cardOf, checkIn, eventually, oneBrowser, openBoard, panelOf, stationForTest } from './desk.ts';

const browser = oneBrowser();
const pageOf = (page: Page, name: string) => page.locator(`[data-page="${name}"]`);
const current = (page: Page) => page.getByRole('navigation', { name: 'Places' }).locator('[aria-current="page"]');

describe('the places of the head', () => {
  test('are gone to by a click or a key, come back by the browser, and leave the board as it was', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);
    const id = await checkIn(station);
    await cardOf(page, id).waitFor();
    expect(await current(page).innerText()).toBe('Board');

    await page.getByRole('link', { name: 'History', exact: true }).click();
    await pageOf(page, 'history').waitFor();
    expect(await current(page).innerText()).toBe('History');
    await page.getByRole('heading', { name: 'History', level: 2 }).focus();
    await page.keyboard.press('t');
    await pageOf(page, 'day').waitFor();
    await page.goBack();
    await pageOf(page, 'history').waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => pageOf(page, 'history').count()).toBe(0);

    await cardOf(page, id).getByRole('link').click();
    await panelOf(page).waitFor();
    await page.keyboard.press('h');
    await pageOf(page, 'history').waitFor();
    expect(await panelOf(page).count()).toBe(0);
    await page.goBack();
    await panelOf(page).waitFor();
    expect(await pageOf(page, 'history').count()).toBe(0);
    await page.keyboard.press('b');
    await eventually(() => panelOf(page).count()).toBe(0);
  });

  test('stand in the address: a link to one opens it, and one that there is not opens the board', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);
    await page.goto(new URL('/?page=history', station.board).href);
    await pageOf(page, 'history').waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => new URL(page.url()).search).toBe('');
    await page.goto(new URL('/?page=constructor', station.board).href);
    await page.locator('[data-connection="live"]').waitFor();
    expect(await page.locator('[data-page]').count()).toBe(0);
  });
});

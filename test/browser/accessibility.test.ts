import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { cardOf, checkIn, oneBrowser, openBoard, stationForTest } from './desk.ts';

const browser = oneBrowser();

/** A board with a card of every kind: red and amber lights, damage, a photo that failed, and every lane but the last. */
async function furnishedStation() {
  const station = await stationForTest({ settings: { shop: { name: 'Harbour Road', plateStyle: 'uk' } } });
  const ids = {
    red: await checkIn(station, { plate: 'RED 1', lights: ['16_Oil low', '20_Engine', '999_Odd'] }),
    chinese: await checkIn(station, { plate: '京M65068', remark: '老客户', ownerFirstName: '小明' }),
    seen: await checkIn(station, { plate: 'SEEN 1' }),
    ready: await checkIn(station, { plate: null, lights: [] }),
  };
  await station.client.checkIns.move({ id: ids.seen, from: 'new', to: 'seen' });
  await station.client.checkIns.move({ id: ids.ready, from: 'new', to: 'ready' });
  return { station, ids };
}

const LOOKS = [
  { theme: 'light', size: 'desk', colorScheme: 'light', viewport: { width: 1280, height: 800 }, locale: 'en-GB' },
  { theme: 'dark', size: 'phone', colorScheme: 'dark', viewport: { width: 390, height: 844 }, locale: 'zh-CN' },
] as const;

/** Each thing on screen, and how to get it there from the board. */
const SCREENS: readonly (readonly [name: string, show: (page: Page, ids: { red: string }) => Promise<unknown>])[] = [
  ['the board', async () => {}],
  [
    'the check-in beside the board',
    async (page, { red }) => {
      await cardOf(page, red).getByRole('link').click();
      await page.getByRole('dialog').getByRole('heading').nth(2).waitFor();
    },
  ],
  [
    'the gallery',
    async (page, { red }) => {
      await cardOf(page, red)
        .getByRole('button', { name: /photo|照片/i })
        .first()
        .click();
      await page.locator('[aria-modal="true"]').waitFor();
    },
  ],
  [
    'the menu of a card',
    async (page, { red }) => {
      await cardOf(page, red).locator('[aria-haspopup="menu"]').click();
      await page.getByRole('menu').waitFor();
    },
  ],
  [
    'the menu for the rest',
    async (page) => {
      await page.locator('header [aria-haspopup="menu"]').last().click();
      await page.getByRole('menu').waitFor();
    },
  ],
  [
    'the state of the station',
    async (page) => {
      await page.locator('header [aria-haspopup="dialog"]').first().click();
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'the settings',
    async (page) => {
      await page.goto(new URL('/?page=settings', page.url()).href);
      await page.locator('[data-section="ages"] input').first().waitFor();
    },
  ],
  [
    'the keyboard map',
    async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'what the search finds',
    async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('RED');
      await page.locator('[role="option"]').first().waitFor();
    },
  ],
];

test.each(LOOKS)(
  'axe-core finds nothing wrong with any screen in the $theme theme on a $size ($locale)',
  async ({ theme: _theme, size: _size, ...options }) => {
    const { station, ids } = await furnishedStation();
    const page = await openBoard(browser(), station, { ...options, reducedMotion: 'reduce' });
    for (const [name, show] of SCREENS) {
      // A page that is loaded anew shows again what was open on it.
      await page.goto(new URL('/pair', station.board).href);
      await page.goto(new URL('/', station.board).href);
      await cardOf(page, ids.red).waitFor();
      await show(page, ids);
      const hasPopup = (await page.locator('[role="menu"], [role="listbox"]').count()) > 0;
      expect.soft(await accessibilityProblems(page, hasPopup), name).toEqual([]);
    }
  },
);

test('axe-core finds nothing wrong with an empty board', async () => {
  const page = await openBoard(browser(), await stationForTest());
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('axe-core would find what is wrong', async () => {
  const page = await openBoard(browser(), await stationForTest());
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.style.cssText = 'color: #aaa; background: #bbb; width: 9px; height: 9px; padding: 0';
    document.querySelector('main')?.append(button);
  });
  expect(String(await accessibilityProblems(page))).toContain('button-name');
});

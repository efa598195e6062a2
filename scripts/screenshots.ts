// Draws the pictures: the built station and page, with check-ins that the simulator plays. Those of the documentation go to
// docs/pictures; every screen in both languages and themes at three sizes goes to dist/pictures, to be looked at.
// Usage: npm run screenshots
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { servePhotos } from '../electron/simulator/sample-photos.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { MORNING, NOW, type PictureStation, playMorning, startPictureStation } from './picture-station.ts';

const root = join(import.meta.dirname, '..');

/** What there is to see, each by how to get there from the board. */
const SCREENS = {
  board: async () => {},
  panel: openPanel,
  report: async (page: Page) => {
    // On a phone one lane is shown at a time.
    const tab = page.locator('nav > button[aria-pressed]').nth(3);
    if (await tab.isVisible()) await tab.click();
    await page.locator('[data-lane="ready"] [data-check-in]:has([data-report]) a').first().click();
    await page
      .locator('[data-report-of]')
      .first()
      .evaluate((report) => report.scrollIntoView({ block: 'start' }));
  },
  plan: async (page: Page) => {
    await page.locator('[data-memory]').first().click();
    await page.locator('[data-maintenance-state]').first().waitFor();
    await page
      .locator('[data-maintenance-state]')
      .first()
      .evaluate((item) => item.closest('section')?.scrollIntoView({ block: 'start' }));
  },
  diagram: async (page: Page) => {
    await openPanel(page);
    await page.locator('[data-panel-of] figure').evaluate((figure) => figure.scrollIntoView({ block: 'start' }));
  },
  gallery: async (page: Page) => {
    await page.locator('[data-photo-state="captured"]').first().click();
    await page.locator('[aria-modal="true"] img').first().waitFor();
    await page.waitForTimeout(500);
  },
  settings: async (page: Page) => {
    await page.goto(new URL('/?page=settings', page.url()).href);
    await page.locator('[data-section="ages"] input').first().waitFor();
  },
  history: async (page: Page) => {
    await page.goto(new URL('/?page=history', page.url()).href);
    await page.locator('[data-history-row]').first().waitFor();
    await page.waitForTimeout(500);
  },
  vehicle: async (page: Page) => {
    await page.locator('[data-memory]').first().click();
    await page.locator('[data-page="vehicle"] .recharts-surface').first().waitFor();
  },
  day: async (page: Page) => {
    await page.goto(new URL('/?page=day', page.url()).href);
    await page.locator('[data-report] .recharts-surface').first().waitFor();
  },
  sheet: showSheet,
  wall: showWall,
} satisfies Record<string, (page: Page) => Promise<unknown>>;
type Screen = keyof typeof SCREENS;

const SIZES = {
  'desk-1280': { viewport: { width: 1280, height: 800 } },
  'desk-1920': { viewport: { width: 1920, height: 1080 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const satisfies Record<string, BrowserContextOptions>;

/** The pictures of the documentation by their names. */
const DOCUMENTED = {
  board: { screen: 'board', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  panel: { screen: 'panel', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  report: { screen: 'report', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  plan: { screen: 'plan', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  gallery: { screen: 'gallery', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  settings: { screen: 'settings', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  history: { screen: 'history', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  vehicle: { screen: 'vehicle', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  day: { screen: 'day', language: 'en-GB', theme: 'light', size: 'desk-1280' },
  phone: { screen: 'board', language: 'en-GB', theme: 'light', size: 'phone' },
  'board-dark-zh': { screen: 'board', language: 'zh-CN', theme: 'dark', size: 'desk-1920' },
  wall: { screen: 'wall', language: 'en-GB', theme: 'light', size: 'desk-1920' },
} as const satisfies Record<string, { screen: Screen; language: string; theme: string; size: string }>;

const SHOPS = {
  'en-GB': {
    shop: { name: 'Harbour Road', plateStyle: 'uk', distanceUnit: 'mi', timeZone: 'Europe/London' },
    sample: 'en',
  },
  'zh-CN': { shop: { name: '海港路汽车服务中心', plateStyle: 'cn', timeZone: 'Asia/Shanghai' }, sample: 'zh' },
} as const;

async function openPanel(page: Page): Promise<void> {
  const card = page.locator('[data-lane="new"] [data-check-in]:has([data-photo-state])').first();
  await card.locator('a').first().click();
  await page.locator('[data-panel-of] [data-photo-state="captured"] img').first().waitFor();
  await page.mouse.move(640, 790);
}

/** Opens the board at the moment of the picture, takes the picture when all of it is drawn, and closes it. */
async function take(
  browser: Browser,
  station: PictureStation,
  path: string,
  options: BrowserContextOptions,
  show: (page: Page) => Promise<unknown>,
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(station.board);
  await page.locator('[data-connection="live"]').waitFor();
  await show(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() =>
    [...document.images].every(
      (image) => image.complete || (image.loading === 'lazy' && image.getBoundingClientRect().top > innerHeight),
    ),
  );
  await page.screenshot({ path: join(root, path), animations: 'disabled', caret: 'hide' });
  await context.close();
  console.log(path);
}

/** Every screen of one shop; the documented ones lie with the documentation. */
async function takeAll(browser: Browser, station: PictureStation, language: keyof typeof SHOPS): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    for (const [size, view] of Object.entries(SIZES)) {
      for (const [screen, show] of Object.entries(SCREENS)) {
        const documented = Object.entries(DOCUMENTED).find(
          ([, is]) => is.screen === screen && is.language === language && is.theme === theme && is.size === size,
        );
        const path = documented
          ? `docs/pictures/${documented[0]}.png`
          : `dist/pictures/${language}/${theme}/${size}/${screen}.png`;
        const options = { ...view, locale: language, colorScheme: theme };
        await take(browser, station, path, options, show);
      }
    }
  }
}

/** Goes on to the sheet of the check-in that has photos, in the language of the screen. */
async function showSheet(page: Page): Promise<void> {
  await openPanel(page);
  const { searchParams, href } = new URL(page.url());
  const language = await page.locator('html').getAttribute('lang');
  const query = new URLSearchParams({ 'check-in': searchParams.get('check-in') ?? '', lang: language ?? 'en' });
  await page.goto(new URL(`/sheet.html?${query}`, href).href);
  await page.locator('[data-sheet="ready"]').waitFor();
}

/** Goes on to the wall; its hint for whoever sets it up goes with the first key. */
async function showWall(page: Page): Promise<void> {
  await page.goto(new URL('/wall.html', page.url()).href);
  await page.locator('[data-check-in]').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-hint]').waitFor({ state: 'hidden' });
}

mkdirSync(join(root, 'docs/pictures'), { recursive: true });
const { browser, close } = await launchBrowser();
const photos = await servePhotos();
try {
  for (const language of ['en-GB', 'zh-CN'] as const) {
    const { shop, sample } = SHOPS[language];
    const station = await startPictureStation(shop);
    try {
      if (language === 'en-GB') {
        const desk = { ...SIZES['desk-1280'], locale: language };
        await take(browser, station, 'docs/pictures/empty.png', desk, SCREENS.board);
      }
      await playMorning(station, MORNING, sample, photos.address);
      await takeAll(browser, station, language);
      if (language === 'en-GB') {
        const page = { viewport: { width: 900, height: 1270 }, locale: language };
        await take(browser, station, 'docs/pictures/sheet.png', page, showSheet);
      }
      if (language === 'zh-CN') {
        const upright = { viewport: { width: 1080, height: 1920 }, locale: language, colorScheme: 'dark' } as const;
        await take(browser, station, 'docs/pictures/wall-dark-zh.png', upright, showWall);
      }
    } finally {
      await station.stop();
    }
  }
} finally {
  photos.close();
  await close();
}

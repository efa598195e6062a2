import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { StatusView } from '../../renderer/ui/status-view.ts';
import type { Lane } from '../../shared/check-in.ts';
import { en } from '../../shared/i18n/en.ts';
import { zhCN } from '../../shared/i18n/zh-CN.ts';
import { signedCheckIn } from '../support/messages.ts';
import type { TestStation } from '../support/station.ts';
import { cardOf, checkIn, clockedDesk, eventually, oneBrowser, openBoard, stationForTest } from './desk.ts';
import { shared } from './when-over.ts';

const browser = oneBrowser();
const CARDS = 80;
const LANES_OF_CARDS = ['new', 'seen', 'health-check', 'ready'] as const satisfies readonly Lane[];

/** All that the light in the head may say. */
const STATES = {
  'status.receiving': true,
  'status.local-only': true,
  'status.blind': true,
  'status.checking': true,
  'status.relay-connecting': true,
  'status.relay-away': true,
  'status.relay-refused': true,
  'status.relay-unknown': true,
  'status.relay-shared': true,
  'status.connecting': true,
  'status.starting': true,
  'status.working': true,
  'status.restarting': true,
  'status.failing': true,
  'status.disconnected': true,
  'status.not-allowed': true,
  'status.obstacle.no-secret': true,
  'status.obstacle.storage-full': true,
  'status.obstacle.storage-failed': true,
} satisfies Record<StatusView['word'], true>;

/** A station with 80 check-ins, a quarter of them in each lane. */
async function busyStation(): Promise<TestStation> {
  const station = await stationForTest({ settings: { shop: { name: 'Harbour Road', plateStyle: 'uk' } } });
  for (let card = 0; card < CARDS; card++) {
    const plate = `LK19 X${String.fromCharCode(65 + (card % 26))}${String.fromCharCode(65 + Math.floor(card / 26))}`;
    await station.post(signedCheckIn({ plate }).body);
  }
  const { items } = await station.client.checkIns.list({ limit: CARDS });
  for (const [index, { id }] of items.reverse().entries()) {
    const to = LANES_OF_CARDS[Math.floor(index / (CARDS / 4))] ?? 'new';
    if (to !== 'new') await station.client.checkIns.move({ id, from: 'new', to });
  }
  return station;
}

async function openWith80(station: TestStation, width: number, height: number): Promise<Page> {
  const page = await openBoard(browser(), station, { viewport: { width, height } });
  await page.locator('[data-check-in]').first().waitFor();
  return page;
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** How far the first card of New is from the top of its list when that is scrolled up. */
const gapAbove = (page: Page): Promise<number> =>
  page.locator('[data-lane="new"] ul[aria-label]').evaluate((list) => {
    const first = list.querySelector('[data-check-in]')?.getBoundingClientRect().top ?? Number.NaN;
    return first - list.getBoundingClientRect().top + list.scrollTop;
  });

describe('a board of 80 cards', () => {
  const busy = shared(busyStation);

  test.each([
    [1280, 800],
    [1920, 1080],
  ])('fits four lanes side by side into %i x %i', async (width, height) => {
    const page = await openWith80(busy(), width, height);

    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const lanes = await page.locator('[data-board] [data-lane]').evaluateAll((all) =>
      all.map((lane) => {
        const { left, right, bottom } = lane.getBoundingClientRect();
        return { left, right, bottom };
      }),
    );
    expect(lanes).toHaveLength(4);
    for (const [index, lane] of lanes.entries()) {
      expect(lane.left).toBeGreaterThanOrEqual(lanes[index - 1]?.right ?? 0);
      expect(lane.right).toBeLessThanOrEqual(width);
      expect(lane.bottom).toBeLessThanOrEqual(height);
      expect(lane.right - lane.left).toBeGreaterThan(280);
    }
    expect(await page.locator('[data-check-in]').count()).toBe(CARDS);
  });

  test('shows one lane at a time on a phone, with tabs that count', async () => {
    const page = await openWith80(busy(), 390, 844);

    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const tabs = page.getByRole('navigation', { name: 'Lanes' }).getByRole('button');
    expect((await tabs.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'New 20',
      'Seen 20',
      'In health check 20',
      'Ready 20',
    ]);
    expect(await page.locator('[data-check-in]').count()).toBe(20);
    await tabs.filter({ hasText: 'Ready' }).click();
    await page.locator('[data-lane="ready"] [data-check-in]').first().waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.locator('[data-lane="ready"] [data-check-in]').first().click();
    await page.getByRole('dialog').getByText('signature verified').first().waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  test.each(['en-GB', 'zh-CN'])(
    'has a head of two rows at most on a phone, whatever rings and is hidden, in %s',
    async (locale) => {
      const page = await openBoard(browser(), busy(), { viewport: { width: 390, height: 844 }, locale });
      const head = page.getByRole('banner').first();
      const height = async (): Promise<number> => (await head.boundingBox())?.height ?? Number.NaN;
      await page.getByRole('search').getByRole('textbox').fill('nobody');
      const buttons = head.getByRole('button');
      await eventually(() => buttons.count(), 'status, menu, hidden, ring').toBeGreaterThanOrEqual(4);

      expect(await height()).toBeLessThan(125);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      const edges = await buttons.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
      expect(Math.max(...edges)).toBeLessThanOrEqual(390);
    },
  );

  test.each([
    ['en-GB', en, '28 Sept, 23:59'],
    ['zh-CN', zhCN, '11月28日 23:59'],
  ])('says whole how the station stands, whatever that is and at any width, in %s', async (locale, words, time) => {
    const page = await openBoard(browser(), busy(), { locale });
    const light = page.locator('header [aria-haspopup="dialog"]').first();
    for (const width of [360, 390, 700, 900, 1100, 1200, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const word of Object.keys(STATES) as (keyof typeof STATES)[]) {
        const text = words[word].replace('{{time}}', time);
        const isWell = word === 'status.receiving' || word === 'status.local-only';
        const cut = await light.evaluate(
          (button, said) => {
            const says = button.querySelector('strong') ?? button;
            says.textContent = said.text;
            // When something last came is said only where all is well.
            const last = button.querySelector<HTMLElement>('span:not([aria-hidden])');
            if (last !== null) last.style.position = said.isWell ? 'static' : 'fixed';
            const room = button.getBoundingClientRect();
            const range = document.createRange();
            range.selectNodeContents(says);
            return [...range.getClientRects()].filter(
              ({ left, right, top, bottom }) =>
                left < room.left || right > room.right || top < room.top || bottom > room.bottom,
            ).length;
          },
          { text, isWell },
        );
        expect(cut, `${text} at ${width}`).toBe(0);
        expect(await overflow(page), `${text} at ${width}`).toBeLessThanOrEqual(0);
        const head = await page.getByRole('banner').first().boundingBox();
        expect(head?.height, `${text} at ${width}`).toBeLessThan(125);
      }
    }
  });

  test.each(['en-GB', 'zh-CN'])('says of the ages of a lane all or nothing, in %s', async (locale) => {
    const page = await clockedDesk(browser(), { locale });
    await page.goto(busy().board);
    await page.locator('[data-check-in]').first().waitFor();
    // All cards are late, so that the heads are full.
    await page.clock.setFixedTime(Date.now() + 10 * 3_600_000);
    const heads = page.locator('[data-lane] header');
    await eventually(() => heads.locator('[data-age="red"]').count()).toBe(4);
    for (const width of [1280, 1440, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const cut = await heads.evaluateAll((all) =>
        all.flatMap((head) => {
          const frame = head.getBoundingClientRect();
          return [...head.children].map((part) => {
            const { left, right, top, bottom } = part.getBoundingClientRect();
            const isGone = top >= frame.bottom;
            const isWhole = left >= frame.left && right <= frame.right && bottom <= frame.bottom;
            return isGone || (isWhole && part.scrollWidth <= part.clientWidth + 1) ? null : part.textContent;
          });
        }),
      );
      expect(cut.filter((text) => text !== null)).toEqual([]);
    }
  });

  test('keeps the card under the pointer where it is, whatever comes and goes in its lane', async () => {
    const station = await busyStation();
    const page = await openWith80(station, 1280, 800);
    const ids = await page
      .locator('[data-lane="new"] [data-check-in]')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-check-in') ?? ''));
    const held = cardOf(page, ids[2] ?? '');
    await held.hover();
    const before = await held.boundingBox();

    const arrived = await checkIn(station, { plate: 'NEW 1' });
    await cardOf(page, arrived, 'new').waitFor({ state: 'attached' });
    expect(await held.boundingBox()).toEqual(before);

    await station.client.checkIns.move({ id: ids[0] ?? '', from: 'new', to: 'seen' });
    await cardOf(page, ids[0] ?? '', 'seen').waitFor({ state: 'attached' });
    expect(await held.boundingBox()).toEqual(before);

    await station.client.checkIns.move({ id: ids[0] ?? '', from: 'seen', to: 'new' });
    await cardOf(page, ids[0] ?? '', 'new').waitFor({ state: 'attached' });
    expect(await held.boundingBox()).toEqual(before);

    await page.mouse.move(640, 2);
    await eventually(() => gapAbove(page), 'space held above the first card').toBeLessThan(10);
  });
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../electron/simulator/json-text.ts';
import type { TestStation } from '../support/station.ts';
import { cardOf, checkIn, desk, eventually, live, oneBrowser, panelOf, stationForTest } from './desk.ts';
import { shared } from './when-over.ts';

const browser = oneBrowser();

const HTML = '<b onmouseover="pwned=1">bold</b><img src="https://evil.example/x.png" onerror="window.pwned=1">';
const SCRIPT = '"><script src="https://evil.example/x.js"></script><script>window.pwned=1</script>{{constructor}}';

/** What people and attackers put into fields; each goes into every field at once. */
const TEXTS: Record<string, string> = {
  'HTML that would load and run': HTML,
  'a script that would leave its attribute': SCRIPT,
  'a link that would run': 'javascript:window.pwned=1//https://evil.example/ $t(app.name) {{7*7}}',
  'an override of direction, never closed': '\u202egnp.exe\u2066\u2067 https://evil.example',
  'Arabic and Hebrew': 'مرحبا بالعالم שלום AB12',
  'emoji in families, flags and skins': '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿👍🏽'.repeat(12),
  'NUL and other control characters': 'A\u0000B\u0007C\u001b[31mD\u0085E\u2028F\ufeffG',
  'a word of 300 characters': 'W'.repeat(300),
  'marks stacked on a letter': `Z${'\u0335\u0321\u0489'.repeat(80)}`,
};

/** A page that notes everything that must not happen on it. */
async function watchedBoard(station: TestStation): Promise<{ page: Page; trouble: string[] }> {
  const page = await desk(browser());
  const trouble: string[] = [];
  const own = new URL(station.board).origin;
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A board that rings before anybody has clicked is told so by the browser: that is its own doing.
    if (message.text().startsWith('The AudioContext was not allowed to start')) return;
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(`console: ${message.text()}`);
  });
  page.on('popup', (popup) => trouble.push(`popup: ${popup.url()}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== own && url.protocol !== 'data:') trouble.push(`request: ${request.url()}`);
  });
  await page.exposeFunction('noteViolation', (what: string) => void trouble.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const note = (window as unknown as { noteViolation: (what: string) => void }).noteViolation;
      note(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(station.board);
  await live(page).waitFor();
  return { page, trouble };
}

/** A check-in in which every text is this one. */
function everywhere(text: string): { [name: string]: Json } {
  return {
    carInfo: {
      carBrandName: text,
      carNum: text,
      carOwnerFirstName: text,
      carOwnerGender: text,
      carOwnerLastName: text,
      carOwnerMobile: text,
      carStyleName: text,
      carVin: text,
    },
    preCheckInfo: {
      lightInfo: [`20_${text}`, text, `${text}_${text}`],
      odograph: 67000,
      oilGauge: -1e9,
      paintsInfo: [{ describe: text, images: [text], position: text, positionName: text }],
      personalItemList: [text, text],
      remark: text,
    },
    staffInfo: { areaCode: text, brandId: 114, mobile: text, storeId: 84, userId: 18, userName: text },
  };
}

/** What is wider than its place: the page itself, the panel, a card, or a part of them without a clip of its own. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) wide.push('the page');
    for (const lane of document.querySelectorAll('[data-board] [data-lane]')) {
      const place = lane.getBoundingClientRect();
      for (const card of lane.querySelectorAll('[data-check-in]')) {
        const box = card.getBoundingClientRect();
        if (box.left < place.left - 1 || box.right > place.right + 1) wide.push('a card');
        if (card.scrollWidth > card.clientWidth + 1) wide.push('the inside of a card');
        if (box.height > 600) wide.push(`a card ${box.height} high`);
      }
    }
    const panel = document.querySelector('[data-panel-of]');
    if (panel !== null && panel.scrollWidth > panel.clientWidth) wide.push('the panel');
    return wide;
  });
}

function wasRun(page: Page): Promise<boolean> {
  return page.evaluate(() => 'pwned' in window || document.querySelector('#root img, #root script, #root b') !== null);
}

describe('hostile text', () => {
  /** One board for all of it: what came before stands beside what comes. */
  const watched = shared(async () => {
    const station = await stationForTest();
    return { station, ...(await watchedBoard(station)) };
  });

  test.each(Object.keys(TEXTS))('%s is shown as text, in its place, and does nothing', async (name) => {
    const text = TEXTS[name] ?? '';
    const { station, page, trouble } = watched();

    const id = await checkIn(station, { content: everywhere(text) });

    const card = cardOf(page, id, 'new');
    await card.waitFor();
    const visible = (whole: string | null): string => (whole ?? '').replaceAll(/[\u2068\u2069]/g, '');
    // The station shows NUL as what Unicode has for it.
    const expected = text.replaceAll('\0', '\ufffd').slice(0, 60);
    expect(visible(await card.textContent())).toContain(visible(expected));
    expect(await overflowing(page)).toEqual([]);

    await card.hover();
    await card.click();
    await panelOf(page).getByText('signature verified').first().waitFor();
    expect(visible(await panelOf(page).textContent())).toContain(visible(expected));
    expect(await overflowing(page)).toEqual([]);

    await page.getByLabel('Search all check-ins').fill(text.slice(0, 40));
    await page
      .getByText(/Nothing found|67,000|just now|New/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await cardOf(page, id).getByRole('button', { name: 'Seen' }).click();
    await cardOf(page, id, 'seen').waitFor();
    // That of the text before may be there still.
    await page.getByRole('button', { name: 'Undo' }).last().waitFor();
    expect(await overflowing(page)).toEqual([]);
    expect(await wasRun(page)).toBe(false);
    expect(trouble).toEqual([]);

    await panelOf(page).getByRole('button', { name: 'Close' }).click();
    await panelOf(page).waitFor({ state: 'detached' });
    await page.mouse.move(0, 0);
  });

  test('an override of direction turns nothing but its own field', async () => {
    const { station, page } = watched();
    const id = await checkIn(station, { plate: '\u202eEDC21BA', ownerFirstName: '\u202eevil' });
    const card = cardOf(page, id);
    await card.waitFor();

    const directions = await card.evaluate((element) =>
      [...element.querySelectorAll('bdi')].map((bdi) => getComputedStyle(bdi).unicodeBidi),
    );

    expect(directions.length).toBeGreaterThan(3);
    expect(new Set(directions)).toEqual(new Set(['isolate']));
    expect(await page.title()).not.toContain('\u202e');
  });
});

describe('too much of everything', () => {
  test('a remark of 900 kB is clipped, and can be read as far as it was kept', async () => {
    const station = await stationForTest();
    const { page, trouble } = await watchedBoard(station);
    const id = await checkIn(station, { remark: `<i>start</i> ${'long '.repeat(180_000)}` });

    await cardOf(page, id).click();

    await panelOf(page).getByText('Some text was too long to show whole').waitFor();
    await panelOf(page).getByText('<i>start</i> long long').waitFor();
    const short = await panelOf(page).evaluate((panel) => panel.scrollHeight);
    await panelOf(page).getByRole('button', { name: 'Show all' }).click();
    await eventually(() => panelOf(page).evaluate((panel) => panel.scrollHeight)).toBeGreaterThan(short + 100);
    expect(await overflowing(page)).toEqual([]);
    expect(trouble).toEqual([]);
  });

  test('60 lights and 50 damage entries make one card of the usual size, and are all in the panel', async () => {
    const station = await stationForTest();
    const { page, trouble } = await watchedBoard(station);
    const content = everywhere('x');
    const lights = Array.from({ length: 60 }, (_, n) => `${n + 100}_Light number ${n + 1}`);
    const damage = Array.from({ length: 50 }, (_, n) => ({
      describe: `Scratch ${n + 1}`,
      images: [],
      position: `p${n}`,
      positionName: `Place ${n + 1}`,
    }));
    const id = await checkIn(station, {
      content: {
        ...content,
        preCheckInfo: { lightInfo: lights, paintsInfo: damage, personalItemList: [], remark: '' },
      },
    });

    const card = cardOf(page, id);
    await card.getByText('+56').waitFor();
    await card.getByText('Damage: 50').waitFor();
    expect(await overflowing(page)).toEqual([]);
    expect((await card.boundingBox())?.height).toBeLessThan(330);

    await card.click();
    await panelOf(page).getByText('Light number 60').waitFor();
    await panelOf(page).getByText('Place 50', { exact: true }).waitFor();
    expect(await overflowing(page)).toEqual([]);
    expect(trouble).toEqual([]);
  });
});

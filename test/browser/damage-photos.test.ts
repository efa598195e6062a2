import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../electron/simulator/json-text.ts';
import { type Answer, jpeg, type PhotoServer, send, startPhotoServer } from '../integration/photos/photo-server.ts';
import type { TestStation } from '../support/station.ts';
import { cardOf, checkIn, cutOff, eventually, oneBrowser, openBoard, panelOf, stationForTest } from './desk.ts';
import { shared, whenOver } from './when-over.ts';

const browser = oneBrowser();

type Paint = { position: string; positionName: string; describe: string; images: string[] };

const paint = (positionName: string, images: string[] = [], position = 'unknown'): Paint => ({
  position,
  positionName,
  describe: `Scratch on the ${positionName.toLowerCase()}`,
  images,
});

async function photoServer(answers: Record<string, Answer>): Promise<PhotoServer> {
  const server = await startPhotoServer(answers);
  whenOver(server.stop);
  return server;
}

/** A station that may fetch photos from this PC. */
async function photoStation(): Promise<TestStation> {
  const station = await stationForTest();
  await station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
  return station;
}

function checkInWith(station: TestStation, paintsInfo: Paint[], lightInfo: Json = []): Promise<string> {
  return checkIn(station, {
    content: {
      preCheckInfo: { lightInfo, odograph: 67000, oilGauge: 50, paintsInfo, personalItemList: [], remark: '' },
    },
  });
}

/** A check-in with five photos that all come: two of the wing, three of the door. */
async function fivePhotos(station: TestStation): Promise<string> {
  const colours = ['#336699', '#993333', '#339966', '#999933', '#663399'];
  const answers = await Promise.all(
    colours.map(async (colour, index) => [`/${index + 1}.jpg`, send(await jpeg(1600, 1200, colour))] as const),
  );
  const server = await photoServer(Object.fromEntries(answers));
  const at = (...names: number[]): string[] => names.map((name) => server.at(`/${name}.jpg`));
  return checkInWith(station, [paint('Front right wing', at(1, 2), 'sys_feature_0013_01'), paint('Door', at(3, 4, 5))]);
}

const thumbnails = (within: Locator): Locator => within.locator('[data-photo-state]');
const loaded = (within: Locator): Promise<number> =>
  within
    .locator('[data-photo-state="captured"] img')
    .evaluateAll((all) => all.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length);
const gallery = (page: Page): Locator => page.getByRole('dialog', { name: /^Photos of/ });
const picture = (page: Page): Locator => gallery(page).getByRole('img', { name: /^Photo \d/ });

/** How the large picture lies: its scale and how far it was moved. */
const viewOf = (page: Page): Promise<{ scale: number; x: number; y: number }> =>
  picture(page).evaluate((image) => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(image).transform);
    return { scale: a, x: e, y: f };
  });

async function openGallery(page: Page, id: string, photo = 1): Promise<void> {
  await eventually(() => loaded(cardOf(page, id))).toBe(3);
  await thumbnails(cardOf(page, id))
    .nth(photo - 1)
    .click();
  await gallery(page).getByText(`Photo ${photo} of 5`).waitFor();
  await eventually(() => picture(page).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1600);
}

/** A station that has five photos, of which no test changes anything. */
async function stationWithFive(): Promise<{ station: TestStation; id: string }> {
  const station = await photoStation();
  return { station, id: await fivePhotos(station) };
}

describe('a picture that the station did not hand out', () => {
  test('is shown on the card and large when the station answers again', async () => {
    const { station, id } = await stationWithFive();
    const page = await openBoard(browser(), station);
    await page.route('**/photos/**', (route) => route.abort());
    await page.reload();
    const failed = cardOf(page, id).getByRole('button', { name: /could not be fetched/ });
    await eventually(() => failed.count()).toBe(3);
    await thumbnails(cardOf(page, id)).first().click();
    await gallery(page).getByText('This photo could not be shown').waitFor();

    const letIn = await cutOff(page);
    await page.unroute('**/photos/**');
    await letIn();

    await eventually(() => picture(page).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1600);
    await page.keyboard.press('Escape');
    await eventually(() => loaded(cardOf(page, id))).toBe(3);
  });
});

test('photos that the station files a moment after their visit take the places that they had', async () => {
  const station = await photoStation();
  const id = await fivePhotos(station);
  const captured = async (): Promise<number> =>
    (await station.client.checkIns.get({ id })).photos.flat().filter(({ state }) => state === 'captured').length;
  await eventually(captured).toBe(5);
  const page = await openBoard(browser(), station);
  // As the station says it of photos that it has not filed yet.
  await page.route('**/rpc/checkIns/get', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const trailing = {
      id: '0',
      state: 'waiting',
      problem: null,
      nextTryAt: null,
      sha256: null,
      width: null,
      height: null,
    };
    body.json.photos = body.json.photos.map((photos: unknown[]) => photos.map(() => trailing));
    await route.fulfill({ response, json: body });
  });
  await thumbnails(cardOf(page, id)).first().click();
  const strip = gallery(page).getByRole('navigation');
  await eventually(() => strip.getByRole('button', { name: /not fetched yet/ }).count()).toBe(5);
  await page.keyboard.press('Escape');
  await cardOf(page, id).getByRole('link').click();
  await eventually(() =>
    panelOf(page)
      .getByRole('button', { name: /not fetched yet/ })
      .count(),
  ).toBe(5);

  await page.unroute('**/rpc/checkIns/get');
  await station.client.checkIns.move({ id, from: 'new', to: 'seen' });

  await eventually(() => loaded(panelOf(page))).toBe(5);
  expect(await thumbnails(panelOf(page)).count()).toBe(5);
  await thumbnails(panelOf(page)).first().click();
  await eventually(() => loaded(strip)).toBe(5);
  expect(await thumbnails(strip).count()).toBe(5);
});

describe('photos on a card', () => {
  test('are the first three and a count, and the card does not change its height when they come', async () => {
    const station = await photoStation();
    const page = await openBoard(browser(), station);
    const gate = Promise.withResolvers<void>();
    const bytes = await jpeg();
    const late: Answer = (request, response) => void gate.promise.then(() => send(bytes)(request, response));
    const server = await photoServer({ '/1.jpg': late, '/2.jpg': late, '/3.jpg': late, '/4.jpg': late });
    const images = [1, 2, 3, 4].map((name) => server.at(`/${name}.jpg`));
    const id = await checkInWith(station, [paint('Door', images)]);

    const card = cardOf(page, id);
    await card.waitFor();
    await eventually(() => thumbnails(card).count()).toBe(3);
    await card.getByRole('button', { name: /photo 1 of 4: not fetched yet/ }).waitFor();
    await card.getByRole('button', { name: '1 more photo of AB12 CDE, Damage: 1' }).getByText('+1').waitFor();
    const before = await card.boundingBox();

    gate.resolve();
    await eventually(() => loaded(card)).toBe(3);
    expect((await card.boundingBox())?.height).toBeCloseTo(before?.height ?? 0, 2);
  });

  test('do not make a card that has slid in another height for the blink in which it comes to rest', async () => {
    const station = await photoStation();
    const page = await openBoard(browser(), station);
    const server = await photoServer({ '/1.jpg': send(await jpeg()) });
    await page.evaluate(() => {
      const heights: number[] = [];
      Object.assign(window, { heights });
      new MutationObserver((records) => {
        for (const { target } of records) heights.push((target as HTMLElement).getBoundingClientRect().height);
      }).observe(document.body, { attributes: true, attributeFilter: ['data-entering'], subtree: true });
    });
    const id = await checkInWith(station, [paint('Door', [server.at('/1.jpg')])]);

    const heights = (): Promise<number[]> => page.evaluate(() => (window as never as { heights: number[] }).heights);
    await eventually(async () => (await heights()).length).toBe(1);
    expect((await cardOf(page, id).boundingBox())?.height).toBeCloseTo((await heights())[0] ?? 0, 2);
  });

  test('are counted once each when two entries name the same, all come, and each opens itself', async () => {
    const station = await photoStation();
    const server = await photoServer({
      '/a.jpg': send(await jpeg(1600, 1200, '#336699')),
      '/b.jpg': send(await jpeg(1500, 1200, '#993333')),
    });
    const [a, b] = [server.at('/a.jpg'), server.at('/b.jpg')];
    const page = await openBoard(browser(), station);
    const id = await checkInWith(station, [paint('Wing', [a]), paint('Door', [a, b])]);
    const card = cardOf(page, id);
    await eventually(() => loaded(card)).toBe(2);
    expect(await thumbnails(card).count()).toBe(2);

    await thumbnails(card).nth(1).click();
    await gallery(page).getByText('Photo 2 of 2').waitFor();
    await eventually(() => picture(page).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1500);
    await gallery(page).getByText('Scratch on the door').waitFor();
    expect(await thumbnails(gallery(page)).count()).toBe(2);
    await page.keyboard.press('Escape');
    await gallery(page).waitFor({ state: 'detached' });
    await card.click({ position: { x: 150, y: 70 } });
    await eventually(() => thumbnails(panelOf(page)).count(), 'each entry shows the photos that it names').toBe(3);
    await thumbnails(panelOf(page)).nth(1).click();
    await gallery(page).getByText('Photo 1 of 2').waitFor();
  });

  test('come from the station alone', async () => {
    const station = await photoStation();
    const page = await openBoard(browser(), station);
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    const id = await fivePhotos(station);
    await openGallery(page, id);
    expect([...hosts]).toEqual([new URL(station.board).host]);
  });

  test('that could not be fetched say why', async () => {
    const station = await photoStation();
    const page = await openBoard(browser(), station);
    const id = await checkInWith(station, [paint('Door', ['http://10.1.2.3/1.jpg'])]);
    const thumbnail = cardOf(page, id).locator('[data-photo-state="failed"]');
    await thumbnail.waitFor();
    expect(await thumbnail.getAttribute('title')).toMatch(/^This photo could not be fetched: Its address leads to/);
  });
});

describe('the gallery of five photos', () => {
  const five = shared(stationWithFive);

  test('opens at the photo that was clicked, goes from photo to photo and gives the focus back', async () => {
    const { station, id } = five();
    const page = await openBoard(browser(), station);
    const address = page.url();
    await openGallery(page, id, 2);
    expect(await panelOf(page).count()).toBe(0);
    await gallery(page).getByText('Scratch on the front right wing').waitFor();

    await page.keyboard.press('ArrowRight');
    await gallery(page).getByText('Photo 3 of 5').waitFor();
    await gallery(page).getByText('Scratch on the door').waitFor();
    await page.keyboard.press('End');
    await gallery(page).getByText('Photo 5 of 5').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await gallery(page).getByText('Photo 4 of 5').waitFor();
    await gallery(page).getByRole('button', { name: 'Previous photo' }).click();
    await gallery(page).getByText('Photo 3 of 5').waitFor();
    await thumbnails(gallery(page)).nth(0).click();
    await gallery(page).getByText('Photo 1 of 5').waitFor();

    expect(page.url()).toBe(address);
    await page.keyboard.press('Escape');
    await gallery(page).waitFor({ state: 'detached' });
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-label')).toBe('AB12 CDE, photo 2 of 5');
  });

  test("closes with the browser's back, to the panel that it was opened from", async () => {
    const { station, id } = five();
    const page = await openBoard(browser(), station);
    await cardOf(page, id).click({ position: { x: 150, y: 70 } });
    await eventually(() => loaded(panelOf(page))).toBe(5);
    await thumbnails(panelOf(page)).nth(4).click();
    await gallery(page).getByText('Photo 5 of 5').waitFor();

    await page.goBack();
    await gallery(page).waitFor({ state: 'detached' });
    await panelOf(page).waitFor();
    await page.goBack();
    await panelOf(page).waitFor({ state: 'detached' });
  });

  test('and the panel do not leave the board when Escape is pressed twice in haste', async () => {
    const { station, id } = five();
    const page = await openBoard(browser(), station);
    const escapeTwice = (): Promise<void> =>
      page.evaluate(() => {
        for (let press = 0; press < 2; press++) {
          document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
        }
      });
    await openGallery(page, id);
    await escapeTwice();
    await gallery(page).waitFor({ state: 'detached' });
    await cardOf(page, id).click({ position: { x: 150, y: 70 } });
    await panelOf(page).getByRole('heading', { name: 'Messages' }).waitFor();
    await escapeTwice();
    await panelOf(page).waitFor({ state: 'detached' });
    await cardOf(page, id).waitFor();
  });

  test('zooms by keys, wheel and double click; then the arrows and the pointer move the picture', async () => {
    const { station, id } = five();
    const page = await openBoard(browser(), station);
    await openGallery(page, id);
    await page.keyboard.press('+');
    expect((await viewOf(page)).scale).toBeCloseTo(1.5);
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    expect((await viewOf(page)).x).toBeLessThan(-50);
    await gallery(page).getByText('Photo 1 of 5').waitFor();

    const before = await viewOf(page);
    await page.mouse.move(640, 300);
    await page.mouse.down();
    await page.mouse.move(700, 340, { steps: 3 });
    await page.mouse.up();
    const after = await viewOf(page);
    expect([after.x - before.x, after.y - before.y].map(Math.round)).toEqual([60, 40]);

    await page.keyboard.press('0');
    expect(await viewOf(page)).toEqual({ scale: 1, x: 0, y: 0 });
    await page.mouse.wheel(0, -400);
    await eventually(async () => (await viewOf(page)).scale).toBeGreaterThan(2);
    await page.mouse.dblclick(640, 300);
    expect((await viewOf(page)).scale).toBe(1);
    await page.mouse.dblclick(700, 300);
    const close = await viewOf(page);
    expect(close.scale).toBeCloseTo(2.5);
    // What was under the pointer is there still.
    expect(close.x).toBeCloseTo(-60 * 1.5, 0);

    await page.keyboard.press('PageDown');
    await gallery(page).getByText('Photo 2 of 5').waitFor();
    expect((await viewOf(page)).scale).toBe(1);
  });

  test('leaves the keys of the board alone, wherever the focus was', async () => {
    const { station, id } = five();
    const page = await openBoard(browser(), station);
    await openGallery(page, id);
    await page.keyboard.press('s');
    await page.mouse.click(640, 300);
    await page.keyboard.press('s');
    await page.keyboard.press(']');
    await page.keyboard.press('ArrowRight');
    await gallery(page).getByText('Photo 2 of 5').waitFor();
    expect((await station.client.checkIns.get({ id })).lane).toBe('new');
  });
});

describe('the gallery', () => {
  test.each([
    ['could not store it', 503, 'The station could not store this.'],
    ['did not answer', 500, 'The station did not answer.'],
  ])('says that the station %s, where a photo cannot be tried again', async (_what, status, said) => {
    const station = await photoStation();
    const page = await openBoard(browser(), station);
    const server = await photoServer({ '/1.jpg': send(Buffer.alloc(16_000_000)) });
    const id = await checkInWith(station, [paint('Door', [server.at('/1.jpg')])]);
    await cardOf(page, id).locator('[data-photo-state="failed"]').click();
    const again = gallery(page).getByRole('button', { name: 'Try again' });
    await page.route('**/rpc/photos/retry', (route) => {
      const code = status === 503 ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
      const json = { json: { defined: status === 503, code, status, message: 'It could not be stored' } };
      return route.fulfill({ status, json });
    });

    await again.click();

    await gallery(page).getByRole('alert').getByText(said).waitFor();
    await again.waitFor();
  });

  test('says why a photo is missing and fetches it when asked to', async () => {
    const station = await photoStation();
    let bytes: Buffer = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'.repeat(400_000));
    const server = await photoServer({ '/1.jpg': (request, response) => send(bytes)(request, response) });
    const page = await openBoard(browser(), station);
    const id = await checkInWith(station, [paint('Door', [server.at('/1.jpg')])]);
    await cardOf(page, id).locator('[data-photo-state="failed"]').click();
    await gallery(page).getByText('This photo could not be fetched').waitFor();
    await gallery(page).getByText('The file is larger than 15 MB.').waitFor();

    bytes = await jpeg();
    await gallery(page).getByRole('button', { name: 'Try again' }).click();
    await picture(page).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => loaded(cardOf(page, id))).toBe(1);
  });

  test('says when a photo that is late is tried again', async () => {
    const station = await photoStation();
    const server = await photoServer({ '/1.jpg': (_request, response) => void response.writeHead(503).end() });
    const page = await openBoard(browser(), station);
    const id = await checkInWith(station, [paint('Door', [server.at('/1.jpg')])]);
    await cardOf(page, id).locator('[data-photo-state="waiting"]').click();
    await gallery(page).getByText('This photo has not been fetched yet').waitFor();
    await gallery(page).getByText('The server that keeps it answered with an error.').waitFor();
    await gallery(page)
      .getByText(/The station tries again by itself: \d\d:\d\d/)
      .waitFor();
  });
});

describe('the diagram of the vehicle', () => {
  async function damaged(): Promise<{ page: Page; panel: Locator }> {
    const station = await stationForTest();
    const { board } = await station.client.settings.get();
    const positions = { wing: 'front-right-wing', door: 'rear-left-door' } as const;
    await station.client.settings.set({ board: { ...board, positions } });
    const id = await checkInWith(station, [
      paint('Right wing', [], 'wing'),
      paint('Left door', [], 'door'),
      paint('Tow bar', [], 'tow-bar-code'),
      paint('Left door, handle', [], 'door'),
    ]);
    const page = await openBoard(browser(), station);
    await cardOf(page, id).click();
    const panel = panelOf(page);
    await panel.getByRole('figure', { name: 'Where the damage is' }).waitFor();
    return { page, panel };
  }

  test('has a pin for each entry whose place is known, and names the rest beside it', async () => {
    const { panel } = await damaged();
    const diagram = panel.getByRole('figure', { name: 'Where the damage is' });
    const pins = diagram.getByRole('button');
    expect(await pins.evaluateAll((all) => all.map((pin) => pin.getAttribute('aria-label')))).toEqual([
      'Damage 1: Right wing',
      'Damage 2: Left door',
      'Damage 4: Left door, handle',
    ]);
    await panel.getByText('Not on the diagram:').getByRole('button', { name: '3 Tow bar' }).waitFor();

    const boxes = await Promise.all((await pins.all()).map((pin) => pin.boundingBox()));
    const [wing, door, handle] = boxes;
    if (!wing || !door || !handle) throw new Error('a pin is not drawn');
    expect(wing.y).toBeLessThan(door.y);
    expect(Math.hypot(door.x - handle.x, door.y - handle.y)).toBeGreaterThan(door.width);
  });

  test('and the list point at each other', async () => {
    const { page, panel } = await damaged();
    const entry = (number: number): Locator => panel.locator(`[data-damage="${number - 1}"]`);
    const pin = (number: number): Locator => panel.locator(`[data-pin="${number - 1}"]`);
    await entry(2).hover();
    await panel.locator('[data-pin="1"][data-active]').waitFor();
    await panel.locator('[data-part="rear-left-door"][data-active]').waitFor();
    await pin(1).hover();
    await panel.locator('[data-damage="0"][data-active]').waitFor();
    expect(await panel.locator('[data-damage][data-active]').count()).toBe(1);

    await pin(4).click();
    await eventually(() => entry(4).evaluate((element) => element === document.activeElement)).toBe(true);
    await entry(1).getByRole('button', { name: 'Show damage 1 on the diagram' }).click();
    await eventually(() => pin(1).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await eventually(() => entry(1).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('leaves position codes to those who ask for them', async () => {
    const { panel } = await damaged();
    expect(await panel.getByText('tow-bar-code').count()).toBe(0);
    await panel.getByRole('button', { name: 'Show position codes' }).click();
    await panel.getByText('tow-bar-code').waitFor();
  });

  test('fits a phone', async () => {
    const { page, panel } = await damaged();
    await page.setViewportSize({ width: 360, height: 740 });
    const box = await panel.getByRole('figure', { name: 'Where the damage is' }).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});

describe('warning lights', () => {
  test('stand red first, each with its lamp, and say where nobody has set their urgency', async () => {
    const station = await stationForTest();
    const id = await checkInWith(station, [], ['1_Door', '99_Mystery', '20_Engine', '16_Oil pressure']);
    const page = await openBoard(browser(), station);
    const chips = cardOf(page, id).locator('[data-severity]');
    await chips.first().waitFor();
    expect(
      await chips.evaluateAll((all) => all.map((chip) => `${chip.getAttribute('data-severity')} ${chip.textContent}`)),
    ).toEqual(['red Oil low', 'amber Engine', 'unmapped Mystery', 'info Door open']);
    expect(new Set(await chips.locator('svg').evaluateAll((all) => all.map((lamp) => lamp.innerHTML))).size).toBe(4);
    expect(await chips.nth(2).getAttribute('title')).toBe('Nobody has said yet how urgent this light is.');

    await cardOf(page, id).click();
    await panelOf(page).getByText('Not mapped yet').waitFor();
    await panelOf(page).getByText('sent as "Oil pressure"').waitFor();
  });
});

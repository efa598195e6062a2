import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { NetworkInterfaces } from '../../electron/station/board/lan-addresses.ts';
import { documentedSample } from '../support/messages.ts';
import { pair } from '../support/pair.ts';
import type { StationParts, TestStation } from '../support/station.ts';
import { cardOf, checkIn, desk, eventually, live, oneBrowser, openAt, stationForTest } from './desk.ts';
import { openInDesktop } from './fake-desktop.ts';
import { wayToStation } from './proxy.ts';

const browser = oneBrowser();

const v4 = (address: string) => [{ address, family: 'IPv4' as const, internal: false }];
/** They play the shop's own network: loopback too, but no address that the board listens on by itself. */
const NETWORK: NetworkInterfaces = { eth0: v4('127.0.0.2'), wlan0: v4('127.0.0.3') };

const sectionOf = (page: Page): Locator => page.locator('[data-section="lan"]');
const deviceOf = (page: Page, name: string): Locator =>
  sectionOf(page).locator('[data-device]').filter({ hasText: name });

async function stationIn(interfaces: NetworkInterfaces, parts: StationParts = {}): Promise<TestStation> {
  return stationForTest({ network: { interfaces: () => interfaces, lookEveryMs: 50 }, ...parts });
}

/** The main desk, in its settings. */
async function openSettings(station: TestStation, options = {}): Promise<Page> {
  const page = await openAt(browser(), station, '/?page=settings', options);
  await sectionOf(page).waitFor();
  return page;
}

/** Makes a code in the settings; the link that they show for it. */
async function inviteOn(page: Page, role: 'Pair a second desk' | 'Pair a wall', name: string): Promise<string> {
  await sectionOf(page).getByRole('button', { name: role }).click();
  await sectionOf(page)
    .getByLabel(/^Name of the/)
    .fill(name);
  await page.keyboard.press('Enter');
  return sectionOf(page)
    .getByRole('region', { name: `Pairing of ${name}` })
    .getByRole('textbox', { name: 'Link that pairs' })
    .inputValue();
}

/** A browser elsewhere that is paired by a link. */
async function pairBy(link: string): Promise<Page> {
  const page = await desk(browser());
  await page.goto(link);
  await page.getByRole('button', { name: 'Pair this screen' }).click();
  return page;
}

test('a second desk is paired by the link of the settings, works on the same board, and is shut out when it is removed', async () => {
  const station = await stationIn(NETWORK);
  const id = await checkIn(station, { plate: 'LAN 1' });
  const page = await openSettings(station);
  const section = sectionOf(page);
  await section.getByText('Open the board in the network first').waitFor();
  expect(await section.getByRole('button', { name: /Pair/ }).count()).toBe(0);
  await section.getByRole('switch', { name: "Open the board in the shop's own network" }).click();

  const link = await inviteOn(page, 'Pair a second desk', 'Reception');
  expect(link).toMatch(/^http:\/\/127\.0\.0\.2:\d+\/pair\?code=[2-9A-Z]{8}$/);
  await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Pairing of Reception',
  );
  await section.getByRole('img', { name: 'QR code of the link that pairs Reception' }).waitFor();
  await section.getByText('valid for 9:').waitFor();
  const second = await pairBy(link);
  await live(second).waitFor();
  expect(new URL(second.url()).hostname).toBe('127.0.0.2');

  await section.getByRole('status').getByText('Reception is paired.').waitFor();
  expect(await section.getByRole('region', { name: 'Pairing of Reception' }).count()).toBe(0);
  await deviceOf(page, 'Reception')
    .getByText(/Second desk · open now · Chrome, Linux · 127\.0\.0\.\d/)
    .waitFor();
  await page.keyboard.press('Escape');
  await cardOf(second, id, 'new').click();
  await second.keyboard.press('s');
  await cardOf(page, id, 'seen').waitFor();

  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await deviceOf(page, 'Reception').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Remove Reception? Its board closes at once.').waitFor();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await second.getByText('This screen is no longer paired. Ask for a new link at the main desk.').waitFor();
  await section.getByText('None yet.').waitFor();
  await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Screens and second desks');
  const answer = await second.reload();
  expect(answer?.status()).toBe(401);
  expect(await second.innerText('body')).toContain('pair this screen at /pair');
});

test('a screen is paired by typing the address and the code, at the address that somebody chooses', async () => {
  const station = await stationIn(NETWORK);
  const page = await openSettings(station);
  await sectionOf(page).getByRole('switch').click();
  await inviteOn(page, 'Pair a second desk', 'Reception');
  const card = sectionOf(page).getByRole('region', { name: 'Pairing of Reception' });
  await card.getByLabel('Address', { exact: true }).selectOption({ index: 1 });
  const address = await card.getByText(/^http:\/\/127\.0\.0\.3:\d+\/pair$/).innerText();
  const code = await card.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/).innerText();

  const second = await desk(browser(), { locale: 'zh-CN' });
  await second.goto(address);
  await second.getByLabel('配对码').fill(code.toLowerCase());
  await second.keyboard.press('Enter');
  await live(second).waitFor();
  const third = await desk(browser());
  await third.goto(address);
  await third.getByLabel('Code').fill(code);
  await third.keyboard.press('Enter');
  await third.getByRole('alert').getByText('This code has been used').waitFor();
});

test('a code that is taken back is gone, and one that nobody used says that it ran out', async () => {
  const station = await stationIn(NETWORK, { now: () => Date.now() + shift });
  const page = await openSettings(station);
  await sectionOf(page).getByRole('switch').click();
  await inviteOn(page, 'Pair a wall', 'Yard');
  await sectionOf(page).getByRole('button', { name: 'Take the code back' }).click();
  await sectionOf(page).getByRole('region').waitFor({ state: 'detached' });
  expect((await station.client.devices.list()).invites).toEqual([]);

  await inviteOn(page, 'Pair a wall', 'Yard');
  shift = 10 * 60_000;
  await sectionOf(page).getByText('The code for Yard was not used and is no longer valid.').waitFor();
});
let shift = 0;

test('a paired screen is renamed in the list, and an empty name is not taken', async () => {
  const station = await stationIn(NETWORK);
  await pair(station, 'desk', 'Reception');
  const page = await openSettings(station);
  await deviceOf(page, 'Reception').getByRole('button', { name: 'Rename' }).click();
  const field = sectionOf(page).getByLabel('New name of Reception');
  await field.fill('  ');
  await page.keyboard.press('Enter');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.press('Escape');
  await deviceOf(page, 'Reception').waitFor();
  await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Rename');
  await page.keyboard.press('Enter');
  await field.fill('Counter 2');
  await page.keyboard.press('Enter');
  await deviceOf(page, 'Counter 2').getByText('last seen just now').waitFor();
  expect((await station.client.devices.list()).devices).toMatchObject([{ name: 'Counter 2' }]);
});

describe('the settings say what to do', () => {
  test('when this PC has no address in a network, and go on by themselves when it has', async () => {
    const network: { interfaces: NetworkInterfaces } = { interfaces: {} };
    const station = await stationForTest({ network: { interfaces: () => network.interfaces, lookEveryMs: 50 } });
    const page = await openSettings(station);
    await sectionOf(page).getByRole('switch').click();
    await sectionOf(page).getByText('This PC has no address in a network.').waitFor();
    await sectionOf(page).getByText('As soon as this PC has an address').waitFor();
    expect(await sectionOf(page).getByRole('button', { name: /Pair/ }).count()).toBe(0);
    network.interfaces = NETWORK;
    await sectionOf(page)
      .getByText(/^http:\/\/127\.0\.0\.2:\d+$/)
      .waitFor();
    await sectionOf(page).getByRole('button', { name: 'Pair a wall' }).waitFor();
  });

  test('when the station was started open: the switch is not theirs', async () => {
    const page = await openSettings(await stationIn(NETWORK, { host: '0.0.0.0' }));
    await sectionOf(page).getByText('It was opened by --host').waitFor();
    const toggle = sectionOf(page).getByRole('switch');
    expect([await toggle.isChecked(), await toggle.isDisabled()]).toEqual([true, true]);
    await sectionOf(page).getByRole('button', { name: 'Pair a wall' }).waitFor();
  });

  test('when too many wrong codes came', async () => {
    const station = await stationIn(NETWORK);
    const page = await openSettings(station);
    const { host } = new URL(station.board);
    for (let tried = 0; tried < 20; tried += 1) {
      await fetch(`http://${host}/pair`, {
        method: 'POST',
        headers: { origin: `http://${host}` },
        body: new URLSearchParams({ code: 'WRNG2222' }),
      });
    }
    await sectionOf(page).getByText('Too many wrong codes were entered, so none is accepted until').waitFor();
  });
});

test('a second desk sets up its own browser and nothing of the shop, and is told of no secret and no callback address', async () => {
  const station = await stationIn(NETWORK, { appSecrets: { current: null } });
  const { cookie } = await pair(station, 'desk', 'Reception');
  const page = await desk(browser());
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: station.board }]);
  await page.goto(new URL('/', station.board).href);
  await page.getByRole('alert').getByText('It is set at the main desk.').waitFor();
  await page.getByText('Waiting for the first check-in').waitFor();
  expect(await page.getByRole('button', { name: 'Set the app secret' }).count()).toBe(0);
  expect(await page.getByText('/callback/').count()).toBe(0);

  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page
    .getByText('This screen is paired as Reception. The settings of the shop are changed at the main desk.')
    .waitFor();
  expect(await page.locator('[data-page="settings"]').getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
    'This browser',
  ]);
});

test('a wall is sent to its own page, and is told no details of any check-in', async () => {
  const station = await stationIn(NETWORK);
  await checkIn(station, documentedSample());
  const { links } = await station.client.settings.set({ lan: { isOpen: true } }).then(async () => {
    await eventually(async () => (await station.client.lan.state()).addresses.length).toBe(2);
    return station.client.devices.invite({ role: 'wall', name: 'Yard' });
  });
  const wall = await pairBy(links[0] ?? '');
  await wall.waitForURL(/\/wall\.html$/);
  await wall.goto(new URL('/', wall.url()).href);
  await wall.waitForURL(/\/wall\.html$/);
  const statusOf = (path: string, input: unknown): Promise<number> =>
    wall.evaluate(
      async ([url, body]) =>
        (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status,
      [path, JSON.stringify({ json: input })] as const,
    );
  expect(await statusOf('/rpc/access', undefined)).toBe(200);
  expect(await statusOf('/rpc/checkIns/get', { id: '1' })).toBe(403);
  expect(await statusOf('/rpc/checkIns/list', { q: 'a' })).toBe(403);
  expect(await statusOf('/rpc/board/watch', { view: 'board' })).toBe(403);
});

test('what this page may not do is said in words, and the page stays connected', async () => {
  const station = await stationIn(NETWORK);
  const page = await openSettings(station);
  await page.route('**/rpc/settings/set', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/json',
      body: '{"json":{"defined":false,"code":"FORBIDDEN","status":403,"message":"Forbidden"}}',
    }),
  );
  await page.getByRole('switch', { name: 'Ring until seen' }).click();
  await page.getByRole('alert').getByText('This screen may not change this').waitFor();
  await live(page).waitFor();
});

test('a proxy that lets nobody in any more is no lost connection', async () => {
  const station = await stationIn(NETWORK);
  const page = await desk(browser());
  await page.route('**/rpc/**', (route) =>
    route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>No</h1>' }),
  );
  await page.goto(station.board);
  await page.locator('[data-connection="not-allowed"]').waitFor();
});

test('the desktop app opens the board and pairs as a browser does', async () => {
  const station = await stationIn(NETWORK);
  const { page } = await openInDesktop(browser(), station);
  await live(page).waitFor();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await sectionOf(page).getByRole('switch').click();
  const second = await pairBy(await inviteOn(page, 'Pair a second desk', 'Reception'));
  await live(second).waitFor();
  await sectionOf(page).getByRole('status').getByText('Reception is paired.').waitFor();
});

describe('on plain HTTP in the network, where browsers keep the clipboard and notifications to themselves,', () => {
  const ADDRESS = '192.168.77.20';

  /** A page whose address is one of a network: Chromium takes this PC's own ones for secure. */
  async function pageInNetwork(role: 'desk' | 'manager'): Promise<{ page: Page; station: TestStation }> {
    const station = await stationIn({ eth0: v4(ADDRESS) }, { host: '0.0.0.0' });
    const { proxy } = await wayToStation('127.0.0.1');
    const page = await desk(browser(), { proxy });
    const at = (link: string): string => link.replace('127.0.0.1', ADDRESS);
    if (role === 'manager') await page.goto(at(station.board));
    else {
      const { links } = await station.client.devices.invite({ role, name: 'Reception' });
      await page.goto(links[0] ?? '');
      await page.getByRole('button', { name: 'Pair this screen' }).click();
    }
    await live(page).waitFor();
    expect(
      await page.evaluate(() => [
        location.hostname,
        window.isSecureContext,
        'clipboard' in navigator,
        'randomUUID' in crypto,
      ]),
    ).toEqual([ADDRESS, false, false, false]);
    return { page, station };
  }

  test('a desk is paired and works, and its settings say what notifications need', async () => {
    const { page, station } = await pageInNetwork('desk');
    const failures: string[] = [];
    page.on('pageerror', ({ message }) => failures.push(message));
    const id = await checkIn(station, { plate: 'HTTP 1' });
    await cardOf(page, id, 'new').click();
    await page.keyboard.press('s');
    await cardOf(page, id, 'seen').waitFor();
    await eventually(() => page.title()).toBe('Forecourt');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await page
      .getByText('browsers show notifications only for addresses with https, or on the PC of the station itself')
      .waitFor();
    expect(failures).toEqual([]);
  });

  test('an address is selected for copying by hand, with a sentence', async () => {
    const { page } = await pageInNetwork('manager');
    await page.goto(new URL('/?page=settings', page.url()).href);
    const link = await inviteOn(page, 'Pair a second desk', 'Reception');
    expect(link).toContain(`http://${ADDRESS}:`);
    await sectionOf(page).getByRole('button', { name: 'Copy' }).click();
    await sectionOf(page).getByText('Press Ctrl+C to copy').waitFor();
    expect(
      await page.evaluate(() => {
        const field = document.activeElement;
        return field instanceof HTMLTextAreaElement
          ? field.value.slice(field.selectionStart, field.selectionEnd)
          : null;
      }),
    ).toBe(link);
  });
});

describe('the section and the pairing page', () => {
  test.each(['light', 'dark'] as const)('have names, contrast and order for everybody (%s)', async (colorScheme) => {
    const station = await stationIn(NETWORK);
    await pair(station, 'desk', 'Reception');
    const page = await openSettings(station, { colorScheme });
    await sectionOf(page).getByRole('switch').click();
    const link = await inviteOn(page, 'Pair a wall', 'Yard');
    await deviceOf(page, 'Reception').getByRole('button', { name: 'Remove' }).click();
    const pairing = await desk(browser(), { colorScheme });
    await pairing.goto(link);
    const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
    for (const [place, selector] of [
      [page, '[data-section="lan"]'],
      [pairing, 'main'],
    ] as const) {
      await place.evaluate(axe);
      const found = await place.evaluate(async (within) => {
        const { axe: tester } = window as unknown as {
          axe: { run: (where: string) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations } = await tester.run(within);
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      }, selector);
      expect(found).toEqual([]);
    }
  });

  test('fit a phone, in Chinese too', async () => {
    const station = await stationIn(NETWORK);
    await pair(station, 'desk', '前台与维修接待处第二工位');
    await station.client.settings.set({ lan: { isOpen: true } });
    await eventually(async () => (await station.client.lan.state()).addresses.length).toBe(2);
    const { links } = await station.client.devices.invite({ role: 'wall', name: '车间' });
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: 'zh-CN' };
    const page = await openSettings(station, phone);
    await sectionOf(page).getByText('车间').first().waitFor();
    const second = await desk(browser(), phone);
    await second.goto(links[0] ?? '');
    for (const place of [page, second]) {
      expect(await place.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
  });
});

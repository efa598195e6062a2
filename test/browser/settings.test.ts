import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DEFAULT_ALERTS } from '../../shared/alerts.ts';
import { DEFAULT_REACH } from '../../shared/reach-settings.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { portOf } from '../support/http.ts';
import { documentedSample, PREVIOUS_SECRET, SECRET, signedCheckIn } from '../support/messages.ts';
import { lookupHere, startEdge } from '../support/public-edge.ts';
import type { TestStation } from '../support/station.ts';
import {
  cardOf,
  checkIn,
  desk,
  eventually,
  live,
  makeKnown,
  oneBrowser,
  openAt,
  openBoard,
  panelOf,
  stationForTest,
} from './desk.ts';
import { shared, whenOver } from './when-over.ts';

const browser = oneBrowser();

const settingsOf = (page: Page): Locator => page.locator('[data-page="settings"]');
const sectionOf = (page: Page, name: string): Locator => settingsOf(page).getByRole('region', { name });

/** The settings at their address, with nothing before them. */
async function settingsAt(station: TestStation): Promise<Page> {
  const page = await openAt(browser(), station, '/?page=settings');
  await settingsOf(page).waitFor();
  return page;
}

/** Goes to the settings from the board. */
async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await settingsOf(page).waitFor();
}

describe('the settings', () => {
  test('open from the menu over the board, at an address of their own, and lead back to where they were opened', async () => {
    const station = await stationForTest();
    const page = await openBoard(browser(), station);

    await openSettings(page);

    await eventually(() => focused(page)).toBe('Settings');
    expect(new URL(page.url()).searchParams.get('page')).toBe('settings');
    await page.keyboard.press('Escape');
    await settingsOf(page).waitFor({ state: 'detached' });
    await eventually(() => focused(page)).toBe('Menu');
    expect(new URL(page.url()).search).toBe('');

    await page.goForward();
    await settingsOf(page).waitFor();
    await page.goBack();
    await settingsOf(page).waitFor({ state: 'detached' });
    await page.goto(new URL('/?page=settings', station.board).href);
    await settingsOf(page).waitFor();
    await settingsOf(page).getByRole('button', { name: 'Back Esc' }).click();
    await settingsOf(page).waitFor({ state: 'detached' });
    await live(page).waitFor();
  });

  test('leave the board as it is behind them: it goes on, and none of its keys moves a card', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: 'OLD 1' });
    const page = await openBoard(browser(), station);
    await cardOf(page, id, 'new').waitFor();
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    await openSettings(page);

    await page.keyboard.press('s');
    await page.keyboard.press(']');
    expect(await cardOf(page, id).isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[data-board]') ?? null)).toBeNull();
    const later = await checkIn(station, { plate: 'NEW 1' });
    await page.getByText('2 unseen').waitFor();
    await page.keyboard.press('Escape');

    await cardOf(page, id, 'new').waitFor();
    await cardOf(page, later, 'new').waitFor();
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
  });

  test('and an open check-in take turns: one back leads to the one before', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const page = await openBoard(browser(), station);
    await cardOf(page, id).click();
    await page.getByRole('dialog').waitFor();

    await openSettings(page);
    expect(new URL(page.url()).searchParams.has('check-in')).toBe(false);
    await page.goBack();

    await settingsOf(page).waitFor({ state: 'detached' });
    await panelOf(page).waitFor();
    expect(new URL(page.url()).search).toBe(`?check-in=${id}`);
  });

  test('that are changed on one board are stored, and show on another at once', async () => {
    const station = await stationForTest();
    const [one, two] = [await settingsAt(station), await settingsAt(station)];
    const ring = (page: Page): Locator => page.getByRole('switch', { name: 'Ring until seen' });
    expect(await ring(two).isChecked()).toBe(true);

    await ring(one).click();
    await one.getByRole('switch', { name: 'With neither' }).click();

    await eventually(() => ring(two).isChecked()).toBe(false);
    await eventually(() => two.getByRole('switch', { name: 'With neither' }).isChecked()).toBe(false);
    expect(await station.client.settings.get()).toEqual({
      ...DEFAULT_SETTINGS,
      alerts: { ...DEFAULT_ALERTS, ring: false, kinds: { ...DEFAULT_ALERTS.kinds, plain: false } },
    });
    await two.getByRole('switch', { name: 'With warning lights' }).click();
    await two.getByRole('switch', { name: 'With damage photos' }).click();
    await one.getByText('Nobody is alerted to any check-in').waitFor();
  });

  test('keep every one of several quick changes', async () => {
    const station = await stationForTest();
    const page = await settingsAt(station);

    await page.evaluate(() => {
      for (const box of document.querySelectorAll<HTMLInputElement>('[data-section="alerts"] [role="switch"]'))
        box.click();
    });

    await eventually(async () => (await station.client.settings.get()).alerts).toMatchObject({
      kinds: { plain: false, lights: false, damage: false },
      ring: false,
      quietHours: { from: '19:00', to: '07:00' },
      plate: false,
    });
  });

  test('that the station does not store go back, with a sentence', async () => {
    const station = await stationForTest();
    const page = await settingsAt(station);
    await page.route('**/rpc/settings/set', (route) => route.abort());

    await page.getByRole('switch', { name: 'Ring until seen' }).click();

    await page.getByRole('alert').getByText('The station did not answer').waitFor();
    expect(await page.getByRole('switch', { name: 'Ring until seen' }).isChecked()).toBe(true);
    await page.unroute('**/rpc/settings/set');
    await page.getByRole('switch', { name: 'Ring until seen' }).click();
    await page.getByText('The station did not answer').waitFor({ state: 'detached' });
    await eventually(async () => (await station.client.settings.get()).alerts.ring).toBe(false);
  });

  test('cannot be changed while there is no connection, and say so', async () => {
    const station = await stationForTest();
    const page = await settingsAt(station);
    await station.stop();

    await page.getByText('There is no connection to the station').first().waitFor();
    expect(await page.getByRole('switch', { name: 'Ring until seen' }).isDisabled()).toBe(true);
  });

  test('show in a browser what belongs to it, and nothing of this PC', async () => {
    const page = await settingsAt(await stationForTest());

    await page.getByText('For this browser alone').waitFor();
    const names = await settingsOf(page).getByRole('heading', { level: 3 }).allInnerTexts();
    expect(names).toEqual([
      'Shop',
      'Alerts',
      'This browser',
      'Names at this desk',
      'Opening hours',
      'Ages',
      'Warning lights',
      'Damage positions',
      'Photos',
      'Health check reports',
      'Check-in sheet',
      'Keeping and removing',
      'Custody files',
      'Screens and second desks',
      'Wall',
      'Backups',
      'App secret',
      'How AutoX3 reaches this PC',
      'Relay',
      'Callback address',
      'Stores on this desk',
      'How signatures are checked',
      'Access to AutoX3',
      'Clock of the PC',
    ]);
  });
});

describe('quiet hours', () => {
  test('are entered, said in words, and stored', async () => {
    const station = await stationForTest();
    const page = await settingsAt(station);

    await page.getByRole('switch', { name: /^Quiet hours/ }).click();
    await page.getByText('Quiet from 19:00 until 07:00 the next day.').waitFor();
    await page.getByLabel('From', { exact: true }).fill('12:30');
    await page.getByLabel('Until', { exact: true }).fill('13:15');
    await page.getByText('Quiet from 12:30 until 13:15 every day.').waitFor();
    await page.getByLabel('Until', { exact: true }).blur();

    await eventually(async () => (await station.client.settings.get()).alerts.quietHours).toEqual({
      from: '12:30',
      to: '13:15',
    });
    await page.getByRole('switch', { name: /^Quiet hours/ }).click();
    await eventually(async () => (await station.client.settings.get()).alerts.quietHours).toBeNull();
    await page.getByRole('switch', { name: /^Quiet hours/ }).click();
    await page.getByText('Quiet from 12:30 until 13:15 every day.').waitFor();
  });

  test('of equal times are refused with a sentence, and change nothing', async () => {
    const station = await stationForTest();
    const page = await settingsAt(station);
    await page.getByRole('switch', { name: /^Quiet hours/ }).click();
    await eventually(async () => (await station.client.settings.get()).alerts.quietHours).not.toBeNull();

    await page.getByLabel('Until', { exact: true }).fill('19:00');
    await page.getByRole('alert').getByText('These are the same time').waitFor();
    await page.getByLabel('Until', { exact: true }).fill('');
    await page.getByRole('alert').getByText('Enter both times').waitFor();
    await page.getByLabel('Until', { exact: true }).blur();

    await page.getByRole('switch', { name: 'Ring until seen' }).click();
    await eventually(async () => (await station.client.settings.get()).alerts.ring).toBe(false);
    expect((await station.client.settings.get()).alerts.quietHours).toEqual({ from: '19:00', to: '07:00' });
  });

  test('that were typed are kept when somebody leaves at once', async () => {
    const station = await stationForTest();
    const page = await settingsAt(station);
    await page.getByRole('switch', { name: /^Quiet hours/ }).click();

    await page.getByLabel('Until', { exact: true }).fill('08:30');
    await page.keyboard.press('Escape');

    await settingsOf(page).waitFor({ state: 'detached' });
    await eventually(async () => (await station.client.settings.get()).alerts.quietHours?.to).toBe('08:30');
  });
});

describe('the app secret', () => {
  test('is set on the page when a check-in was refused for want of it: the next one is accepted and appears', async () => {
    const station = await stationForTest({ appSecrets: { current: null } });
    expect((await station.post(documentedSample())).status).toBe(401);
    const page = await openBoard(browser(), station);

    await page.getByRole('button', { name: 'Set the app secret' }).click();
    await eventually(() => focused(page)).toBe('App secret');
    const section = sectionOf(page, 'App secret');
    await section.getByText('No app secret is set yet').waitFor();
    expect(await section.getByLabel('Accept the old one').count()).toBe(0);
    await section.getByLabel('App secret', { exact: true }).fill(` ${SECRET}\n`.trimEnd());
    await page.keyboard.press('Enter');

    await section.getByText('Stored, and in use').waitFor();
    await section.getByText('What came before is kept in quarantine').waitFor();
    await section.getByText('An app secret is set').waitFor();
    expect(await section.getByLabel('New app secret').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Set the app secret' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    const id = await checkIn(station, documentedSample());
    await cardOf(page, id, 'new').waitFor();
  });

  test('that was wrong is changed, and the one before is accepted for a while unless somebody says otherwise', async () => {
    const other = 'ANOTHER-SECRET-ANOTHER-SECRET-ANOTHER';
    const station = await stationForTest({ appSecrets: { current: PREVIOUS_SECRET } });
    expect((await station.post(signedCheckIn().body)).status).toBe(401);
    const page = await settingsAt(station);
    const section = sectionOf(page, 'App secret');

    await section.getByLabel('New app secret').fill(SECRET);
    expect(await section.getByLabel('Accept the old one').inputValue()).toBe('7');
    await section.getByRole('button', { name: 'Change the secret' }).click();
    await section.getByText('Stored, and in use').waitFor();
    await section.getByText('It is accepted until').waitFor();
    await checkIn(station);
    await checkIn(station, { secret: PREVIOUS_SECRET });

    await section.getByLabel('New app secret').fill(other);
    await section.getByText('Stored, and in use').waitFor({ state: 'detached' });
    await section.getByLabel('Accept the old one').selectOption('0');
    await section.getByRole('button', { name: 'Change the secret' }).click();
    await section.getByText('Stored, and in use').waitFor();
    expect((await station.post(signedCheckIn().body)).status).toBe(401);
    await checkIn(station, { secret: other });
  });

  describe('that is none', () => {
    const opened = shared(async () => {
      const station = await stationForTest();
      return { station, page: await settingsAt(station) };
    });

    test.each([
      ['nothing', '', 'Paste the app secret first'],
      ['too little', 'too short', 'at least 16 characters'],
      ['too much', 'x'.repeat(257), 'at most 256 characters'],
      ['more than the station reads', 'x'.repeat(3_000), 'at most 256 characters'],
      ['Chinese', '密钥密钥密钥密钥密钥密钥密钥密钥密钥', 'a character that no app secret has'],
    ])('is not taken when it is %s: it says what is wrong', async (_what, secret, sentence) => {
      const { station, page } = opened();
      const section = sectionOf(page, 'App secret');
      await section.getByLabel('New app secret').fill('-');
      await section.getByRole('alert').waitFor({ state: 'detached' });

      await section.getByLabel('New app secret').fill(secret);
      await section.getByRole('button', { name: 'Change the secret' }).click();

      await section.getByRole('alert').getByText(sentence).waitFor();
      expect(await section.getByLabel('New app secret').inputValue()).toBe(secret);
      expect(await section.getByLabel('New app secret').getAttribute('aria-invalid')).toBe('true');
      await checkIn(station);
    });
  });

  test('is hidden while it is typed, shown when asked, emptied by Escape, and nowhere to be found when stored', async () => {
    const secret = 'NOBODY-MAY-SEE-THIS-NOBODY-MAY-SEE-THIS';
    const station = await stationForTest();
    const page = await openBoard(browser(), station);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await openSettings(page);
    const field = sectionOf(page, 'App secret').getByLabel('New app secret');

    await field.fill(secret);
    expect(await field.getAttribute('type')).toBe('password');
    expect(await field.getAttribute('autocomplete')).toBe('off');
    await page.getByRole('button', { name: 'Show what is typed' }).click();
    expect(await field.getAttribute('type')).toBe('text');
    await field.press('Escape');
    expect(await field.inputValue()).toBe('');
    await field.fill(secret);
    await field.press('Enter');
    await page.getByText('Stored, and in use').waitFor();

    expect(await field.getAttribute('type')).toBe('password');
    const traces = await page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        JSON.stringify(localStorage),
        JSON.stringify(sessionStorage),
        location.href,
      ].join(),
    );
    expect(traces).not.toContain(secret);
    expect(said.join()).not.toContain(secret);
    expect(station.logged.join()).not.toContain(secret);
  });

  test.each([
    ['key-store', 'It is kept in the key store of the system', true],
    ['file', 'It is kept in a file', true],
    ['weak', 'This system has no key store', true],
    ['environment', 'the environment variable FORECOURT_APP_SECRET', false],
  ])('says where it is kept: %s', async (protection, sentence, mayChange) => {
    const page = await desk(browser());
    const state = { isSet: true, protection, previousUntil: null, lastUsed: { current: null, previous: null } };
    await page.route('**/rpc/appSecret/state', (route) => route.fulfill({ json: { json: state } }));
    const station = await stationForTest();
    await makeKnown(page, station);
    await page.goto(new URL('/?page=settings', station.board).href);

    await sectionOf(page, 'App secret').getByText(sentence).waitFor();
    expect(await page.getByLabel('New app secret').count()).toBe(mayChange ? 1 : 0);
  });
});

test('the settings work with keys alone', async () => {
  const station = await stationForTest();
  const page = await openBoard(browser(), station);
  await page.getByRole('button', { name: 'Menu' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Settings' }).focus();
  await page.keyboard.press('Enter');
  await eventually(() => focused(page)).toBe('Settings');

  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Set up step by step');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toContain('Back');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Harbour Road');
  // Plates, unit, time zone, and the first of the alerts.
  for (let step = 0; step < 4; step++) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');

  const stored = async () => await station.client.settings.get();
  await eventually(async () => (await stored()).alerts.kinds.lights).toBe(false);
  expect((await stored()).shop.name).toBe('Harbour Road');
});

/** The name or text of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.slice(0, 60) ?? '',
  );
}

describe('how AutoX3 reaches this PC', () => {
  const section = (page: Page): Locator => sectionOf(page, 'How AutoX3 reaches this PC');

  test('is chosen, proven, said in the head, and named with its remedy when nothing arrives any more', async () => {
    const edge = await startEdge();
    whenOver(() => edge.close());
    const tempo = { probeEveryMs: 100, againAfterMs: 10, probeWithinMs: 200, network: { lookup: lookupHere } };
    const station = await stationForTest({ reach: tempo });
    edge.target = portOf(station.callback);
    const page = await settingsAt(station);
    await page.getByText('Local only').waitFor();

    await section(page).getByLabel('Way').selectOption('My own reverse proxy');
    await page.getByRole('alert').getByText('The public address is missing').first().waitFor();
    const address = section(page).getByRole('textbox', { name: 'Public address' });
    await address.fill('edge.example.com/forecourt');
    await address.press('Enter');
    await section(page).getByText('names a host only').waitFor();
    await address.fill(edge.address);
    await address.press('Enter');

    await page.getByRole('button', { name: 'Receiving' }).waitFor();
    await section(page).getByText('arrives here.', { exact: false }).last().waitFor();
    expect(await section(page).getByRole('textbox', { name: 'Callback address' }).inputValue()).toContain(edge.address);

    await edge.set({ type: 'cut' });
    await page.getByRole('button', { name: /Blind since \d\d:\d\d/ }).waitFor();
    const banner = page.getByRole('alert').filter({ hasText: 'AutoX3 cannot reach this PC since' });
    await banner.getByText('the connection is refused', { exact: false }).waitFor();
    await edge.set({ type: 'passes' });
    await section(page).getByRole('button', { name: 'Try now' }).click();
    await page.getByRole('button', { name: 'Receiving' }).waitFor();

    await station.client.settings.set({
      reach: { ...DEFAULT_REACH, way: 'own-address', address: edge.address, given: 'https://old.example.com' },
    });
    await section(page).getByRole('button', { name: 'AutoX3 has the new address' }).click();
    await page.getByRole('button', { name: 'Receiving' }).waitFor();
    expect((await station.client.settings.get()).reach.given).toBe(edge.address);

    await section(page).getByLabel('Way').selectOption('None yet: in this network only');
    await page.getByRole('alert').filter({ hasText: 'No way is chosen any more' }).waitFor();
    await section(page).getByText(`What AutoX3 sends to ${edge.address} does not arrive`).waitFor();
    await section(page).getByRole('button', { name: 'AutoX3 no longer sends here' }).click();
    await page.getByText('Local only').waitFor();
    expect((await station.client.settings.get()).reach.given).toBe(null);
  });

  test('takes the token of a tunnel and never shows it again', async () => {
    const station = await stationForTest();
    const page = await settingsAt(station);
    await section(page).getByLabel('Way').selectOption('Tunnel by Cloudflare');
    const token = section(page).getByLabel('Token', { exact: true });
    await token.fill('a-token-of-the-shop');
    await section(page).getByRole('button', { name: 'Save the token' }).click();
    await section(page).getByText('Saved, and in use.').waitFor();
    expect(await token.inputValue()).toBe('');
    expect(await station.client.reach.tokens()).toEqual({ ngrok: false, cloudflared: true });
    expect(await page.content()).not.toContain('a-token-of-the-shop');
  });
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openDatabase } from '../../electron/station/store/database.ts';
import { RelayStore } from '../../electron/station/store/relay-store.ts';
import { sheetAddress } from '../../renderer/sheet/sheet-wishes.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { relayedFor } from '../support/relayed.ts';
import { startTestStation, type TestStation, temporaryFolder } from '../support/station.ts';
import { cardOf, checkIn, clockedDesk, eventually, live, oneBrowser, panelOf, stationForTest } from './desk.ts';
import { whenOver } from './when-over.ts';

const browser = oneBrowser();

/** A Tuesday in London. */
const at = (time: string): number => Date.parse(`2026-03-03T${time}:00Z`);

/** The folder of a station that went off at 12:03, and the clock by which the next one runs. */
async function offSince1203() {
  const folder = temporaryFolder();
  whenOver(() => folder.dispose());
  const clock = { now: at('12:03') };
  const parts = {
    dataFolder: folder.path,
    now: () => clock.now,
    sinceBoot: () => clock.now,
    timeZone: 'Europe/London',
  };
  await (await startTestStation(parts)).stop();
  return { parts, clock };
}

/** A station that was off from 12:03 until 12:41, and a desk at 13:00. */
async function offOverLunch(path: string, language?: string): Promise<{ station: TestStation; page: Page }> {
  const { parts, clock } = await offSince1203();
  clock.now = at('12:41');
  const station = await stationForTest(parts);
  clock.now = at('13:00');
  const page = await clockedDesk(browser(), language === undefined ? {} : { locale: language });
  await page.clock.setFixedTime(clock.now);
  await page.goto(station.board);
  await live(page).waitFor();
  if (path !== '') await page.goto(new URL(path, station.board).href);
  return { station, page };
}

const spotOf = (page: Page) => page.locator('[data-state]');

test('the banner names what may be missing until somebody has looked, and says with a name that it was done', async () => {
  const { page } = await offOverLunch('');
  const banner = page.getByRole('status').filter({ hasText: 'AutoX3' });
  expect(await banner.locator('p').innerText()).toBe(
    'Blind 12:03–12:41: check-ins made 12:02–12:39 may be missing. Look in AutoX3.',
  );
  await banner.getByRole('button', { name: 'Look after it' }).click();
  const spot = spotOf(page);
  await spot.getByText('Forecourt was not running').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await spot.getByRole('button', { name: 'I have looked in AutoX3' }).click();
  await spot.getByLabel('Your name').fill('Ann');
  await spot.getByLabel('What you found').fill('Nothing was missing');
  await spot.getByRole('button', { name: 'Tick off' }).click();
  await spot.getByText('Looked after by Ann').waitFor();
  expect(await spot.innerText()).toContain('Nothing was missing');
  await page.goBack();
  await live(page).waitFor();
  expect(await banner.count()).toBe(0);
  await page.goForward();
  await spot.getByRole('button', { name: 'Take back' }).click();
  await spot.getByText('To look after').waitFor();
});

test('a missed check-in is typed in and marked on card, panel, sheet and history; what AutoX3 sends later is a card of its own', async () => {
  const { station, page } = await offOverLunch('/?page=reception&part=blind');
  const spot = spotOf(page);
  await spot.getByRole('button', { name: 'Type in a missed check-in' }).click();
  expect(await spot.getByLabel('Checked in at').inputValue()).toBe('2026-03-03T12:02');
  await spot.getByRole('button', { name: 'Put it on the board' }).click();
  await spot.getByText('Type a plate or a VIN.').waitFor();
  await spot.getByLabel('Plate').fill('AB12 CDE');
  await spot.getByLabel('Owner').fill('Sam Okafor');
  await spot.getByLabel('Odometer').fill('67000');
  await spot.getByRole('button', { name: 'Put it on the board' }).click();
  await spot.getByText('Say who types it in.').waitFor();
  await spot.getByLabel('Your name').fill('Ann');
  await spot.getByRole('button', { name: 'Put it on the board' }).click();
  await spot.getByRole('button', { name: 'Show it' }).click();
  const panel = panelOf(page);
  const verified = panel.locator('dt', { hasText: 'Verified' }).locator('xpath=../dd');
  await verified.getByText('typed by hand by Ann: AutoX3 did not send it').waitFor();
  const id = (await panel.getAttribute('data-panel-of')) ?? '';
  await page.goto(station.board);
  const card = cardOf(page, id, 'seen');
  await card.getByText('Typed by hand').waitFor();
  await card.getByText('Sam Okafor').waitFor();
  const later = await checkIn(station, { plate: 'AB12 CDE' });
  await cardOf(page, later, 'new').waitFor();
  expect(await card.count()).toBe(1);
  await page.goto(new URL(sheetAddress({ type: 'check-in', id }), station.board).href);
  await page.locator('[data-sheet="ready"]').getByText('Typed by hand').waitFor();
  await page.goto(new URL('/?page=history', station.board).href);
  await eventually(() => page.getByTitle('Typed by hand').count()).toBe(1);
});

test('outside opening hours there is no banner; the day report tells for how long within them a check-in could be missed', async () => {
  const { station, page } = await offOverLunch('/?page=settings');
  const tuesday = page.locator('[data-section="hours"]').getByLabel('Tuesday', { exact: true });
  await tuesday.first().selectOption('Closed');
  await eventually(async () => (await station.client.status()).blind.open).toBe(0);
  await page.goto(station.board);
  await live(page).waitFor();
  expect(await page.getByRole('button', { name: 'Look after it' }).count()).toBe(0);
  await station.client.settings.set({
    hours: { days: Array.from({ length: 7 }, () => [{ from: '08:00', to: '12:30' }]) },
  });
  await page.getByRole('button', { name: 'Look after it' }).waitFor();
  await page.goto(new URL('/?page=day', station.board).href);
  // From 12:02:30, when a try could begin that fails, until the shop closes.
  await page.getByText('For 27 min of the opening hours a check-in could be missed').waitFor();
  await checkIn(station);
  await page.reload();
  await page.locator('[data-figure="blind"]').getByText('27 min').waitFor();
});

test('a sleep through which a relay took the check-ins is harmless, and says how many came late', async () => {
  const { parts, clock } = await offSince1203();
  const db = openDatabase(parts.dataFolder);
  const run = { relay: 'one', run: 'a', from: at('10:00'), to: at('12:42') };
  new RelayStore(db).save([{ joinedAt: at('10:00'), beganAt: at('10:00'), leftAt: null }], [run], false);
  db.close();
  clock.now = at('12:41');
  const station = await stationForTest(parts);
  const isFresh = relayedFor(20 * 60_000);
  whenOver(isFresh);
  for (let count = 0; count < 6; count += 1) await checkIn(station);
  const page = await clockedDesk(browser());
  await page.clock.setFixedTime(clock.now);
  await page.goto(station.board);
  await live(page).waitFor();
  expect(await page.getByRole('button', { name: 'Look after it' }).count()).toBe(0);
  await page.goto(new URL('/?page=reception&part=blind', station.board).href);
  await page.getByText('No blind spots').waitFor();
  await page.getByLabel('Show short interruptions as well').check();
  const spot = spotOf(page);
  await spot.getByText('For 38 min. Nothing was lost: 6 check-ins arrived late from the relay.').waitFor();
  expect(await spot.innerText()).toContain('Interrupted 12:03–12:41');
  expect(await spot.innerText()).toContain('Forecourt was not running');
});

test("a name is picked from the shop's list, remembered by the browser for every form, and may be another one", async () => {
  const { station, page } = await offOverLunch('/?page=settings');
  const section = page.locator('[data-section="names"]');
  const add = async (name: string) => {
    await section.getByLabel('Another name').fill(name);
    await page.keyboard.press('Enter');
  };
  await section.getByText('Nobody yet').waitFor();
  await add('Ann Lee');
  await add('<b>\u202eBob</b>');
  await eventually(async () => (await station.client.settings.get()).desk.names).toHaveLength(2);
  await add(' Ann  Lee ');
  await section.getByText('This name is there already.').waitFor();
  await section.getByRole('button', { name: /Bob/ }).click();
  await eventually(async () => (await station.client.settings.get()).desk.names).toEqual(['Ann Lee']);
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto(new URL('/?page=reception&part=blind', station.board).href);
  const spot = spotOf(page);
  await spot.getByRole('button', { name: 'I have looked in AutoX3' }).click();
  await spot.getByLabel('Your name').selectOption('Ann Lee');
  await spot.getByRole('button', { name: 'Tick off' }).click();
  await spot.getByText('Looked after by Ann Lee').waitFor();
  await page.getByRole('button', { name: 'Type in a missed check-in' }).click();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ann Lee');
  await page.getByLabel('Your name').selectOption('Another name…');
  await page.keyboard.type('Zoe');
  await page.getByLabel('Plate').fill('AB12 CDE');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show it' }).click();
  await panelOf(page).getByText('typed by hand by Zoe').first().waitFor();
  await page.goto(new URL('/?page=reception&part=blind', station.board).href);
  await page.getByRole('button', { name: 'Type in a missed check-in' }).click();
  expect(await page.getByLabel('Another name', { exact: true }).inputValue()).toBe('Zoe');
});

import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { DEFAULT_DESKTOP_SETTINGS } from '../../shared/desktop-settings.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { freePort } from '../support/free-port.ts';
import { startTestStation, temporaryFolder } from '../support/station.ts';
import {
  cardOf,
  checkIn,
  eventually,
  oneBrowser,
  openAt,
  openBoard,
  panelOf,
  pressSeen,
  stationForTest,
} from './desk.ts';
import { openInDesktop } from './fake-desktop.ts';
import { whenOver } from './when-over.ts';

const browser = oneBrowser();
const DRILLS = '/?page=reception&part=drills';

const drill = (page: Page, name: string): Locator => page.locator(`[data-drill="${name}"]`);
const stepOf = (page: Page, name: string, state: string): Locator =>
  page.locator(`[data-step="${name}"][data-state="${state}"]`);
const testCards = (page: Page): Locator => page.locator('[data-check-in^="-"]');

test('an empty board sends a test check-in: marked on every board and wall, shown, rung for, and gone again', async () => {
  const station = await stationForTest({ drillTempo: { stays: 60_000 } });
  const page = await openBoard(browser(), station);
  const other = await openBoard(browser(), station, { locale: 'zh-CN' });
  const wall = await openAt(browser(), station, '/wall.html');

  await page.getByRole('button', { name: 'Send a test check-in' }).click();

  await stepOf(page, 'stays', 'running').waitFor({ timeout: 20_000 });
  for (const step of ['sent', 'verified', 'shown', 'rung']) await stepOf(page, step, 'done').waitFor();
  await page.getByText('TEST', { exact: true }).last().waitFor();
  await testCards(other).getByText('测试', { exact: true }).waitFor();
  await testCards(wall).getByText('TEST', { exact: true }).waitFor();
  // It can be looked at, and nothing be done with it.
  await other.keyboard.press('s');
  expect(await testCards(other).getAttribute('data-lane-of-card')).toBe('new');
  expect(await accessibilityProblems(page)).toEqual([]);

  await drill(page, 'check-in').getByRole('button', { name: 'End it' }).click();

  for (const shown of [page, other, wall]) await eventually(() => testCards(shown).count()).toBe(0);
  expect(await drill(page, 'check-in').getAttribute('data-came')).toBe('done');
  expect((await station.client.status()).lastAcceptedAt).toBeNull();
});

test('what cannot be tried here says why, and what was refused says that no card came', async () => {
  const station = await stationForTest();
  const page = await openAt(browser(), station, DRILLS);
  for (const name of ['tunnel', 'killed', 'printer']) {
    await drill(page, name).waitFor();
    expect(await drill(page, name).getByRole('button').count()).toBe(0);
  }
  await drill(page, 'wrong-signature').getByRole('button', { name: 'Run' }).click();
  await drill(page, 'wrong-signature').getByText('All as it should be.').waitFor();
});

test('a station that is killed is seen to come back', async () => {
  const folder = temporaryFolder();
  const parts = { dataFolder: folder.path, boardPort: await freePort() };
  const kill = (): void => void running.stop().then(start);
  let running = await startTestStation({ ...parts, kill });
  const start = async (): Promise<void> => {
    running = await startTestStation({ ...parts, kill });
  };
  whenOver(async () => {
    await running.stop();
    folder.dispose();
  });
  const page = await openAt(browser(), running, DRILLS);
  await drill(page, 'killed').getByRole('button', { name: 'Run' }).click();
  await stepOf(page, 'started-again', 'done').waitFor({ timeout: 20_000 });
  expect(await drill(page, 'killed').getAttribute('data-came')).toBe('done');
});

test('a printer that is off is tried where the app prints', async () => {
  const station = await stationForTest();
  const { printing, ...others } = DEFAULT_DESKTOP_SETTINGS;
  const settings = { ...others, printing: { ...printing, printer: 'brother_hl' } };
  const app = await openInDesktop(browser(), station, { settings });
  await app.page.goto(new URL(DRILLS, app.page.url()).href);
  await drill(app.page, 'printer').getByRole('button', { name: 'Run' }).click();
  await stepOf(app.page, 'printer-noticed', 'done').waitFor();
});

test('the panel tells the way of a check-in to the desk, and its card what failed of it', async () => {
  let now = Date.now();
  const station = await stationForTest({ now: () => now });
  const page = await openBoard(browser(), station);
  const id = await checkIn(station, { plate: 'IN TIME' });
  await cardOf(page, id).waitFor();
  const stepsOf = async (visit: string) => (await station.client.checkIns.get({ id: visit })).steps;
  await eventually(async () => (await stepsOf(id)).shownAt).not.toBeNull();
  await eventually(async () => (await stepsOf(id)).storedAt).not.toBeNull();
  await pressSeen(page, id);
  await cardOf(page, id).getByRole('link').click();
  const fact = (name: string): Locator => panelOf(page).locator('dt', { hasText: name }).locator('xpath=../dd');
  await eventually(() => fact('First shown').innerText()).toMatch(/\(after 0s\)$/);
  expect(await fact('Verified').innerText()).toBe('signature verified (verbatim)');
  await eventually(() => fact('First seen').innerText()).toMatch(/after/);
  await page.keyboard.press('Escape');
  expect(await cardOf(page, id).getByText('Shown late').count()).toBe(0);

  // A page lies over the board: what comes is not shown until it is gone.
  await page.keyboard.press('h');
  const late = await checkIn(station, { plate: 'LATE' });
  now += 120_000;
  await page.goBack();
  await cardOf(page, late).getByText('Shown late').waitFor();
  expect(await stepsOf(late)).toMatchObject({ failed: ['shown'] });
});

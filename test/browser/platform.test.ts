import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { FakePlatform, playedReport } from '../support/fake-platform.ts';
import { PREVIOUS_SECRET, SECRET } from '../support/messages.ts';
import { type StationParts, startTestStation, type TestStation, temporaryFolder } from '../support/station.ts';
import { cardOf, checkIn, live, oneBrowser, openAt, stationForTest } from './desk.ts';
import { openInDesktop } from './fake-desktop.ts';
import { whenOver } from './when-over.ts';

const browser = oneBrowser();
const PLATE = '京M65068';

let platform: FakePlatform;
beforeEach(async () => {
  platform = await FakePlatform.start({
    appSecret: SECRET,
    reports: {
      [PLATE]: [
        playedReport(PLATE, { h5Url: 'https://аutox3.example/r?id=7', reportScore: 98.5 }),
        playedReport(PLATE, { h5Url: 'javascript:alert(1)', releaseDate: '2020-01-01 00:00:00\u202e' }),
      ],
    },
  });
  whenOver(() => platform.stop());
});

async function stationWith(parts: StationParts = {}, appKey = 'AK-TEST'): Promise<TestStation> {
  const station = await stationForTest({
    platformTempo: { base: platform.base, everyMs: 0, firstPauseMs: 1 },
    ...parts,
  });
  await station.client.settings.set({ platform: { region: 'uk', environment: 'sandbox', appKey } });
  return station;
}

const reportsOf = (page: Page) =>
  page.locator('section', { hasText: /fetched from AutoX3|从 AutoX3 获取的报告/ }).last();

test('access is set up in the settings, and its test says in words what AutoX3 says', async () => {
  const station = await stationWith({}, '');
  const page = await openAt(browser(), station, '/?page=settings');
  const section = page.locator('[data-section="platform"]');
  expect(await section.getByRole('button', { name: 'Test the connection' }).count()).toBe(0);
  await section.getByLabel('Region').selectOption('Germany');
  const key = section.getByRole('textbox', { name: 'App key' });
  await key.fill('two words');
  await key.press('Enter');
  await section.getByText('without spaces').waitFor();
  await key.fill('AK-TEST');
  await key.press('Enter');
  const button = section.getByRole('button', { name: 'Test the connection' });
  await button.click();
  await section.getByText('AutoX3 has answered: the access works.').waitFor();
  const { platform: set } = await station.client.settings.get();
  expect(set).toEqual({ region: 'de', environment: 'sandbox', appKey: 'AK-TEST' });

  await section.getByLabel('App secret of this access').fill('short');
  await section.getByRole('button', { name: 'Save the secret' }).click();
  await section.getByText('an app secret has at least 16 characters').waitFor();
  await section.getByLabel('App secret of this access').fill(PREVIOUS_SECRET);
  await section.getByRole('button', { name: 'Save the secret' }).click();
  await section.getByText('It is not shown again.').waitFor();
  await button.click();
  await section.getByRole('alert').getByText('AutoX3 refuses the access (403).').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await section.getByRole('button', { name: 'Use that of the messages' }).click();
  await section.getByText('Enter another one only if').waitFor();
  await button.click();
  await section.getByText('AutoX3 has answered: the access works.').waitFor();
  expect(await page.content()).not.toContain(PREVIOUS_SECRET);
});

describe('the page of a vehicle', () => {
  test('says nothing of reports where nobody can ask for them', async () => {
    const station = await stationWith({}, '');
    const id = await checkIn(station, { plate: PLATE });
    const page = await openAt(browser(), station, `/?page=vehicle&of=${id}`);
    await page.getByText('1 visit').first().waitFor();
    expect(await page.getByText('Reports fetched from AutoX3').count()).toBe(0);
  });

  test('fetches its reports, marks them as fetched, and opens none before it was said where it leads', async () => {
    const station = await stationWith();
    const id = await checkIn(station, { plate: PLATE });
    const page = await openAt(browser(), station, `/?page=vehicle&of=${id}`);
    const reports = reportsOf(page);
    await reports.getByText('None yet.').waitFor();
    await reports.getByRole('button', { name: 'Fetch reports from AutoX3' }).click();
    await reports.getByText('2 new reports fetched.').waitFor();
    const lines = reports.getByRole('listitem');
    expect(await lines.first().innerText()).toMatch(/2021-03-31 13:34:30\s+Score 98.5\s+Open the report\s+Fetched/);
    expect(await lines.nth(1).innerText()).toContain('What was sent is not the address of a web page');
    expect(await lines.nth(1).getByRole('button').count()).toBe(0);
    await reports.getByRole('button', { name: 'Fetch reports from AutoX3' }).click();
    await reports.getByText('AutoX3 has no report that is not here already.').waitFor();

    await lines.first().getByRole('button', { name: 'Open the report' }).click();
    const dialog = page.getByRole('dialog');
    // The first letter is Cyrillic.
    await dialog.getByText('xn--utox3-3ve.example', { exact: true }).waitFor();
    const open = dialog.getByRole('link', { name: 'Open the page' });
    expect(await open.getAttribute('href')).toBe('https://xn--utox3-3ve.example/r?id=7');
    expect([await open.getAttribute('rel'), await open.getAttribute('target')]).toEqual([
      'noopener noreferrer',
      '_blank',
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await reports.isVisible()).toBe(true);
  });

  test('has the desktop app open a page, once somebody said yes to it', async () => {
    const station = await stationWith();
    const content = { carInfo: { carNum: PLATE } };
    await checkIn(station, { content });
    const id = await checkIn(station, { content });
    const desktop = await openInDesktop(browser(), station);
    const { page } = desktop;
    await live(page).waitFor();
    await cardOf(page, id).locator('[data-memory]').click();
    const reports = reportsOf(page);
    await reports.getByRole('button', { name: 'Fetch reports from AutoX3' }).click();
    await reports.getByRole('button', { name: 'Open the report' }).click();
    await desktop.refuse('openOutside');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Open the page' }).click();
    await dialog.getByText('This PC could not open it.').waitFor();
    await desktop.called('openOutside', 'https://xn--utox3-3ve.example/r?id=7');
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  test('says in Chinese why AutoX3 gave no answer', async () => {
    const station = await stationWith();
    const id = await checkIn(station, { plate: PLATE });
    const page = await openAt(browser(), station, `/?page=vehicle&of=${id}`, { locale: 'zh-CN' });
    const fault = { what: 'rest', code: 1_101 } as const;
    platform.next(fault, fault, fault, fault);
    await reportsOf(page).getByRole('button', { name: '从 AutoX3 获取报告' }).click();
    await reportsOf(page).getByRole('alert').getByText('AutoX3 报告其自身网络异常（1101），请稍后重试。').waitFor();
  });
});

test('after a blind spot the reports of all vehicles that were here are fetched, with how far it is, and can be stopped', async () => {
  const folder = temporaryFolder();
  whenOver(() => folder.dispose());
  const clock = { now: Date.parse('2026-03-03T12:03:00Z') };
  const parts = {
    dataFolder: folder.path,
    now: () => clock.now,
    sinceBoot: () => clock.now,
    timeZone: 'Europe/London',
  };
  const before = await startTestStation(parts);
  for (const plate of [PLATE, 'AB12 CDE']) await checkIn(before, { plate, createTime: clock.now });
  await before.stop();
  clock.now += 38 * 60_000;
  const station = await stationWith(parts);
  const page = await openAt(browser(), station, '/?page=reception&part=blind');
  const spot = page.locator('[data-state="to-look"]');
  const fetchReports = spot.getByRole('button', { name: 'Fetch reports of the vehicles that were here then' });
  platform.next({ what: 'rest', delayMs: 1 }, { what: 'rest', stall: true });
  await fetchReports.click();
  await spot.getByText('1 of 2 plates').waitFor();
  await spot.getByRole('button', { name: 'Stop' }).click();
  await spot.getByText('Stopped. What was fetched is kept.').waitFor();
  await fetchReports.click();
  await spot.getByText('2 new reports fetched.').waitFor();
  expect(platform.plates).toEqual(['AB12 CDE', PLATE, 'AB12 CDE', PLATE]);
  expect(await accessibilityProblems(page)).toEqual([]);
});

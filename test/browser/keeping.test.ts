import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { jpeg } from '../integration/photos/photo-server.ts';
import { portOf } from '../support/http.ts';
import { SECRET } from '../support/messages.ts';
import { type StationParts, startTestStation, type TestStation, temporaryFolder } from '../support/station.ts';
import { checkIn, eventually, live, oneBrowser, openAt, stationForTest } from './desk.ts';
import { shared, whenOver } from './when-over.ts';

const DAY = 86_400_000;
const PHONE = '07700987654';

const browser = oneBrowser();
/** A shop with two visits of last week and three of today, two of these of one person. */
const shop = shared(async () => {
  let now = Date.now() - 8 * DAY;
  const station = await stationForTest({ now: () => now });
  for (const plate of ['OLD 1', 'OLD 2']) await checkIn(station, { plate });
  now = Date.now();
  await checkIn(station, { plate: 'NEW 1' });
  for (const carNum of ['ASK 1', 'ASK 2'])
    await checkIn(station, { content: { carInfo: { carNum, carOwnerLastName: 'Marchetti', carOwnerMobile: PHONE } } });
  return station;
});

async function sectionOf(station: TestStation, id: string): Promise<{ page: Page; section: Locator }> {
  const page = await openAt(browser(), station, '/?page=settings');
  const section = page.locator(`[data-section="${id}"]`);
  await section.getByRole('textbox').first().waitFor();
  return { page, section };
}

/** A folder for a test, gone with it. */
function folderForTest(): string {
  const { path, dispose } = temporaryFolder();
  whenOver(dispose);
  return path;
}

/** The station of a PC that nobody has set up yet; as whoever runs it would, it is started anew when it has restored. */
async function newPc(): Promise<TestStation> {
  const parts: StationParts = { dataFolder: folderForTest(), appSecrets: { current: null } };
  const start = (ports: StationParts): Promise<TestStation> =>
    startTestStation({
      ...parts,
      ...ports,
      restart: () => {
        const same = { boardPort: portOf(station.board), receiverPort: portOf(station.callback) };
        running = running.then((before) => before.stop()).then(() => start(same));
      },
    });
  let running = start({});
  whenOver(async () => (await running).stop());
  const station = await running;
  return station;
}

describe('backups', () => {
  test('go where somebody wants them, are listed when they are made, and what is wrong is said until it is mended', async () => {
    const disk = join(folderForTest(), 'disk');
    const { page, section } = await sectionOf(shop(), 'backup');
    const said = (text: string): Promise<void> => page.getByRole('status').getByText(text).waitFor();
    await said('The last backup is older than three days.');

    await section.getByLabel('Folder of the backups').fill(disk);
    await section.getByRole('button', { name: 'Use this folder' }).click();
    await eventually(async () => (await shop().client.settings.get()).backup.folder).toBe(disk);
    await section.getByRole('button', { name: 'Back up now' }).click();
    await section.getByText('The last try failed, and is repeated. The folder is not there.').waitFor();
    await said('The backup fails.');

    mkdirSync(disk);
    await section.getByRole('button', { name: 'Back up now' }).click();
    await section.getByRole('list', { name: 'Kept backups' }).getByText('5 check-ins').waitFor();
    await section.getByText('The last try failed').waitFor({ state: 'detached' });
    await section.getByText('On the same disk as the data').waitFor();
    await said('Backups are on the same disk as the data');

    await section.getByRole('switch', { name: 'Daily backup' }).uncheck({ force: true });
    await said('There are no backups');
  });

  test('of another PC are looked for, asked about and restored, and then the app secret is asked for', async () => {
    const disk = folderForTest();
    const { client } = shop();
    const { backup } = await client.settings.get();
    await client.settings.set({ backup: { ...backup, folder: disk } });
    await client.backups.now();
    await eventually(async () => (await client.backups.state()).backups.length).toBe(1);
    await eventually(async () => (await client.backups.state()).work).toBeNull();

    const { page, section } = await sectionOf(await newPc(), 'backup');
    await section.getByLabel('Backups of another PC').fill(join(disk, 'nowhere'));
    await section.getByRole('button', { name: 'Look for backups' }).click();
    await section.getByText('The folder is not there').waitFor();
    await section.getByLabel('Backups of another PC').fill(disk);
    await section.getByRole('button', { name: 'Look for backups' }).click();
    const found = section.getByRole('list', { name: 'Backups of another PC' });
    await found.getByText(/5 check-ins.*asked for.*of another station/).waitFor();
    await found.getByRole('button', { name: 'Restore' }).click();
    await found.getByText('Check-ins received since, and what the desk did with them, are kept.').waitFor();
    await found.getByRole('button', { name: 'Cancel' }).click();
    await found.getByRole('button', { name: 'Restore' }).click();
    await found.getByRole('button', { name: 'Restore', exact: true }).click();

    await page.getByRole('alert').getByText('Everything was restored but the app secret').waitFor();
    await live(page).waitFor();
    await section.getByText(/^Restored .*: 5 check-ins\.$/).waitFor();
    await page.getByRole('textbox', { name: 'App secret', exact: true }).fill(SECRET);
    await page.getByRole('button', { name: 'Set the secret' }).click();
    await page.getByText('Everything was restored').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /NEW 1/ }).waitFor();
  });
});

describe('keeping and removing', () => {
  test('a term is typed, what would go is looked at, and nothing goes before somebody has typed the word', async () => {
    const { client } = shop();
    const { section } = await sectionOf(shop(), 'retention');
    const terms = async () => (await client.settings.get()).retention;
    const term = section.getByRole('textbox', { name: /^Personal data/ });
    await section.getByText('kept without limit').nth(2).waitFor();
    await term.fill('3');
    await section.getByText('A number of days between 7 and 36500').waitFor();
    await term.fill('7');
    await section.getByText('days, then removed').waitFor();
    await section.getByRole('button', { name: 'Look at what would go' }).click();
    await section.getByText('Personal data of 2 visits.').waitFor();
    await section.getByText('What is removed cannot be brought back.').waitFor();
    expect(await section.getByRole('button', { name: 'Remove from now on' }).count()).toBe(0);
    await section.getByRole('button', { name: 'Cancel' }).click();
    expect(await term.inputValue()).toBe('');
    expect(await terms()).toMatchObject({ personal: null });

    await term.fill('7');
    await term.press('Enter');
    await section.getByLabel('Type "remove" to agree').fill('Remove');
    await section.getByRole('button', { name: 'Remove from now on' }).click();
    await eventually(terms).toEqual({ personal: 7, photos: null, visits: null });
    await section.getByText('What was removed').click();
    await section.getByText('Personal data: 2 visits').waitFor();
    await section.getByText('After 7 days').waitFor();
  });

  test('what one person asks for is found, removed, and confirmed by a receipt that does not name the person', async () => {
    const { client } = shop();
    const { page, section } = await sectionOf(shop(), 'retention');
    await section.getByLabel('Phone').fill('000');
    await section.getByRole('button', { name: 'Look', exact: true }).click();
    await section.getByText('Nothing was found').waitFor();
    await section.getByLabel('Phone').fill(PHONE);
    await section.getByRole('button', { name: 'Look', exact: true }).click();
    await section.getByText('2 visits found').waitFor();
    await section.getByRole('checkbox', { name: /ASK 2/ }).uncheck();
    await section.getByLabel('Type "remove" to agree').fill('remove');
    await section.getByRole('button', { name: 'Remove for 1 visit' }).click();

    const receipt = section.locator('[data-receipt]');
    await receipt.getByText('removed from 1 visit:').waitFor();
    const downloading = page.waitForEvent('download');
    await receipt.getByRole('button', { name: 'Save as text' }).click();
    const download = await downloading;
    const text = readFileSync(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toMatch(/^removal-\d+\.txt$/);
    expect(text).toContain(await receipt.locator('p').first().innerText());
    expect(text).toMatch(/ASK 1 · service order \d+\r\n/);
    expect(text).not.toMatch(/ASK 2|Marchetti|07700/);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('heading', { name: /receipt \d+$/, includeHidden: true }).isVisible()).toBe(true);
    expect(await receipt.isVisible(), 'the settings are not on paper').toBe(false);
    await page.emulateMedia({ media: null });
    await receipt.getByRole('button', { name: 'Close' }).click();

    const phones = Object.fromEntries(
      (await client.checkIns.list({ q: 'ASK' })).items.map(({ plate, owner }) => [plate, owner.mobile]),
    );
    expect(phones).toEqual({ 'ASK 1': null, 'ASK 2': PHONE });
  });
});

test('the logo of the sheet is chosen by a click, seen, and removed; what is no picture says so', async () => {
  const { page, section } = await sectionOf(shop(), 'sheet');
  const choose = async (name: string, buffer: Buffer): Promise<void> => {
    const choosing = page.waitForEvent('filechooser');
    await section.getByRole('button', { name: 'Choose a picture' }).click();
    await (await choosing).setFiles({ name, mimeType: 'image/png', buffer });
  };
  await choose('logo.png', Buffer.from('GIF89a, but no picture'));
  await section.getByText('This file is no picture that can be printed').waitFor();
  await choose('logo.png', await jpeg(300, 100, '#224466'));
  const logo = section.getByRole('img', { name: 'The logo' });
  await eventually(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth), 'it is drawn').toBeGreaterThan(
    0,
  );
  expect(await section.getByText('This file is no picture').count()).toBe(0);
  await section.getByRole('button', { name: 'Remove the logo' }).click();
  await logo.waitFor({ state: 'detached' });
  await eventually(async () => (await shop().client.settings.get()).sheet.logo).toBeNull();
});

import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { PREVIOUS_SECRET, SECRET, signedCheckIn } from '../support/messages.ts';
import type { StationParts, TestStation } from '../support/station.ts';
import { cardOf, checkIn, eventually, oneBrowser, openAt, stationForTest } from './desk.ts';

const browser = oneBrowser();

const sectionOf = (page: Page, id: string): Locator => page.locator(`[data-section="${id}"]`);

async function settingsOf(parts: StationParts = {}): Promise<{ station: TestStation; page: Page }> {
  const station = await stationForTest(parts);
  return { station, page: await openAt(browser(), station, '/?page=settings') };
}

test('the secret is changed step by step, each as far as it has come, and the old one is ended only with its eyes open', async () => {
  const { station, page } = await settingsOf({ appSecrets: { current: PREVIOUS_SECRET } });
  const section = sectionOf(page, 'app-secret');
  const step = section.locator('[aria-current="step"]');
  await section.getByText('No check-in signed with it has come yet.').waitFor();
  await section.getByLabel('Accept the old one').selectOption('30');
  await section.getByLabel('New app secret').fill(SECRET);
  await page.keyboard.press('Enter');

  await step.getByText('Wait for the first check-in signed with the new one').waitFor();
  await checkIn(station, { secret: PREVIOUS_SECRET });
  await step.getByText('AutoX3 still signs with the old one').waitFor();
  await section.getByRole('button', { name: 'End it now' }).click();
  await section.getByText('Nothing signed with the new one has come yet.').waitFor();
  await section.getByRole('button', { name: 'Keep it' }).click();
  await checkIn(station, { secret: PREVIOUS_SECRET });

  await checkIn(station);
  await step.getByText('End the old one').waitFor();
  await section.getByText('AutoX3 signs with the new one:').waitFor();
  const until = async (): Promise<number> => Date.parse((await station.client.appSecret.state()).previousUntil ?? '');
  const before = await until();
  await section.getByLabel('Change when it ends').selectOption('1');
  await eventually(async () => (await until()) < before).toBe(true);
  await section.getByRole('button', { name: 'End it now' }).click();
  await section.getByText('No old secret is accepted any more.').waitFor();
  expect((await station.post(signedCheckIn({ secret: PREVIOUS_SECRET }).body)).status).toBe(401);
});

test('a new callback address is made, both are seen to be used, and the old one is ended', async () => {
  const { station, page } = await settingsOf();
  const section = sectionOf(page, 'callback');
  const address = section.getByRole('textbox', { name: 'The address for AutoX3' });
  await section.getByText('No message has come by it yet.').waitFor();
  expect(await address.inputValue()).toBe(station.callback);
  const keep = section.getByLabel('How long the old one works');
  await keep.selectOption('0');
  await section.getByRole('alert').getByText('everything that it sends is lost').waitFor();
  await keep.selectOption('open');
  await section.getByRole('button', { name: 'Make it' }).click();

  const old = section.getByRole('list', { name: 'Earlier addresses that still work' }).getByRole('listitem');
  await old.getByText('not used lately · works until you end it').waitFor();
  await eventually(() => address.inputValue()).not.toBe(station.callback);
  await checkIn(station);
  await old.getByText('last used').waitFor();
  await fetch(await address.inputValue(), { method: 'POST', body: signedCheckIn().body as BodyInit });
  await section.getByText('The last message came by it').waitFor();
  await old.getByRole('button', { name: 'End it now' }).click();
  await old.waitFor({ state: 'detached' });
  expect((await station.post(signedCheckIn().body)).status).toBe(404);
});

test('an earlier callback address that AutoX3 still uses after its end is told above the board, until the new one is used', async () => {
  let now = Date.now();
  const { station, page } = await settingsOf({ now: () => now });
  const section = sectionOf(page, 'callback');
  await section.getByLabel('How long the old one works').selectOption('1');
  const earlier = section.getByRole('list', { name: 'Earlier addresses that still work' }).getByRole('listitem');
  await section.getByRole('button', { name: 'Make it' }).click();
  await earlier.getByText('works until').waitFor();
  now += 2 * 86_400_000;
  await checkIn(station);
  await earlier.getByText('works until a message comes by the new one').waitFor();
  await page.keyboard.press('Escape');
  const banner = page.getByRole('alert').getByText('AutoX3 still sends to an earlier callback address');
  await banner.waitFor();
  await page.getByRole('button', { name: 'Show the new one' }).click();
  const fresh = await section.getByRole('textbox', { name: 'The address for AutoX3' }).inputValue();
  await fetch(fresh, { method: 'POST', body: signedCheckIn().body as BodyInit });
  await banner.waitFor({ state: 'detached' });
  await earlier.waitFor({ state: 'detached' });
});

test('a callback address that would end one which still works is not made, and the one to end first is named', async () => {
  const { station, page } = await settingsOf();
  const section = sectionOf(page, 'callback');
  const earlier = section.getByRole('list', { name: 'Earlier addresses that still work' }).getByRole('listitem');
  const make = section.getByRole('button', { name: 'Make it' });
  for (let count = 1; count <= 4; count++) {
    await make.click();
    await eventually(() => earlier.count()).toBe(count);
  }
  await checkIn(station);
  const [, , , unused] = await station.client.callbackPath.list();
  await make.click();
  await section.getByText(`End …${unused?.ending} first`).waitFor();
  expect(await earlier.count()).toBe(4);
  await earlier
    .filter({ hasText: `…${unused?.ending}` })
    .getByRole('button', { name: 'End it now' })
    .click();
  await eventually(() => earlier.count()).toBe(3);
  await make.click();
  await eventually(() => earlier.count()).toBe(4);
  expect((await station.post(signedCheckIn().body)).status).toBe(200);
});

test('trust in the path is warned of where it is set and above every board, and weak signatures with a short secret', async () => {
  const { station, page } = await settingsOf({
    settings: { publicAddress: 'https://shop.example.com' },
    appSecrets: { current: 'twenty-characters-xx' },
  });
  const section = sectionOf(page, 'verification');
  await section.getByLabel('Weak signatures').selectOption('until-proven');
  await section.getByRole('alert').getByText('has fewer than 32 characters').waitFor();
  await section.getByText('can compute the app secret').waitFor();
  await section.getByText('No message has been verified yet.').waitFor();
  await checkIn(station, { secret: 'twenty-characters-xx', dialect: 'compact' });
  await section.getByText('Messages use: compact (last').waitFor();
  await section.getByLabel('How AutoX3 writes what it signs').selectOption('token/verbatim');
  await section.getByText('The last message used another way.').waitFor();

  await section.getByRole('switch', { name: 'Accept what comes by the callback address' }).click();
  await section.getByRole('alert').getByText('Anybody who learns the callback address').waitFor();
  await eventually(async () => (await station.client.status()).trustsPath).toBe(true);
  const id = await checkIn(station, { secret: 'not-the-secret-of-the-shop' });
  await page.keyboard.press('Escape');
  await page.getByRole('alert').getByText('without proof that AutoX3 sent them').waitFor();
  await cardOf(page, id, 'new').getByText('Not proven').waitFor();
  await page.getByRole('button', { name: 'Look at it' }).click();
  await section.getByRole('switch').click();
  await page.getByRole('alert').getByText('without proof').waitFor({ state: 'detached' });
});

test('stores that are not shown leave the board, and are found in the history', async () => {
  const station = await stationForTest();
  const ours = await checkIn(station, { plate: 'OURS 1' });
  const theirs = await checkIn(station, { plate: 'THEIRS 1', content: { staffInfo: { storeId: 7 } } });
  const page = await openAt(browser(), station, '/?page=settings');
  const section = sectionOf(page, 'stores');
  await section.getByRole('switch', { name: 'Show the check-ins of all stores' }).click();
  await section.getByRole('button', { name: 'Remove 7' }).click();
  await section.getByText('At least one store has to be shown.').waitFor();
  await page.keyboard.press('Escape');
  await cardOf(page, theirs, 'new').waitFor({ state: 'detached' });
  await cardOf(page, ours, 'new').waitFor();
  const late = await checkIn(station, { plate: 'THEIRS 2', content: { staffInfo: { storeId: 7 } } });
  await checkIn(station, { plate: 'OURS 2', createTime: Date.now() - 12 * 60_000 });
  await page.getByText('Arrived 12 min after it was made').waitFor();
  expect(await page.getByText('THEIRS').count()).toBe(0);
  await page.goto(new URL(`/?page=history&check-in=${late}`, station.board).href);
  await page.getByText('Set aside: other store').first().waitFor();
});

test('a clock that is wrong is said above the board, with what to do about it', async () => {
  const { station, page } = await settingsOf();
  for (let count = 0; count < 5; count++) await checkIn(station, { createTime: Date.now() + 10 * 60_000 });
  await sectionOf(page, 'clock').getByText('It is at least 9 min behind AutoX3').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('alert').getByText('The clock of the PC seems wrong').waitFor();
  await page.getByRole('alert').getByText('timedatectl').waitFor();
});

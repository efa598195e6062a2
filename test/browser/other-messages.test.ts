import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { signedCheckIn } from '../support/messages.ts';
import { signedReport } from '../support/reports.ts';
import { temporaryFolder } from '../support/station.ts';
import { keepUnread, signedOther, type Unread } from '../support/unread-messages.ts';
import { cardOf, eventually, oneBrowser, openAt, stationForTest } from './desk.ts';
import { whenOver } from './when-over.ts';

const browser = oneBrowser();

const rows = (page: Page): Locator => page.locator('[data-row]');
const detail = (page: Page): Locator => page.locator('[data-detail]');

/** A station in whose data an older version has left these. */
async function stationWith(messages: readonly Unread[]) {
  const folder = temporaryFolder();
  whenOver(() => Promise.resolve(folder.dispose()));
  keepUnread(folder.path, messages);
  return stationForTest({ dataFolder: folder.path });
}

const misread = (plate: string): Unread => signedCheckIn({ plate });

test('the Doctor leads to what an older version did not know; processed again it is a card in New, and what stays is told', async () => {
  const station = await stationWith([misread('LATE 1'), signedOther({ newThing: { a: 1 }, tags: ['x', 'y'] })]);
  const page = await openAt(browser(), station, '/?page=reception&part=doctor');
  const check = page.locator('[data-check="messages"]');
  await check.getByText('2 messages are kept and not shown anywhere.').waitFor();
  await check.getByRole('button', { name: 'Show them' }).click();
  await eventually(() => rows(page).count()).toBe(2);
  await rows(page).first().click();
  await detail(page).getByText('It is neither a check-in nor a report nor a plan.').waitFor();
  await detail(page).getByText('group, 1 part').waitFor();
  await detail(page).getByText('list, 2 entries').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await detail(page).getByText('This version can read it').waitFor();
  await page.getByRole('button', { name: 'Process all again' }).click();
  await page.getByText('1 became a check-in, 1 still cannot be shown').waitFor();
  await eventually(() => rows(page).count()).toBe(1);
  await detail(page).getByText('This message is not here any more').waitFor();
  const [visit] = (await station.client.checkIns.list({ limit: 1 })).items;
  expect(visit).toMatchObject({ plate: 'LATE 1', lane: 'new' });
  await page.goto(new URL('/', station.board).href);
  await cardOf(page, visit?.id ?? '', 'new').waitFor();
});

test('one is processed by itself, and the list says when Forecourt knows every message', async () => {
  const station = await stationWith([misread('ONE 1')]);
  const page = await openAt(browser(), station, '/?page=reception&part=messages');
  await rows(page).click();
  await detail(page).getByRole('button', { name: 'Process again' }).click();
  await page.getByText('1 became a check-in').waitFor();
  await page.getByText('Forecourt knows every message').waitFor();
  expect((await station.client.status()).lanes.new).toBe(1);
});

test('a report whose check-in never came is told, with the way to it, until the check-in comes', async () => {
  const station = await stationForTest();
  await station.post(signedReport({ order: 7, plate: 'LOST 1 <b>', statuses: ['DANGEROUS'] }).body);
  await station.post(signedReport({ order: 8, plate: 'HERE 1' }).body);
  await station.post(signedCheckIn({ receiveBaseId: 8, plate: 'HERE 1' }).body);
  const page = await openAt(browser(), station, '/?page=reception&part=messages');
  const reports = page.locator('[data-reports-aside] > li');
  await reports.getByText('LOST 1 <b>').waitFor();
  expect(await reports.count()).toBe(1);
  await page.getByText('or the check-in was missed. Look in AutoX3.').waitFor();
  await reports.getByText('1 dangerous').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await reports.getByRole('button', { name: 'The report as the customer sees it' }).click();
  await page.getByRole('dialog').getByText('h5.example', { exact: true }).waitFor();
  await page.keyboard.press('Escape');

  await station.post(signedCheckIn({ receiveBaseId: 7, plate: 'LOST 1' }).body);
  await reports.waitFor({ state: 'detached' });
});

test('where the shop drops check-ins of other stores, their reports are no news', async () => {
  const station = await stationForTest();
  await station.post(signedReport({ order: 7 }).body);
  const told = () => station.client.otherMessages.reportsWithoutCheckIn();
  expect((await told()).map(({ receiveBaseId }) => receiveBaseId)).toEqual(['7']);
  await station.client.settings.set({ reception: { stores: ['84'], others: 'drop' } });
  expect(await told()).toEqual([]);
});

test('a hostile message is shown as text, without its signature, and saved as a file', async () => {
  const message = signedOther({ '<b>name</b>': '<img src=x onerror="document.title=\'owned\'"> \u202edetrevni' });
  const signature = String(JSON.parse(Buffer.from(message.body).toString()).msgSignature);
  const station = await stationForTest();
  await station.post(message.body);
  const page = await openAt(browser(), station, '/?page=reception&part=messages');
  await rows(page).click();
  const body = detail(page).getByRole('region', { name: 'Message' });
  expect(await body.innerText()).toContain('<img src=x onerror=');
  expect(await body.innerText()).toContain('⟨U+202E⟩detrevni');
  await detail(page).getByText('<b>name</b>', { exact: true }).waitFor();
  expect(await page.locator('[data-detail] img, [data-detail] b').count()).toBe(0);
  expect(await page.title()).not.toContain('owned');
  expect(await page.content()).not.toContain(signature);
  const saving = page.waitForEvent('download');
  await detail(page).getByRole('button', { name: 'Save as a file' }).click();
  const saved = readFileSync(await (await saving).path(), 'utf8');
  expect(saved).toMatch(/"msgSignature":\s*"••••"/);
  expect(saved).not.toContain(signature);
});

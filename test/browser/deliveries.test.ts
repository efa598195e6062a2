import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { PREVIOUS_SECRET, signedCheckIn } from '../support/messages.ts';
import type { TestStation } from '../support/station.ts';
import { record } from '../support/written/trace.ts';
import { cardOf, checkIn, eventually, oneBrowser, openAt, panelOf, stationForTest } from './desk.ts';

const browser = oneBrowser();
const WRONG = { secret: 'a-secret-that-is-wrong' };

const rows = (page: Page): Locator => page.locator('[data-row]');
const detail = (page: Page): Locator => page.locator('[data-detail]');
const open = (station: TestStation, query = '') =>
  openAt(browser(), station, `/?page=reception&part=deliveries${query}`);
const asked = (page: Page) => new URL(page.url()).searchParams;

describe('the deliveries', () => {
  test('follow what comes, are gone through by keys, narrowed by the address, and lead to their check-in', async () => {
    const station = await stationForTest();
    const page = await open(station);
    await page.getByText('Nothing has been delivered yet').waitFor();
    const { body, msgId } = signedCheckIn({ plate: 'LOG 1' });
    const id = await checkIn(station, body);
    await rows(page).waitFor();
    await station.post(body);
    await station.post(signedCheckIn(WRONG).body);
    await eventually(() => rows(page).count()).toBe(3);
    expect(await rows(page).locator('[data-outcome]').allInnerTexts()).toEqual(['Quarantined', 'Repeat', 'Accepted']);

    await rows(page).first().focus();
    await page.keyboard.press('End');
    await detail(page).getByText('The message was verified').waitFor();
    expect(await rows(page).last().getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('ArrowUp');
    await detail(page).getByText('The bytes of this request were not kept.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await detail(page).getByText('Choose a delivery').waitFor();
    await page.keyboard.press('Enter');
    await detail(page).getByRole('button', { name: 'All deliveries of this message' }).click();
    await eventually(() => rows(page).count()).toBe(2);
    expect(asked(page).get('message')).toBe(msgId);

    await rows(page).last().click();
    await detail(page).getByRole('button', { name: 'Send again' }).click();
    await detail(page).getByText('known already, as it should be').waitFor();
    await eventually(() => rows(page).count()).toBe(3);
    await detail(page).getByRole('button', { name: 'Open the check-in' }).click();
    await panelOf(page).waitFor();
    expect(await panelOf(page).getAttribute('data-panel-of')).toBe(id);

    const other = await open(station, '&outcome=accepted&reason=nonsense');
    await eventually(() => rows(other).count()).toBe(1);
    await other.getByRole('button', { name: 'Do not filter by: Outcome' }).click();
    await eventually(() => rows(other).count()).toBe(4);
  });

  test('show a hostile message as text, without its signature, and save it as a file', async () => {
    const station = await stationForTest();
    const remark = '<img src=x onerror="document.title=\'owned\'"> \u202edetrevni';
    const sent = signedCheckIn({ ...WRONG, remark, plate: '<b>X</b>' });
    const signature = String(JSON.parse(sent.body.toString()).msgSignature);
    await station.post(sent.body);
    const page = await open(station, '&list=quarantine');
    await rows(page).click();
    const body = detail(page).getByRole('region', { name: 'Message' });
    expect(await body.innerText()).toContain('<img src=x onerror=');
    expect(await body.innerText()).toContain('⟨U+202E⟩detrevni');
    expect(await page.locator('[data-detail] img, [data-detail] b').count()).toBe(0);
    expect(await page.title()).not.toContain('owned');
    expect(await page.content()).not.toContain(signature);
    const saving = page.waitForEvent('download');
    await detail(page).getByRole('button', { name: 'Save as a file' }).click();
    const saved = readFileSync(await (await saving).path(), 'utf8');
    expect(saved).toMatch(/"msgSignature":\s*"••••"/);
    expect(saved).not.toContain(signature);
  });
});

describe('the quarantine', () => {
  test('says what was found of a signature, and takes in what fits once the secret is right', async () => {
    const station = await stationForTest();
    await station.post(signedCheckIn({ secret: PREVIOUS_SECRET, plate: 'WAIT 1' }).body);
    const page = await open(station, '&list=quarantine');
    await rows(page).click();
    await detail(page).getByText('No secret fits that is known here').waitFor();
    await station.client.appSecret.set({ secret: PREVIOUS_SECRET, keepDays: 0 });
    await page.getByText('1 message in quarantine would be accepted now.').waitFor();
    await detail(page).getByText('With the secrets and settings of now it would be accepted.').waitFor();
    await page.getByRole('button', { name: 'Take in' }).click();
    await page.getByText('The quarantine is empty').waitFor();
    await page.getByText('1 accepted').waitFor();
    expect((await station.client.status()).lanes.new).toBe(1);
  });

  test('has one accepted by hand with name and reason, and several rejected, but not by two quick keys', async () => {
    const station = await stationForTest();
    for (const plate of ['HAND 1', 'BAD 1', 'BAD 2']) await station.post(signedCheckIn({ ...WRONG, plate }).body);
    const page = await open(station, '&list=quarantine');
    await rows(page).last().click();
    await detail(page).getByRole('button', { name: 'Accept by hand' }).click();
    await page.keyboard.type('Ann Lee');
    await page.keyboard.press('Enter');
    expect((await station.client.status()).quarantined).toBe(3);
    await detail(page).getByLabel('Reason').fill('seen in AutoX3');
    await page.keyboard.press('Enter');
    await eventually(() => rows(page).count()).toBe(2);

    await page.getByLabel('Choose all shown').check();
    const reject = page.getByRole('button', { name: 'Reject' });
    await reject.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Reject these 2 messages?').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await reject.waitFor();
    expect((await station.client.status()).quarantined).toBe(2);
    await reject.click();
    await reject.click();
    await page.getByText('The quarantine is empty').waitFor();

    const [visit] = (await station.client.checkIns.list({})).items;
    await page.goto(new URL('/', page.url()).href);
    await cardOf(page, visit?.id ?? '')
      .getByText('Not proven')
      .waitFor();
    await cardOf(page, visit?.id ?? '')
      .getByRole('link')
      .click();
    const verified = panelOf(page).locator('dt', { hasText: 'Verified' }).locator('xpath=../dd');
    await verified.getByText('accepted by hand by Ann Lee (seen in AutoX3)').waitFor();
  });
});

test('the Doctor puts first what has to be put right, leads there, looks again when asked, and gives a report away', async () => {
  const station = await stationForTest({ appSecrets: { current: null } });
  const page = await openAt(browser(), station, '/?page=reception&part=doctor');
  const checks = page.locator('[data-check]');
  const stateOf = (id: string) => page.locator(`[data-check="${id}"]`).getAttribute('data-state');
  await checks.first().waitFor();
  expect(await checks.first().getAttribute('data-check')).toBe('secret');
  expect(await checks.last().getAttribute('data-state')).toBe('ok');
  expect([await stateOf('secret'), await stateOf('port'), await stateOf('reach')]).toEqual([
    'problem',
    'ok',
    'warning',
  ]);
  // What the page alone knows.
  expect(await stateOf('notifications')).not.toBeNull();
  expect(await accessibilityProblems(page)).toEqual([]);

  const report = page.getByLabel('Report of the Forecourt Doctor');
  record('report', await report.inputValue());
  expect(await report.inputValue()).toMatch(/\[Problem\] App secret: It is not set[\s\S]*\[OK\] Versions: Forecourt/);
  expect(await report.inputValue()).not.toContain(new URL(station.callback).pathname);

  await page.getByRole('button', { name: 'Set the secret' }).click();
  await page.locator('[data-page="settings"]').waitFor();
  await station.client.appSecret.set({ secret: 'a-secret-of-the-doctor', keepDays: 0 });
  await page.goBack();
  await eventually(() => stateOf('secret')).toBe('ok');
  await station.client.settings.set({
    verification: { ...(await station.client.settings.get()).verification, weakSignatures: 'on' },
  });
  await page.getByRole('button', { name: 'Check again' }).click();
  await eventually(() => stateOf('signatures')).toBe('warning');

  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.getByRole('button', { name: 'Copy' }).click();
  await eventually(() =>
    report.evaluate(
      (text: HTMLTextAreaElement) => text.selectionStart === 0 && text.selectionEnd === text.value.length,
    ),
  ).toBe(true);
});

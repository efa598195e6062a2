import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { brokenIn, check, KEY } from '../support/custody.ts';
import { SECRET, signedCheckIn } from '../support/messages.ts';
import { pair } from '../support/pair.ts';
import type { TestStation } from '../support/station.ts';
import { cardOf, checkIn, eventually, oneBrowser, openAt, panelOf, stationForTest } from './desk.ts';

const browser = oneBrowser();

/** Makes the custody file of a visit in its panel; what was saved. */
async function saveFrom(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const saving = page.waitForEvent('download');
  await panelOf(page).getByRole('button', { name: 'Save the custody file' }).click();
  const download = await saving;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const give = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'application/zip', buffer });

const openCheck = (station: TestStation): Promise<Page> => openAt(browser(), station, '/?page=custody');

describe('a custody file', () => {
  test('is saved from the panel of its visit, and checked on the page for it', async () => {
    const station = await stationForTest();
    const id = await checkIn(station, { plate: '京M65068' });
    const page = await openAt(browser(), station, '/');
    await cardOf(page, id).getByRole('link').click();
    const { name, bytes } = await saveFrom(page);
    expect(name).toMatch(new RegExp(`^custody-京M65068-${id}-\\d{4}-\\d\\d-\\d\\d\\.zip$`));
    await panelOf(page).getByText('Custody file saved.').waitFor();
    expect(check(bytes, { secrets: [SECRET], expected: KEY.info.fingerprint })).toMatchObject({ verdict: 'ok' });

    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Check a custody file' }).click();
    await give(page, name, bytes);
    await page.getByText('The file is whole: every byte is as it was signed.').waitFor();
    await page.getByText(`Signed by this station: ${KEY.info.fingerprint}`).waitFor();
    await page.getByText("AutoX3's signature fits an app secret given here.").waitFor();
    expect(await page.locator('[data-part]:not([data-state="ok"])').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('with a byte that is not as it was is shown with the part that it is in', async () => {
    const station = await stationForTest();
    await checkIn(station);
    const page = await openAt(browser(), station, '/');
    await cardOf(page, '1').getByRole('link').click();
    const { bytes } = await saveFrom(page);
    const at = bytes.indexOf('"msgSignature"') + 20;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(brokenIn(check(bytes))).toEqual(['message 1: changed']);
    await page.goto(new URL('/?page=custody', page.url()).href);
    await give(page, 'changed.zip', bytes);
    await page.getByText('The file is not as it was signed.').waitFor();
    expect(await page.locator('[data-state="broken"]').allInnerTexts()).toEqual([
      expect.stringMatching(/Message 1\s+At least one byte is not as it was signed\./),
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('may be dropped on the page, and its name and words are shown as text', async () => {
    const station = await stationForTest();
    await station.post(signedCheckIn({ plate: '<img src=x onerror="document.title=\'owned\'">' }).body);
    const page = await openAt(browser(), station, '/');
    await cardOf(page, '1').getByRole('link').click();
    const { bytes, name } = await saveFrom(page);
    expect(name).toMatch(/^custody-imgsrcxonerrordocumentti-1-/);
    await page.goto(new URL('/?page=custody', page.url()).href);
    await page.getByRole('region', { name: 'Check a custody file' }).evaluate(
      (region, { base64, file }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], file));
        region.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
      },
      { base64: bytes.toString('base64'), file: '<b>x</b>.zip' },
    );
    await page.getByText('The file is whole').waitFor();
    expect(await page.getByRole('heading', { name: '<b>x</b>.zip' }).count()).toBe(1);
    expect([await page.title(), await page.locator('[data-page="custody"] img').count()]).toEqual([
      expect.not.stringContaining('owned'),
      0,
    ]);
  });

  test('that is none is said to be none', async () => {
    const page = await openCheck(await stationForTest());
    await give(page, 'holiday.zip', Buffer.from('PK something else'));
    await page.getByText('This is not a custody file of Forecourt.').waitFor();
  });

  test('is made and checked by a second desk as well', async () => {
    const station = await stationForTest();
    const id = await checkIn(station);
    const { cookie } = await pair(station, 'desk');
    const page = await openAt(browser(), station, '/');
    const [name = '', value = ''] = cookie.split('=');
    await page.context().clearCookies();
    await page.context().addCookies([{ name, value, url: new URL(station.board).origin }]);
    await page.goto(new URL(`/?check-in=${id}`, station.board).href);
    const { bytes } = await saveFrom(page);
    await page.goto(new URL('/?page=custody', station.board).href);
    await give(page, 'own.zip', bytes);
    await page.getByText('Signed by this station').waitFor();
  });
});

test('the settings show the fingerprint of the key, and give away its public part', async () => {
  const station = await stationForTest();
  const page = await openAt(browser(), station, '/?page=settings');
  const section = page.getByRole('region', { name: 'Custody files' });
  await eventually(() => section.getByLabel('Fingerprint of the key').inputValue()).toBe(KEY.info.fingerprint);
  for (const [button, ending, text] of [
    ['Save as PEM', '.pem', KEY.info.pem],
    ['Save as JWK', '.json', KEY.info.jwk],
  ] as const) {
    const saving = page.waitForEvent('download');
    await section.getByRole('button', { name: button }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`forecourt-key${ending}`);
    expect(readFileSync(await saved.path(), 'utf8')).toBe(text);
  }
});

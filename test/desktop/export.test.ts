import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { signedCheckIn } from '../support/messages.ts';
import { temporaryFolder } from '../support/station.ts';
import { eventually, openLiveDesktop, untilCard } from './desk.ts';

test('an export is saved among the downloads, and its folder shown', async () => {
  const home = temporaryFolder();
  onTestFinished(home.dispose);
  const { app, post } = await openLiveDesktop({ env: { HOME: home.path } });
  await post(signedCheckIn({ plate: '粤B12345' }).body);
  await untilCard(app, '1');

  await app.inPage(async (page) => {
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: /CSV/ }).click();
    await page.locator('[data-export="done"]').waitFor();
  });

  await eventually(async () => (await app.calls('shell', 'showItemInFolder')).length, 'the folder').toBe(1);
  const [shown] = await app.calls('shell', 'showItemInFolder');
  const path = String(shown?.args[0]);
  expect(path).toMatch(/Downloads.check-ins-\d{4}-\d\d-\d\d\.csv$/);
  const text = readFileSync(path, 'utf8');
  expect([text.startsWith('\ufeffCheck-in,'), text.includes('粤B12345')]).toEqual([true, true]);
});

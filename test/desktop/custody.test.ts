import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokenIn, check } from '../support/custody.ts';
import { SECRET, signedCheckIn } from '../support/messages.ts';
import { temporaryFolder } from '../support/station.ts';
import { recordOutput } from '../support/written/record-output.ts';
import { eventually, openLiveDesktop, untilCard } from './desk.ts';

const root = join(import.meta.dirname, '../..');

test('a custody file is saved among the downloads', async () => {
  const home = temporaryFolder();
  onTestFinished(home.dispose);
  const { app, post } = await openLiveDesktop({ env: { HOME: home.path } });
  await post(signedCheckIn({ plate: 'AB12 CDE' }).body);
  await untilCard(app, '1');
  await app.inPage(async (page) => {
    await page.locator('[data-check-in="1"] a').click();
    await page.getByRole('button', { name: 'Save the custody file' }).click();
    await page.locator('[data-custody="done"]').waitFor();
  });
  await eventually(async () => (await app.calls('shell', 'showItemInFolder')).length, 'the folder').toBe(1);
  const [shown] = await app.calls('shell', 'showItemInFolder');
  const path = String(shown?.args[0]);
  expect(path).toMatch(/Downloads.custody-AB12CDE-1-\d{4}-\d\d-\d\d\.zip$/);
  const report = check(readFileSync(path), { secrets: [SECRET] });
  expect([report.verdict, brokenIn(report), report.messages.map(({ vendor }) => vendor)]).toEqual(['ok', [], ['fits']]);
});

test('the app checks a custody file from the command line, without window, station or data folder', async () => {
  const folder = temporaryFolder();
  onTestFinished(folder.dispose);
  const data = join(folder.path, 'data');
  const file = join(root, 'test/fixtures/custody/version-1.zip');
  const run = (args: string[]): Promise<{ code: number | null; stdout: string }> => {
    const child = spawn(join(root, 'test/desktop/stand-in/electron'), [root, 'verify', ...args], {
      env: { PATH: process.env.PATH, HOME: folder.path, FORECOURT_DATA: data, LANG: 'en_GB.UTF-8' },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 30_000,
      killSignal: 'SIGKILL',
    });
    recordOutput(child);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout })));
  };
  const whole = await run([file]);
  expect([whole.code, whole.stdout.includes('The file is whole')]).toEqual([0, true]);
  expect((await run([file, '--key', '0'.repeat(40)])).code).toBe(1);
  expect((await run([join(root, 'package.json')])).code).toBe(2);
  expect(existsSync(data)).toBe(false);
});

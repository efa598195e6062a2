import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { type DesktopApp, type DesktopOptions, startDesktop } from '../desktop-app.ts';
import { removeFolders } from './control/folder-until-exit.ts';

// Of every test file that imports this: Chromium and the profiles are shared by the tests of a file.
afterAll(removeFolders);

/** A data folder for one test, gone when it is over. */
export function dataFolderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The desktop app for one test, ended when the test is over, however that ended. */
export async function desktopForTest(options: Partial<DesktopOptions> = {}): Promise<DesktopApp> {
  const dataFolder = options.dataFolder ?? dataFolderForTest();
  const app = await startDesktop({ ...options, dataFolder });
  onTestFinished(() => app.dispose());
  return app;
}

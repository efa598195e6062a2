import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type DesktopApp, type DesktopOptions, startDesktop } from '../desktop-app.ts';

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

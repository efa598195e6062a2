import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagedChromium } from './browser.ts';

/** Unpacks the tests' Chromium once for all files of a run, which find it in `CHROME_PATH`. */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env.CHROME_PATH !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-chromium-'));
  const path = await packagedChromium(folder);
  if (path !== undefined) process.env.CHROME_PATH = path;
  return () => rmSync(folder, { recursive: true, force: true });
}

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { recordPages } from './written/record-pages.ts';

/** A browser for tests, and how to end it. */
export type TestBrowser = { browser: Browser; close: () => Promise<void> };

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Starts a real browser: the one that `CHROME_PATH` names, or on Linux the Chromium that comes as a package, unpacked into
 * a folder of its own (a shared one is a race, and may be of another version), or else an installed one.
 */
export async function launchBrowser(): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-chromium-'));
  const executablePath = process.env.CHROME_PATH ?? (await packagedChromium(folder)) ?? INSTALLED.find(existsSync);
  if (executablePath === undefined) throw new Error('no browser was found: name one in CHROME_PATH');
  const args = ['--no-sandbox', '--disable-gpu'];
  // Without a locale Chromium writes names of files in ASCII, and a Chinese plate is in some.
  const env = { LC_CTYPE: 'C.UTF-8', ...process.env };
  const browser = recordPages(await chromium.launch({ executablePath, args, env }));
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The program of the Chromium that comes as a package, unpacked into a folder; undefined where there is none for this system.
 * Its own launch arguments are left out on purpose: they turn off the web security that tests look at.
 */
export async function packagedChromium(folder: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    return await packaged.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

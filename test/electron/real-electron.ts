import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { CALLBACK_KEY, dataFolderForTest, TOKEN } from '../desktop/desk.ts';
import { freePort } from '../support/free-port.ts';
import { SECRET } from '../support/messages.ts';
import { type TestStation, waysToUse } from '../support/station.ts';

const root = join(import.meta.dirname, '../..');
const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** Where Electron's own program is; null where it was never downloaded. */
function findElectron(): string | null {
  try {
    const path = join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

const program = findElectron();
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Why nothing can be tested in Electron itself here; null where it can. */
export const whyNot: string | null =
  program === null ? "Electron's program is not here" : hasScreen ? null : 'there is no screen to show a window on';
// Where it must be there, as in the workflow that brings it, a test that was skipped would say nothing.
if (whyNot !== null && process.env.FORECOURT_REQUIRE_ELECTRON === '1') throw new Error(whyNot);
if (whyNot !== null) {
  process.stderr.write(
    `\nNOT TESTED IN REAL ELECTRON: ${whyNot}. See test/desktop/stand-in/README.md for what is.\n\n`,
  );
}

/** The app in Electron itself, with a throw-away profile; gone when the test is over. */
export async function openElectron(): Promise<
  { app: ElectronApplication; page: Page; dataFolder: string } & Pick<TestStation, 'client' | 'post'>
> {
  if (program === null) throw new Error("Electron's program is not here");
  const dataFolder = dataFolderForTest();
  const [receiverPort, boardPort] = [await freePort(), await freePort()];
  const app = await _electron.launch({
    executablePath: program,
    args: [root, '--receiver-port', String(receiverPort), '--board-port', String(boardPort)],
    env: { ...definedEnvironment(), FORECOURT_DATA: dataFolder, FORECOURT_APP_SECRET: SECRET },
    timeout: 60_000,
  });
  onTestFinished(() => app.close());
  // The ring's hidden page is a window too.
  const page =
    app.windows().find((window) => window.url().includes('index.html')) ??
    (await app.waitForEvent('window', (window) => window.url().includes('index.html')));
  await page.locator('[data-connection="live"]').waitFor({ timeout: 30_000 });
  const ways = waysToUse(
    `http://127.0.0.1:${receiverPort}/callback/${CALLBACK_KEY}`,
    `http://127.0.0.1:${boardPort}/api/v1`,
    TOKEN,
  );
  return { app, page, dataFolder, ...ways };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { SECRET } from '../support/messages.ts';
import { type TestStation, temporaryFolder, waysToUse } from '../support/station.ts';
import { noteSecret, noteSecrets } from '../support/written/note-private.ts';
import { type DesktopApp, type DesktopOptions, startDesktop } from './desktop-app.ts';

export const CALLBACK_KEY = 'desktop-test-callback-key-desktop';
export const TOKEN = 'desktop-test-board-token-desktop-test';

/** The desktop app of a test with ways to reach its station. */
export type DesktopDesk = {
  app: DesktopApp;
  dataFolder: string;
  receiverPort: number;
  boardPort: number;
} & Pick<TestStation, 'client' | 'post' | 'rest'>;

/** How the app of a test is started; it has the documented secret unless told otherwise. */
export type DeskOptions = Partial<DesktopOptions> & { receiverPort?: number; secret?: string | null };

/** A data folder for one test, with known keys in it as a headless station would leave them. */
export function dataFolderForTest(): string {
  const folder = temporaryFolder();
  onTestFinished(folder.dispose);
  const keys = { callbackKey: CALLBACK_KEY, boardToken: TOKEN };
  noteSecrets(keys);
  writeFileSync(join(folder.path, 'secrets.json'), JSON.stringify(keys));
  return folder.path;
}

/** Starts the app in the stand-in, for one test; it is ended and its data are gone when the test is over. */
export async function openDesktop(options: DeskOptions = {}): Promise<DesktopDesk> {
  const dataFolder = options.dataFolder ?? dataFolderForTest();
  const receiverPort = options.receiverPort ?? (await freePort());
  const boardPort = await freePort();
  const secret = options.secret === undefined ? SECRET : options.secret;
  noteSecret(secret);
  const app = await startDesktop({
    ...options,
    dataFolder,
    args: ['--receiver-port', String(receiverPort), '--board-port', String(boardPort), ...(options.args ?? [])],
    env: { ...(secret === null ? {} : { FORECOURT_APP_SECRET: secret }), ...options.env },
  });
  onTestFinished(() => app.dispose());
  return {
    app,
    dataFolder,
    receiverPort,
    boardPort,
    ...waysToUse(
      `http://127.0.0.1:${receiverPort}/callback/${CALLBACK_KEY}`,
      `http://127.0.0.1:${boardPort}/api/v1`,
      TOKEN,
    ),
  };
}

/** The same, once its board is live. */
export async function openLiveDesktop(options: DeskOptions = {}): Promise<DesktopDesk> {
  const desk = await openDesktop(options);
  await untilLive(desk.app);
  return desk;
}

/** Waits until the board in the window is connected to the station; says what it shows when that does not come. */
export function untilLive(app: DesktopApp): Promise<void> {
  return app.inPage(async (page) => {
    try {
      await page.locator('[data-connection="live"]').waitFor({ timeout: 40_000 });
    } catch {
      throw new Error(`the board is not live; it shows: ${await page.locator('body').innerText()}`);
    }
  });
}

/** Waits until the board shows a check-in. */
export function untilCard(app: DesktopApp, id: string): Promise<void> {
  return app.inPage((page, card) => page.locator(`[data-check-in="${card}"]`).waitFor({ timeout: 10_000 }), id);
}

/** Asks again and again until the answer is as it should be. */
export function eventually<T>(read: () => T | Promise<T>, message: string, timeout = 10_000) {
  return expect.poll(read, { timeout, interval: 50, message });
}

/** The volumes at which the ring was asked to play so far. */
export async function rings(app: DesktopApp): Promise<number[]> {
  const sent = await app.calls('webContents', 'send');
  return sent.filter(({ args }) => args[0] === 'ring:play').map(({ args }) => Number(args[1]));
}

/** Whether a process of this machine is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

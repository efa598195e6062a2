import { join } from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, type WebContents, type WebFrameMain } from 'electron';
import type { Logger } from 'pino';
import { type PageName, pageAddress } from '../policy/own-page.ts';
import type { Sender } from '../policy/sender.ts';
import { secureContents } from './page-security.ts';

/** Every window of the app by the page that it was made for. */
const windows = new Map<number, PageName>();

/** A window for one of the app's pages, with nothing in it yet: no Node, a world of its own, a sandbox. */
export function createWindow(page: PageName, options: BrowserWindowConstructorOptions, log: Logger): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    ...options,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      ...options.webPreferences,
    },
  });
  const { webContents } = window;
  windows.set(webContents.id, page);
  webContents.once('destroyed', () => windows.delete(webContents.id));
  secureContents(webContents, page, log);
  return window;
}

/** Loads the window's own page; `query` is what its address carries. */
export function loadPage(window: BrowserWindow, page: PageName, log: Logger, query: Record<string, string> = {}): void {
  window.loadURL(pageAddress(page, query)).catch((error: unknown) => {
    log.error({ err: error, page }, 'a page could not be loaded');
  });
}

/** Who has sent a message, as far as Electron itself knows. */
export function senderOf(event: { sender: WebContents; senderFrame: WebFrameMain | null }): Sender {
  const { senderFrame: frame } = event;
  return {
    address: frame?.url ?? null,
    isMainFrame: frame !== null && frame.parent === null,
    window: windows.get(event.sender.id) ?? null,
  };
}

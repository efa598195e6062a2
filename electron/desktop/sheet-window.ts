import { type BrowserWindow, ipcMain, type WebContentsPrintOptions } from 'electron';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CHANNELS } from '../../shared/desktop.ts';
import type { PrintingSettings } from '../../shared/desktop-settings.ts';
import { mayCall } from '../policy/sender.ts';
import { createWindow, loadPage, senderOf } from './windows.ts';

/** A sheet that is being made: drawn first, then printed or turned into a PDF. */
export type DrawnSheet = {
  /** Null when all of it is drawn, else why it never will be. */
  drawn: Promise<string | null>;
  print: (options: PrintOptions) => Promise<PrintAnswer>;
  toPdf: () => Promise<Uint8Array>;
  close: () => void;
};

/** How a sheet is printed; without a printer the system's dialog asks for one. */
export type PrintOptions = Pick<PrintingSettings, 'printer' | 'copies' | 'paper'>;

export type PrintAnswer = { isPrinted: true } | { isPrinted: false; reason: string };

/** Makes sheets, each in a hidden window of its own: no Node, a sandbox, and a port that may do what a desk may. */
export class SheetWindows {
  readonly #log: Logger;
  #window: BrowserWindow | null = null;
  #drawn: (problem: string | null) => void = () => {};

  constructor(log: Logger) {
    this.#log = log;
    ipcMain.on(CHANNELS.sheetReady, (event, ...said: unknown[]) => {
      const verdict = mayCall(CHANNELS.sheetReady, senderOf(event));
      const parsed = z.tuple([z.string().max(300).nullable()]).safeParse(said);
      if (!verdict.ok || !parsed.success) {
        log.warn({ why: verdict.ok ? 'bad arguments' : verdict.why }, 'a message about a sheet was refused');
        return;
      }
      if (event.sender.id === this.window?.webContents.id) this.#drawn(parsed.data[0]);
    });
  }

  /** The one that is being made, for its port. */
  get window(): BrowserWindow | null {
    return this.#window === null || this.#window.isDestroyed() ? null : this.#window;
  }

  /** Opens the page of a sheet; `query` says whose. One at a time: what is still open is closed. */
  open(query: Record<string, string>): DrawnSheet {
    this.close();
    const window = createWindow(
      'sheet',
      { skipTaskbar: true, width: 900, height: 1_200, webPreferences: { backgroundThrottling: false } },
      this.#log,
    );
    this.#window = window;
    const { promise: drawn, resolve } = Promise.withResolvers<string | null>();
    this.#drawn = resolve;
    window.webContents.once('render-process-gone', (_event, { reason }) => resolve(`its page is gone: ${reason}`));
    window.webContents.once('did-fail-load', () => resolve('its page could not be loaded'));
    window.once('closed', () => resolve('its window is closed'));
    loadPage(window, 'sheet', this.#log, query);
    return {
      drawn,
      print: (options) => print(window, options),
      toPdf: () => window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
      close: () => {
        if (!window.isDestroyed()) window.destroy();
      },
    };
  }

  close(): void {
    this.window?.destroy();
  }
}

function print(window: BrowserWindow, { printer, copies, paper }: PrintOptions): Promise<PrintAnswer> {
  const { promise, resolve } = Promise.withResolvers<PrintAnswer>();
  window.webContents.print(
    {
      printBackground: true,
      copies,
      ...pageOf(paper),
      ...(printer === null ? { silent: false } : { silent: true, deviceName: printer }),
    },
    (isPrinted, reason) => resolve(isPrinted ? { isPrinted } : { isPrinted, reason }),
  );
  return promise;
}

/** The length of a roll is the printer's to know. */
function pageOf(
  paper: PrintingSettings['paper'],
): Pick<WebContentsPrintOptions, 'pageSize' | 'usePrinterDefaultPageSize'> {
  switch (paper) {
    case 'a4':
      return { pageSize: 'A4' };
    case 'letter':
      return { pageSize: 'Letter' };
    case 'slip':
      return { usePrinterDefaultPageSize: true };
  }
}

import type { Page } from 'playwright-core';
import { config, type PrintAnswer } from './config.ts';
import { toApp } from './page/addresses.ts';

type Options = Electron.WebContentsPrintOptions;
type Callback = (isPrinted: boolean, reason: string) => void;

/** Something that went to a printer: what it was, and the words that are on it. */
export type PrintedSheet = {
  url: string;
  text: string;
  deviceName: string | null;
  copies: number;
  silent: boolean;
  pageSize: unknown;
};

const printed: PrintedSheet[] = [];
const unanswered: Callback[] = [];
let answer: PrintAnswer = config.printAnswer ?? 'printed';

/** What came out of the printers so far, also what was handed to one that never answers. */
export function printedSheets(): PrintedSheet[] {
  return printed;
}

/** What becomes of what is printed from now on; a printer that prints again answers for what it was handed before, too. */
export function answerPrints(next: PrintAnswer): void {
  answer = next;
  if (next === 'printed') for (const callback of unanswered.splice(0)) callback(true, '');
}

export function printersThere(): Electron.PrinterInfo[] {
  return (config.printers ?? []).map((name) => ({ name, displayName: `The ${name}`, description: '', options: {} }));
}

/** Prints a page as `webContents.print` does: it returns at once, and the callback comes when the system has it. */
export async function printPage(page: Page, options: Options, callback: Callback): Promise<void> {
  const { deviceName } = options;
  if (typeof answer === 'object') {
    callback(false, answer.failure);
    return;
  }
  if (deviceName !== undefined && !printersThere().some(({ name }) => name === deviceName)) {
    callback(false, 'Invalid deviceName provided');
    return;
  }
  const isAnswered = answer === 'printed';
  printed.push({
    url: toApp(page.url()),
    text: await page.locator('body').innerText(),
    deviceName: deviceName ?? null,
    copies: options.copies ?? 1,
    silent: options.silent ?? false,
    pageSize: options.pageSize ?? null,
  });
  if (isAnswered) callback(true, '');
  else unanswered.push(callback);
}

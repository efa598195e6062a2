import type { Logger } from 'pino';
import type { PrintOutcome, PrintTrouble } from '../../shared/desktop.ts';
import type { PrintingSettings } from '../../shared/desktop-settings.ts';
import { sheetFileName } from '../../shared/sheet-file.ts';
import type { SheetProblem } from '../../shared/sheet-print.ts';
import type { SheetToMake } from '../../shared/station-process.ts';
import type { SheetLedger } from './sheet-ledger.ts';
import type { DrawnSheet } from './sheet-window.ts';

/** How long the page of a sheet may take until all of it is drawn, in ms. */
const DRAW_WITHIN_MS = 30_000;
/** How long a printer may take to accept a sheet, in ms; and a person, to choose in the system's dialog. */
const PRINT_WITHIN_MS = 60_000;
const DIALOG_WITHIN_MS = 10 * 60_000;
const PDF_WITHIN_MS = 30_000;
const PRINTERS_WITHIN_MS = 5_000;
/** Sheets that somebody has asked for and that wait at most. */
const MOST_QUEUED = 20;

/** What printing needs. */
export type PrinterParts = {
  ledger: Pick<SheetLedger, 'begin' | 'take' | 'end'>;
  open: (query: Record<string, string>) => DrawnSheet;
  settings: () => PrintingSettings;
  /** The names of the printers that are there. */
  printers: () => Promise<string[]>;
  /** Asks where a PDF of this name is to be saved; null when nowhere. */
  askWhere: (name: string) => Promise<string | null>;
  save: (path: string, pdf: Uint8Array) => Promise<void>;
  /** Keeps the PDF of a sheet that could not be printed; answers where. */
  keep: (name: string, pdf: Uint8Array) => Promise<string>;
  /** There is trouble, or none any more. */
  changed: () => void;
  log: Logger;
};

type Failure = { result: 'failed'; problem: SheetProblem } | { result: 'cancelled' };
type Queued = { run: () => Promise<PrintOutcome>; settle: (outcome: Promise<PrintOutcome>) => void };

/** Prints sheets, one after the other: those that somebody asks for first, then those that are to come by themselves. */
export class Printer {
  readonly #parts: PrinterParts;
  readonly #queue: Queued[] = [];
  #isBusy = false;
  #isWoken = false;
  #isStopped = false;
  #trouble: PrintTrouble | null = null;
  /** Where the last sheet is that could not be printed. */
  #kept: string | null = null;

  constructor(parts: PrinterParts) {
    this.#parts = parts;
  }

  /** The last sheet that could not be printed, until somebody has read it. */
  get trouble(): PrintTrouble | null {
    return this.#trouble;
  }

  get keptPath(): string | null {
    return this.#kept;
  }

  forgetTrouble(): void {
    this.#trouble = null;
    this.#parts.changed();
  }

  /** There may be sheets that are to come by themselves. */
  wake(): void {
    this.#isWoken = true;
    void this.#work();
  }

  /** Nothing is begun any more. */
  stop(): void {
    this.#isStopped = true;
    for (const { settle } of this.#queue.splice(0)) settle(Promise.reject(new Error('the app ends')));
  }

  print(checkInId: string): Promise<PrintOutcome> {
    return this.#enqueue(async () => {
      const sheet = await this.#parts.ledger.begin(checkInId, 'printer', this.#parts.settings().printer);
      return sheet === null ? NOT_FOUND : this.#printSheet(sheet);
    });
  }

  printTestPage(): Promise<PrintOutcome> {
    return this.#enqueue(() => this.#printTest(this.#parts.settings()));
  }

  /** Prints the test page to a printer that is not there, as one looks that is off. */
  printNowhere(): Promise<PrintOutcome> {
    return this.#enqueue(() => this.#printTest({ ...this.#parts.settings(), printer: NO_PRINTER }));
  }

  /** Saves a sheet as a PDF where somebody wants it. */
  async savePdf(checkInId: string): Promise<PrintOutcome> {
    const sheet = await this.#parts.ledger.begin(checkInId, 'pdf', null);
    if (sheet === null) return NOT_FOUND;
    // Whoever thinks about a name keeps nobody else from printing.
    const path = await this.#parts.askWhere(sheetFileName(sheet.checkInId, sheet.plate)).catch(() => null);
    if (path === null) {
      this.#end(sheet, { result: 'cancelled' });
      return { result: 'cancelled' };
    }
    return this.#enqueue(() => this.#saveSheet(sheet, path)).catch((error: unknown) => {
      this.#end(sheet, failed('not-saved'));
      throw error;
    });
  }

  #enqueue(run: () => Promise<PrintOutcome>): Promise<PrintOutcome> {
    if (this.#isStopped || this.#queue.length >= MOST_QUEUED) {
      return Promise.reject(new Error('too many sheets are waiting to be printed'));
    }
    const { promise, resolve } = Promise.withResolvers<PrintOutcome>();
    this.#queue.push({ run, settle: resolve });
    void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (!this.#isStopped) {
      const next = this.#queue.shift();
      if (next !== undefined) {
        const running = next.run();
        next.settle(running);
        await running.catch((error: unknown) => this.#parts.log.error({ err: error }, 'a sheet was not printed'));
      } else if (this.#isWoken) {
        // Woken meanwhile, it looks once more.
        this.#isWoken = false;
        if (await this.#printNext()) this.#isWoken = true;
      } else break;
    }
    this.#isBusy = false;
  }

  /** Prints one sheet that is to come by itself; false when there is none, or none can be had now. */
  async #printNext(): Promise<boolean> {
    const { printer } = this.#parts.settings();
    if (printer === null) return false;
    try {
      const sheet = await this.#parts.ledger.take(printer);
      if (sheet === null) return false;
      await this.#printSheet(sheet);
      return true;
    } catch (error) {
      this.#parts.log.error({ err: error }, 'the next sheet could not be taken');
      return false;
    }
  }

  async #printSheet(sheet: SheetToMake): Promise<PrintOutcome> {
    const settings = this.#parts.settings();
    const drawing = this.#parts.open({ ...queryOf(sheet), paper: settings.paper });
    try {
      const failure = await this.#printDrawn(drawing, settings);
      this.#end(sheet, failure);
      if (failure === null) return { result: 'printed' };
      if (failure.result === 'cancelled') return failure;
      const isKept = await this.#keepPdf(sheet, drawing);
      this.#tellTrouble(sheet, failure.problem, isKept);
      return failure;
    } finally {
      drawing.close();
    }
  }

  async #printTest(settings: PrintingSettings): Promise<PrintOutcome> {
    const drawing = this.#parts.open({ test: '1', paper: settings.paper });
    try {
      return (await this.#printDrawn(drawing, { ...settings, copies: 1 })) ?? { result: 'printed' };
    } finally {
      drawing.close();
    }
  }

  async #saveSheet(sheet: SheetToMake, path: string): Promise<PrintOutcome> {
    const drawing = this.#parts.open(queryOf(sheet));
    try {
      const failure = await this.#savePdf(drawing, (pdf) => this.#parts.save(path, pdf));
      this.#end(sheet, failure);
      return failure ?? { result: 'printed' };
    } finally {
      drawing.close();
    }
  }

  /** Null when it is printed. */
  async #printDrawn(drawing: DrawnSheet, settings: PrintingSettings): Promise<Failure | null> {
    const { log } = this.#parts;
    if (!(await this.#isDrawn(drawing))) return failed('page-failed');
    const { printer } = settings;
    // A system that does not tell its printers may print all the same.
    const printers = printer === null ? null : await within(PRINTERS_WITHIN_MS, this.#parts.printers());
    if (printer !== null && printers !== null && !printers.includes(printer)) {
      log.warn({ printer }, 'the chosen printer is not there');
      return failed('no-printer');
    }
    const limit = printer === null ? DIALOG_WITHIN_MS : PRINT_WITHIN_MS;
    const answer = await within(limit, drawing.print(settings));
    if (answer === null) {
      log.error({ printer, afterMs: limit }, 'the printer did not answer');
      return failed('timed-out');
    }
    if (answer.isPrinted) return null;
    log.warn({ printer, reason: answer.reason }, 'a sheet could not be printed');
    return /cancel/i.test(answer.reason) ? { result: 'cancelled' } : failed('printer-failed');
  }

  async #savePdf(drawing: DrawnSheet, save: (pdf: Uint8Array) => Promise<unknown>): Promise<Failure | null> {
    if (!(await this.#isDrawn(drawing))) return failed('page-failed');
    const pdf = await within(PDF_WITHIN_MS, drawing.toPdf());
    if (pdf === null) return failed('page-failed');
    try {
      await save(pdf);
      return null;
    } catch (error) {
      this.#parts.log.error({ err: error }, 'the PDF of a sheet could not be saved');
      return failed('not-saved');
    }
  }

  /** A sheet that could not be printed is kept as a PDF, so that it can be had elsewhere. */
  async #keepPdf(sheet: SheetToMake, drawing: DrawnSheet): Promise<boolean> {
    const { ledger, log } = this.#parts;
    try {
      const pdf = await ledger.begin(sheet.checkInId, 'pdf', null);
      if (pdf === null) return false;
      const failure = await this.#savePdf(drawing, async (bytes) => {
        this.#kept = await this.#parts.keep(sheetFileName(sheet.checkInId, sheet.plate), bytes);
      });
      this.#end(pdf, failure);
      return failure === null;
    } catch (error) {
      log.error({ err: error }, 'a sheet that could not be printed is not kept either');
      return false;
    }
  }

  async #isDrawn(drawing: DrawnSheet): Promise<boolean> {
    const problem = await within(
      DRAW_WITHIN_MS,
      drawing.drawn.then((said) => ({ said })),
    );
    if (problem?.said === null) return true;
    this.#parts.log.error({ why: problem?.said ?? 'it took too long' }, 'a sheet could not be drawn');
    return false;
  }

  #end({ print }: SheetToMake, failure: Failure | null): void {
    if (failure === null) this.#parts.ledger.end(print, 'printed', null);
    else this.#parts.ledger.end(print, failure.result, failure.result === 'failed' ? failure.problem : null);
  }

  #tellTrouble({ checkInId, plate }: SheetToMake, problem: SheetProblem, isKept: boolean): void {
    this.#trouble = { checkInId, plate, problem, isKept, count: (this.#trouble?.count ?? 0) + 1 };
    this.#parts.changed();
  }
}

/** A name that no printer has. */
const NO_PRINTER = 'Forecourt: no such printer (TEST)';
const NOT_FOUND: PrintOutcome = { result: 'failed', problem: 'page-failed' };

function failed(problem: SheetProblem): Failure {
  return { result: 'failed', problem };
}

function queryOf({ checkInId, print, copy }: SheetToMake): Record<string, string> {
  return { 'check-in': checkInId, print, copy: String(copy) };
}

/** What `work` comes to, or null when that takes longer or fails. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([work.catch(() => null), tooLate]).finally(() => clearTimeout(timer));
}

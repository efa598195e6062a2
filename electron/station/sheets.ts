import type { Logger } from 'pino';
import type { CatchUp, Sheet, SheetEnd, SheetPlace, SheetProblem } from '../../shared/sheet-print.ts';
import { MOST_MISSING } from '../../shared/sheet-print.ts';
import type { UnaskedPrinting } from '../../shared/station-process.ts';
import type { SheetJobStore } from './store/sheet-job-store.ts';
import type { BegunSheet, SheetStore } from './store/sheet-store.ts';

/** How often it is looked whether a waiting sheet has become too old to come by itself, in ms. */
const SORT_OUT_EVERY_MS = 30_000;

/** What the sheets of a station work on. */
export type SheetParts = {
  store: SheetStore;
  jobs: SheetJobStore;
  now: () => number;
  log: Logger;
  /** A sheet of this check-in has begun or ended, or is missing. */
  changed: (checkInId: string) => void;
  /** Another number of sheets is missing. */
  missingChanged: () => void;
};

/** Sheets of check-ins: the ledger, and those that come by themselves where the desktop app prints. */
export class Sheets {
  readonly #parts: SheetParts;
  readonly #timer: NodeJS.Timeout;
  /** Wakes the desktop app, which prints; null where there is none. */
  #wakePrinter: (() => void) | null = null;
  #printing: UnaskedPrinting = { hasPrinter: false, isOnArrival: false };
  #missing: ReadonlySet<number> = new Set();

  /** What a station before this one left under way is settled first; a full disk is no reason not to start. */
  constructor(parts: SheetParts) {
    this.#parts = parts;
    try {
      parts.jobs.recover(parts.now());
      this.#missing = new Set(parts.jobs.missingIds());
    } catch (error) {
      parts.log.error({ err: error }, 'the sheets that were under way could not be settled');
    }
    this.#timer = setInterval(() => this.#sortOut(), SORT_OUT_EVERY_MS).unref();
  }

  /** How many check-ins came without the sheet that should have come by itself. */
  get missing(): number {
    return this.#missing.size;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The desktop app is there, and is woken by `wake` when it may take a sheet. */
  connectPrinter(wake: () => void): void {
    this.#wakePrinter = wake;
    wake();
  }

  get printing(): UnaskedPrinting {
    return this.#printing;
  }

  /** Whether the desktop app has a printer to print on unasked, and the sheet of a check-in that arrives from now on comes so. */
  setPrinting(printing: UnaskedPrinting): void {
    this.#printing = printing;
    this.#sortOut();
  }

  /** Has the sheet of a check-in come by itself, in the transaction that makes the check-in. */
  arriving(checkInId: number, at: number): void {
    if (this.#printing.isOnArrival) this.#parts.jobs.add(checkInId, at);
  }

  /** Check-ins are on disk, and with them that their sheets are to come. */
  arrived(): void {
    if (!this.#printing.isOnArrival) return;
    this.#sortOut();
    this.#wakePrinter?.();
  }

  /** A visit was set aside or put back, say. */
  visitChanged(): void {
    this.#tellMissing();
  }

  begin(checkInId: string, where: SheetPlace, printer: string | null): BegunSheet | null {
    const begun = this.#parts.store.begin(checkInId, where, printer, this.#parts.now());
    if (begun !== null) this.#parts.changed(begun.checkInId);
    return begun;
  }

  /** The next sheet that is to come by itself, for the printer; null when none is due. */
  take(printer: string | null): BegunSheet | null {
    const begun = this.#parts.jobs.take(printer, this.#parts.now());
    if (begun !== null) this.#parts.changed(begun.checkInId);
    this.#tellMissing();
    return begun;
  }

  end(print: string, result: SheetEnd, problem: SheetProblem | null): Sheet | null {
    const ended = this.#parts.jobs.end(print, result, problem, this.#parts.now());
    if (ended === null) return null;
    this.#parts.changed(ended.checkInId);
    this.#tellMissing();
    return ended.sheet;
  }

  ofCheckIn(checkInId: string): Sheet[] {
    return this.#parts.store.ofCheckIn(checkInId);
  }

  catchUp(): CatchUp {
    const { jobs } = this.#parts;
    return { items: jobs.missing(MOST_MISSING), total: jobs.count(), hasPrinter: this.#printerToWake !== null };
  }

  /** Has the desktop app print these of the missing ones; false where there is none, or no printer is chosen. */
  printMissing(ids: readonly string[]): boolean {
    const wake = this.#printerToWake;
    if (wake === null) return false;
    this.#parts.jobs.choose(ids, this.#parts.now());
    this.#tellMissing();
    wake();
    return true;
  }

  dismissMissing(ids: readonly string[]): void {
    this.#parts.jobs.dismiss(ids);
    this.#tellMissing();
  }

  get #printerToWake(): (() => void) | null {
    return this.#printing.hasPrinter ? this.#wakePrinter : null;
  }

  /** What cannot be stored now is sorted out the next time. */
  #sortOut(): void {
    const { jobs, now } = this.#parts;
    try {
      jobs.sortOut(now());
      if (!this.#printing.hasPrinter) jobs.unchoose();
      this.#tellMissing();
    } catch {
      // The next time.
    }
  }

  #tellMissing(): void {
    const { jobs, changed, missingChanged } = this.#parts;
    if (jobs.count() === this.#missing.size) return;
    const before = this.#missing;
    this.#missing = new Set(jobs.missingIds());
    for (const id of new Set([...before, ...this.#missing])) {
      if (!before.has(id) || !this.#missing.has(id)) changed(String(id));
    }
    missingChanged();
  }
}

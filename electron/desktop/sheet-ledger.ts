import type { Logger } from 'pino';
import type { SheetEnd, SheetPlace, SheetProblem } from '../../shared/sheet-print.ts';
import type { SheetAsk, SheetToMake, ToMain, ToStation } from '../../shared/station-process.ts';

/** The station answers within this time, in ms, or it does not print. */
const ANSWER_WITHIN_MS = 10_000;

/** What the line to the ledger needs. */
export type SheetLedgerParts = {
  /** False when the station has no process. */
  tell: (message: ToStation) => boolean;
  log: Logger;
};

type Answer = Extract<ToMain, { type: 'sheet-answer' }>;

/** Main's line to the ledger of sheets, which the station keeps. */
export class SheetLedger {
  readonly #parts: SheetLedgerParts;
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();
  /** What became of sheets and the station does not know yet: told again to the next one. */
  readonly #untold = new Map<string, Extract<SheetAsk, { what: 'end' }>>();
  #lastCall = 0;

  constructor(parts: SheetLedgerParts) {
    this.#parts = parts;
  }

  hear(answer: Answer): void {
    const settle = this.#waiting.get(answer.call);
    if (settle !== undefined) settle(answer);
    // It has begun in the ledger, and nobody waits for it any more: unsaid, it would be under way for ever.
    else if (answer.sheet !== null) this.end(answer.sheet.print, 'failed', 'page-failed');
  }

  /** Begins a sheet; null when there is no such check-in. Rejects when the ledger cannot be written: then nothing is printed. */
  begin(checkInId: string, where: SheetPlace, printer: string | null): Promise<SheetToMake | null> {
    return this.#askForSheet({ what: 'begin', checkInId, where, printer });
  }

  /** The next sheet that is to come by itself, null when there is none. Rejects as `begin` does. */
  take(printer: string | null): Promise<SheetToMake | null> {
    return this.#askForSheet({ what: 'take', printer });
  }

  /** Says what became of a sheet, as soon as the station hears it. */
  end(print: string, result: SheetEnd, problem: SheetProblem | null): void {
    this.#untold.set(print, { what: 'end', print, result, problem });
    void this.#tellEnd(print);
  }

  /** Another station is there than before: what that one was asked it does not answer any more. */
  stationIsReady(): void {
    for (const settle of this.#waiting.values()) settle(null);
    for (const print of this.#untold.keys()) void this.#tellEnd(print);
  }

  async #tellEnd(print: string): Promise<void> {
    const ask = this.#untold.get(print);
    if (ask === undefined) return;
    const answer = await this.#ask(ask);
    if (answer?.isStored === true && this.#untold.get(print) === ask) this.#untold.delete(print);
  }

  async #askForSheet(ask: SheetAsk): Promise<SheetToMake | null> {
    const answer = await this.#ask(ask);
    if (answer?.isStored === true) return answer.sheet;
    throw new Error('the ledger of sheets could not be written');
  }

  /** Null when there is no station, or none that answers. */
  #ask(ask: SheetAsk): Promise<Answer | null> {
    this.#lastCall += 1;
    const call = this.#lastCall;
    return new Promise((resolve) => {
      const settle = (answer: Answer | null): void => {
        clearTimeout(deadline);
        this.#waiting.delete(call);
        resolve(answer);
      };
      const deadline = setTimeout(() => {
        this.#parts.log.warn({ what: ask.what }, 'the station does not answer for the ledger of sheets');
        settle(null);
      }, ANSWER_WITHIN_MS);
      this.#waiting.set(call, settle);
      if (!this.#parts.tell({ type: 'sheet-ask', call, ask })) settle(null);
    });
  }
}

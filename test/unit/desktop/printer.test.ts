import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Printer, type PrinterParts } from '../../../electron/desktop/printer.ts';
import type { PrintAnswer } from '../../../electron/desktop/sheet-window.ts';
import type { PrintingSettings } from '../../../shared/desktop-settings.ts';
import type { SheetToMake } from '../../../shared/station-process.ts';

const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** A PC whose pages, printers and ledger do what a test lets them. */
class Pc {
  settings: PrintingSettings = { printer: 'Front desk', copies: 1, paper: 'a4', onArrival: true };
  drawn: () => Promise<string | null> = async () => null;
  answer: () => Promise<PrintAnswer> = async () => ({ isPrinted: true });
  toPdf: () => Promise<Uint8Array> = async () => new Uint8Array([1]);
  printers: () => Promise<string[]> = async () => ['Front desk'];
  where: string | null = '/saved.pdf';
  owed: string[] = [];
  /** What the next answer about what is owed waits for. */
  station: Promise<unknown> = Promise.resolve();
  readonly done: string[] = [];
  open = 0;
  mostOpen = 0;
  #lastPrint = 0;

  readonly printer = new Printer(this.#parts());

  #sheet(checkInId: string): SheetToMake {
    this.#lastPrint += 1;
    return { print: String(this.#lastPrint), checkInId, plate: 'AB 12', copy: 1 };
  }

  #parts(): PrinterParts {
    return {
      ledger: {
        begin: async (id, where) => {
          this.done.push(`begin ${where} ${id}`);
          return this.#sheet(id);
        },
        take: async () => {
          const { station } = this;
          this.station = Promise.resolve();
          await station;
          const id = this.owed.shift();
          return id === undefined ? null : this.#sheet(id);
        },
        end: (print, result, problem) => void this.done.push(`${print} ${result} ${problem ?? ''}`.trim()),
      },
      open: (query) => {
        this.open += 1;
        this.mostOpen = Math.max(this.mostOpen, this.open);
        return {
          drawn: this.drawn(),
          print: () => {
            this.done.push(`print ${query['check-in'] ?? 'test'}`);
            return this.answer();
          },
          toPdf: () => this.toPdf(),
          close: () => {
            this.open -= 1;
          },
        };
      },
      settings: () => this.settings,
      printers: () => this.printers(),
      askWhere: async () => this.where,
      save: async (path) => void this.done.push(`save ${path}`),
      keep: async (name) => {
        this.done.push(`keep ${name}`);
        return `/data/sheets/${name}`;
      },
      changed: () => {},
      log: pino({ level: 'silent' }),
    };
  }
}

let pc: Pc;
beforeEach(() => {
  vi.useFakeTimers();
  pc = new Pc();
});
afterEach(() => vi.useRealTimers());

describe('the printer', () => {
  test('prints one sheet at a time: what somebody asks for before what comes by itself', async () => {
    pc.owed = ['7', '8'];
    pc.printer.wake();
    // The first is taken already.
    const asked = pc.printer.print('1');
    await vi.runAllTimersAsync();
    expect(await asked).toEqual({ result: 'printed' });
    expect(pc.done.filter((what) => what.startsWith('print'))).toEqual(['print 7', 'print 1', 'print 8']);
    expect([pc.mostOpen, pc.open]).toEqual([1, 0]);
  });

  test('gives up a printer that does not answer, closes its window, keeps a PDF and goes on', async () => {
    pc.answer = never;
    const asked = pc.printer.print('1');
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await asked).toEqual({ result: 'failed', problem: 'timed-out' });
    expect(pc.done).toEqual([
      'begin printer 1',
      'print 1',
      '1 failed timed-out',
      'begin pdf 1',
      'keep check-in 1 AB 12.pdf',
      '2 printed',
    ]);
    expect(pc.printer.trouble).toMatchObject({ checkInId: '1', problem: 'timed-out', isKept: true, count: 1 });
    expect([pc.printer.keptPath, pc.open]).toEqual(['/data/sheets/check-in 1 AB 12.pdf', 0]);
    pc.answer = async () => ({ isPrinted: true });
    const next = pc.printer.print('2');
    await vi.runAllTimersAsync();
    expect(await next).toEqual({ result: 'printed' });
  });

  test.each<[string, Partial<Pc>, object]>([
    ['a page that is never drawn', { drawn: never }, { problem: 'page-failed' }],
    ['a page that says why not', { drawn: async () => 'not-found' }, { problem: 'page-failed' }],
    ['a printer that is gone', { printers: async () => ['Other'] }, { problem: 'no-printer' }],
    [
      'a printer that refuses',
      { answer: async () => ({ isPrinted: false, reason: 'Print job failed' }) },
      { problem: 'printer-failed' },
    ],
  ])('says what is wrong with %s', async (_what, parts, failure) => {
    Object.assign(pc, parts);
    const asked = pc.printer.print('1');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await asked).toMatchObject({ result: 'failed', ...failure });
    expect(pc.open).toBe(0);
  });

  test('prints on a system that does not tell its printers', async () => {
    pc.printers = never;
    const asked = pc.printer.print('1');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await asked).toEqual({ result: 'printed' });
  });

  test('takes a dialog that somebody cancels for what it is', async () => {
    pc.settings = { ...pc.settings, printer: null };
    pc.answer = async () => ({ isPrinted: false, reason: 'Print job canceled' });
    const asked = pc.printer.print('1');
    await vi.runAllTimersAsync();
    expect(await asked).toEqual({ result: 'cancelled' });
    expect([pc.printer.trouble, pc.done.at(-1)]).toEqual([null, '1 cancelled']);
  });

  test('takes nothing by itself without a printer', async () => {
    pc.settings = { ...pc.settings, printer: null };
    pc.owed = ['7'];
    pc.printer.wake();
    await vi.runAllTimersAsync();
    expect([pc.owed, pc.done]).toEqual([['7'], []]);
  });

  test('lets others print while somebody thinks about the name of a file, and saves nothing when there is none', async () => {
    pc.where = null;
    expect(await pc.printer.savePdf('1')).toEqual({ result: 'cancelled' });
    expect(pc.done).toEqual(['begin pdf 1', '1 cancelled']);
  });

  test('woken while a station that has gone owes an answer, it asks the next one', async () => {
    const gone = Promise.withResolvers<never>();
    pc.station = gone.promise;
    pc.printer.wake();
    pc.owed = ['7'];
    pc.printer.wake();
    gone.reject(new Error('no answer'));
    await vi.runAllTimersAsync();
    expect(pc.done).toEqual(['print 7', '1 printed']);
  });

  test('bounds what waits', async () => {
    pc.answer = never;
    const asked = Array.from({ length: 22 }, (_, index) => pc.printer.print(String(index + 1)));
    for (const one of asked) one.catch(() => {});
    await expect(asked.at(-1)).rejects.toThrow('too many');
    pc.printer.stop();
    await expect(asked.at(5)).rejects.toThrow('the app ends');
  });
});

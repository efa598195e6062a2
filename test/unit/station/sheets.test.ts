import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sheets } from '../../../electron/station/sheets.ts';
import { FRESH_MS, SheetJobStore } from '../../../electron/station/store/sheet-job-store.ts';
import { SheetStore } from '../../../electron/station/store/sheet-store.ts';
import { openStore, type TestStore } from './store/rows.ts';

const AT = Date.UTC(2026, 2, 3, 9);

let store: TestStore;
let sheets: Sheets;
let woken = 0;
let told: string[] = [];
beforeEach(() => {
  store = openStore();
  const ledger = new SheetStore(store.db);
  const jobs = new SheetJobStore(store.db, ledger);
  const now = () => AT + FRESH_MS + 1;
  const listeners = { changed: (id: string) => void told.push(id), missingChanged: () => {} };
  sheets = new Sheets({ store: ledger, jobs, now, log: pino({ level: 'silent' }), ...listeners });
  store.writer.onArrival = (id, since) => jobs.add(id, since);
  woken = 0;
  told = [];
  sheets.connectPrinter(() => {
    woken += 1;
  });
});
afterEach(() => {
  sheets.stop();
  store.dispose();
});

/** A check-in whose sheet is missing. */
function missOne(): string {
  const id = String(store.store({ receivedAt: AT }));
  sheets.take('Front desk');
  expect(sheets.missing).toBe(1);
  return id;
}

test('what is missing is not taken for printing while the desktop app has no printer, and stays on the list', () => {
  const id = missOne();
  woken = 0;
  expect([sheets.printMissing([id]), woken]).toEqual([false, 0]);
  expect(sheets.catchUp()).toMatchObject({ total: 1, hasPrinter: false, items: [{ id }] });
  sheets.setPrinting({ hasPrinter: true, isOnArrival: false });
  expect(sheets.catchUp().hasPrinter).toBe(true);
  expect([sheets.printMissing([id]), woken]).toEqual([true, 1]);
});

test('what was chosen is missing again when somebody chooses no printer before it is taken', () => {
  const id = missOne();
  sheets.setPrinting({ hasPrinter: true, isOnArrival: true });
  sheets.printMissing([id]);
  expect(sheets.missing).toBe(0);
  sheets.setPrinting({ hasPrinter: false, isOnArrival: false });
  expect([sheets.missing, sheets.take(null)]).toEqual([1, null]);
});

test('a card is told anew when its sheet is found missing, and when nobody wants it any more', () => {
  const id = missOne();
  expect(told).toEqual([id]);
  sheets.dismissMissing([id]);
  expect(told).toEqual([id, id]);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { SheetStore } from '../../../../electron/station/store/sheet-store.ts';
import { openStore, type TestStore } from './rows.ts';

const AT = Date.UTC(2026, 2, 3, 9);

let store: TestStore;
let sheets: SheetStore;
let checkIn: string;
beforeEach(() => {
  store = openStore();
  sheets = new SheetStore(store.db);
  checkIn = String(store.store());
});
afterEach(() => store.dispose());

const begin = () => sheets.begin(checkIn, 'printer', 'Front desk', AT) ?? { print: '', copy: 0 };

describe('the ledger of sheets', () => {
  test('numbers the sheets of a check-in, whatever they come out of', () => {
    const first = begin();
    sheets.end(first.print, 'printed', null, AT + 1);
    expect([first.copy, sheets.begin(checkIn, 'browser', null, AT + 2)?.copy]).toEqual([1, 2]);
    const other = String(store.store({ receiveBaseId: 2 }));
    expect(sheets.begin(other, 'pdf', null, AT)?.copy).toBe(1);
  });

  test.each(['failed', 'cancelled'] as const)('gives the number of one that %s to the next', (result) => {
    sheets.end(begin().print, result, null, AT + 1);
    expect(begin().copy).toBe(1);
  });

  test('counts one that may be on paper', () => {
    begin();
    sheets.endUnknown(AT + 1);
    expect(begin().copy).toBe(2);
  });

  test('tells each sheet with when, where and what became of it', () => {
    const { print } = begin();
    sheets.end(print, 'failed', 'printer-failed', AT + 5_000);
    expect(sheets.ofCheckIn(checkIn)).toEqual([
      {
        print,
        copy: 1,
        where: 'printer',
        printer: 'Front desk',
        begunAt: new Date(AT).toISOString(),
        result: 'failed',
        problem: 'printer-failed',
        endedAt: new Date(AT + 5_000).toISOString(),
      },
    ]);
  });

  test('keeps the first end that is told, but learns of one that was unknown', () => {
    const { print } = begin();
    sheets.end(print, 'printed', null, AT + 1);
    expect(sheets.end(print, 'failed', 'timed-out', AT + 2)?.sheet).toMatchObject({ result: 'printed', problem: null });
    const second = begin();
    sheets.endUnknown(AT + 3);
    expect(sheets.end(second.print, 'printed', null, AT + 4)?.sheet.result).toBe('printed');
  });

  test.each(['', '0', '-1', '1e3', '99', "1'; --"])('knows no check-in and no sheet called %j', (id) => {
    expect(sheets.begin(id, 'printer', null, AT)).toBeNull();
    expect(sheets.end(id, 'printed', null, AT)).toBeNull();
    expect(sheets.ofCheckIn(id)).toEqual([]);
  });

  test('outlives that the check-ins are derived again', () => {
    sheets.end(begin().print, 'printed', null, AT + 1);
    const before = sheets.ofCheckIn(checkIn);
    rederive(store.db, () => {});
    expect(sheets.ofCheckIn(checkIn)).toEqual(before);
  });

  test('goes with its check-in', () => {
    begin();
    store.db.exec('UPDATE message SET check_in_id = NULL; DELETE FROM check_in');
    expect(store.db.prepare('SELECT count(*) FROM sheet').pluck().get()).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FRESH_MS, MOST_AT_ONCE, SheetJobStore } from '../../../../electron/station/store/sheet-job-store.ts';
import { SheetStore } from '../../../../electron/station/store/sheet-store.ts';
import { openStore, type TestStore } from './rows.ts';

const AT = Date.UTC(2026, 2, 3, 9);

let store: TestStore;
let sheets: SheetStore;
let jobs: SheetJobStore;
beforeEach(() => {
  store = openStore();
  start();
});
afterEach(() => store.dispose());

/** As a station does it at its start. */
function start(at?: number): void {
  sheets = new SheetStore(store.db);
  jobs = new SheetJobStore(store.db, sheets);
  store.writer.onArrival = (id, since) => jobs.add(id, since);
  if (at !== undefined) jobs.recover(at);
}

const arrive = (receiveBaseId: number, receivedAt = AT): string => String(store.store({ receiveBaseId, receivedAt }));
const missing = (): string[] => jobs.missing(100).map(({ id }) => id);
/** What the printer is handed until nothing is due. */
function takeAll(at: number): string[] {
  const taken: string[] = [];
  for (let sheet = jobs.take('Front desk', at); sheet !== null; sheet = jobs.take('Front desk', at)) {
    taken.push(sheet.checkInId);
    jobs.end(sheet.print, 'printed', null, at);
  }
  return taken;
}

describe('a sheet that is to come by itself', () => {
  test('is handed to the printer once, in the order of arrival', () => {
    const ids = [arrive(1), arrive(2), arrive(3)];
    expect(takeAll(AT + 1_000)).toEqual(ids);
    expect(takeAll(AT + 2_000)).toEqual([]);
    expect(missing()).toEqual([]);
  });

  test('is owed once however many messages come for its visit', () => {
    const id = arrive(1);
    store.writer.desk.move(id, 'new', 'handed-over', AT);
    store.store({ receiveBaseId: 1, createTime: Date.now() + 1_000, receivedAt: AT + 1 });
    store.store({ receiveBaseId: 1, createTime: Date.now() + 2_000, receivedAt: AT + 2 });
    expect(takeAll(AT + 3)).toEqual([id]);
    store.store({ receiveBaseId: 1, createTime: Date.now() + 3_000, receivedAt: AT + 4 });
    expect(takeAll(AT + 5)).toEqual([]);
  });

  test('is not written when its check-in is not', () => {
    store.writer.onArrival = () => {
      throw new Error('no');
    };
    expect(() => arrive(1)).toThrow('no');
    expect(store.db.prepare('SELECT count(*) FROM check_in').pluck().get()).toBe(0);
  });

  test('waits for a choice when it should have come minutes ago', () => {
    const [old, fresh] = [arrive(1, AT), arrive(2, AT + FRESH_MS)];
    expect(takeAll(AT + FRESH_MS + 1)).toEqual([fresh]);
    expect(missing()).toEqual([old]);
  });

  test('waits for a choice when there are more than a handful', () => {
    const ids = Array.from({ length: MOST_AT_ONCE + 1 }, (_, index) => arrive(index + 1));
    expect(takeAll(AT + 1)).toEqual([]);
    expect(missing()).toEqual(ids);
    const next = arrive(99);
    expect(takeAll(AT + 2)).toEqual([next]);
  });

  test('is not printed while it is set aside, nor missed', () => {
    const id = arrive(1);
    store.writer.desk.setAside(id, null, 'duplicate', AT);
    expect(takeAll(AT + 1)).toEqual([]);
    jobs.sortOut(AT + FRESH_MS + 1);
    expect([missing(), jobs.count()]).toEqual([[], 0]);
    store.writer.desk.setAside(id, 'duplicate', null, AT);
    expect([missing(), jobs.count()]).toEqual([[id], 1]);
  });

  test('is not owed any more when somebody has printed it by hand, but is when that was a file', () => {
    const [printed, saved] = [arrive(1), arrive(2)];
    const hand = sheets.begin(printed, 'browser', null, AT);
    expect(jobs.take('Front desk', AT + 1)?.checkInId, 'one that is being printed is left alone').toBe(saved);
    jobs.end(hand?.print ?? '', 'handed-over', null, AT + 2);
    const file = sheets.begin(printed, 'pdf', null, AT);
    jobs.end(file?.print ?? '', 'printed', null, AT + 3);
    expect(takeAll(AT + 4)).toEqual([]);
  });

  test.each(['failed', 'cancelled'] as const)('is missing when it %s', (result) => {
    const id = arrive(1);
    jobs.end(jobs.take('Front desk', AT)?.print ?? '', result, null, AT + 1);
    expect(missing()).toEqual([id]);
    expect(takeAll(AT + 2)).toEqual([]);
  });
});

describe('a process that dies', () => {
  test('before the printer was handed the sheet: the next one prints it', () => {
    const id = arrive(1);
    start(AT + 1_000);
    expect(takeAll(AT + 1_000)).toEqual([id]);
  });

  test('after that: nobody prints it by itself, and it may be on paper', () => {
    const id = arrive(1);
    jobs.take('Front desk', AT);
    start(AT + 1_000);
    expect(takeAll(AT + 1_000)).toEqual([]);
    expect(jobs.missing(1)).toMatchObject([{ id, last: { result: 'unknown' } }]);
  });

  test('after the paper was there and was noted: nothing is missing', () => {
    arrive(1);
    takeAll(AT);
    start(AT + 1_000);
    expect([takeAll(AT + 1_000), missing()]).toEqual([[], []]);
  });

  test('while main lives on: what main says afterwards is believed', () => {
    const id = arrive(1);
    const sheet = jobs.take('Front desk', AT);
    start(AT + 1_000);
    expect(missing()).toEqual([id]);
    jobs.end(sheet?.print ?? '', 'printed', null, AT + 2_000);
    expect(missing()).toEqual([]);
  });

  test('over night: what was chosen, or waited, is chosen again', () => {
    const ids = [arrive(1), arrive(2)];
    jobs.sortOut(AT + FRESH_MS + 1);
    jobs.choose(ids.slice(0, 1), AT + FRESH_MS + 1);
    expect(missing()).toEqual(ids.slice(1));
    start(AT + 43_200_000);
    expect([takeAll(AT + 43_200_000), missing()]).toEqual([[], ids]);
  });
});

describe('what is missing', () => {
  test('is printed when it is chosen, however old it is, and before what arrives', () => {
    const [old, other] = [arrive(1), arrive(2)];
    jobs.sortOut(AT + FRESH_MS + 1);
    const fresh = arrive(3, AT + FRESH_MS);
    jobs.choose([old, 'x', '4711', fresh], AT + FRESH_MS + 1);
    expect(takeAll(AT + FRESH_MS + 2)).toEqual([old, fresh]);
    expect(missing()).toEqual([other]);
  });

  test('is missing again when it was chosen and the printer takes nothing for minutes, not while it works', () => {
    const ids = [arrive(1), arrive(2), arrive(3)];
    const chosen = AT + FRESH_MS + 1;
    jobs.sortOut(chosen);
    jobs.choose(ids, chosen);
    const first = jobs.take('Front desk', chosen + FRESH_MS);
    jobs.end(first?.print ?? '', 'printed', null, chosen + FRESH_MS);
    expect([first?.checkInId, jobs.take('Front desk', chosen + 2 * FRESH_MS)?.checkInId]).toEqual(ids.slice(0, 2));
    jobs.sortOut(chosen + 3 * FRESH_MS + 1);
    expect(missing()).toEqual(ids.slice(2));
  });

  test('is dismissed for good', () => {
    const ids = [arrive(1), arrive(2)];
    jobs.sortOut(AT + FRESH_MS + 1);
    jobs.dismiss(ids);
    start(AT + 2 * FRESH_MS);
    expect([takeAll(AT), missing()]).toEqual([[], []]);
  });

  test('leaves nothing behind when it is there or not wanted', () => {
    arrive(1);
    takeAll(AT);
    const other = arrive(2);
    jobs.sortOut(AT + FRESH_MS + 1);
    jobs.dismiss([other]);
    expect(store.db.prepare('SELECT count(*) FROM sheet_job').pluck().get()).toBe(0);
  });
});

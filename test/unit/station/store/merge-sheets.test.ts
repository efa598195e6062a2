import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { merge } from '../../../../electron/station/store/merge.ts';
import { SheetJobStore } from '../../../../electron/station/store/sheet-job-store.ts';
import { SheetStore } from '../../../../electron/station/store/sheet-store.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { openStore, type TestStore } from './rows.ts';

const AT = Date.UTC(2026, 2, 3, 9);

/** A store whose desktop app prints what arrives. */
type Shop = TestStore & { sheets: SheetStore; jobs: SheetJobStore };

let folder: ReturnType<typeof temporaryFolder>;
let here: Shop;
let there: Shop;
beforeEach(() => {
  folder = temporaryFolder();
  here = openShop();
  there = openShop();
});
afterEach(() => {
  here.dispose();
  there.dispose();
  folder.dispose();
});

function openShop(): Shop {
  const store = openStore();
  const sheets = new SheetStore(store.db);
  const jobs = new SheetJobStore(store.db, sheets);
  store.writer.onArrival = (id, at) => jobs.add(id, at);
  return { ...store, sheets, jobs };
}

let copies = 0;
function copy(shop: Shop): string {
  const path = join(folder.path, `${copies++}.db`);
  shop.db.exec(`VACUUM INTO '${path}'`);
  return path;
}
const mergeIn = (path: string, isPresent = true) => merge(here.db, path, { isPresent });

const arrive = (shop: Shop, receiveBaseId: number): void => {
  shop.store({ receiveBaseId, receivedAt: AT, createTime: AT, msgId: `m-${receiveBaseId}` });
};
const idOf = (shop: Shop, order: number): string => shop.reader.checkInOfServiceOrder(String(order))?.id ?? '';
/** Hands the next sheet to the printer; answers its number. */
const take = (shop: Shop): string => shop.jobs.take('Front desk', AT + 1)?.print ?? '';
const printed = (shop: Shop): string => {
  const print = take(shop);
  shop.jobs.end(print, 'printed', null, AT + 2);
  return print;
};
/** The sheets of a service order, each with its copy, its number and what became of it. */
const sheetsOf = (order: number): unknown[] =>
  here.sheets.ofCheckIn(idOf(here, order)).map(({ print, copy, result }) => [copy, print, result]);
const jobsHere = (): unknown[] =>
  here.db
    .prepare<[], { service_order: string; state: string; sheet_id: number | null }>(
      'SELECT service_order, state, sheet_id FROM sheet_job JOIN check_in ON check_in.id = check_in_id ORDER BY service_order',
    )
    .all()
    .map(({ service_order, state, sheet_id }) => [service_order, state, sheet_id]);

test('sheets of two databases with the same numbers stay with their check-ins, and what is told of one later counts for it', () => {
  for (const order of [11, 12]) arrive(here, order);
  for (const order of [21, 22]) arrive(there, order);
  printed(here);
  const [, fails] = [printed(there), take(there)];
  expect(take(here)).toBe(fails);
  const [older, present] = [copy(here), copy(there)];
  mergeIn(present);
  mergeIn(present);
  expect([sheetsOf(11), sheetsOf(12), sheetsOf(21), sheetsOf(22)]).toEqual([
    [[1, '3', 'printed']],
    [[1, '4', null]],
    [[1, '1', 'printed']],
    [[1, '2', null]],
  ]);
  expect(jobsHere()).toEqual([
    ['12', 'printing', 4],
    ['22', 'printing', 2],
  ]);
  // The desktop app tells it of the number that the database in use has given.
  expect(here.jobs.end(fails, 'failed', 'printer-failed', AT + 3)?.checkInId).toBe(idOf(here, 22));
  expect(jobsHere()).toEqual([
    ['12', 'printing', 4],
    ['22', 'missing', 2],
  ]);
  // The same sheets under other numbers are the same sheets.
  mergeIn(older, false);
  expect([sheetsOf(11), sheetsOf(12), sheetsOf(21), sheetsOf(22)]).toEqual([
    [[1, '1', 'printed']],
    [[1, '2', null]],
    [[1, '5', 'printed']],
    [[1, '6', 'failed']],
  ]);
  expect(jobsHere()).toEqual([
    ['12', 'printing', 2],
    ['22', 'missing', 6],
  ]);
  expect(here.db.pragma('foreign_key_check')).toEqual([]);
});

test('a check-in whose sheet has come since the backup owes none, and its next one is the second', () => {
  for (const order of [1, 2, 3]) for (const shop of [here, there]) arrive(shop, order);
  const print = take(here);
  expect(take(there)).toBe(print);
  there.jobs.end(print, 'printed', null, AT + 2);
  there.jobs.sortOut(AT + 600_000);
  there.jobs.dismiss([idOf(there, 2)]);
  mergeIn(copy(there));
  expect(sheetsOf(1)).toEqual([[1, print, 'printed']]);
  expect(jobsHere()).toEqual([['3', 'missing', null]]);
  expect(here.sheets.begin(idOf(here, 1), 'printer', null, AT + 5)?.copy).toBe(2);
});

test('a sheet that both databases owe for one service order comes once, though only the older one has printed it', () => {
  arrive(here, 7);
  printed(here);
  there.db.exec('UPDATE message_floor SET id = 100000');
  there.store({ receiveBaseId: 7, receivedAt: AT + 10, createTime: AT + 10 });
  mergeIn(copy(there));
  expect(jobsHere()).toEqual([]);
  expect(take(here)).toBe('');
  expect(sheetsOf(7)).toEqual([[1, '1', 'printed']]);
});

test('a sheet that is there twice already keeps no restore from being made', () => {
  for (const shop of [here, there]) arrive(shop, 1);
  expect(printed(here)).toBe(printed(there));
  here.db.exec(
    `INSERT INTO sheet SELECT 7, check_in_id, copy, place, printer, begun_at, 'unknown', NULL, ended_at FROM sheet`,
  );
  here.db.exec('UPDATE sheet SET id = 8 WHERE id = 1');
  mergeIn(copy(there));
  expect(sheetsOf(1)).toEqual([
    [1, '1', 'printed'],
    [1, '8', 'printed'],
  ]);
});

test('what a damaged database does not tell of an owed sheet is no reason to forget it', () => {
  for (const shop of [here, there]) arrive(shop, 1);
  there.db.exec('DELETE FROM sheet_job');
  mergeIn(copy(there), false);
  expect(jobsHere()).toEqual([['1', 'waiting', null]]);
});

test('a database that began anew numbers its sheets beyond those of the one that was set aside', () => {
  here.db.exec('UPDATE message_floor SET id = 200000');
  arrive(here, 1);
  arrive(here, 2);
  expect([printed(here), printed(here)]).toEqual(['200001', '200002']);
});

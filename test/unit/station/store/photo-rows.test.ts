import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import { PHOTOS_PER_VISIT, PhotoRows } from '../../../../electron/station/store/photo-rows.ts';
import { PhotoStore } from '../../../../electron/station/store/photo-store.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { admit, admitted } from './rows.ts';

const CAPTURED = { sha256: 'a'.repeat(64), width: 4, height: 3, bytes: 12 };

let folder: ReturnType<typeof temporaryFolder>;
let db: Database.Database;
let writer: StationWriter;
let rows: PhotoRows;
let store: PhotoStore;
let reader: StationReader;
beforeEach(() => {
  folder = temporaryFolder();
  db = openDatabase(folder.path);
  writer = new StationWriter(db);
  rows = new PhotoRows(db);
  store = new PhotoStore(db);
  reader = new StationReader(db, () => DEFAULT_SETTINGS.board);
});
afterEach(() => {
  db.close();
  folder.dispose();
});

function arrive(receiveBaseId: number, photos: string[][]): void {
  const paintsInfo = photos.map((images) => ({ describe: 'Dent', images }));
  writer.writeBatch([admit(admitted({ receiveBaseId, content: { preCheckInfo: { paintsInfo } } }))]);
}

const count = (state: string) => db.prepare('SELECT count(*) FROM photo WHERE state = ?').pluck().get(state);
const all = () => db.prepare('SELECT check_in_id, place, url, state FROM photo ORDER BY id').raw().all();

describe('the rows of photos', () => {
  test('trail the messages, and say so on card and check-in', () => {
    arrive(1, [['http://h/1', 'http://h/2'], ['http://h/1']]);
    const waiting = { state: 'waiting', problem: null, nextTryAt: null, sha256: null, width: null, height: null };
    expect(all()).toEqual([]);
    expect(reader.card('1')).toMatchObject({ photoCount: 2, photos: [] });
    expect(reader.checkIn('1')?.photos).toEqual([
      [
        { id: '0', ...waiting },
        { id: '0', ...waiting },
      ],
      [{ id: '0', ...waiting }],
    ]);
    expect(store.retry('0')).toBeNull();
    expect(rows.catchUp(10)).toBe(1);
    expect(rows.catchUp(10)).toBe(0);
    // An address that is named twice is fetched once, and is one photo.
    expect(all()).toEqual([
      [1, 0, 'http://h/1', 'waiting'],
      [1, 1, 'http://h/2', 'waiting'],
    ]);
    expect(reader.checkIn('1')?.photos.map((photos) => photos.map(({ id }) => id))).toEqual([['1', '2'], ['1']]);
    expect(reader.card('1')?.photos.map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('are caught up slice by slice, after a crash from the last mark', () => {
    for (let visit = 1; visit <= 5; visit++) arrive(visit, [[`http://h/${visit}`]]);
    expect(rows.catchUp(2)).toBe(2);
    db.close();
    db = openDatabase(folder.path);
    rows = new PhotoRows(db);
    expect([rows.catchUp(2), rows.catchUp(2), rows.catchUp(2)]).toEqual([2, 1, 0]);
    expect(db.prepare('SELECT count(*) FROM photo').pluck().get()).toBe(5);
  });

  test('end a slice early when one message names very many', () => {
    arrive(
      1,
      Array.from({ length: 6 }, (_, a) => Array.from({ length: 100 }, (_, b) => `http://h/${a}-${b}`)),
    );
    arrive(2, [['http://h/x']]);
    expect([rows.catchUp(10), rows.catchUp(10), rows.catchUp(10)]).toEqual([1, 1, 0]);
  });

  test('are 200 for a visit that are fetched; the others say why not, and are fetched when somebody asks for it', () => {
    const many = (from: number, count: number): string[][] =>
      Array.from({ length: Math.ceil(count / 100) }, (_, page) =>
        Array.from({ length: Math.min(100, count - page * 100) }, (_, i) => `http://h/${from + page * 100 + i}`),
      );
    arrive(1, many(0, 3_000));
    while (rows.catchUp(10) > 0);
    expect(count('waiting')).toBe(PHOTOS_PER_VISIT);
    expect(count('failed')).toBe(3_000 - PHOTOS_PER_VISIT);
    expect(reader.card('1')).toMatchObject({ photoCount: 3_000, photos: Array(3).fill({ state: 'waiting' }) });
    const last = reader.checkIn('1')?.photos.at(-1)?.at(-1);
    expect(last).toMatchObject({ state: 'failed', problem: 'too-many', nextTryAt: null });
    expect(store.retry(last?.id ?? '')?.photo).toMatchObject({ state: 'waiting', problem: null });

    // More messages for the same visit bring no more than one would.
    arrive(1, many(5_000, 300));
    arrive(2, [['http://h/1']]);
    while (rows.catchUp(10) > 0);
    expect(count('waiting')).toBe(PHOTOS_PER_VISIT + 2);
    rederive(db, () => {});
    expect(count('waiting')).toBe(PHOTOS_PER_VISIT + 2);
  });

  test('of addresses that a later message names again are kept, the others lose their place', () => {
    arrive(1, [['http://h/1', 'http://h/2']]);
    rows.catchUp(10);
    store.captured(1, CAPTURED, 5);
    store.captured(2, { ...CAPTURED, sha256: 'b'.repeat(64) }, 5);
    arrive(1, [['http://h/3', 'http://h/2']]);
    rows.catchUp(10);
    expect(all()).toEqual([
      [1, null, 'http://h/1', 'captured'],
      [1, 1, 'http://h/2', 'captured'],
      [1, 0, 'http://h/3', 'waiting'],
    ]);
    expect(reader.checkIn('1')?.photos[0]?.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '3 waiting',
      '2 captured',
    ]);
    expect(reader.card('1')?.photos.map(({ id }) => id)).toEqual(['3', '2']);
  });

  test('stay as they are when everything is derived again', () => {
    arrive(1, [['http://h/1', 'http://h/2']]);
    arrive(2, [['not an address']]);
    rows.catchUp(10);
    store.captured(1, CAPTURED, 5);
    store.failed(3, 'bad-address');
    const before = db.prepare('SELECT * FROM photo').all();
    rederive(db, () => {});
    expect(db.prepare('SELECT * FROM photo').all()).toEqual(before);
    expect(rows.catchUp(10)).toBe(0);
  });
});

describe('the queue on disk', () => {
  beforeEach(() => {
    arrive(1, [['http://a/1', 'http://a/2'], ['http://b/1']]);
    rows.catchUp(10);
  });

  test('gives what is due, but for busy hosts and what is under way', () => {
    expect(store.due(10, [], [])).toMatchObject({ id: 1, checkInId: 1, url: 'http://a/1', host: 'a', attempts: 0 });
    expect(store.due(10, [], [1])?.id).toBe(2);
    expect(store.due(10, ['a'], [])?.id).toBe(3);
    expect(store.due(10, ['a', 'b'], [])).toBeNull();
  });

  test('counts an attempt before it is made, and prefers what was never tried', () => {
    store.begin(1, 20);
    expect(store.due(30, [], [])?.id).toBe(2);
    store.begin(2, 40);
    store.begin(3, 50);
    expect(store.due(19, [], [])).toBeNull();
    expect(store.nextAt()).toBe(20);
    expect(store.due(30, [], [])).toMatchObject({ id: 1, attempts: 1 });
  });

  test('takes an attempt back', () => {
    store.begin(1, 20);
    store.giveBack(1);
    expect(store.due(1, [], [])).toMatchObject({ id: 1, attempts: 0 });
  });

  test('keeps why a photo failed, and when it is tried next', () => {
    store.begin(1, 20);
    store.tryAgain(1, { problem: 'server-error', attempts: 1, triedSince: 500, nextAt: 2_000 });
    expect(store.due(2_000, ['b'], [2])).toMatchObject({
      id: 1,
      problem: 'server-error',
      attempts: 1,
      triedSince: 500,
    });
    store.failed(2, 'not-found');
    expect(reader.card('1')?.photos).toMatchObject([
      { state: 'waiting', problem: 'server-error', nextTryAt: '1970-01-01T00:00:02.000Z' },
      { state: 'failed', problem: 'not-found', nextTryAt: null },
      { state: 'waiting', problem: null, nextTryAt: null },
    ]);
  });

  test('has a failed photo tried again from its first attempt on, never a captured one', () => {
    store.begin(1, 20);
    store.tryAgain(1, { problem: 'not-found', attempts: 3, triedSince: 5, nextAt: 20 });
    store.failed(1, 'not-found');
    expect(store.retry('1')).toMatchObject({ checkInId: 1, photo: { id: '1', state: 'waiting', problem: null } });
    expect(store.due(0, [], [])).toMatchObject({ id: 1, attempts: 0, triedSince: null });
    store.captured(2, CAPTURED, 7);
    expect(store.retry('2')?.photo).toMatchObject({ state: 'captured', sha256: CAPTURED.sha256 });
    for (const id of ['0', '99', '1.0', '0x1', '']) expect(store.retry(id)).toBeNull();
  });

  test('has photos of refused addresses tried again, no others', () => {
    store.failed(1, 'refused-address');
    store.failed(2, 'not-found');
    store.retryRefused();
    expect(all().map((row) => (row as unknown[])[3])).toEqual(['waiting', 'failed', 'waiting']);
  });

  test('is found by its indexes', () => {
    const plan = (sql: string): string => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    expect(plan("SELECT id FROM photo WHERE state = 'waiting' AND next_at <= 5 ORDER BY next_at LIMIT 1")).toMatch(
      /SEARCH photo USING (COVERING )?INDEX photo_due/,
    );
    expect(plan('SELECT id FROM photo WHERE check_in_id = 1 AND place IS NOT NULL ORDER BY place LIMIT 3')).toMatch(
      /SEARCH photo USING (COVERING )?INDEX photo_of_check_in[^}]*"}]$/,
    );
  });
});

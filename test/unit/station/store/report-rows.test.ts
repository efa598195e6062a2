import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFigures } from '../../../../electron/station/store/figures.ts';
import { PHOTOS_PER_VISIT, PhotoRows } from '../../../../electron/station/store/photo-rows.ts';
import { rederive } from '../../../../electron/station/store/rederive.ts';
import { StoredContent } from '../../../../electron/station/store/stored-content.ts';
import { VehicleReader } from '../../../../electron/station/store/vehicle-reader.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { report } from './reported.ts';
import { openStore, type TestStore } from './rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => {
  expect(store.writer.figures).toEqual(readFigures(store.db));
  store.dispose();
});

const AT = 1_700_000_000_000;
const damage = (...images: string[]) => ({ content: { preCheckInfo: { paintsInfo: [{ describe: 'Dent', images }] } } });
const arrive = (parts = {}) => String(store.store({ receiveBaseId: 1, receivedAt: AT, createTime: AT, ...parts }));
const reportsOf = (id: string) => store.reader.checkIn(id)?.reports ?? [];
const all = (table: string) => store.db.prepare(`SELECT * FROM ${table}`).all();
const photos = () => store.db.prepare('SELECT check_in_id, place, url FROM photo ORDER BY place').raw().all();
const BOTH = [
  [1, 0, 'http://h/dent'],
  [1, 1, 'http://h/new'],
  [1, 2, 'http://h/old'],
];

function catchUpPhotos(): void {
  const rows = new PhotoRows(store.db);
  while (rows.catchUp(3) > 0);
}

describe('the photos of reports', () => {
  const reports = () => {
    report(store, { photos: ['http://h/old', 'http://h/dent'], createTime: AT });
    report(store, { photos: ['http://h/new'], createTime: AT + 1 });
  };

  test('are kept behind those of the damage, whichever came first', () => {
    arrive(damage('http://h/dent'));
    catchUpPhotos();
    reports();
    catchUpPhotos();
    expect(photos()).toEqual(BOTH);
    // The card shows the damage alone.
    expect(store.reader.card('1')).toMatchObject({ photoCount: 1, photos: [{ state: 'waiting' }] });
    expect(reportsOf('1').map((one) => one.photos.flat().map(({ id }) => id))).toEqual([['3', '1'], ['2']]);
  });

  test('are brought by a check-in that comes after them', () => {
    reports();
    catchUpPhotos();
    expect(photos()).toEqual([]);
    const id = arrive(damage('http://h/dent'));
    catchUpPhotos();
    expect(photos()).toEqual(BOTH.map(([, place, url]) => [Number(id), place, url]));
  });

  test('are not fetched for a report that proves nothing beside a visit that is proven', () => {
    const id = arrive(damage());
    report(store, { photos: ['http://h/new'], proven: false });
    catchUpPhotos();
    expect(photos()).toEqual([]);
    expect(reportsOf(id)[0]).toMatchObject({ groups: [{ photos: ['http://h/new'] }], photos: [[]] });
  });

  test('count to the most that a visit has', () => {
    arrive(damage('http://h/dent'));
    for (const part of ['a', 'b', 'c'])
      report(store, { photos: Array.from({ length: 90 }, (_none, n) => `http://h/${part}${n}`) });
    catchUpPhotos();
    const fetched = store.db.prepare("SELECT count(*) FROM photo WHERE state = 'waiting'").pluck().get();
    expect(fetched).toBe(PHOTOS_PER_VISIT);
  });
});

describe('what is removed', () => {
  const persons = (id: string) =>
    store.writer.retention.removeOf('personal', [Number(id)], { messages: [], quarantined: [] }, AT);

  test('with personal data are comments, pages and the bytes of reports, and deriving again brings none back', () => {
    const id = arrive();
    report(store, { comment: 'Mrs Okafor asked', statuses: ['MAJOR'] });
    persons(id);
    const check = () => {
      expect(reportsOf(id)).toMatchObject([
        { pageUrl: null, major: 1, groups: [{ comment: null, checkPoints: [{}] }] },
      ]);
      expect(store.db.prepare('SELECT count(*) FROM message WHERE length(raw) > 0').pluck().get()).toBe(0);
    };
    check();
    rederive(store.db, () => {});
    check();
  });

  test('is not kept of a report that comes afterwards either', () => {
    const id = arrive();
    persons(id);
    report(store, { comment: 'Mrs Okafor asked', statuses: ['MAJOR'] });
    expect(reportsOf(id)).toMatchObject([{ pageUrl: null, major: 1, groups: [{ comment: null }] }]);
    expect(store.db.prepare('SELECT count(*) FROM message WHERE length(raw) > 0').pluck().get()).toBe(0);
  });

  test('is not kept of one that cannot be read either, and none waits for a version that could read it', () => {
    const id = arrive();
    persons(id);
    report(store, { reportJson: 'Mrs Okafor asked' });
    const message = () => store.db.prepare('SELECT length(raw) AS bytes, is_unread FROM message WHERE id = 2').get();
    expect(message()).toEqual({ bytes: 0, is_unread: 0 });
    rederive(store.db, () => {});
    expect(message()).toEqual({ bytes: 0, is_unread: 0 });
    expect(reportsOf(id)).toMatchObject([{ isUnreadable: true }]);
  });

  test('by the term of messages that belong to no visit are their comments, too', () => {
    report(store, { receivedAt: AT, comment: 'Mrs Okafor asked' });
    store.writer.retention.slice('personal', { days: 1, before: AT + 1, limit: 10, at: AT });
    expect(String(store.db.prepare('SELECT groups FROM health_report').pluck().get())).not.toContain('Okafor');
  });

  test('with a visit are its reports and their messages', () => {
    const id = arrive();
    report(store);
    report(store, { order: 2 });
    store.writer.retention.removeOf('visits', [Number(id)], { messages: [], quarantined: [] }, AT);
    expect(all('message')).toHaveLength(1);
    expect(all('health_report')).toMatchObject([{ service_order: '2' }]);
    expect(all('removed_bytes')).toHaveLength(2);
  });
});

describe('what an older version has stored', () => {
  test('is read a slice at a time, once, with its photos, and moves nothing', () => {
    const id = arrive(damage('http://h/dent'));
    store.writer.desk.move(id, 'new', 'seen', AT);
    for (let n = 0; n < 7; n++) store.store({ receiveBaseId: 10 + n });
    report(store, { photos: ['http://h/new'] });
    store.db.exec(`DELETE FROM lane_change WHERE moved_by = 'report'; UPDATE check_in SET lane = 'seen' WHERE id = 1;
      DELETE FROM health_report; UPDATE content_mark SET message_id = 0, last_id = (SELECT max(id) FROM message)`);
    Object.assign(store.writer.figures, readFigures(store.db));
    catchUpPhotos();
    const content = new StoredContent(store.db);
    expect(content.isDone).toBe(false);
    let slices = 1;
    while (content.catchUp(2)) slices += 1;
    expect(slices).toBe(5);
    expect(content.isDone).toBe(true);
    expect(reportsOf(id)).toMatchObject([{ passed: 1 }]);
    expect(photos()).toContainEqual([1, 1, 'http://h/new']);
    expect(store.reader.card(id)?.lane).toBe('seen');
  });

  test('is nothing in a new database', () => {
    expect(new StoredContent(store.db).isDone).toBe(true);
  });
});

test('a report of an order that nobody knows stands with the vehicle of its plate until its check-in comes', () => {
  store.store({ receiveBaseId: 1, plate: 'AB12 CDE' });
  report(store, { order: 7, plate: 'ab12cde', statuses: ['MINOR'] });
  const vehicles = new VehicleReader(store.db, () => DEFAULT_SETTINGS.board);
  const aside = () => vehicles.vehicle({ of: '1' })?.reportsAside;
  expect(aside()).toMatchObject([{ receiveBaseId: '7', minor: 1 }]);
  store.store({ receiveBaseId: 7, plate: 'AB12 CDE' });
  expect(aside()).toEqual([]);
  expect(vehicles.visits({ of: '3' }, 10, undefined)?.items[0]).toMatchObject({ report: { minor: 1 } });
});

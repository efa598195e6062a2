import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryIndex } from '../../../../electron/station/store/history-index.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import type { HistoryFilter } from '../../../../shared/history.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { admit, admitted, openStore, type TestStore } from './rows.ts';

const HOUR = 3_600_000;
const AT = Date.UTC(2026, 2, 3, 9);
const iso = (ms: number): string => new Date(ms).toISOString();

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.dispose());

const ids = (filter: HistoryFilter, reader = store.reader): number[] =>
  reader.history(filter, undefined, 200).items.map(({ id }) => Number(id));

describe('filters', () => {
  const staff = (storeId: string | number, userName: string) => ({ staffInfo: { storeId, userName } });
  const damage = (images: string[]) => ({
    preCheckInfo: { lightInfo: ['20_Engine'], paintsInfo: [{ describe: 'Dent', images }] },
  });
  const nothing = { preCheckInfo: { lightInfo: [] }, staffInfo: {} };
  /** What each visit is there for, by its number. */
  let visits: string[];
  const found = (filter: HistoryFilter): string[] =>
    ids(filter)
      .map((id) => visits[id - 1] ?? '')
      .toSorted();

  beforeEach(() => {
    visits = ['plain', 'other-store', 'red', 'amber', 'odd', 'dent', 'bare', 'hostile'];
    store.store({ lights: [], content: staff(84, 'Dawn') });
    store.store({ lights: [], content: staff(85, 'Kofi') });
    store.store({ lights: ['16_Oil', '20_Engine'], content: staff(84, 'Dawn') });
    store.store({ lights: ['20_Engine'], content: staff(84, 'Kofi') });
    store.store({ lights: ['27_Tyre', '_no code'], content: staff(84, 'Dawn') });
    store.store({ content: { ...damage([]), ...staff(84, 'Dawn') } });
    store.store({ content: nothing });
    store.store({ lights: ['x" OR "y'], content: staff('84" OR "¤pnew', '李静 NEAR(a, b)') });
    store.index();
    store.writer.desk.move('2', 'new', 'ready', AT);
    store.writer.desk.setAside('3', null, 'mistake', AT);
  });

  test.each<[HistoryFilter, string[]]>([
    [{ place: 'ready' }, ['other-store']],
    [{ place: 'set-aside' }, ['red']],
    [{ place: 'health-check' }, []],
    [{ place: 'new' }, ['amber', 'bare', 'dent', 'hostile', 'odd', 'plain']],
    [{ store: '85' }, ['other-store']],
    [{ store: '8' }, []],
    [{ store: '' }, ['bare']],
    [{ store: '84" OR "¤pnew' }, ['hostile']],
    [{ adviser: 'Kofi' }, ['amber', 'other-store']],
    [{ adviser: 'kofi' }, []],
    [{ adviser: '李静 NEAR(a, b)' }, ['hostile']],
    [{ lights: 'red' }, ['red']],
    [{ lights: 'amber' }, ['amber', 'dent', 'red']],
    [{ lights: 'info' }, []],
    [{ lights: 'unmapped' }, ['hostile', 'odd']],
    [{ lights: 'none' }, ['bare', 'other-store', 'plain']],
    [{ lights: 'any' }, ['amber', 'dent', 'hostile', 'odd', 'red']],
    [{ lightCode: '27' }, ['odd']],
    [{ lightCode: '2' }, []],
    [{ damage: 'with' }, ['amber', 'dent', 'hostile', 'odd', 'other-store', 'plain', 'red']],
    [{ damage: 'without' }, ['bare']],
    [{ damage: 'photos' }, ['amber', 'hostile', 'odd', 'other-store', 'plain', 'red']],
    [{ place: 'new', lights: 'amber', adviser: 'Dawn', store: '84' }, ['dent']],
    [{ q: 'kofi', lights: 'amber' }, ['amber']],
    [{ q: '李', store: '84' }, []],
    [{ q: 'pnew' }, []],
  ])('%j finds %j', (filter, expected) => {
    expect(found({ ...filter })).toEqual(expected);
  });

  test('a severity is that which the table gives to a code today', () => {
    const settings = { ...DEFAULT_SETTINGS.board, lights: { '27': 'red' as const } };
    const reader = new StationReader(store.db, () => settings);
    expect(ids({ lights: 'red' }, reader)).toEqual([5]);
    expect(ids({ lights: 'amber' }, reader)).toEqual([]);
    expect(ids({ lights: 'unmapped' }, reader)).toEqual([8, 6, 5, 4, 3]);
  });

  test('the choices are what visits have named', () => {
    expect(store.reader.historyChoices()).toEqual({
      stores: ['84', '84" OR "¤pnew', '85'],
      advisers: ['Dawn', 'Kofi', '李静 NEAR(a, b)'],
      lightCodes: expect.arrayContaining(['16', '20', '27']),
    });
  });
});

describe('a visit is found where it stands', () => {
  const placesOf = (id: number): string[] =>
    (['new', 'seen', 'ready', 'handed-over', 'set-aside'] as const).filter((place) => ids({ place }).includes(id));

  test('at once when it is moved, set aside and put back', () => {
    const id = Number(store.store());
    store.index();
    expect(placesOf(id)).toEqual(['new']);
    store.writer.desk.move(String(id), 'new', 'seen', AT);
    expect(placesOf(id)).toEqual(['seen']);
    store.writer.desk.setAside(String(id), null, 'duplicate', AT);
    expect(placesOf(id)).toEqual(['set-aside']);
    store.writer.desk.setAside(String(id), 'duplicate', null, AT);
    expect(placesOf(id)).toEqual(['seen']);
  });

  test('when AutoX3 brings it back', () => {
    const id = Number(store.store({ receiveBaseId: 7, createTime: AT }));
    store.index();
    store.writer.desk.move(String(id), 'new', 'handed-over', AT);
    store.store({ receiveBaseId: 7, createTime: AT + 1 });
    expect(placesOf(id)).toEqual(['new']);
  });

  test('when it was moved before it had a search row', () => {
    const id = Number(store.store());
    store.writer.desk.move(String(id), 'new', 'ready', AT);
    store.index();
    expect(placesOf(id)).toEqual(['ready']);
  });
});

test('one that is gone is not found, and not counted, any more', () => {
  for (let n = 0; n < 3; n++) store.store({ remark: 'needle' });
  store.index();
  store.db.exec('UPDATE message SET check_in_id = NULL WHERE check_in_id = 2; DELETE FROM check_in WHERE id = 2');
  store.writer.search.refresh(2);
  expect(ids({ q: 'needle' })).toEqual([3, 1]);
  expect(store.reader.historyCount({}, undefined, undefined)).toMatchObject({ count: 2, isMore: false });
  expect(store.reader.historyRowsAt({}, undefined, 1, 5).items.map(({ id }) => id)).toEqual(['1']);
});

test('far down the list a search begins where it is asked to, and walks past none of the newer visits', () => {
  store.db.exec(`WITH RECURSIVE visit (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM visit WHERE id < 100000)
    INSERT INTO check_in_search (rowid, words, codes) SELECT id, 'common', '' FROM visit`);
  const index = new HistoryIndex(store.db, () => ({}));
  const fastest = (before: number): number => {
    const times = Array.from({ length: 7 }, () => {
      const startedAt = performance.now();
      expect(index.ids({ q: 'common' }, before, 5)[0]).toBe(before - 1);
      return performance.now() - startedAt;
    });
    return Math.min(...times);
  };
  expect(fastest(20)).toBeLessThan(10 * fastest(100_001) + 1);
});

test('what is searched for is counted up to 1,000, all others whole', () => {
  const batch = Array.from({ length: 1_002 }, () => admit(admitted({ remark: 'needle' })));
  store.writer.writeBatch(batch);
  store.index();
  expect(store.reader.historyCount({ q: 'needle' }, undefined, undefined)).toEqual({
    count: 1_000,
    isMore: true,
    unsearchable: 0,
  });
  expect(store.reader.historyCount({ q: 'needle' }, 1_001, undefined)).toMatchObject({ count: 1_000, isMore: false });
  expect(store.reader.historyCount({ q: 'needle' }, undefined, 1_000)).toMatchObject({ count: 2, isMore: false });
  expect(store.reader.historyCount({}, undefined, undefined)).toMatchObject({ count: 1_002, isMore: false });
});

test('visits that have no search row yet are said', () => {
  store.store();
  store.index();
  store.store();
  store.store();
  expect(store.reader.historyCount({}, undefined, undefined)).toEqual({ count: 3, isMore: false, unsearchable: 2 });
});

test('times, counts and places are right whatever the clock did', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: HOUR / 2 }) },
    { weight: 1, arbitrary: fc.integer({ min: -3 * HOUR, max: 3 * HOUR }) },
    { weight: 1, arbitrary: fc.constantFrom(-HOUR, HOUR, -30 * 24 * HOUR, 30 * 24 * HOUR) },
  );
  const edge = fc.oneof(
    fc.integer({ min: -4, max: 20 }).map((hours) => hours * HOUR),
    fc.integer({ min: 0, max: 20 * HOUR }),
  );
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 30 }),
      fc.nat(30),
      fc.tuple(edge, edge),
      fc.nat(40),
      (steps, indexed, [from, length], beforeNth) => {
        store.db.exec('DELETE FROM message; DELETE FROM check_in');
        store.db.transaction(() => store.writer.search.clear())();
        store.writer.arrivals.clear();
        let at = AT;
        const all: { id: number; at: number }[] = [];
        const entries = steps.map((by) => {
          at += by;
          return admit(admitted({ receivedAt: at }));
        });
        for (const [index, { change }] of store.writer.writeBatch(entries).entries()) {
          const entry = entries[index];
          if (entry?.type === 'admit') all.push({ id: change?.id ?? 0, at: entry.message.receivedAt });
        }
        // What trails is told as rightly as what does not.
        store.writer.arrivals.catchUp(indexed);
        const filter = { from: iso(AT + from), to: iso(AT + from + Math.abs(length)) };
        const before = all[beforeNth]?.id;
        const expected = all
          .filter((visit) => visit.at >= AT + from && visit.at < AT + from + Math.abs(length))
          .filter(({ id }) => before === undefined || id < before)
          .map(({ id }) => id)
          .toReversed();
        const { reader } = store;
        expect(reader.history(filter, before, 200).items.map(({ id }) => Number(id))).toEqual(expected);
        expect(reader.historyCount(filter, before, undefined).count).toBe(expected.length);
        for (const position of [0, 1, expected.length - 1, expected.length]) {
          if (position < 0) continue;
          const there = reader.historyRowsAt(filter, before, position, 200).items.map(({ id }) => Number(id));
          expect(there).toEqual(expected.slice(position));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a search is read at any place as its list is', () => {
  for (let n = 0; n < 30; n++) store.store({ remark: n % 2 === 0 ? 'needle' : 'hay', receivedAt: AT + n * HOUR });
  store.index();
  const all = ids({ q: 'needle' });
  for (const position of [0, 7, 14, 15]) {
    const there = store.reader.historyRowsAt({ q: 'needle' }, undefined, position, 4).items;
    expect(there.map(({ id }) => Number(id))).toEqual(all.slice(position, position + 4));
  }
  const days = { q: 'needle', from: iso(AT + 4.5 * HOUR), to: iso(AT + 20.5 * HOUR) };
  expect(ids(days)).toEqual([21, 19, 17, 15, 13, 11, 9, 7]);
  expect(store.reader.historyRowsAt(days, 16, 2, 2).items.map(({ id }) => id)).toEqual(['11', '9']);
  expect(store.reader.historyCount(days, 16, undefined).count).toBe(5);
});

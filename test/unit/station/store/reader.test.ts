import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryReader } from '../../../../electron/station/store/delivery-reader.ts';
import { StationReader } from '../../../../electron/station/store/reader.ts';
import type { HistoryFilter } from '../../../../shared/history.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { plansOf } from './plans.ts';
import { openStore, type TestStore } from './rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.dispose());

const AT = 1_700_000_000_000;

/** Reads a list page by page, doing something between the pages. */
function readAll(filter: HistoryFilter, between: () => void = () => {}): number[] {
  const ids: number[] = [];
  let before: number | undefined;
  for (let page = 0; page < 100; page++) {
    const { items, next } = store.reader.history(filter, before, 7);
    ids.push(...items.map(({ id }) => Number(id)));
    if (next === null) return ids;
    before = next;
    between();
  }
  throw new Error('the pages do not end');
}

describe('a list of check-ins', () => {
  test('read page by page is whole and without doubles, newest first, while new ones arrive', () => {
    const ids = Array.from({ length: 40 }, () => Number(store.store()));
    expect(readAll({}, () => store.store())).toEqual(ids.toReversed());
  });

  test('that was searched is whole too', () => {
    const wanted: number[] = [];
    for (let n = 0; n < 60; n++) {
      const id = Number(store.store({ remark: n % 3 === 0 ? 'Needle' : 'hay' }));
      if (n % 3 === 0) wanted.push(id);
    }
    store.index();
    const found = readAll({ q: 'needle' }, () => {
      store.store({ remark: 'needle' });
      store.index();
    });
    expect(found).toEqual(wanted.toReversed());
  });

  test('ends where the last page is exactly full', () => {
    for (let n = 0; n < 14; n++) store.store();
    const first = store.reader.history({}, undefined, 7);
    const second = store.reader.history({}, first.next ?? 0, 7);
    expect([first.items.length, second.items.length, second.next]).toEqual([7, 7, null]);
  });

  test('goes from a time, up to another and not including it', () => {
    const [, second, third] = [0, 1, 2, 3].map((n) => Number(store.store({ receivedAt: AT + n })));
    expect(readAll({ from: new Date(AT + 1).toISOString(), to: new Date(AT + 3).toISOString() })).toEqual([
      third,
      second,
    ]);
  });

  test('of one lane holds that lane alone, searched or not', () => {
    const [first, second] = [0, 1].map(() => Number(store.store({ remark: 'same' })));
    store.index();
    store.writer.desk.move(String(second), 'new', 'ready', AT);
    expect(readAll({ place: 'ready' })).toEqual([second]);
    expect(readAll({ place: 'new', q: 'same' })).toEqual([first]);
  });
});

test('the delivery log is read page by page, whole and of one outcome', () => {
  for (let n = 0; n < 10; n++) store.store({ receiveBaseId: n + 1, msgId: `message-${n % 5}` });
  const read = (outcome?: 'accepted' | 'repeat'): (string | null)[] => {
    const seen: (string | null)[] = [];
    for (let before: number | undefined; ; ) {
      const { items, next } = store.deliveries.list({ outcome, before, limit: 3 });
      seen.push(...items.map(({ msgId }) => msgId));
      if (next === null) return seen;
      before = next;
    }
  };
  const newestFirst = ['message-4', 'message-3', 'message-2', 'message-1', 'message-0'];
  expect(read('repeat')).toEqual(newestFirst);
  expect(read('accepted')).toEqual(newestFirst);
  expect(read()).toEqual([...newestFirst, ...newestFirst]);
});

describe('the plan of', () => {
  /** What a card says of earlier visits, and of what failed on its way, is found by its number. */
  const OF_ONE =
    /^(CORRELATED SCALAR SUBQUERY \d|SEARCH \w+ USING INTEGER PRIMARY KEY \(rowid=\?\)|SEARCH vehicle_plan USING INDEX vehicle_plan_of_visit \(check_in_id=\?\)|SEARCH set_aside_change USING INDEX set_aside_change_by_check_in \(check_in_id=\?\))$/;

  const planOf = (pattern: RegExp): string[] => {
    const plan = plansOf(store.db, (db) => {
      new StationReader(db, () => DEFAULT_SETTINGS.board);
      const deliveries = new DeliveryReader(db);
      deliveries.list({ limit: 1 });
      deliveries.list({ outcome: 'accepted', limit: 1 });
    }).find(({ sql }) => pattern.test(sql));
    if (plan === undefined) throw new Error(`no statement is like ${pattern}`);
    return plan.steps;
  };

  beforeEach(() => {
    for (let n = 0; n < 50; n++) store.store();
  });

  test.each<[string, RegExp, string]>([
    ["the board's lanes", /FROM check_in WHERE lane = \? AND set_aside/, 'USING INDEX check_in_by_lane (lane=?)'],
    ['what is done', /FROM check_in WHERE \(set_aside/, 'USING INDEX check_in_done (<expr>>?)'],
    ['a service order', /WHERE service_order = \?/, 'INDEX sqlite_autoindex_check_in_1 (service_order=?)'],
    [
      'the deliveries of one outcome',
      /FROM delivery WHERE id < \$before AND outcome/,
      'INDEX delivery_by_outcome (outcome=? AND id<?)',
    ],
    ['all deliveries', /FROM delivery WHERE id < \$before ORDER/, 'USING INTEGER PRIMARY KEY (rowid<?)'],
    ['the moves of a visit', /FROM lane_change/, 'INDEX lane_change_by_check_in (check_in_id=?)'],
    [
      'when it was set aside',
      /^SELECT reason, at FROM set_aside_change/,
      'INDEX set_aside_change_by_check_in (check_in_id=?)',
    ],
  ])('%s goes by its index, and needs no sorting', (_what, pattern, step) => {
    const [first, ...rest] = planOf(pattern);
    expect(first).toContain(step);
    expect(rest.filter((other) => !OF_ONE.test(other))).toEqual([]);
  });

  test('the messages of a visit goes by their own numbers', () => {
    expect(planOf(/^SELECT msg_id/).filter((step) => step.startsWith('S'))).toEqual([
      'SEARCH message USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH h USING PRIMARY KEY (body_sha256=?) LEFT-JOIN',
      'SEARCH message USING INDEX message_of_check_in (check_in_id=?)',
      'SEARCH h USING PRIMARY KEY (body_sha256=?) LEFT-JOIN',
    ]);
  });

  const SEARCH = 'SCAN check_in_search VIRTUAL TABLE INDEX';
  test.each<[string, RegExp, string[]]>([
    [
      'the whole list',
      /^SELECT id FROM check_in WHERE id BETWEEN \$first AND \$last ORDER BY id DESC LIMIT \$limit$/,
      ['SEARCH check_in USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'],
    ],
    ['a search', /^SELECT rowid FROM check_in_search WHERE check_in_search MATCH/, [SEARCH]],
    [
      'the count of a search',
      /^SELECT count\(\*\) FROM \(SELECT rowid FROM check_in_search/,
      ['CO-ROUTINE', SEARCH, 'SCAN (subquery'],
    ],
    [
      'the rows of a list',
      /^SELECT id, service_order.+adviser_mobile,.+stored_late_at FROM check_in WHERE id IN/s,
      [
        'SEARCH check_in USING INTEGER PRIMARY KEY (rowid=?)',
        'LIST SUBQUERY',
        'SCAN json_each',
        'CORRELATED SCALAR SUBQUERY',
        'SEARCH message USING INTEGER PRIMARY KEY (rowid=?)',
      ],
    ],
    [
      'the runs of a time',
      /FROM arrival_run WHERE hour BETWEEN/,
      ['SEARCH arrival_run USING COVERING INDEX arrival_run_by_hour (hour>? AND hour<?)'],
    ],
    [
      'the runs of an hour',
      /FROM arrival_run WHERE hour = \?/,
      ['SEARCH arrival_run USING COVERING INDEX arrival_run_by_hour (hour=?)'],
    ],
    [
      'the visits of runs',
      /sum\(visits\), 0\)/,
      ['SEARCH arrival_run USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'],
    ],
    [
      'a place in the list',
      /^SELECT max\(first\)/,
      [
        'CO-ROUTINE',
        'CO-ROUTINE',
        'SEARCH arrival_run USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
        'SCAN (subquery',
        'SEARCH (subquery-1)',
      ],
    ],
    [
      'what is not searchable yet',
      /FROM search_mark/,
      ['CO-ROUTINE', 'SEARCH check_in', 'SCALAR SUBQUERY', 'SCAN search_mark', 'SCAN'],
    ],
    ['the choices', /FROM search_choice/, ['SEARCH search_choice USING PRIMARY KEY (kind=?)']],
  ])('%s walks only what it tells', (_what, pattern, steps) => {
    const plan = planOf(pattern);
    expect(plan).toHaveLength(steps.length);
    for (const [index, step] of steps.entries()) expect(plan[index]).toContain(step);
  });

  test("every statement of the reader scans nothing but a full-text query's own results", () => {
    const plans = plansOf(store.db, (db) => new StationReader(db, () => DEFAULT_SETTINGS.board));
    expect(plans.length).toBeGreaterThan(8);
    for (const { steps } of plans) {
      for (const step of steps)
        expect(step).not.toMatch(
          /TEMP B-TREE|^SCAN (?!json_each |check_in_search VIRTUAL TABLE|\(subquery|search_mark)/,
        );
    }
  });
});

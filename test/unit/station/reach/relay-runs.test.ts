import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RelayRuns } from '../../../../electron/station/reach/relay-runs.ts';
import { tidyRuns } from '../../../../electron/station/reach/tidy-runs.ts';
import { RelayStore } from '../../../../electron/station/store/relay-store.ts';
import { openStore, type TestStore } from '../store/rows.ts';

const NOON = Date.UTC(2026, 2, 3, 12);
const s = (seconds: number): number => seconds * 1_000;
const DAY_MS = 86_400_000;

let store: TestStore;
let pc: { now: number };
let changes: number;
beforeEach(() => {
  store = openStore();
  pc = { now: NOON };
  changes = 0;
});
afterEach(() => store.dispose());

/** What a station knows that starts now. */
function start(): RelayRuns {
  return new RelayRuns({
    store: new RelayStore(store.db),
    now: () => pc.now,
    changed: () => {
      changes += 1;
    },
    log: pino({ level: 'silent' }),
  });
}

/** A desk that joined at noon, and has heard of a relay that ran before. */
function joined(): RelayRuns {
  const runs = start();
  runs.join(true);
  runs.take('one', 'a', { from: NOON - s(60), to: NOON + s(1) });
  return runs;
}

/** Time goes by with a look every five seconds, and with what is heard at each. */
function passes(runs: RelayRuns, seconds: number, hears?: () => void): void {
  for (let left = seconds; left > 0; left -= 5) {
    pc.now += s(5);
    hears?.();
    runs.look();
  }
}

describe('the time with a relay', () => {
  test('begins when the desk has joined and something of the relay is known, and not before', () => {
    const runs = start();
    runs.take('one', 'a', { from: NOON - s(60), to: NOON });
    expect(runs.known).toMatchObject({ times: [], runs: [], since: { type: 'awaited' } });
    runs.join(true);
    expect(runs.known.times).toEqual([]);
    runs.take('one', 'b', { from: NOON + s(30), to: NOON + s(40) });
    expect(runs.known.times).toEqual([{ from: NOON, to: Infinity }]);
  });

  test('begins with the first run where nothing is known of a relay before it', () => {
    const runs = start();
    runs.join(true);
    pc.now += s(600);
    runs.take('one', 'a', { from: NOON + s(300), to: NOON + s(600) });
    expect(runs.known.times).toEqual([{ from: NOON + s(300), to: Infinity }]);
    // A run that is read only now tells that it was there all the while.
    runs.take('two', 'a', { from: NOON - s(300), to: NOON - s(200) });
    expect(runs.known).toMatchObject({
      times: [{ from: NOON, to: Infinity }],
      runs: [{ from: NOON + s(300), to: NOON + s(600) }],
    });
  });

  test('ends with the last word that was heard, is kept, and another one begins with another joining', () => {
    const runs = joined();
    pc.now += s(10);
    runs.join(true);
    runs.join(false);
    expect(runs.known.times).toEqual([{ from: NOON, to: NOON + s(1) }]);
    pc.now += s(10);
    const later = start();
    later.join(false);
    later.join(true);
    later.take('one', 'a', { from: NOON - s(60), to: NOON + s(20) });
    expect(later.known).toMatchObject({
      times: [
        { from: NOON, to: NOON + s(1) },
        { from: NOON + s(20), to: Infinity },
      ],
    });
    expect(start().known).toEqual({ ...later.known, since: { type: 'awaited' } });
  });

  test('ends at the moment of leaving where the relay was not heard of any more', () => {
    const runs = joined();
    passes(runs, 60);
    runs.join(false);
    expect(runs.known.times).toEqual([{ from: NOON, to: NOON + s(60) }]);
  });
});

describe('what relays say', () => {
  test('may be said again and in another order, and comes to the same', () => {
    const said = [
      ['one', 'a', NOON, NOON + s(10)],
      ['one', 'a', NOON, NOON + s(30)],
      ['two', 'a', NOON + s(20), NOON + s(50)],
      ['one', 'b', NOON + s(60), NOON + s(70)],
    ] as const;
    const results = [said, said.toReversed(), [...said, ...said]].map((order) => {
      store.db.exec('DELETE FROM relay_run; DELETE FROM relay_time');
      pc.now = NOON;
      const runs = start();
      runs.join(true);
      pc.now = NOON + s(80);
      for (const [relay, run, from, to] of order) runs.take(relay, run, { from, to });
      expect(start().known.runs).toEqual(runs.known.runs);
      return runs.known.runs;
    });
    for (const runs of results) {
      expect(runs).toEqual([
        { from: NOON, to: NOON + s(50) },
        { from: NOON + s(60), to: NOON + s(70) },
      ]);
    }
  });

  test('makes a time longer without a change, and is a change where it begins one or closes a gap', () => {
    const runs = joined();
    changes = 0;
    passes(runs, 60, () => runs.take('one', 'a', { from: NOON, to: pc.now }));
    expect(changes).toBe(0);
    expect(runs.known.runs).toEqual([{ from: NOON, to: NOON + s(60) }]);
    runs.take('one', 'b', { from: NOON + s(70), to: NOON + s(80) });
    expect(changes).toBe(1);
    runs.take('one', 'a', { from: NOON, to: NOON + s(75) });
    expect(changes).toBe(2);
    expect(runs.known.runs).toEqual([{ from: NOON, to: NOON + s(80) }]);
    expect(start().known.runs).toEqual(runs.known.runs);
  });

  test.each([
    ['with an end before its beginning', 'one', 'a', 20, 10],
    ['before 1970', 'one', 'a', -5, 10],
    ['that is no number', 'one', 'a', Number.NaN, 10],
    ['with parts of a millisecond', 'one', 'a', 0.5, NOON + 1],
    ['beyond all numbers', 'one', 'a', NOON, Number.POSITIVE_INFINITY],
    ['larger than what is exact', 'one', 'a', NOON, 2 ** 60],
    ['without a name', '', 'a', NOON, NOON + 1],
    ['of a name that is endless', 'one', 'a'.repeat(65), NOON, NOON + 1],
  ])('says nothing %s', (_what, relay, run, from, to) => {
    const runs = start();
    runs.join(true);
    runs.take(relay, run, { from, to });
    expect(runs.known).toMatchObject({ times: [], runs: [], since: { type: 'awaited' } });
  });

  test('is believed for an hour ahead at most, so that no word covers what is to come', () => {
    const runs = joined();
    runs.take('one', 'a', { from: NOON, to: NOON + 366 * DAY_MS });
    expect(runs.known.runs).toEqual([{ from: NOON, to: NOON + s(3_600) }]);
    passes(runs, 140);
    expect(runs.known.since).toEqual({ type: 'unheard', from: NOON });
  });
});

describe('a relay', () => {
  test('is awaited when it was silent for 20 seconds, and unheard of after 126 of them', () => {
    const runs = joined();
    passes(runs, 20);
    expect(runs.known.since).toEqual({ type: 'heard' });
    passes(runs, 5);
    expect(runs.known.since).toEqual({ type: 'awaited' });
    passes(runs, 100);
    expect(runs.known.since).toEqual({ type: 'awaited' });
    changes = 0;
    passes(runs, 5);
    expect(runs.known.since).toEqual({ type: 'unheard', from: NOON });
    expect(changes).toBe(1);
    passes(runs, 600);
    expect(changes).toBe(1);
    runs.take('one', 'a', { from: NOON - s(60), to: pc.now });
    expect(runs.known.since).toEqual({ type: 'heard' });
    expect(changes).toBe(2);
  });

  test('is given time to be heard after this PC has slept or the station was started', () => {
    const runs = joined();
    pc.now += s(3_600);
    runs.look();
    expect(runs.known.since).toEqual({ type: 'awaited' });
    passes(runs, 120);
    expect(runs.known.since).toEqual({ type: 'awaited' });
    passes(runs, 10);
    expect(runs.known.since).toEqual({ type: 'unheard', from: NOON });
    const again = start();
    passes(again, 120);
    expect(again.known.since).toEqual({ type: 'awaited' });
    passes(again, 10);
    expect(again.known.since).toMatchObject({ type: 'unheard' });
  });

  test('is unheard of in time also where the clock of this PC was set back meanwhile', () => {
    const runs = joined();
    pc.now -= s(3_600);
    runs.look();
    passes(runs, 140);
    expect(runs.known.since).toMatchObject({ type: 'unheard' });
  });
});

test('what cannot be written is written with the next word, and counts meanwhile', () => {
  const rows = new RelayStore(store.db);
  let isFull = true;
  const runs = new RelayRuns({
    store: {
      runs: () => [],
      times: () => [],
      replaceRuns: () => {},
      save: (...given) => {
        if (isFull) throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
        rows.save(...given);
      },
    },
    now: () => pc.now,
    changed: () => {},
    log: pino({ level: 'silent' }),
  });
  runs.join(true);
  runs.take('one', 'a', { from: NOON, to: NOON + s(1) });
  expect(runs.known.runs).toEqual([{ from: NOON, to: NOON + s(1) }]);
  expect(rows.times()).toEqual([]);
  isFull = false;
  runs.take('one', 'a', { from: NOON, to: NOON + s(6) });
  expect(rows.times()).toEqual([{ joinedAt: NOON, beganAt: NOON, leftAt: null }]);
  expect(rows.runs()).toEqual([{ relay: 'one', run: 'a', from: NOON, to: NOON + s(6) }]);
});

describe('old runs are put together:', () => {
  const run = (name: string, from: number, to: number) => ({ relay: 'one', run: name, from, to });

  test('those of more than a day ago, without what lies between them, and no younger one', () => {
    const young = run('c', NOON - s(600), NOON);
    const old = NOON - 2 * DAY_MS;
    expect(
      tidyRuns(
        [run('a', old, old + s(50)), run('b', old + s(40), old + s(90)), run('d', old + s(95), old + s(96)), young],
        NOON,
      ),
    ).toEqual([
      young,
      { relay: '', run: String(old), from: old, to: old + s(90) },
      { relay: '', run: String(old + s(95)), from: old + s(95), to: old + s(96) },
    ]);
  });

  test('after a year gaps of less than a minute are forgotten, longer ones are not', () => {
    const old = NOON - 400 * DAY_MS;
    expect(
      tidyRuns(
        [run('a', old, old + s(50)), run('b', old + s(100), old + s(200)), run('c', old + s(260), old + s(300))],
        NOON,
      ),
    ).toEqual([
      { relay: '', run: String(old), from: old, to: old + s(200) },
      { relay: '', run: String(old + s(260)), from: old + s(260), to: old + s(300) },
    ]);
  });

  test('a relay that begins again and again leaves a bounded number of rows, the longest of them', () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      run(`r${index}`, NOON - s(2 * index) - 1, NOON - s(2 * index)),
    );
    const live = run('live', NOON - s(9_000), NOON);
    const left = tidyRuns([...many, live], NOON);
    expect(left).toHaveLength(4_000);
    expect(left[0]).toEqual(live);
  });

  test('a station that starts finds the same times in fewer rows', () => {
    const rows = new RelayStore(store.db);
    const old = NOON - 2 * DAY_MS;
    rows.save([], [run('a', old, old + s(50)), run('b', old + s(40), old + s(90))], false);
    expect(start().known.runs).toEqual([{ from: old, to: old + s(90) }]);
    expect(rows.runs()).toEqual([{ relay: '', run: String(old), from: old, to: old + s(90) }]);
    expect(start().known.runs).toEqual([{ from: old, to: old + s(90) }]);
  });
});

import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BlindSpots } from '../../../../electron/station/reach/blind-spots.ts';
import { Heartbeat } from '../../../../electron/station/reach/heartbeat.ts';
import { Outages } from '../../../../electron/station/reach/outages.ts';
import { BlindStore } from '../../../../electron/station/store/blind-store.ts';
import { DEFAULT_HOURS, type OpeningHours } from '../../../../shared/opening-hours.ts';
import { openStore, type TestStore } from '../store/rows.ts';

/** A Monday, 12:00 in London. */
const NOON = Date.parse('2026-03-02T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BEAT_EVERY_MS = 5_000;

let store: TestStore;
let pc: { now: number; sinceBoot: number; accepts: boolean };
let hours: OpeningHours;
beforeEach(() => {
  store = openStore();
  pc = { now: NOON, sinceBoot: HOUR, accepts: true };
  hours = DEFAULT_HOURS;
});
afterEach(() => store.dispose());

/** The ledger of a station that starts now on this PC. */
function start() {
  const rows = new BlindStore(store.db);
  const log = pino({ level: 'silent' });
  const outages: Outages = new Outages({ store: rows, changed: () => spots.outagesChanged(), log });
  const now = (): number => pc.now;
  const spots: BlindSpots = new BlindSpots({
    outages,
    relay: { known: { joined: [], times: [], runs: [], since: { type: 'awaited' } } },
    messages: { all: [], version: 0 },
    countLate: () => 0,
    store: rows,
    hours: () => hours,
    zone: () => 'Europe/London',
    now,
  });
  const heartbeat = new Heartbeat({
    outages,
    clock: { now, sinceBoot: () => pc.sinceBoot },
    accepts: () => pc.accepts,
    look: () => {
      if (outages.lastBeat !== null) outages.holds('secret', !pc.accepts, pc.now);
    },
    everyMs: 1e9,
  });
  heartbeat.start();
  return { outages, spots, heartbeat };
}

type Ledger = ReturnType<typeof start>;

/** Time goes by, and the station beats. */
function runs({ heartbeat }: Ledger, ms: number): void {
  for (let left = ms; left > 0; left -= BEAT_EVERY_MS) {
    passes(Math.min(left, BEAT_EVERY_MS));
    heartbeat.beat();
  }
}

/** Time goes by, and nothing runs. */
function passes(ms: number): void {
  pc.now += ms;
  pc.sinceBoot += ms;
}

/** Cause, and both ends in minutes after noon. */
const told = ({ outages }: Ledger): unknown[] =>
  outages.all.map(({ cause, from, to }) => [cause, minute(from), to === null ? null : minute(to)]);
const minute = (ms: number): number => (ms - NOON) / MINUTE;

describe('the ledger names', () => {
  test('nothing of a station that runs', () => {
    const ledger = start();
    runs(ledger, 2 * MINUTE);
    expect(told(ledger)).toEqual([]);
  });

  test('a station that was killed from the last moment that it is known to have run', () => {
    runs(start(), 3 * MINUTE);
    passes(40 * MINUTE);
    expect(told(start())).toEqual([['off', 3, 43]]);
  });

  test('a PC that slept, and a process that was held up', () => {
    const ledger = start();
    runs(ledger, MINUTE);
    passes(30 * MINUTE);
    ledger.heartbeat.beat();
    expect(told(ledger)).toEqual([['asleep', 1, 31]]);
  });

  test('what kept AutoX3 out when the station was killed until it is back, and from then on only what still does', () => {
    const ledger = start();
    pc.accepts = false;
    runs(ledger, MINUTE);
    ledger.outages.began('tunnel', pc.now);
    passes(9 * MINUTE);
    pc.accepts = true;
    expect(told(start())).toEqual([
      ['secret', expect.closeTo(1 / 12), 10],
      ['tunnel', 1, 10],
      ['off', 1, 10],
    ]);
  });

  test('nothing before the first check-in could be accepted', () => {
    pc.accepts = false;
    const ledger = start();
    runs(ledger, MINUTE);
    passes(60 * MINUTE);
    const next = start();
    runs(next, MINUTE);
    expect([told(ledger), told(next)]).toEqual([[], []]);
  });
});

describe('a clock that is set back hides nothing:', () => {
  test('while the station was off, the time that really passed is named by the new clock, and what the old one showed', () => {
    start();
    passes(30 * MINUTE);
    pc.now -= 40 * MINUTE;
    expect(told(start())).toEqual([['off', -40, 0]]);
  });

  test('while the PC was off as well, the time since it was started at least', () => {
    start();
    passes(30 * MINUTE);
    pc = { ...pc, now: NOON - 10 * MINUTE, sinceBoot: 2 * MINUTE };
    expect(told(start())).toEqual([['off', -12, 0]]);
  });

  test('while something keeps AutoX3 out, that goes on by both clocks', () => {
    const ledger = start();
    runs(ledger, 5 * MINUTE);
    ledger.outages.began('tunnel', pc.now);
    runs(ledger, 10 * MINUTE);
    pc.now -= HOUR;
    runs(ledger, 10 * MINUTE);
    ledger.outages.ended('tunnel', pc.now);
    expect(told(ledger)).toEqual([
      ['tunnel', 5, 15],
      ['tunnel', -55, -35],
    ]);
  });

  test('and one that is set forward looks like sleep', () => {
    const ledger = start();
    pc.now += HOUR;
    ledger.heartbeat.beat();
    expect(told(ledger)).toEqual([['asleep', 0, 60]]);
  });
});

test('a full disk keeps no outage from being told, and a station that ends meanwhile counts as off since before', () => {
  const ledger = start();
  runs(ledger, MINUTE);
  store.db.pragma(`max_page_count = ${store.db.pragma('page_count', { simple: true })}`);
  // More than the page that the table has already.
  for (let count = 0; count < 300; count += 1) {
    ledger.outages.began('disk', pc.now);
    runs(ledger, BEAT_EVERY_MS);
    ledger.outages.ended('disk', pc.now);
  }
  const stored = new BlindStore(store.db).outages().length;
  expect([ledger.outages.all.length, stored < 300]).toEqual([300, true]);
  expect(ledger.spots.status().open).toBe(1);
  const off = start().outages.all.find(({ cause }) => cause === 'off');
  expect(off?.from).toBeLessThanOrEqual(ledger.outages.all[stored]?.from ?? 0);

  store.db.pragma('max_page_count = 1000000');
  ledger.heartbeat.beat();
  expect(new BlindStore(store.db).outages()).toHaveLength(300);
});

describe('a blind spot', () => {
  /** Off from noon until 13:00. */
  function off(): Ledger {
    start();
    passes(HOUR);
    return start();
  }
  const looked = { losesFrom: NOON - 30_000, losesTo: NOON + HOUR - 126_000 };

  test('is to be looked after, with the times of the check-ins that may be missing, until somebody has', () => {
    const ledger = off();
    expect(ledger.spots.status()).toEqual({
      open: 1,
      latest: {
        from: '2026-03-02T12:00:00.000Z',
        to: '2026-03-02T13:00:00.000Z',
        losesFrom: '2026-03-02T11:59:30.000Z',
        losesTo: '2026-03-02T12:57:54.000Z',
      },
    });
    expect(ledger.spots.tick({ ...looked, at: pc.now, who: 'Ann', note: 'none' })).toBe(true);
    expect(ledger.spots.tick({ ...looked, losesTo: pc.now, at: pc.now, who: 'Ann', note: '' })).toBe(false);
    expect(ledger.spots.status()).toEqual({ open: 0, latest: null });
    const again = start();
    expect(again.spots.list({ withHarmless: false, limit: 9 }).items).toMatchObject([
      { state: 'ticked', ticked: { who: 'Ann', note: 'none' }, causes: ['off'], inHours: true },
    ]);
    again.spots.untick(looked);
    expect(again.spots.status().open).toBe(1);
    again.spots.tick({ ...looked, at: pc.now, who: 'Bo', note: '' });
    expect(start().spots.list({ withHarmless: false, limit: 9 }).items).toMatchObject([{ ticked: { who: 'Bo' } }]);
  });

  test('that has grown since is to be looked after again', () => {
    const ledger = off();
    ledger.spots.tick({ ...looked, at: pc.now, who: 'Ann', note: '' });
    ledger.outages.began('probe', NOON + 30 * MINUTE);
    ledger.outages.ended('probe', NOON + 90 * MINUTE);
    expect(ledger.spots.list({ withHarmless: true, limit: 9 }).items).toMatchObject([
      { state: 'to-look', causes: ['off', 'probe'] },
    ]);
  });

  test('outside of opening hours is listed only, and counts no minutes', () => {
    hours = { days: DEFAULT_HOURS.days.map(() => [{ from: '08:00', to: '12:30' }]) };
    const ledger = off();
    expect(ledger.spots.status().open).toBe(1);
    expect(ledger.spots.msWithin(NOON - 12 * HOUR, NOON + 12 * HOUR)).toBe(30.5 * MINUTE);
    hours = { days: DEFAULT_HOURS.days.map((open, day) => (day === 0 ? [{ from: '13:00', to: '24:00' }] : open)) };
    expect(ledger.spots.status()).toEqual({ open: 0, latest: null });
    expect(ledger.spots.msWithin(NOON - 12 * HOUR, NOON + 12 * HOUR)).toBe(0);
    expect(ledger.spots.list({ withHarmless: false, limit: 9 }).items).toMatchObject([{ inHours: false }]);
  });

  test('that goes on is told as soon as the shop opens', () => {
    hours = { days: DEFAULT_HOURS.days.map(() => [{ from: '13:00', to: '18:00' }]) };
    const ledger = start();
    ledger.outages.began('tunnel', pc.now);
    expect(ledger.spots.status().open).toBe(0);
    passes(HOUR);
    expect(ledger.spots.status()).toMatchObject({ open: 1, latest: { to: null, losesTo: null } });
  });

  test('is listed in pages, newest first, and what was harmless where it is asked for', () => {
    const ledger = off();
    for (const at of [2, 3]) {
      ledger.outages.began('port', NOON + at * HOUR);
      ledger.outages.ended('port', NOON + at * HOUR + (at - 2) * HOUR + MINUTE);
    }
    const list = (withHarmless: boolean, limit: number, before?: number) =>
      ledger.spots.list({ withHarmless, limit, before });
    expect(list(true, 9).items.map(({ state }) => state)).toEqual(['to-look', 'harmless', 'to-look']);
    const first = list(false, 1);
    expect(first.items).toMatchObject([{ causes: ['port'] }]);
    expect(list(false, 1, first.next ?? 0)).toMatchObject({ items: [{ causes: ['off'] }], next: null });
  });
});

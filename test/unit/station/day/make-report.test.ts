import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { makeReport } from '../../../../electron/station/day/make-report.ts';
import { DayReportReader, MOVES, VISITS } from '../../../../electron/station/store/day-report.ts';
import { daysLater } from '../../../../shared/calendar.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import { openStore, type TestStore } from '../store/rows.ts';

let store: TestStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.dispose());

const NOON = Date.parse('2026-11-24T12:00:00Z');

function report(from: string, to: string, zone = 'UTC', now = NOON, signal?: AbortSignal) {
  const settings = DEFAULT_SETTINGS.board;
  return makeReport(
    { from, to },
    { reader: new DayReportReader(store.db), zone, settings, blindWithin: () => 0, now, signal },
  );
}

/** Visits without a message, at these moments: for what only their number is about. */
function arrivals(moments: readonly number[]): void {
  const insert = store.db.prepare(
    `INSERT INTO check_in (id, message_id, message_count, arrived_at, created_at, lane, lane_changed_at, weak, proven, clipped,
       lights, damage, damage_count, photo_count, belongings, belongings_count)
     VALUES ($id, $id, 1, $at, $at, 'new', $at, 0, 1, 0, '[]', '[]', 0, 0, '[]', 0)`,
  );
  store.db.exec('DELETE FROM check_in');
  store.db.transaction(() => moments.forEach((at, index) => void insert.run({ id: index + 1, at })))();
}

test('each check-in of a range lies in one slot of it, over changes of the clocks and in any zone', async () => {
  const zone = fc.constantFrom(
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Shanghai',
  );
  const from = fc.constantFrom('2026-03-07', '2026-03-28', '2026-04-04', '2026-04-23', '2026-10-24', '2026-10-31');
  const hours = fc.array(fc.integer({ min: -2 * 60, max: 100 * 24 * 60 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(zone, from, fc.constantFrom(1, 2, 9, 70), hours, async (name, first, days, minutesLater) => {
      const start = Date.parse(`${first}T00:00Z`);
      arrivals(minutesLater.map((late) => start + late * 60_000));
      const last = daysLater(first, days - 1);
      const { slots, figures, unit } = await report(first, last, name, NOON * 2);
      expect(slots.reduce((sum, { checkIns }) => sum + checkIns, 0)).toBe(figures.checkIns);
      expect(unit).toBe(days === 1 ? 'hour' : days < 63 ? 'day' : 'month');
      // Day by day they are as many as in one go: none falls between two days, none is counted in both.
      if (days > 2) return;
      const single = await report(first, first, name, NOON * 2);
      const other = days === 2 ? await report(last, last, name, NOON * 2) : null;
      expect(single.figures.checkIns + (other?.figures.checkIns ?? 0)).toBe(figures.checkIns);
    }),
    { numRuns: 60 },
  );
});

describe('a report', () => {
  it('of more check-ins than a slice counts each once, also those of the same instant', async () => {
    const at = Date.parse('2026-11-23T09:00:00Z');
    arrivals(Array.from({ length: 1_700 }, (_, index) => at + Math.floor(index / 700)));
    const { figures, slots } = await report('2026-11-23', '2026-11-23');
    expect(figures.checkIns).toBe(1_700);
    expect(slots[9]?.checkIns).toBe(1_700);
    expect(figures.unseen).toBe(1_700);
  });

  it('lets the station do what else there is to do between the slices', async () => {
    arrivals(Array.from({ length: 2_000 }, (_, index) => Date.parse('2026-11-23T09:00:00Z') + index));
    let turns = 0;
    let isMaking = true;
    const turn = (): void => {
      turns += 1;
      if (isMaking) setImmediate(turn);
    };
    setImmediate(turn);
    await report('2026-11-23', '2026-11-23');
    isMaking = false;
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('that nobody waits for any more is given up', async () => {
    arrivals(Array.from({ length: 1_200 }, (_, index) => Date.parse('2026-11-23T09:00:00Z') + index));
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(report('2026-11-23', '2026-11-23', 'UTC', NOON, gone)).rejects.toThrow('gone');
  });

  it('of a year has a slot for each month, the first and last as far as they are in it', async () => {
    const { unit, slots } = await report('2025-11-25', '2026-11-24');
    expect(unit).toBe('month');
    expect(slots.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
      '2025-11-25',
      ...['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'].map((month) => `${month}-01`),
      ...['2026-07', '2026-08', '2026-09', '2026-10', '2026-11'].map((month) => `${month}-01`),
    ]);
  });
});

test('its questions are answered from indexes, in order: no scan, no sort of visits', () => {
  const plan = (sql: string): string[] =>
    store.db
      .prepare<[Record<string, unknown>], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all({ from: 0, to: 1, after: 0, limit: 1, ids: '[]' })
      .map(({ detail }) => detail);
  expect(plan(VISITS)).toEqual([expect.stringMatching(/^SEARCH check_in USING INDEX check_in_by_arrival \(/)]);
  expect(plan(MOVES)[0]).toMatch(/^SEARCH lane_change USING COVERING INDEX lane_change_by_check_in \(check_in_id=\?\)/);
  expect(plan(MOVES).filter((step) => /TEMP B-TREE FOR ORDER BY|SCAN (?!value|json_each)/.test(step))).toEqual([]);
});

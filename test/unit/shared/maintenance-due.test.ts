import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueMark, dueOf, type Figure, overdueFromOf, type PlannedItem } from '../../../shared/maintenance-due.ts';

const DAY_MS = 86_400_000;
const STATED = Date.UTC(2026, 4, 26, 12);

function item(parts: Partial<PlannedItem> & { shown?: number; overDays?: number; over?: number } = {}): PlannedItem {
  const { shown, overDays, over, ...others } = parts;
  const figure = (value: number | undefined): Figure | null => (value === undefined ? null : { value, at: STATED });
  return {
    id: '1',
    service: 'brake fluid',
    serviceNumber: null,
    month: null,
    by: null,
    cycle: null,
    perDay: null,
    price: null,
    recommended: null,
    odometer: figure(shown),
    overdueDays: figure(overDays),
    overdueDistance: figure(over),
    finishedAt: null,
    statedAt: STATED,
    msgId: 'm',
    proven: true,
    ...others,
  };
}

/** As of so many days after the plan was stated; `reading` is what the odometer showed at a visit, `days` after it too. */
function due(planned: PlannedItem, days = 0, reading: { value: number; days: number } | null = null, zone = 'UTC') {
  const newest = reading === null ? null : { value: reading.value, at: STATED + reading.days * DAY_MS };
  return dueOf(planned, newest, STATED + days * DAY_MS, zone);
}

test('what is due in a month is due within it, and overdue when the month has ended where the shop is', () => {
  const planned = item({ month: '2026-06' });
  expect(due(planned)).toMatchObject({ state: 'later', month: '2026-06', left: null });
  expect(due(planned, 10).state).toBe('soon');
  const ends = Date.UTC(2026, 6, 1);
  expect(dueOf(planned, null, ends - 1, 'UTC').state).toBe('soon');
  expect(dueOf(planned, null, ends, 'UTC').state).toBe('overdue');
  expect(dueOf(planned, null, ends - 8 * 3_600_000, 'Asia/Shanghai').state).toBe('overdue');
  expect(dueOf(planned, null, ends, 'America/New_York').state).toBe('soon');
});

test("AutoX3's own sample adds up: 1242 driven, due at 854, overdue by 388 km and by 25 days at 15.5 km a day", () => {
  const sample = item({ shown: 1_242, cycle: 854, perDay: 15.5342798, overDays: 25, over: 388, month: '2026-05' });
  expect(due(sample)).toMatchObject({ state: 'overdue', left: -388, reading: 854, month: '2026-05' });
  expect(due({ ...sample, overdueDistance: null })).toMatchObject({ state: 'overdue', left: -388, reading: 854 });
  expect(due(sample, 10).left).toBe(-543);
});

test('stated days move on with the calendar, and say more than the month', () => {
  const planned = item({ overDays: -10, month: '2026-05' });
  expect(due(planned, 9)).toMatchObject({ state: 'soon', month: '2026-06' });
  expect(due(planned, 10).state).toBe('overdue');
});

test('distance is reckoned from the newest reading of the odometer, and from there by what is driven a day', () => {
  const planned = item({ shown: 50_000, cycle: 60_000, perDay: 100 });
  expect(due(planned)).toMatchObject({ state: 'later', left: 10_000, reading: 60_000 });
  expect(due(planned, 30).left).toBe(7_000);
  expect(due(planned, 30, { value: 58_000, days: 30 })).toMatchObject({ state: 'later', left: 2_000 });
  expect(due(planned, 40, { value: 58_000, days: 30 })).toMatchObject({ state: 'soon', left: 1_000 });
  expect(due(planned, 60, { value: 58_000, days: 30 })).toMatchObject({ state: 'overdue', left: -1_000 });
  // An odometer that goes backwards: the newest reading counts all the same.
  expect(due(planned, 30, { value: 40_000, days: 30 }).left).toBe(20_000);
  expect(due(planned, 1, { value: 30_000, days: -300 }).left).toBe(9_900);
});

test('a reading that cannot go on from the one of the plan is of another counting, and is left alone', () => {
  const sinceTheLast = item({ shown: 1_242, cycle: 2_000, perDay: 15 });
  expect(due(sinceTheLast, 0, { value: 67_000, days: 0 })).toMatchObject({ state: 'soon', left: 758 });
});

test('whichever is first makes it overdue, date or distance', () => {
  expect(due(item({ month: '2027-01', shown: 61_000, cycle: 60_000 })).state).toBe('overdue');
  expect(due(item({ month: '2026-01', shown: 10_000, cycle: 19_000 })).state).toBe('overdue');
});

test.each<[string, Parameters<typeof item>[0]]>([
  ['nothing is stated', {}],
  ['all is nought', { overDays: 0, over: 0, shown: 0, cycle: 0, perDay: 0 }],
  ['distances are negative', { shown: -5, cycle: -7 }],
  ['figures are huge', { shown: 1e300, cycle: 1e301, overDays: 1e300, over: -1e300, perDay: 1e300 }],
  ['figures are no numbers', { shown: Number.NaN, cycle: Number.NaN, overDays: Number.NaN, over: Number.NaN }],
  ['the month is of no calendar of ours', { month: '0001-01' }],
  ['what the odometer will show lies far below what it shows', { shown: 67_000, cycle: 10_000 }],
])('it is not known when something is due where %s', (_what, parts) => {
  const nothing = { overdueFrom: null, month: null, isDateOver: false, reading: null, left: null };
  expect(due(item(parts))).toEqual({ state: 'unknown', ...nothing });
  expect(dueMark(item(parts), null)).toBeNull();
});

test('what is finished is never overdue', () => {
  const done = item({ month: '2020-01', finishedAt: STATED });
  expect(due(done).state).toBe('finished');
  expect(dueMark(done, null)).toBeNull();
});

test('what is overdue by distance is past its date only once that has passed', () => {
  const driven = { month: '2026-06', shown: 61_000, cycle: 60_000 };
  expect(due(item(driven))).toMatchObject({ state: 'overdue', month: '2026-06', isDateOver: false });
  expect(due(item(driven), 40)).toMatchObject({ state: 'overdue', month: '2026-06', isDateOver: true });
  expect(due(item({ ...driven, overDays: -10 }), 9).isDateOver).toBe(false);
  expect(due(item({ ...driven, overDays: -10 }), 10).isDateOver).toBe(true);
});

const number = fc.oneof(fc.double(), fc.constantFrom(0, -1, 1e15, 1_000, 67_000), fc.integer({ min: -1e6, max: 1e6 }));
const figure = fc.option(fc.record({ value: number, at: fc.integer({ min: 1e12, max: 9_999_999_999_999 }) }), {
  nil: null,
});

test('whatever is stated, what is told can be written down, and the card says overdue whenever the page does', () => {
  const stated = fc.record({
    month: fc.option(fc.constantFrom('1990-01', '2026-06', '2199-12', '0000-12', '9999-12'), { nil: null }),
    cycle: fc.option(number, { nil: null }),
    perDay: fc.option(number, { nil: null }),
    odometer: figure,
    overdueDays: figure,
    overdueDistance: figure,
  });
  fc.assert(
    fc.property(stated, figure, fc.integer({ min: 1e12, max: 4e12 }), (parts, reading, now) => {
      const planned = { ...item(), ...parts };
      const found = dueOf(planned, reading, now, 'Europe/London');
      const from = overdueFromOf(dueMark(planned, reading), 'Europe/London');
      expect(found.state === 'overdue').toBe(from !== null && from <= now);
      if (found.overdueFrom !== null) expect(new Date(found.overdueFrom).toISOString()).toMatch(/^\d{4}-/);
      for (const value of [found.left, found.reading]) expect(value === null || Math.abs(value) < 1e9).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

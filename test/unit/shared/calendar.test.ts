import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, dayStarts, daysIn, daysLater, hourStarts, startOfDay } from '../../../shared/calendar.ts';

const HOUR_MS = 3_600_000;

describe('a calendar day', () => {
  it.each([
    ['Europe/London', '2026-03-29', '2026-03-29T00:00:00Z', 23],
    ['Europe/London', '2026-10-25', '2026-10-24T23:00:00Z', 25],
    ['Europe/London', '2026-06-01', '2026-05-31T23:00:00Z', 24],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 25],
    ['Asia/Shanghai', '2026-03-03', '2026-03-02T16:00:00Z', 24],
    // The clocks go from midnight to one, from midnight back to eleven, and by half an hour.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z', 23],
    ['Africa/Cairo', '2026-10-29', '2026-10-28T21:00:00Z', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', 24.5],
  ])('in %s, %s, begins at %s and has %f hours', (zone, day, begins, hours) => {
    const [start = 0, end = 0] = dayStarts(day, day, zone);
    expect([new Date(start).toISOString(), (end - start) / HOUR_MS]).toEqual([begins.replace('Z', '.000Z'), hours]);
    expect(hourStarts(day, zone)).toHaveLength(Math.ceil(hours));
  });

  it('that has an hour twice has it as two hours', () => {
    expect(hourStarts('2026-10-25', 'Europe/London').slice(0, 4)).toEqual(
      ['2026-10-24T23:00Z', '2026-10-25T00:00Z', '2026-10-25T01:00Z', '2026-10-25T02:00Z'].map(Date.parse),
    );
  });

  it('is counted from, over the ends of months and years', () => {
    expect([daysLater('2026-12-31', 1), daysLater('2024-03-01', -1)]).toEqual(['2027-01-01', '2024-02-29']);
    expect([daysIn('2024-01-01', '2024-12-31'), daysIn('2026-03-03', '2026-03-03')]).toEqual([366, 1]);
  });
});

it('every moment lies in one hour of one day, whatever the zone and its clocks', () => {
  const zone = fc.constantFrom(
    'Europe/London',
    'America/New_York',
    'Africa/Cairo',
    'America/Havana',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'UTC',
  );
  // Where the clocks change, the days around it; elsewhere any.
  const moment = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) });
  const change = fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-04', '2026-10-25');
  const near = fc
    .tuple(change, fc.integer({ min: -36 * HOUR_MS, max: 36 * HOUR_MS }))
    .map(([day, off]) => Date.parse(`${day}T12:00Z`) + off);
  fc.assert(
    fc.property(zone, fc.oneof(moment, near), (name, at) => {
      const day = calendarDay(at, name);
      const [start, end] = [startOfDay(day, name), startOfDay(daysLater(day, 1), name)];
      expect(start <= at && at < end).toBe(true);
      const hours = hourStarts(day, name);
      expect(hours[0]).toBe(start);
      const lengths = hours.map((hour, index) => (hours[index + 1] ?? end) - hour);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(HOUR_MS);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(end - start);
    }),
    { numRuns: 300 },
  );
});

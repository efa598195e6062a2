import { expect, test } from 'vitest';
import { DEFAULT_HOURS, isOpenWithin, OpeningHours, openWithin } from '../../../shared/opening-hours.ts';

const HOUR = 3_600_000;
const at = (time: string): number => Date.parse(time);
/** Open on Mondays from 8 to 12 and from 13 until midnight. */
const MONDAYS = OpeningHours.parse({
  days: [
    [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '24:00' },
    ],
    ...Array.from({ length: 6 }, () => []),
  ],
});
const told = (from: string, to: string, hours: OpeningHours, zone: string): string[] =>
  openWithin({ from: at(from), to: at(to) }, hours, zone).map(
    (open) => `${new Date(open.from).toISOString()} ${(open.to - open.from) / HOUR}`,
  );

test('a time is open where it lies in the hours of its day, by the clock of the shop', () => {
  expect(told('2026-03-01T00:00Z', '2026-03-09T10:00Z', MONDAYS, 'Asia/Shanghai')).toEqual([
    '2026-03-02T00:00:00.000Z 4',
    '2026-03-02T05:00:00.000Z 11',
    '2026-03-09T00:00:00.000Z 4',
    '2026-03-09T05:00:00.000Z 5',
  ]);
});

test('a day on which the clocks change is an hour shorter, also where its midnight is left out', () => {
  const days: [string, string, string][] = [
    ['2026-03-29T00:00Z', '2026-03-29T22:59Z', 'Europe/London'],
    ['2026-04-23T22:00Z', '2026-04-24T20:59Z', 'Africa/Cairo'],
  ];
  for (const [from, to, zone] of days) {
    expect(told(from, to, DEFAULT_HOURS, zone)).toEqual([expect.stringMatching(/ 22\.98/)]);
  }
  const evening = { days: DEFAULT_HOURS.days.map(() => [{ from: '20:00' as const, to: '24:00' as const }]) };
  expect(told('2026-04-23T22:00Z', '2026-04-24T20:59Z', evening, 'Africa/Cairo')).toEqual([
    expect.stringMatching(/^2026-04-24T17:00.* 3\.98/),
  ]);
});

test('a shop that is closed all week is never open, however long the time', () => {
  const closed = { days: MONDAYS.days.map(() => []) };
  expect(isOpenWithin({ from: 0, to: at('2026-03-02T12:00Z') }, closed, 'UTC')).toBe(false);
  expect(isOpenWithin({ from: 0, to: at('2026-03-02T12:00Z') }, MONDAYS, 'UTC')).toBe(true);
});

test('hours that end before they begin are refused', () => {
  const days = MONDAYS.days.with(0, [{ from: '20:00', to: '06:00' }]);
  expect(OpeningHours.safeParse({ days }).success).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { createDayFormats } from '../../../renderer/day/day-formats.ts';
import { neighbour, presetRange, queryOf, rangeOf, withDay } from '../../../renderer/day/range.ts';
import { busySlots } from '../../../renderer/day/slots.ts';
import { hourStarts } from '../../../shared/calendar.ts';

const TODAY = '2026-03-03';
const range = (query: string) => rangeOf(new URLSearchParams(query), TODAY);

describe('the range that the address names', () => {
  it.each([
    ['', '2026-03-03', '2026-03-03', 'today'],
    ['range=yesterday', '2026-03-02', '2026-03-02', 'yesterday'],
    ['range=week', '2026-02-25', '2026-03-03', 'week'],
    ['range=month', '2026-03-01', '2026-03-03', 'month'],
    ['from=2026-01-31&to=2026-02-01', '2026-01-31', '2026-02-01', null],
  ])('%j is %s to %s', (query, from, to, preset) => {
    expect(range(query)).toEqual({ from, to, preset });
  });

  it.each([
    'range=century',
    'from=2026-03-01',
    'from=2026-02-30&to=2026-03-01',
    'from=2026-03-02&to=2026-03-01',
    'from=2026-03-03&to=2026-03-04',
    'from=2024-03-01&to=2026-03-01',
    'from=0026-03-01&to=0026-03-01',
    "from=2026-03-01'&to=2026-03-01<b>",
  ])('%j is no range: today', (query) => {
    expect(range(query)).toEqual({ from: TODAY, to: TODAY, preset: 'today' });
  });

  it('is the one that was written there', () => {
    const days = { from: '2026-01-31', to: '2026-02-01' };
    expect(range(new URLSearchParams(queryOf(days)).toString())).toEqual({ ...days, preset: null });
    expect(range(new URLSearchParams(queryOf('week')).toString())).toEqual({
      ...presetRange('week', TODAY),
      preset: 'week',
    });
  });
});

describe('another first or last day', () => {
  const days = { from: '2026-02-10', to: '2026-02-20' };

  it('leaves the other end where it is', () => {
    expect(withDay(days, 'from', '2026-02-01')).toEqual({ from: '2026-02-01', to: '2026-02-20' });
    expect(withDay(days, 'to', '2026-03-01')).toEqual({ from: '2026-02-10', to: '2026-03-01' });
  });

  it('takes the other end along where they would be back to front', () => {
    expect(withDay(days, 'from', '2026-02-25')).toEqual({ from: '2026-02-25', to: '2026-02-25' });
    expect(withDay(days, 'to', '2026-02-01')).toEqual({ from: '2026-02-01', to: '2026-02-01' });
  });

  it('takes the other end along where they would be more than a year apart', () => {
    expect(withDay(days, 'from', '2024-06-01')).toEqual({ from: '2024-06-01', to: '2025-06-01' });
    expect(withDay({ from: '2024-02-10', to: '2024-02-10' }, 'to', '2026-02-10')).toEqual({
      from: '2025-02-10',
      to: '2026-02-10',
    });
  });
});

describe('the days right before and after', () => {
  it('are as many, but none beyond today', () => {
    const week = { from: '2026-02-20', to: '2026-02-26' };
    expect(neighbour(week, -1, TODAY)).toEqual({ from: '2026-02-13', to: '2026-02-19' });
    expect(neighbour(week, 1, TODAY)).toEqual({ from: '2026-02-27', to: '2026-03-03' });
    expect(neighbour(presetRange('today', TODAY), 1, TODAY)).toBeNull();
    expect(neighbour({ from: '2000-01-01', to: '2000-01-01' }, -1, TODAY)).toBeNull();
  });
});

describe('the hours of a day that are shown', () => {
  const slots = (busy: readonly number[]) =>
    Array.from({ length: 24 }, (_, hour) => ({ startsAt: '', checkIns: busy.includes(hour) ? 1 : 0 }));
  const shown = (busy: readonly number[]) => busySlots({ unit: 'hour', slots: slots(busy) }).map(({ index }) => index);

  it('are those in which shops work, and all in which somebody came', () => {
    expect([shown([9])[0], shown([9]).at(-1)]).toEqual([7, 18]);
    expect([shown([3, 22])[0], shown([3, 22]).at(-1), shown([3, 22]).length]).toEqual([3, 22, 20]);
  });
});

describe('the labels', () => {
  it('of a day on which the clocks go back tell the hour that comes twice by its offset', () => {
    const slots = hourStarts('2026-10-25', 'Europe/London').map((start) => ({
      startsAt: new Date(start).toISOString(),
      checkIns: 0,
    }));
    const labels = createDayFormats('en-GB', 'Europe/London').slots({ unit: 'hour', slots });
    expect(labels.slice(0, 4)).toEqual(['00:00', '01:00 BST', '01:00 GMT', '02:00']);
    expect(new Set(labels).size).toBe(25);
  });

  it("speak the reader's language and never of a day before or after", () => {
    const days = { from: '2026-02-24', to: '2026-03-03' };
    const slots = [{ startsAt: '2026-03-02T11:00:00.000Z', checkIns: 1 }];
    // At Auckland the day has begun long before, in Honolulu it is still the one before.
    for (const [zone, day] of [
      ['Pacific/Auckland', '3 Mar'],
      ['Pacific/Honolulu', '2 Mar'],
    ] as const) {
      const formats = createDayFormats('en-GB', zone);
      expect(formats.range({ from: '2026-03-03', to: '2026-03-03' })).toBe('Tuesday, 3 March 2026');
      expect(formats.slots({ unit: 'day', slots })[0]).toContain(day);
      expect(formats.shortRange(days)).toMatch(/^24 Feb\s–\s3 Mar$/);
    }
    expect(createDayFormats('zh-CN', 'Asia/Shanghai').range({ from: '2026-03-03', to: '2026-03-03' })).toBe(
      '2026年3月3日星期二',
    );
  });

  it('of shares and differences say nothing of what is not there', () => {
    const formats = createDayFormats('en-GB', 'UTC');
    expect([formats.percent(1, 3), formats.percent(0, 0)]).toEqual(['33%', '0%']);
    expect([formats.difference(3), formats.difference(0), formats.difference(-2)]).toEqual(['+3', '±0', '-2']);
  });
});

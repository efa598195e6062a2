import { describe, expect, test } from 'vitest';
import { createDays } from '../../../renderer/history/days.ts';
import { filterOf, isFiltered, queryOf, viewOf } from '../../../renderer/history/history-view.ts';
import { en } from '../../../shared/i18n/en.ts';

const read = (query: string) => viewOf(new URLSearchParams(query));

describe('the address of the history', () => {
  test('says all that it shows, and is read back as it was', () => {
    const view = {
      q: '王 ab12',
      from: '2026-03-01',
      to: '2026-03-03',
      place: 'set-aside' as const,
      store: '84',
      adviser: '',
      lightCode: '20',
      damage: 'photos' as const,
    };
    expect(read(new URLSearchParams(queryOf(view)).toString())).toEqual(view);
    expect(queryOf({})).toEqual({});
  });

  test.each([
    'from=yesterday&to=2026-13-45&place=garage&lights=blue&damage=much',
    'q=&from=&place=&lights=&damage=',
    'constructor=1&__proto__=2',
  ])('that cannot be meant asks for everything: %s', (query) => {
    expect(filterOf(read(query), 'Europe/London')).toEqual({});
  });

  test('is cut where it is longer than anybody types', () => {
    expect(read(`q=${'a'.repeat(5_000)}`).q).toHaveLength(200);
  });

  test('narrows by more than what is typed', () => {
    expect([isFiltered(read('q=a')), isFiltered(read('q=a&lights=red'))]).toEqual([false, true]);
  });
});

test.each([
  ['Europe/London', '2026-03-29', '2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
  ['Asia/Shanghai', '2026-03-01', '2026-03-02', '2026-02-28T16:00:00.000Z', '2026-03-02T16:00:00.000Z'],
  ['Asia/Kolkata', '2026-03-01', '2026-03-01', '2026-02-28T18:30:00.000Z', '2026-03-01T18:30:00.000Z'],
])('days are those of the shop in %s: %s to %s', (zone, from, to, begin, end) => {
  expect(filterOf({ from, to }, zone)).toEqual({ from: begin, to: end });
});

test('days have the names that people give them, in the zone of the shop', () => {
  const now = Date.parse('2026-03-03T23:30:00Z');
  const t = ((key: keyof typeof en) => en[key]) as never;
  const days = createDays(t, 'en-GB', 'Asia/Shanghai', () => now);
  const named = ['2026-03-03T16:00:00Z', '2026-03-03T15:59:59Z', '2026-03-01T00:00:00Z', '2025-12-31T00:00:00Z'].map(
    (moment) => days.name(days.of(Date.parse(moment))),
  );
  expect(named).toEqual(['Today', 'Yesterday', 'Sun 1 Mar', 'Wed, 31 Dec 2025']);
  expect(days.iso(days.today())).toBe('2026-03-04');
});

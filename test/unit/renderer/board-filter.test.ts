import { describe, expect, it } from 'vitest';
import { type BoardFilter, facetsOf, isFiltering, matches, NO_FILTER } from '../../../renderer/board/board-filter.ts';
import type { Severity } from '../../../shared/check-in.ts';
import { card } from './factories.ts';

const withLight = (severity: Severity) => ({ lights: [{ code: '16', label: 'Oil low', severity }], lightCount: 1 });
const golf = card('1', {
  plate: 'LK68-ZTO',
  brand: '大众',
  style: 'Golf',
  ownerName: '王小明',
  adviser: 'Dora A',
  storeId: '84',
  receiveBaseId: '6482',
  ...withLight('red'),
});
const shows = (filter: Partial<BoardFilter>, one = golf): boolean => matches(one, { ...NO_FILTER, ...filter });

describe('the filter of the board', () => {
  it.each([
    ['lk68', true],
    ['LK68 ZTO', true],
    ['lk68zto', true],
    ['ＬＫ６８', true],
    ['8-Z', true],
    ['大众', true],
    ['小明', true],
    ['golf dora', true],
    ['oil', true],
    ['6482', true],
    ['golf zzz', false],
    ['-', true],
    ['—', false],
    ['   ', true],
  ])('finds "%s" in a card: %s', (text, found) => {
    expect(shows({ text })).toBe(found);
  });

  it.each([
    [{ stores: ['84', '9'] }, true],
    [{ stores: ['9'] }, false],
    [{ advisers: ['Dora A'] }, true],
    [{ advisers: [''] }, false],
    [{ lights: 'red' }, true],
    [{ lights: 'amber' }, false],
    [{ lights: 'any' }, true],
    [{ lights: 'none' }, false],
    [{ damage: 'with' }, false],
    [{ damage: 'without' }, true],
    [{ lights: 'red', advisers: ['somebody else'] }, false],
  ] as const)('asks %j: %s', (filter, found) => {
    const { stores = [], advisers = [], ...rest } = filter as Partial<BoardFilter>;
    expect(shows({ ...rest, stores: [...stores], advisers: [...advisers] })).toBe(found);
  });

  it('takes photos alone for damage, and knows check-ins that came without adviser or store', () => {
    const bare = card('2', { photoCount: 1, adviser: null, storeId: null });
    expect(shows({ damage: 'with' }, bare)).toBe(true);
    expect(shows({ advisers: [''], stores: [''] }, bare)).toBe(true);
  });

  it('holds nothing back unless it asks for something', () => {
    expect(isFiltering(NO_FILTER)).toBe(false);
    expect(isFiltering({ ...NO_FILTER, text: '  ' })).toBe(false);
    expect(isFiltering({ ...NO_FILTER, text: 'a' })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, damage: 'without' })).toBe(true);
  });

  it('counts what each choice would show', () => {
    const other = card('3', { adviser: 'Ann', storeId: null, damageCount: 1, ...withLight('amber') });
    expect(facetsOf([golf, other, card('4', { adviser: 'Dora A', storeId: '84' })])).toEqual({
      advisers: [
        { name: 'Ann', count: 1 },
        { name: 'Dora A', count: 2 },
      ],
      stores: [
        { name: '', count: 1 },
        { name: '84', count: 2 },
      ],
      lights: { red: 1, amber: 1, any: 2, none: 1 },
      damage: { with: 1, without: 2 },
    });
  });
});

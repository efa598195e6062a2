import { describe, expect, test } from 'vitest';
import { findScreen } from '../../../electron/policy/wall-screen.ts';
import { identityOf, type ScreenIdentity } from '../../../shared/desktop-settings.ts';

const FULL_HD = { width: 1_920, height: 1_080 };
const MAIN: ScreenIdentity = { id: 1, label: 'Built-in', x: 0, y: 0, ...FULL_HD, isPrimary: true };
const DELL: ScreenIdentity = { id: 2, label: 'DELL U2720Q', x: 1_920, y: 0, ...FULL_HD, isPrimary: false };
const TV: ScreenIdentity = { id: 3, label: 'SAMSUNG', x: 3_840, y: 0, width: 3_840, height: 2_160, isPrimary: false };

const idOf = (
  chosen: ScreenIdentity | null,
  screens: readonly ScreenIdentity[],
  others: number[] = [],
): number | null => findScreen(chosen, screens, new Set(others))?.id ?? null;
const chosenMain = { ...MAIN, isPrimary: true };

describe('the wall goes', () => {
  test.each<[string, ScreenIdentity | null, ScreenIdentity[], number | null]>([
    ['to the chosen screen', TV, [MAIN, DELL, TV], 3],
    ['to it wherever it was put', DELL, [MAIN, { ...DELL, x: -1_920 }], 2],
    ['to it whatever its resolution is now', DELL, [MAIN, { ...DELL, width: 3_840, height: 2_160 }], 2],
    [
      'to it when it was made the main one of two',
      DELL,
      [
        { ...DELL, isPrimary: true },
        { ...MAIN, isPrimary: false },
      ],
      2,
    ],
    ['to the second screen when none was chosen', null, [MAIN, DELL, TV], 2],
    ['to the main screen when that was chosen, beside others', chosenMain, [MAIN, DELL], 1],
    ['to the only screen when that was chosen', chosenMain, [MAIN], 1],
    [
      'after new ids, to the one of its label',
      DELL,
      [
        { ...MAIN, id: 11 },
        { ...DELL, id: 12 },
        { ...TV, id: 13 },
      ],
      12,
    ],
    ['after new ids, past another that has its old id', DELL, [MAIN, { ...TV, id: 2 }, { ...DELL, id: 3 }], 3],
    ['after new ids and a move, to its label', DELL, [MAIN, { ...DELL, id: 9, x: 0, y: 1_080 }], 9],
    [
      'of two of one label, to the one in its place',
      DELL,
      [MAIN, { ...DELL, id: 8, x: -1_920 }, { ...DELL, id: 9 }],
      9,
    ],
    [
      'of two of one label elsewhere, to the one of its size',
      DELL,
      [MAIN, { ...DELL, id: 8, x: 7, width: 800, height: 600 }, { ...DELL, id: 9, x: 8 }],
      9,
    ],
    ['without labels, to the one in its place', { ...DELL, label: '' }, [MAIN, { ...DELL, id: 9, label: '' }], 9],
    ['to the one in its place, where labels are told since', { ...DELL, label: '' }, [MAIN, { ...DELL, id: 9 }], 9],
    ['after new ids, to the only screen that was chosen', chosenMain, [{ ...MAIN, id: 77 }], 77],
  ])('%s', (_what, chosen, screens, id) => {
    expect(idOf(chosen, screens)).toBe(id);
  });
});

describe('the wall waits', () => {
  test.each<[string, ScreenIdentity | null, ScreenIdentity[]]>([
    ['while there is only the main screen', null, [MAIN]],
    ['while its screen is unplugged', DELL, [MAIN]],
    ['while its screen is unplugged and another one is there', DELL, [MAIN, TV]],
    ['when its screen is the only one left: somebody works there', DELL, [{ ...DELL, x: 0, isPrimary: true }]],
    ['beside a screen of the same size and place but another label', DELL, [MAIN, { ...TV, ...FULL_HD, x: 1_920 }]],
    [
      'without labels, beside one in another place',
      { ...DELL, label: '' },
      [MAIN, { ...DELL, id: 9, label: '', y: 5 }],
    ],
    [
      'rather than take the main screen for one without a label',
      { ...MAIN, id: 5, label: '', isPrimary: false },
      [MAIN, TV],
    ],
    ['when there is no screen at all', DELL, []],
    ['when there is none and the main one was chosen', chosenMain, []],
  ])('%s', (_what, chosen, screens) => {
    expect(idOf(chosen, screens)).toBeNull();
  });

  test('though a twin of its screen is there, which was seen beside it', () => {
    const twin = { ...DELL, id: 4, x: 3_840 };
    expect(idOf(DELL, [MAIN, twin], [1, 4])).toBeNull();
    expect(idOf(DELL, [MAIN, twin], [])).toBe(4);
  });
});

test('a screen is remembered by what it is known by, and nothing else', () => {
  const view = { ...DELL, pixels: { width: 3_840, height: 2_160 } };
  expect(identityOf(view)).toEqual(DELL);
});

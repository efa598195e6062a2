import { describe, expect, test } from 'vitest';
import { placeOf, screenNames } from '../../../renderer/settings/screen-names.ts';
import type { ScreenView } from '../../../shared/desktop.ts';
import type { Say } from '../../../shared/i18n/say.ts';

function view(id: number, x: number, y: number, over: Partial<ScreenView> = {}): ScreenView {
  const size = { width: 1_920, height: 1_080 };
  return { id, label: '', x, y, ...size, isPrimary: id === 1, pixels: size, ...over };
}
const MAIN = view(1, 0, 0);

describe('a screen stands', () => {
  test.each([
    ['right of the main one', view(2, 1_920, 0), 'right'],
    ['right of it, lower', view(2, 1_920, 900), 'right'],
    ['left of it', view(2, -1_920, -300), 'left'],
    ['above it', view(2, 200, -1_080), 'above'],
    ['below it', view(2, -200, 1_080), 'below'],
    ['where it is', MAIN, 'main'],
  ] as const)('%s', (_what, screen, place) => {
    expect(placeOf(screen, MAIN)).toBe(place);
  });
});

test('screens are named by their label or number, with their size in pixels and their place', () => {
  const say: Say = (key, values = {}) => [key.replace('settings.wall.', ''), ...Object.values(values)].join(' ');
  const screens = [
    MAIN,
    view(2, -1_920, 0, { label: 'DELL U2720Q', pixels: { width: 3_840, height: 2_160 } }),
    view(3, 1_920, 0, { label: '\u202eevil' }),
  ];
  expect([...screenNames(screens, say).values()]).toEqual([
    'screen-option screen-number 1 1920 1080 place.main',
    'screen-option DELL U2720Q 3840 2160 place.left',
    'screen-option \u2068\u202eevil\u2069 1920 1080 place.right',
  ]);
  expect(screenNames([], say).size).toBe(0);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FIRST_SIZE,
  placeWindow,
  type Rectangle,
  SMALLEST,
  type WindowPlace,
} from '../../../electron/policy/window-place.ts';

const LAPTOP: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const LEFT: Rectangle = { x: -1920, y: 0, width: 1920, height: 1040 };
const BELOW: Rectangle = { x: 0, y: 900, width: 1280, height: 700 };
const SMALL: Rectangle = { x: 0, y: 0, width: 800, height: 360 };

const place = (x: number, y: number, width = 1000, height = 600, isMaximized = false): WindowPlace => ({
  x,
  y,
  width,
  height,
  isMaximized,
});

/** Whether somebody can take hold of the window: 120 by 30 pixels of its upper edge are on the screen. */
function canBeHeld(window: Rectangle, screen: Rectangle): boolean {
  const seen = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return seen >= 120 && window.y >= screen.y && window.y + 30 <= screen.y + screen.height;
}

describe('the window opens', () => {
  test('in the middle of the first screen at first', () => {
    expect(placeWindow(null, [LAPTOP, LEFT])).toEqual({ x: 80, y: 63, ...FIRST_SIZE, isMaximized: false });
  });

  test('as large as a small screen allows at first', () => {
    expect(placeWindow(null, [SMALL])).toEqual({ ...SMALL, isMaximized: false });
  });

  test.each([
    ['on the first screen', place(100, 100)],
    ['on another screen', place(-1900, 20)],
    ['maximised', place(100, 100, 1000, 600, true)],
    ['across two screens', place(-500, 100)],
    ['half off the screen to the right', place(1300, 100)],
    ['half off the screen at its lower edge', place(100, 800)],
    ['on the edge of the screen', place(0, 25)],
  ])('where it was: %s', (_what, last) => {
    expect(placeWindow(last, [LAPTOP, LEFT])).toEqual(last);
  });

  test('on a screen that lies below, where it was', () => {
    expect(placeWindow(place(100, 950), [LAPTOP, BELOW])).toEqual(place(100, 950));
  });

  test.each([
    ['of a screen that is gone', place(-1900, 20)],
    ['far out', place(1e15, -1e15)],
    ['above the screen, where its title cannot be taken hold of', place(100, -300)],
    ['below it', place(100, 890)],
    ['to the right of it, but for a sliver', place(1400, 100)],
    ['to the left of it, but for a sliver', place(-950, 100)],
  ])('in the middle, as large as before, when it was %s', (_what, last) => {
    expect(placeWindow(last, [LAPTOP])).toEqual({ x: 220, y: 163, width: 1000, height: 600, isMaximized: false });
  });

  test('maximised again, also where its screen is gone', () => {
    expect(placeWindow(place(-1900, 20, 1000, 600, true), [LAPTOP])).toMatchObject({ x: 220, isMaximized: true });
  });

  test('no larger than its screen', () => {
    expect(placeWindow(place(0, 25, 5_000, 5_000), [LAPTOP])).toEqual({ ...LAPTOP, isMaximized: false });
  });

  test('within reach when it was much wider than its screen, with only its right end on it', () => {
    const window = placeWindow(place(-2_300, 100, 2_500), [LAPTOP]);
    expect(canBeHeld(window, LAPTOP)).toBe(true);
  });

  test.each([
    ['on a screen', place(100, 100, 1, 1)],
    ['nowhere', place(9_000, 9_000, 1, 1)],
  ])('no smaller than can be used: %s', (_what, last) => {
    expect(placeWindow(last, [LAPTOP])).toMatchObject(SMALLEST);
  });

  test('somewhere though no screen is known', () => {
    expect(placeWindow(null, [])).toEqual({ x: 0, y: 0, ...FIRST_SIZE, isMaximized: false });
  });
});

test('wherever it was and whatever screens there are, the window can be taken hold of and fits its screen', () => {
  const where = fc.integer({ min: -6_000, max: 6_000 });
  const size = (min: number) => fc.integer({ min, max: 6_000 });
  const screen = fc.record({ x: where, y: where, width: size(320), height: size(240) });
  const last = fc.record({ x: where, y: where, width: size(1), height: size(1), isMaximized: fc.boolean() });
  fc.assert(
    fc.property(fc.option(last), fc.array(screen, { minLength: 1, maxLength: 4 }), (before, screens) => {
      const window = placeWindow(before, screens);
      const held = screens.filter((area) => canBeHeld(window, area));
      expect(held).not.toEqual([]);
      const fits = held.some(({ width, height }) => {
        const wide = window.width <= width && window.width >= Math.min(SMALLEST.width, width);
        return wide && window.height <= height && window.height >= Math.min(SMALLEST.height, height);
      });
      expect(fits).toBe(true);
      expect(Object.values(window).every((value) => typeof value === 'boolean' || Number.isInteger(value))).toBe(true);
      // What is in place already stays there.
      expect(placeWindow(window, screens)).toEqual(window);
    }),
    { numRuns: 2_000 },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FITTED, fittedSize, MAX_SCALE, panned, type View, zoomed } from '../../../renderer/photos/zoom.ts';

const FRAME = { width: 1000, height: 600 };

describe('a photo in its frame', () => {
  it.each([
    ['a wide one by its width', { width: 4000, height: 1000 }, { width: 1000, height: 250 }],
    ['a tall one by its height', { width: 1000, height: 4000 }, { width: 150, height: 600 }],
    ['a small one enlarged at most twice', { width: 100, height: 50 }, { width: 200, height: 100 }],
    ['one that is not known yet not at all', { width: 0, height: 0 }, { width: 0, height: 0 }],
  ])('fits: %s', (_name, picture, fitted) => {
    expect(fittedSize(picture, FRAME)).toEqual(fitted);
  });

  const fitted = { width: 800, height: 600 };

  it('keeps what lies under the pointer there when it grows', () => {
    const point = { x: 100, y: -50 };
    const view = zoomed(zoomed(FITTED, 3, point, fitted, FRAME), 1.5, point, fitted, FRAME);
    // What was under the point at first, in the picture's own coordinates, is under it still.
    expect((point.x - view.x) / view.scale).toBeCloseTo(point.x);
    expect((point.y - view.y) / view.scale).toBeCloseTo(point.y);
  });

  it('is fitted again when it has shrunk back, wherever it was moved to', () => {
    const moved = panned(zoomed(FITTED, 4, { x: 0, y: 0 }, fitted, FRAME), 500, -400, fitted, FRAME);
    expect(zoomed(moved, 1 / 100, { x: 30, y: 30 }, fitted, FRAME)).toEqual(FITTED);
  });

  it('stays in its frame and within its scales, whatever is done to it', () => {
    const number = fc.double({ min: -5_000, max: 5_000, noNaN: true });
    const act = fc.oneof(
      fc.tuple(fc.constant('zoom' as const), fc.double({ min: 0.01, max: 20, noNaN: true }), number, number),
      fc.tuple(fc.constant('pan' as const), fc.constant(0), number, number),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let view: View = FITTED;
        for (const [kind, factor, x, y] of acts) {
          view = kind === 'zoom' ? zoomed(view, factor, { x, y }, fitted, FRAME) : panned(view, x, y, fitted, FRAME);
          expect(view.scale).toBeGreaterThanOrEqual(1);
          expect(view.scale).toBeLessThanOrEqual(MAX_SCALE);
          expect(Math.abs(view.x)).toBeLessThanOrEqual(Math.max(0, (fitted.width * view.scale - FRAME.width) / 2));
          expect(Math.abs(view.y)).toBeLessThanOrEqual(Math.max(0, (fitted.height * view.scale - FRAME.height) / 2));
        }
      }),
    );
  });
});

import { describe, expect, it, test } from 'vitest';
import { DIAGRAM, LEFT_SHAPES, PIN_OF, RIGHT_SHAPES, TOP } from '../../../renderer/diagram/parts.ts';
import { pinsOf, spread } from '../../../renderer/diagram/pins.ts';
import { VEHICLE_PARTS, type VehiclePart } from '../../../shared/vehicle-part.ts';

const shapes = [...TOP, ...LEFT_SHAPES, ...RIGHT_SHAPES];

describe('the drawing of the vehicle', () => {
  it('has one shape for each part that the table can name, and no other', () => {
    expect(shapes.map(({ part }) => part).sort()).toEqual([...VEHICLE_PARTS].sort());
  });

  it('has a place for a pin on each, within the drawing and on no other', () => {
    for (const { part, pin } of shapes) {
      expect(pin.x, part).toBeGreaterThan(0);
      expect(pin.x, part).toBeLessThan(DIAGRAM.width);
      expect(pin.y, part).toBeGreaterThan(0);
      expect(pin.y, part).toBeLessThan(DIAGRAM.height);
    }
    expect(new Set(shapes.map(({ pin }) => `${pin.x} ${pin.y}`)).size).toBe(shapes.length);
  });

  it('heads left: left of the vehicle is below, right is above, each the mirror image of the other', () => {
    const middle = DIAGRAM.height / 2;
    for (const [part, pin] of PIN_OF) {
      if (!part.includes('left')) continue;
      const other = PIN_OF.get(part.replace('left', 'right') as VehiclePart);
      expect(pin.y, part).toBeGreaterThan(middle);
      expect(other, part).toEqual({ x: pin.x, y: 2 * middle - pin.y });
    }
    expect(PIN_OF.get('front-bumper')?.x).toBeLessThan(PIN_OF.get('rear-bumper')?.x ?? 0);
  });
});

const POSITIONS = { a: 'bonnet', b: 'front-left-door', c: 'left-sill' } as const;
const at = (...positions: (string | null)[]) => positions.map((position) => ({ position }));

describe('the pins of a visit', () => {
  it('stand on the part that the table gives to their code; the other entries are left for the list', () => {
    const { pins, rest } = pinsOf(at('a', 'unknown', null, 'c'), POSITIONS);
    expect(pins.map(({ entry, part, at }) => ({ entry, part, at }))).toEqual([
      { entry: 0, part: 'bonnet', at: PIN_OF.get('bonnet') },
      { entry: 3, part: 'left-sill', at: PIN_OF.get('left-sill') },
    ]);
    expect(rest).toEqual([1, 2]);
  });

  it.each(['constructor', '__proto__', 'toString'])('are not fooled by the code %s', (position) => {
    expect(pinsOf(at(position), POSITIONS)).toMatchObject({ pins: [], rest: [0] });
  });

  it('are spread where several share a part, so that each can be pressed', () => {
    const { pins } = pinsOf(at('b', 'b', 'b'), POSITIONS);
    const places = pins.map((pin) => pin.at);
    expect(closest(places)).toBeGreaterThanOrEqual(43);
    expect(places[1]).toEqual(PIN_OF.get('front-left-door'));
  });

  it('are five for a part at most; the last says for how many more it stands', () => {
    const { pins, rest, pinOf } = pinsOf(at(...Array.from({ length: 200 }, () => 'a')), POSITIONS);
    expect(pins.map(({ entry, more }) => [entry, more])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 195],
    ]);
    expect([pinOf.get(3), pinOf.get(4), pinOf.get(199)]).toEqual([3, 4, 4]);
    expect(rest).toEqual([]);
  });
});

describe('spreading', () => {
  const everyPart = [...PIN_OF.values()].flatMap((point) => [point, point, point]);

  test.each([
    [
      'two on the same spot',
      [
        { x: 300, y: 250 },
        { x: 300, y: 250 },
      ],
    ],
    ['six on the same spot', Array.from({ length: 6 }, () => ({ x: 300, y: 250 }))],
    ['four in a corner', Array.from({ length: 4 }, () => ({ x: 0, y: 0 }))],
  ])('leaves room between %s', (_name, points) => {
    expect(closest(spread(points))).toBeGreaterThanOrEqual(43);
  });

  test('keeps every pin within the drawing, even with three on every part', () => {
    for (const { x, y } of spread(everyPart)) {
      expect(x).toBeGreaterThanOrEqual(24);
      expect(x).toBeLessThanOrEqual(DIAGRAM.width - 24);
      expect(y).toBeGreaterThanOrEqual(24);
      expect(y).toBeLessThanOrEqual(DIAGRAM.height - 24);
    }
  });

  test('leaves pins alone that are far enough from each other', () => {
    const points = [
      { x: 100, y: 100 },
      { x: 145, y: 100 },
    ];
    expect(spread(points)).toEqual(points);
  });

  test('gives the same picture every time', () => {
    expect(spread(everyPart)).toEqual(spread(everyPart));
  });
});

/** The smallest distance between any two of the points. */
function closest(points: readonly { x: number; y: number }[]): number {
  return Math.min(
    ...points.flatMap((a, index) => points.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))),
  );
}

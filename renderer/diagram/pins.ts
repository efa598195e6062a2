import type { Damage } from '../../shared/check-in.ts';
import type { BoardSettings } from '../../shared/settings.ts';
import type { VehiclePart } from '../../shared/vehicle-part.ts';
import { DIAGRAM, PIN_OF, type Point } from './parts.ts';

/** A pin on the diagram: the first damage entry that it stands for, by its index, and how many more share it. */
export interface Pin {
  readonly entry: number;
  readonly more: number;
  readonly part: VehiclePart;
  readonly at: Point;
}

/** The pins of a visit, and the entries whose position is not in the table. */
export interface Pins {
  readonly pins: readonly Pin[];
  readonly rest: readonly number[];
  /** For each entry on the diagram the entry that its pin is named for. */
  readonly pinOf: ReadonlyMap<number, number>;
}

/** Pins of one part at most; the last stands for all that is left. */
const PINS_PER_PART = 5;
/** How far apart pins are, and how far from the edge, in units of the drawing. */
const APART = 44;
const MARGIN = 24;
const ROUNDS = 60;

/** Puts a pin for each damage entry onto the part that the table gives to its position code. */
export function pinsOf(damage: readonly Pick<Damage, 'position'>[], positions: BoardSettings['positions']): Pins {
  const rest: number[] = [];
  const entriesOf = new Map<VehiclePart, number[]>();
  for (const [entry, { position }] of damage.entries()) {
    const part = position !== null && Object.hasOwn(positions, position) ? positions[position] : undefined;
    if (part === undefined) rest.push(entry);
    else entriesOf.set(part, [...(entriesOf.get(part) ?? []), entry]);
  }
  const pins = [...entriesOf].flatMap(([part, entries]) => {
    const shown = entries.length > PINS_PER_PART ? entries.slice(0, PINS_PER_PART) : entries;
    return shown.map((entry, index) => ({
      entry,
      more: index === PINS_PER_PART - 1 ? entries.length - PINS_PER_PART : 0,
      part,
      at: besideEachOther(PIN_OF.get(part) ?? { x: 0, y: 0 }, index, shown.length),
    }));
  });
  const pinOf = new Map(
    [...entriesOf.values()].flatMap((entries) =>
      entries.map((entry, index) => [entry, entries[Math.min(index, PINS_PER_PART - 1)] ?? entry] as const),
    ),
  );
  const places = spread(pins.map(({ at }) => at));
  return { pins: pins.map((pin, index) => ({ ...pin, at: places[index] ?? pin.at })), rest, pinOf };
}

/** The place of one of several pins around the same point: in a row along the vehicle. */
function besideEachOther(at: Point, index: number, count: number): Point {
  return { x: at.x + (index - (count - 1) / 2) * APART, y: at.y };
}

/** Moves points that stand too close as little as needed for each to be pressed on its own, within the drawing. */
export function spread(points: readonly Point[]): Point[] {
  const moved = points.map(({ x, y }) => within({ x, y }));
  for (let round = 0; round < ROUNDS; round++) {
    let isSettled = true;
    for (let i = 0; i < moved.length; i++) {
      for (let j = i + 1; j < moved.length; j++) {
        const a = moved[i];
        const b = moved[j];
        if (a === undefined || b === undefined) continue;
        const distance = Math.hypot(b.x - a.x, b.y - a.y);
        if (distance >= APART - 0.5) continue;
        isSettled = false;
        // Two on the very same spot part in a direction of their own, so that more of them do not line up.
        const angle = distance === 0 ? i * 2.4 + j : Math.atan2(b.y - a.y, b.x - a.x);
        const push = (APART - distance) / 2;
        moved[i] = within({ x: a.x - Math.cos(angle) * push, y: a.y - Math.sin(angle) * push });
        moved[j] = within({ x: b.x + Math.cos(angle) * push, y: b.y + Math.sin(angle) * push });
      }
    }
    if (isSettled) break;
  }
  return moved;
}

function within({ x, y }: Point): Point {
  return {
    x: Math.min(DIAGRAM.width - MARGIN, Math.max(MARGIN, x)),
    y: Math.min(DIAGRAM.height - MARGIN, Math.max(MARGIN, y)),
  };
}

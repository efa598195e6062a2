import type { Damage, WarningLight } from '../../../shared/check-in.ts';

type Light = Pick<WarningLight, 'code' | 'label'>;

/** What is compared of a visit. */
export type ComparedVisit = {
  id: number;
  arrivedAt: number;
  odometer: number | null;
  lights: readonly Light[];
  damage: readonly Damage[];
};

/** What of a visit was so before; entries by their index, each with the latest earlier visit that had it. */
export type Comparison = {
  /** Those that were on at the visit before, too. */
  lights: { light: Light; wasOn: boolean }[];
  /** On at the visit before, and off now. */
  lightsGone: Light[];
  damage: { damage: Damage; before: ComparedVisit | null }[];
  /** The latest reading before this one. */
  reading: ComparedVisit | null;
  isBackwards: boolean;
};

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** By what a light is the same at two visits: its code, else the words that were sent. Null where there is nothing to go by. */
export function lightKey({ code, label }: Light): string | null {
  if (code !== null) return `code ${code}`;
  return label === null || folded(label) === '' ? null : `label ${folded(label)}`;
}

/** By what two damage entries are at the same place. */
export function placeKey({ position, positionName }: Pick<Damage, 'position' | 'positionName'>): string | null {
  if (position !== null) return `position ${position}`;
  return positionName === null || folded(positionName) === '' ? null : `name ${folded(positionName)}`;
}

/** What an odometer shows; 0 and less is a field that was left out, or no odometer's. */
export function readingOf({ odometer }: Pick<ComparedVisit, 'odometer'>): number | null {
  return odometer !== null && odometer > 0 ? odometer : null;
}

const keysOf = <T>(items: readonly T[], key: (item: T) => string | null): Set<string> =>
  new Set(items.map(key).filter((one) => one !== null));

/** Compares a visit with those before it, newest first. Each light, and each place, is named once. */
export function compareVisits(visit: ComparedVisit, before: readonly ComparedVisit[]): Comparison {
  const last = before[0];
  const lastLights = keysOf(last?.lights ?? [], lightKey);
  const lights = keysOf(visit.lights, lightKey);
  const placesBefore = before.map((earlier) => ({ earlier, places: keysOf(earlier.damage, placeKey) }));
  const reading = before.find((earlier) => readingOf(earlier) !== null) ?? null;
  const [now, then] = [readingOf(visit), reading === null ? null : readingOf(reading)];
  const has = (keys: ReadonlySet<string>, key: string | null): boolean => key !== null && keys.has(key);
  return {
    lights: visit.lights.map((light) => ({ light, wasOn: has(lastLights, lightKey(light)) })),
    lightsGone: eachOnce(last?.lights ?? [], lightKey).filter((light) => !has(lights, lightKey(light))),
    damage: visit.damage.map((damage) => ({
      damage,
      before: placesBefore.find(({ places }) => has(places, placeKey(damage)))?.earlier ?? null,
    })),
    reading,
    isBackwards: now !== null && then !== null && now < then,
  };
}

/** The items without those that say the same as an earlier one. */
export function eachOnce<T>(items: readonly T[], key: (item: T) => string | null): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const own = key(item);
    if (own === null || seen.has(own)) return own === null;
    seen.add(own);
    return true;
  });
}

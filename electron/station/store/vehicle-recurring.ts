import type { BoardSettings } from '../../../shared/settings.ts';
import type { DamageRow, LightRow } from '../../../shared/vehicle.ts';
import { triage } from '../../../shared/warning-lights.ts';
import { type ComparedVisit, lightKey, placeKey } from './vehicle-compare.ts';

/** Rows that are told at most. */
const MOST_ROWS = 40;

type Recurring<T> = { item: T; at: string[] };

/** What recurs over visits, oldest first: each with the visits that have it, those of most visits first, then the latest. */
function recurring<T>(
  visits: readonly ComparedVisit[],
  itemsOf: (visit: ComparedVisit) => readonly T[],
  key: (item: T) => string | null,
): Recurring<T>[] {
  const rows = new Map<string, Recurring<T>>();
  for (const visit of visits) {
    const id = String(visit.id);
    for (const item of itemsOf(visit)) {
      const own = key(item);
      if (own === null) continue;
      const row = rows.get(own) ?? { item, at: [] };
      // As it was last called.
      row.item = item;
      if (row.at.at(-1) !== id) row.at.push(id);
      rows.set(own, row);
    }
  }
  return [...rows.values()]
    .sort((a, b) => b.at.length - a.at.length || Number(b.at.at(-1)) - Number(a.at.at(-1)))
    .slice(0, MOST_ROWS);
}

/** The warning lights over visits, oldest first. */
export function lightRows(visits: readonly ComparedVisit[], { lights }: BoardSettings): LightRow[] {
  return recurring(visits, (visit) => visit.lights, lightKey).flatMap(({ item: { code, label }, at }) =>
    triage([{ code, label }], lights).map((light) => ({ ...light, at })),
  );
}

/** The damaged places over visits, oldest first. */
export function damageRows(visits: readonly ComparedVisit[]): DamageRow[] {
  return recurring(visits, (visit) => visit.damage, placeKey).map(({ item: { position, positionName }, at }) => ({
    position,
    positionName,
    at,
  }));
}

import type { VehicleKey } from '../../shared/vehicle.ts';
import { changePageQuery, goBack, openPage, type PageQuery } from '../ui/place.ts';

// The address says which vehicle, by a check-in, a VIN or a plate, and which two visits are compared.

/** Two visits whose photos lie side by side; `place` is the damage that they are compared by. */
export interface ComparedVisits {
  readonly left: string;
  readonly right: string;
  readonly place: string | null;
}

/** The vehicle that the address names. */
export function keyOf(query: URLSearchParams): VehicleKey {
  const [of, vin, plate] = ['of', 'vin', 'plate'].map((name) => query.get(name) ?? undefined);
  return { ...(of !== undefined && { of }), ...(vin !== undefined && { vin }), ...(plate !== undefined && { plate }) };
}

/** The visits that the address has side by side, or null. */
export function comparedOf(query: URLSearchParams): ComparedVisits | null {
  const [left, right] = [query.get('left'), query.get('right')];
  return left === null || right === null ? null : { left, right, place: query.get('place') };
}

function queryOf(key: VehicleKey, compared: ComparedVisits | null): PageQuery {
  const named = Object.entries({ ...key, ...compared }).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(named) as PageQuery;
}

/** Opens the page of the vehicle that came with a check-in. */
export function openVehicle(of: string): void {
  openPage('vehicle', { of });
}

/** Lays two visits side by side; `isStep` where none are yet, so that the browser's back leads to the page again. */
export function compareVisits(key: VehicleKey, compared: ComparedVisits, isStep: boolean): void {
  const query = queryOf(key, compared);
  if (isStep) openPage('vehicle', query);
  else changePageQuery(query);
}

/** Back to the page of the vehicle. */
export function closeComparison(key: VehicleKey): void {
  if ((window.history.state as { isStep?: boolean } | null)?.isStep === true) goBack();
  else changePageQuery(queryOf(key, null));
}

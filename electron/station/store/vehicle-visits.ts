import type Database from 'better-sqlite3';
import type { Damage, WarningLight } from '../../../shared/check-in.ts';
import { VISITS_COUNTED } from '../../../shared/visit-memory.ts';
import type { ComparedVisit } from './vehicle-compare.ts';
import type { VehicleIdentity } from './vehicle-identity.ts';

/** A visit as it is compared with others of its vehicle. */
export type VehicleVisitRow = {
  id: number;
  arrived_at: number;
  plate: string | null;
  vin: string | null;
  owner_first_name: string | null;
  owner_last_name: string | null;
  odometer: number | null;
  photo_count: number;
  lights: string;
  damage: string;
};

/** As much of a visit as is read of hundreds. */
export type ShortVisit = { id: number; arrivedAt: number; plate: string | null; odometer: number | null };

/** Another vehicle that a plate was on: its VIN, and the last visit with both. */
export type VinOfPlate = { vin: string; last: number };

/** Lists of lights and damage that are read for one question at most, in characters: a page of hostile visits is cut short. */
const TEXT_READ = 1_000_000;
const VINS_OF_PLATE = 12;

/** Newest first. Each side is one stretch of an index, and both are merged by their order. */
const OF_VEHICLE = `SELECT check_in_id FROM vehicle_visit WHERE vin = $vin AND check_in_id < $before
  UNION ALL SELECT check_in_id FROM vehicle_visit WHERE plate = $plate AND vin IS NULL AND check_in_id < $before`;

type Question = VehicleIdentity & { before: number; limit: number };

/**
 * Finds the visits of a vehicle: those with its VIN, and those with no VIN and its plate. Without a VIN they are those of the
 * vehicle that had the plate at the time.
 */
export class VehicleVisits {
  readonly #visits: Database.Statement<[Question], VehicleVisitRow>;
  readonly #short: Database.Statement<[Question], ShortVisit>;
  readonly #count: Database.Statement<[Question], number>;
  readonly #vinsOfPlate: Database.Statement<[{ plate: string | null; before: number }], VinOfPlate>;

  constructor(db: Database.Database) {
    this.#visits = db.prepare(
      `SELECT id, arrived_at, plate, vin, owner_first_name, owner_last_name, odometer, photo_count, lights, damage
       FROM (${OF_VEHICLE} ORDER BY check_in_id DESC LIMIT $limit) AS visit
       CROSS JOIN check_in ON check_in.id = visit.check_in_id ORDER BY visit.check_in_id DESC`,
    );
    this.#short = db.prepare(
      `SELECT id, arrived_at AS arrivedAt, plate, odometer FROM (${OF_VEHICLE} ORDER BY check_in_id DESC LIMIT $limit) AS visit
       CROSS JOIN check_in ON check_in.id = visit.check_in_id ORDER BY visit.check_in_id DESC`,
    );
    this.#count = db.prepare<[Question], number>(`SELECT count(*) FROM (${OF_VEHICLE} LIMIT $limit)`).pluck();
    // From one VIN to the next: a plate that a million visits share is as quick as any.
    this.#vinsOfPlate = db.prepare(
      `WITH RECURSIVE found (vin) AS (
         SELECT min(vin) FROM vehicle_visit WHERE plate = $plate
         UNION ALL SELECT (SELECT min(vin) FROM vehicle_visit WHERE plate = $plate AND vin > found.vin)
         FROM found WHERE found.vin IS NOT NULL LIMIT ${VINS_OF_PLATE})
       SELECT vin, (SELECT max(check_in_id) FROM vehicle_visit
         WHERE plate = $plate AND vehicle_visit.vin = found.vin AND check_in_id < $before) AS last
       FROM found WHERE vin IS NOT NULL AND last IS NOT NULL ORDER BY last DESC`,
    );
  }

  /** The identity by which a visit's vehicle is found: where it has no VIN, that of the vehicle which last had its plate. */
  vehicleOf({ vin, plate }: VehicleIdentity, visit: number): VehicleIdentity {
    if (vin !== null || plate === null) return { vin, plate };
    return { vin: this.vinsOfPlate(plate, visit)[0]?.vin ?? null, plate };
  }

  /** Up to `limit` visits of a vehicle before the one with that number, newest first; cut short where they are very long. */
  before(vehicle: VehicleIdentity, before: number, limit: number): { rows: VehicleVisitRow[]; isCut: boolean } {
    const rows: VehicleVisitRow[] = [];
    let read = 0;
    for (const row of this.#visits.iterate({ ...vehicle, before, limit })) {
      read += row.lights.length + row.damage.length;
      if (read > TEXT_READ && rows.length > 0) return { rows, isCut: true };
      rows.push(row);
    }
    return { rows, isCut: false };
  }

  /** The newest visits of a vehicle as far as they are counted, without their lists; newest first. */
  all(vehicle: VehicleIdentity): ShortVisit[] {
    return this.#short.all({ ...vehicle, before: Number.MAX_SAFE_INTEGER, limit: VISITS_COUNTED });
  }

  /** How many visits of a vehicle there are before the one with that number; it counts no further than to the limit. */
  count(vehicle: VehicleIdentity, before: number): number {
    return this.#count.get({ ...vehicle, before, limit: VISITS_COUNTED - 1 }) ?? 0;
  }

  /** The VINs with which a plate was seen before the visit with that number, the latest first. */
  vinsOfPlate(plate: string, before: number): VinOfPlate[] {
    return this.#vinsOfPlate.all({ plate, before });
  }
}

/** The part of a visit that is compared. JSON columns are written by check-in-writer.ts alone. */
export function toCompared(
  row: Pick<VehicleVisitRow, 'id' | 'arrived_at' | 'odometer' | 'lights' | 'damage'>,
): ComparedVisit {
  return {
    id: row.id,
    arrivedAt: row.arrived_at,
    odometer: row.odometer,
    lights: JSON.parse(row.lights) as Pick<WarningLight, 'code' | 'label'>[],
    damage: JSON.parse(row.damage) as Damage[],
  };
}

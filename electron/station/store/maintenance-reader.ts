import type Database from 'better-sqlite3';
import { dueOf, type Figure, monthAt, type PlannedItem } from '../../../shared/maintenance-due.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import type { VehicleKey } from '../../../shared/vehicle.ts';
import type { Maintenance, VehicleMaintenance } from '../../../shared/vehicle-maintenance.ts';
import { instant, instantOrNull } from '../instant.ts';
import { PlateReadings, READING_COLUMNS, type ReadingRow } from './plate-readings.ts';
import { rowId } from './rows.ts';
import { comparedPlate } from './vehicle-identity.ts';
import { serviceName } from './vehicle-plans.ts';
import type { VehicleReader } from './vehicle-reader.ts';

type PlanRow = { plate: string; check_in_id: number | null; items: string };

/** More is no price in any currency. */
const MOST_PRICE = 1e9;

/** The most urgent first. */
const STATES: readonly Maintenance['state'][] = ['overdue', 'soon', 'later', 'unknown', 'finished'];

/** What the reader of plans needs beside the database. */
export type MaintenanceReaderParts = { vehicles: Pick<VehicleReader, 'vehicle'>; zone: () => TimeZone };

/** Reads maintenance plans, reckoned as of the moment `now` (ms since 1970). */
export class MaintenanceReader {
  readonly #parts: MaintenanceReaderParts;
  readonly #ofVisit: Database.Statement<[number], PlanRow>;
  readonly #ofPlate: Database.Statement<[string], PlanRow>;
  readonly #visit: Database.Statement<[number], ReadingRow>;
  readonly #readings: PlateReadings;

  constructor(db: Database.Database, parts: MaintenanceReaderParts) {
    this.#parts = parts;
    const plan = 'SELECT plate, check_in_id, items FROM vehicle_plan';
    this.#ofVisit = db.prepare(`${plan} WHERE check_in_id = ?`);
    this.#ofPlate = db.prepare(`${plan} WHERE plate = ?`);
    this.#visit = db.prepare(`SELECT ${READING_COLUMNS} FROM check_in WHERE id = ?`);
    this.#readings = new PlateReadings(db);
  }

  /** Null for all but the newest visit of a plate that has a plan. */
  ofCheckIn(id: string, now: number): VehicleMaintenance | null {
    const row = this.#ofVisit.get(rowId(id));
    return row === undefined ? null : this.#toPlan(row, rowId(id), now);
  }

  /** Null where its plate has no plan, or came with another vehicle since; undefined where there is no such vehicle. */
  ofVehicle(key: VehicleKey, now: number): VehicleMaintenance | null | undefined {
    const latest = this.#parts.vehicles.vehicle(key)?.latest;
    if (latest === undefined) return undefined;
    const plate = comparedPlate(latest.plate);
    const row = plate === null ? undefined : this.#ofPlate.get(plate);
    const visit = rowId(latest.id);
    return row === undefined || (row.check_in_id ?? 0) > visit ? null : this.#toPlan(row, visit, now);
  }

  #toPlan({ plate, items }: PlanRow, visit: number, now: number): VehicleMaintenance {
    const row = this.#visit.get(visit);
    const reading = row === undefined ? null : this.#readings.newest(plate, row);
    const zone = this.#parts.zone();
    const planned = (JSON.parse(items) as PlannedItem[]).map((item) => toMaintenance(item, reading, now, zone));
    return { plate, items: planned.sort(byUrgency).map(({ shown }) => shown) };
  }
}

type Reckoned = { at: number; shown: Maintenance };

function toMaintenance(item: PlannedItem, reading: Figure | null, now: number, zone: TimeZone): Reckoned {
  const { state, overdueFrom, month, isDateOver, reading: dueReading, left } = dueOf(item, reading, now, zone);
  const at = item.finishedAt === null ? (overdueFrom ?? Number.POSITIVE_INFINITY) : -item.finishedAt;
  const shown: Maintenance = {
    service: serviceName(item),
    state,
    by: item.by,
    month,
    isDateOver,
    expected: overdueFrom === null ? null : monthAt(overdueFrom - 1, zone),
    reading: dueReading,
    left,
    price: item.price !== null && item.price > 0 && item.price < MOST_PRICE ? item.price : null,
    recommended: item.recommended === true,
    finishedAt: instantOrNull(item.finishedAt),
    statedAt: instant(item.statedAt),
    msgId: item.msgId,
    proven: item.proven,
  };
  return { at, shown };
}

function byUrgency(a: Reckoned, b: Reckoned): number {
  return (
    STATES.indexOf(a.shown.state) - STATES.indexOf(b.shown.state) ||
    (a.at === b.at ? 0 : a.at - b.at) ||
    a.shown.service.localeCompare(b.shown.service)
  );
}

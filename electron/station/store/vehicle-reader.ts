import type Database from 'better-sqlite3';
import type { ReportHead } from '../../../shared/health-report.ts';
import { ownerName } from '../../../shared/owner-name.ts';
import type { BoardSettings } from '../../../shared/settings.ts';
import type { CheckInMemory, EarlierVisit, Vehicle, VehicleKey, VehicleVisit } from '../../../shared/vehicle.ts';
import { triage } from '../../../shared/warning-lights.ts';
import { instant } from '../instant.ts';
import type { Page } from './reader.ts';
import { ReportReader } from './report-reader.ts';
import { rowId } from './rows.ts';
import { compareVisits, lightKey, readingOf } from './vehicle-compare.ts';
import { comparedPlate, comparedVin, type VehicleIdentity, vehicleIdentity } from './vehicle-identity.ts';
import { LOOKED_BACK } from './vehicle-index.ts';
import { damageRows, lightRows } from './vehicle-recurring.ts';
import { type ShortVisit, toCompared, type VehicleVisitRow, VehicleVisits } from './vehicle-visits.ts';

/** Visits that lights and damage are compared over: more columns than anybody reads. */
const COMPARED = 50;
/** What is told of one visit at most, and of other plates and vehicles. */
const MOST_LIGHTS = 30;
const MOST_DAMAGE = 40;
const MOST_ELSEWHERE = 6;
const MOST_ASIDE = 10;
const ALL = Number.MAX_SAFE_INTEGER;

type SourceRow = VehicleVisitRow & {
  set_aside: string | null;
  brand: string | null;
  style: string | null;
  manufactured: string | null;
};

/** A vehicle that was asked for; `row` is the check-in that it was asked by, else its newest. */
type Asked = { vehicle: VehicleIdentity; row: SourceRow };

/** Reads vehicles: all visits of each, and what is remembered of them. */
export class VehicleReader {
  readonly #settings: () => BoardSettings;
  readonly #visits: VehicleVisits;
  readonly #reports: ReportReader;
  readonly #source: Database.Statement<[number], SourceRow>;

  constructor(db: Database.Database, settings: () => BoardSettings) {
    this.#settings = settings;
    this.#visits = new VehicleVisits(db);
    this.#reports = new ReportReader(db);
    this.#source = db.prepare(
      `SELECT id, arrived_at, plate, vin, owner_first_name, owner_last_name, odometer, photo_count, lights, damage, set_aside,
         brand, style, manufactured FROM check_in WHERE id = ?`,
    );
  }

  /** What is said of earlier visits beside a check-in; null where there is none of that id. */
  memory(id: string): CheckInMemory | null {
    const asked = this.#asked({ of: id });
    if (asked === null) return null;
    const { vehicle, row } = asked;
    const before = this.#visits.before(vehicle, row.id, LOOKED_BACK).rows.map(toCompared);
    const { lights, damage, reading, isBackwards } = compareVisits(toCompared(row), before);
    const visit = this.#visits.count(vehicle, row.id) + 1;
    return {
      visit,
      by: toldBy(vehicle),
      // This one may not be among them yet.
      visitCount: Math.max(visit, this.#visits.count(vehicle, ALL)),
      before: before[0] === undefined ? null : toEarlier(before[0]),
      lights: lights.filter(({ wasOn }) => wasOn).map(({ light: { code, label } }) => ({ code, label })),
      odometer: reading === null ? null : { ...toEarlier(reading), value: readingOf(reading) ?? 0, isBackwards },
      damage: damage.map((entry) => (entry.before === null ? null : toEarlier(entry.before))),
    };
  }

  vehicle(key: VehicleKey): Vehicle | null {
    const asked = this.#asked(key);
    if (asked === null) return null;
    const { vehicle, row } = asked;
    const all = this.#visits.all(vehicle);
    const counted = all.length === 0 ? [{ ...row, arrivedAt: row.arrived_at }] : all;
    const latest = this.#source.get(counted[0]?.id ?? row.id) ?? row;
    const found = this.#visits.before(vehicle, ALL, COMPARED).rows;
    const oldestFirst: readonly VehicleVisitRow[] = (found.length === 0 ? [row] : found).toReversed();
    const compared = oldestFirst.map(toCompared);
    const plates = otherPlates(counted, latest.plate);
    return {
      by: toldBy(vehicle),
      latest: {
        id: String(latest.id),
        plate: latest.plate,
        vin: latest.vin,
        brand: latest.brand,
        style: latest.style,
        manufactured: latest.manufactured,
        arrivedAt: instant(latest.arrived_at),
      },
      isSetAside: row.set_aside !== null,
      visitCount: counted.length,
      since: instant(counted.at(-1)?.arrivedAt ?? row.arrived_at),
      plates: plates.slice(0, MOST_ELSEWHERE),
      vins: this.#otherVins(vehicle, [latest.plate, row.plate, ...plates.map(({ text }) => text)]),
      byPlateCount: vehicle.vin === null ? 0 : this.#visits.count({ vin: null, plate: vehicle.plate }, ALL),
      readings: readings(counted),
      visits: oldestFirst.map((visit) => ({
        id: String(visit.id),
        at: instant(visit.arrived_at),
        photoCount: visit.photo_count,
      })),
      lights: lightRows(compared, this.#settings()),
      damage: damageRows(compared),
      reportsAside: this.#reportsAside([latest.plate, row.plate, ...plates.map(({ text }) => text)]),
    };
  }

  /** The plates that a vehicle had, as they were written, the present one first; null where there is no such vehicle. */
  plates(key: VehicleKey): string[] | null {
    const asked = this.#asked(key);
    if (asked === null) return null;
    const all = this.#visits.all(asked.vehicle);
    const present = all[0]?.plate ?? asked.row.plate;
    const others = otherPlates(all, present).slice(0, MOST_ELSEWHERE);
    return [present, ...others.map(({ text }) => text)].filter((plate) => plate !== null);
  }

  /** Visits of a vehicle, newest first, each beside the one before it. */
  visits(key: VehicleKey, limit: number, before: number | undefined): Page<VehicleVisit> | null {
    const asked = this.#asked(key);
    if (asked === null) return null;
    const { vehicle, row } = asked;
    const { rows, isCut } = this.#visits.before(vehicle, before ?? ALL, limit + LOOKED_BACK);
    // A check-in that tells no vehicle apart, or that is not counted, stands alone.
    const visits = rows.length === 0 && before === undefined ? [row] : rows;
    const shown = visits.slice(0, limit);
    const compared = visits.map(toCompared);
    const reports = this.#reports.summaries(shown.map(({ id }) => id));
    const items = shown.map((visit, index) => ({
      ...this.#toVisit(visit, visits[index + 1] ?? null, compared.slice(index)),
      report: reports.get(visit.id) ?? null,
    }));
    const last = shown.at(-1);
    const hasMore = visits.length > limit || isCut;
    return { items, next: hasMore && last !== undefined ? last.id : null };
  }

  #asked({ of, vin, plate }: VehicleKey): Asked | null {
    if (of !== undefined) {
      const row = this.#source.get(rowId(of));
      return row === undefined ? null : { row, vehicle: this.#visits.vehicleOf(vehicleIdentity(row), row.id) };
    }
    const identity = { vin: comparedVin(vin ?? null), plate: comparedPlate(plate ?? null) };
    const asked = identity.vin === null ? this.#visits.vehicleOf(identity, ALL) : { vin: identity.vin, plate: null };
    const [newest] = this.#visits.before(asked, ALL, 1).rows;
    const row = newest === undefined ? undefined : this.#source.get(newest.id);
    if (row === undefined) return null;
    return { row, vehicle: { vin: asked.vin, plate: asked.plate ?? comparedPlate(row.plate) } };
  }

  #toVisit(
    row: VehicleVisitRow,
    before: VehicleVisitRow | null,
    [visit, ...earlier]: readonly ReturnType<typeof toCompared>[],
  ): Omit<VehicleVisit, 'report'> {
    const table = this.#settings().lights;
    const { lights, lightsGone, damage, reading, isBackwards } = compareVisits(visit ?? toCompared(row), earlier);
    const again = new Set(lights.filter(({ wasOn }) => wasOn).map(({ light }) => lightKey(light)));
    const names = [row, before].map((one) =>
      one === null ? null : ownerName({ firstName: one.owner_first_name, lastName: one.owner_last_name }),
    );
    const isOther = (one: string | null, other: string | null): boolean =>
      before !== null && one !== null && other !== null && one !== other;
    const changes = {
      plate: isOther(comparedPlate(row.plate), comparedPlate(before?.plate ?? null)),
      vin: isOther(comparedVin(row.vin), comparedVin(before?.vin ?? null)),
      owner: isOther(names[0] ?? null, names[1] ?? null),
    };
    return {
      id: String(row.id),
      arrivedAt: instant(row.arrived_at),
      plate: row.plate,
      vin: row.vin,
      ownerName: names[0] ?? null,
      odometer: row.odometer,
      odometerBefore: reading === null ? null : readingOf(reading),
      isBackwards,
      isByPlate: comparedVin(row.vin) === null,
      changed: (['plate', 'vin', 'owner'] as const).filter((what) => changes[what]),
      before: before === null ? null : { id: String(before.id), at: instant(before.arrived_at) },
      lights: triage(
        lights.map(({ light }) => light),
        table,
      )
        .slice(0, MOST_LIGHTS)
        .map((light) => ({ ...light, wasOn: again.has(lightKey(light)) })),
      lightsGone: triage(lightsGone, table).slice(0, MOST_LIGHTS),
      damage: damage.slice(0, MOST_DAMAGE).map(({ damage: { position, positionName, describe }, before: at }) => ({
        position,
        positionName,
        describe,
        before: at === null ? null : toEarlier(at),
      })),
      damageCount: damage.length,
      photoCount: row.photo_count,
    };
  }

  /** Reports that name one of the plates, and a service order that nobody knows; the newest. */
  #reportsAside(plates: readonly (string | null)[]): ReportHead[] {
    const compared = new Set(plates.map(comparedPlate).filter((plate) => plate !== null));
    return [...compared]
      .slice(0, MOST_ELSEWHERE)
      .flatMap((plate) => this.#reports.aside(plate, MOST_ASIDE))
      .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))
      .slice(0, MOST_ASIDE);
  }

  /** Other VINs with which one of the plates was seen. */
  #otherVins(vehicle: VehicleIdentity, plates: readonly (string | null)[]): Vehicle['vins'] {
    const compared = new Set(plates.map(comparedPlate).filter((plate) => plate !== null));
    const vins = new Map<string, number>();
    for (const plate of [...compared].slice(0, MOST_ELSEWHERE)) {
      for (const { vin, last } of this.#visits.vinsOfPlate(plate, ALL)) {
        if (vin !== vehicle.vin) vins.set(vin, Math.max(vins.get(vin) ?? 0, last));
      }
    }
    return [...vins]
      .sort(([, one], [, other]) => other - one)
      .slice(0, MOST_ELSEWHERE)
      .flatMap(([vin, last]) => {
        const row = this.#source.get(last);
        if (row === undefined) return [];
        return [{ text: row.vin ?? vin, plate: row.plate, last: { id: String(row.id), at: instant(row.arrived_at) } }];
      });
  }
}

function toldBy({ vin, plate }: VehicleIdentity): Vehicle['by'] {
  if (vin !== null) return 'vin';
  return plate === null ? 'nothing' : 'plate';
}

/** Each plate that is another than the present one, as it was last written, with the last visit that had it. */
function otherPlates(visits: readonly ShortVisit[], present: string | null): Vehicle['plates'] {
  const seen = new Set([comparedPlate(present)]);
  return visits.flatMap((visit) => {
    const plate = comparedPlate(visit.plate);
    if (plate === null || visit.plate === null || seen.has(plate)) return [];
    seen.add(plate);
    return [{ text: visit.plate, last: toEarlier(visit) }];
  });
}

/** From visits, newest first, what the odometer showed, oldest first. */
function readings(visits: readonly ShortVisit[]): Vehicle['readings'] {
  let before: number | null = null;
  return visits.toReversed().flatMap((visit) => {
    const value = readingOf(visit);
    if (value === null) return [];
    const isBackwards = before !== null && value < before;
    before = value;
    return [{ ...toEarlier(visit), value, isBackwards }];
  });
}

function toEarlier({ id, arrivedAt }: Pick<ShortVisit, 'id' | 'arrivedAt'>): EarlierVisit {
  return { id: String(id), at: instant(arrivedAt) };
}

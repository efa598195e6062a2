import type Database from 'better-sqlite3';
import type { VisitMemory } from '../../../shared/visit-memory.ts';
import { instant } from '../instant.ts';
import { writeTrailing } from './database.ts';
import { compareVisits, eachOnce, lightKey, placeKey } from './vehicle-compare.ts';
import { type VehicleIdentity, vehicleIdentity } from './vehicle-identity.ts';
import { VehiclePlans } from './vehicle-plans.ts';
import { toCompared, type VehicleVisitRow, VehicleVisits } from './vehicle-visits.ts';

/** Earlier visits that are looked through for the same damage. */
export const LOOKED_BACK = 20;
/** Later visits that are looked at again when one changes: those on a board are few, and the newest. */
const LOOKED_AHEAD = 50;

type SourceRow = VehicleVisitRow & { is_on_board: 0 | 1; set_aside: string | null };

/** What a slice came to: how many visits were looked at, and those on the board whose cards say something else now. */
export type VehicleSlice = { done: number; changed: number[] };

/** Keeps what is known of each vehicle's visits in step with the check-ins, a slice at a time. */
export class VehicleIndex {
  readonly #db: Database.Database;
  readonly #visits: VehicleVisits;
  readonly #plans: VehiclePlans;
  readonly #mark: Database.Statement<[], number>;
  readonly #setMark: Database.Statement<[number]>;
  readonly #pending: Database.Statement<[number, number], number>;
  readonly #due: Database.Statement<[number], { check_in_id: number; is_changed: 0 | 1 }>;
  readonly #notDue: Database.Statement<[number]>;
  readonly #source: Database.Statement<[number], SourceRow>;
  readonly #identity: Database.Statement<[number], VehicleIdentity>;
  readonly #put: Database.Statement<[number, string | null, string | null]>;
  readonly #remove: Database.Statement<[number]>;
  readonly #later: Database.Statement<[VehicleIdentity & { id: number }]>;
  readonly #remember: Database.Statement<[number, string]>;
  readonly #forget: Database.Statement<[number]>;
  readonly #slice: Database.Transaction<(limit: number, first: readonly number[]) => VehicleSlice>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#visits = new VehicleVisits(db);
    this.#plans = new VehiclePlans(db);
    this.#mark = db.prepare<[], number>('SELECT check_in_id FROM vehicle_mark').pluck();
    this.#setMark = db.prepare('UPDATE vehicle_mark SET check_in_id = ?');
    this.#pending = db
      .prepare<[number, number], number>('SELECT id FROM check_in WHERE id > ? ORDER BY id LIMIT ?')
      .pluck();
    this.#due = db.prepare('SELECT check_in_id, is_changed FROM vehicle_due ORDER BY check_in_id DESC LIMIT ?');
    this.#notDue = db.prepare('DELETE FROM vehicle_due WHERE check_in_id = ?');
    this.#source = db.prepare(
      `SELECT id, arrived_at, plate, vin, owner_first_name, owner_last_name, odometer, photo_count, lights, damage, set_aside,
         set_aside IS NULL AND lane <> 'handed-over' AS is_on_board FROM check_in WHERE id = ?`,
    );
    this.#identity = db.prepare('SELECT vin, plate FROM vehicle_visit WHERE check_in_id = ?');
    this.#put = db.prepare('INSERT OR REPLACE INTO vehicle_visit (check_in_id, vin, plate) VALUES (?, ?, ?)');
    this.#remove = db.prepare('DELETE FROM vehicle_visit WHERE check_in_id = ?');
    this.#later = db.prepare(
      `INSERT INTO vehicle_due
       SELECT check_in_id, 0 FROM (SELECT check_in_id FROM vehicle_visit WHERE vin = $vin AND check_in_id > $id ORDER BY check_in_id LIMIT ${LOOKED_AHEAD})
       UNION ALL SELECT check_in_id, 0 FROM (SELECT check_in_id FROM vehicle_visit WHERE plate = $plate AND check_in_id > $id ORDER BY check_in_id LIMIT ${LOOKED_AHEAD})
       WHERE true ON CONFLICT DO NOTHING`,
    );
    this.#remember = db.prepare(
      `INSERT INTO vehicle_memory VALUES (?, ?)
       ON CONFLICT DO UPDATE SET memory = excluded.memory WHERE memory <> excluded.memory`,
    );
    this.#forget = db.prepare('DELETE FROM vehicle_memory WHERE check_in_id = ?');
    this.#slice = db.transaction((limit, first) => this.catchUpInTransaction(limit, first));
  }

  /** Looks at those `first`, whatever else is behind, then at up to `limit` that changed or have not been looked at yet. */
  catchUp(limit: number, first: readonly number[] = []): VehicleSlice {
    return writeTrailing(this.#db, () => this.#slice.immediate(limit, first));
  }

  /** Forgets all, in the caller's transaction. */
  startAgain(): void {
    // The plans first: each would be told of every visit that is forgotten.
    this.#db.exec(`DELETE FROM vehicle_plan; DELETE FROM vehicle_visit; DELETE FROM vehicle_memory; DELETE FROM vehicle_due;
      UPDATE vehicle_mark SET check_in_id = 0`);
  }

  /** As {@link catchUp}, in the caller's transaction. */
  catchUpInTransaction(limit: number, first: readonly number[] = []): VehicleSlice {
    const changed = new Set<number>();
    const look = (id: number, isChanged: boolean): void => {
      for (const other of this.#bringUpToDate(id, isChanged)) changed.add(other);
    };
    for (const id of first) look(id, true);
    const isLeft = (id: number): boolean => !first.includes(id);
    // The newest first: those are on the board.
    const plans = this.#plans.foldDue(limit);
    for (const id of plans.visits) changed.add(id);
    const due = this.#due.all(limit - plans.done);
    for (const { check_in_id: id, is_changed } of due) {
      this.#notDue.run(id);
      if (isLeft(id)) look(id, is_changed === 1);
    }
    const pending = this.#pending.all(this.#mark.get() ?? 0, limit - plans.done - due.length);
    for (const id of pending.filter(isLeft)) look(id, true);
    const last = pending.at(-1);
    if (last !== undefined) this.#setMark.run(last);
    return { done: plans.done + due.length + pending.length, changed: [...changed] };
  }

  /** Answers which visits' cards say something else now: its own, and that of the visit on which its plate's plan stood. */
  #bringUpToDate(id: number, isChanged: boolean): number[] {
    const row = this.#source.get(id);
    const counts = row !== undefined && row.set_aside === null;
    const identity = counts ? vehicleIdentity(row) : NONE;
    const planned = this.#plans.visitOf(identity.plate);
    if (isChanged) this.#know(id, identity);
    const isPlanNews = this.#plans.look(id);
    const memory = counts ? this.#memory(row, identity) : null;
    const written = memory === null ? this.#forget.run(id) : this.#remember.run(id, JSON.stringify(memory));
    const isNews = (written.changes > 0 || isPlanNews) && row?.is_on_board === 1;
    const hasLost = planned !== null && planned !== this.#plans.visitOf(identity.plate);
    return [...(isNews ? [id] : []), ...(hasLost ? [planned] : [])];
  }

  /** Later visits of the vehicle, and of the one that it was taken for before, are due again. */
  #know(id: number, identity: VehicleIdentity): void {
    const known = this.#identity.get(id) ?? NONE;
    if (identity.vin === null && identity.plate === null) this.#remove.run(id);
    else this.#put.run(id, identity.vin, identity.plate);
    this.#later.run({ ...identity, id });
    if (known !== NONE && (known.vin !== identity.vin || known.plate !== identity.plate))
      this.#later.run({ ...known, id });
  }

  #memory(row: VehicleVisitRow, identity: VehicleIdentity): VisitMemory | null {
    const vehicle = this.#visits.vehicleOf(identity, row.id);
    const before = this.#visits.before(vehicle, row.id, LOOKED_BACK).rows.map(toCompared);
    const [last] = before;
    if (last === undefined) return null;
    const { lights, damage, reading, isBackwards } = compareVisits(toCompared(row), before);
    const again = eachOnce(
      lights.filter(({ wasOn }) => wasOn),
      ({ light }) => lightKey(light),
    );
    const same = eachOnce(
      damage.filter((entry) => entry.before !== null),
      (entry) => placeKey(entry.damage),
    );
    const [first] = same;
    return {
      visit: this.#visits.count(vehicle, row.id) + 1,
      lastAt: instant(last.arrivedAt),
      lights: again.slice(0, 3).map(({ light: { code, label } }) => ({ code, label })),
      lightCount: again.length,
      odometerBefore: isBackwards ? (reading?.odometer ?? null) : null,
      damage:
        first === undefined
          ? null
          : { positionName: first.damage.positionName, at: instant(first.before?.arrivedAt ?? last.arrivedAt) },
      damageCount: same.length,
    };
  }
}

const NONE: VehicleIdentity = { vin: null, plate: null };

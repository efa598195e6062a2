import type Database from 'better-sqlite3';
import { type DueMark, dueMark, overdueFromOf, type PlannedItem } from '../../../shared/maintenance-due.ts';
import type { ComingMaintenance, PlanItem } from '../../../shared/maintenance-plan.ts';
import { foldPlan, type PlanEvent } from './fold-plan.ts';
import { PlateReadings, READING_COLUMNS, type ReadingRow } from './plate-readings.ts';

/** The newest events of a plate that are looked at, of those that are proven and of the others. */
const MOST_EVENTS = 1_000;
const MOST_COMING = 20;
const NOTHING = 'null';

type EventRow = { msg_id: string; created_at: number; position: number; proven: 0 | 1; item: string };
type PlanRow = { plate: string; check_in_id: number | null; coming: string; items: string };

/** Keeps the plan of each plate in step with its events, its newest visit and its newest reading, in the caller's transaction. */
export class VehiclePlans {
  readonly #events: Database.Statement<[string, 0 | 1], EventRow>;
  readonly #plan: Database.Statement<[string], PlanRow>;
  readonly #planOfVisit: Database.Statement<[number], PlanRow>;
  readonly #newest: Database.Statement<[string], number | null>;
  readonly #visit: Database.Statement<[number], ReadingRow>;
  readonly #readings: PlateReadings;
  readonly #put: Database.Statement<[string, number | null, string, string]>;
  readonly #setComing: Database.Statement<[string, string]>;
  readonly #remove: Database.Statement<[string]>;
  readonly #due: Database.Statement<[number], string>;
  readonly #notDue: Database.Statement<[string]>;

  constructor(db: Database.Database) {
    this.#events = db.prepare(
      `SELECT msg_id, created_at, position, proven, item FROM plan_event WHERE plate = ? AND proven = ?
       ORDER BY created_at DESC, msg_id DESC, position DESC LIMIT ${MOST_EVENTS}`,
    );
    const plan = 'SELECT plate, check_in_id, coming, items FROM vehicle_plan';
    this.#plan = db.prepare(`${plan} WHERE plate = ?`);
    this.#planOfVisit = db.prepare(`${plan} WHERE check_in_id = ?`);
    this.#newest = db
      .prepare<[string], number | null>('SELECT max(check_in_id) FROM vehicle_visit WHERE plate = ?')
      .pluck();
    this.#visit = db.prepare(`SELECT ${READING_COLUMNS} FROM check_in WHERE id = ?`);
    this.#readings = new PlateReadings(db);
    this.#put = db.prepare(
      `INSERT INTO vehicle_plan (plate, check_in_id, coming, items) VALUES (?, ?, ?, ?)
       ON CONFLICT (plate) DO UPDATE SET check_in_id = excluded.check_in_id, coming = excluded.coming, items = excluded.items`,
    );
    this.#setComing = db.prepare('UPDATE vehicle_plan SET coming = ? WHERE plate = ?');
    this.#remove = db.prepare('DELETE FROM vehicle_plan WHERE plate = ?');
    this.#due = db.prepare<[number], string>('SELECT plate FROM plan_due LIMIT ?').pluck();
    this.#notDue = db.prepare('DELETE FROM plan_due WHERE plate = ?');
  }

  /** Makes the plan of a plate again from all its events; answers the visit on whose card it stands, null where there is none. */
  fold(plate: string): number | null {
    this.#notDue.run(plate);
    const events = ([1, 0] as const).flatMap((proven) => this.#events.all(plate, proven)).map(toEvent);
    const before = this.#plan.get(plate);
    const visit = before?.check_in_id ?? this.#newest.get(plate) ?? null;
    if (events.length === 0) this.#remove.run(plate);
    else {
      const items = foldPlan(events);
      this.#put.run(plate, visit, this.#coming(plate, items, visit), JSON.stringify(items));
    }
    return visit;
  }

  /** Folds up to `limit` plates whose events went or came without it; answers how many, and the visits on whose cards they stand. */
  foldDue(limit: number): { done: number; visits: number[] } {
    const plates = this.#due.all(limit);
    return { done: plates.length, visits: plates.map((plate) => this.fold(plate)).filter((visit) => visit !== null) };
  }

  /** The visit on whose card the plan of a plate stands. */
  visitOf(plate: string | null): number | null {
    return plate === null ? null : (this.#plan.get(plate)?.check_in_id ?? null);
  }

  /** A visit became known, or it or one before it came with another odometer; answers whether its card says something else of its plan. */
  look(visit: number): boolean {
    const plan = this.#planOfVisit.get(visit);
    if (plan === undefined) return false;
    const coming = this.#coming(plan.plate, JSON.parse(plan.items) as PlannedItem[], visit);
    if (coming !== plan.coming) this.#setComing.run(coming, plan.plate);
    return coming !== plan.coming;
  }

  /** As JSON. */
  #coming(plate: string, items: readonly PlannedItem[], visit: number | null): string {
    const row = visit === null ? undefined : this.#visit.get(visit);
    if (row === undefined) return NOTHING;
    const reading = this.#readings.newest(plate, row);
    const coming = items
      .filter(({ proven }) => mayTell(proven, row.proven === 1))
      .map((item) => ({ service: serviceName(item), mark: dueMark(item, reading) }))
      .filter((item): item is { service: string; mark: DueMark } => item.mark !== null)
      .sort((a, b) => roughly(a.mark) - roughly(b.mark))
      .slice(0, MOST_COMING);
    const [first] = coming;
    if (first === undefined) return NOTHING;
    return JSON.stringify({ service: first.service, due: coming.map(({ mark }) => mark) } satisfies ComingMaintenance);
  }
}

/** Of a proven visit only what is proven is told by itself (contract, Trust the path). */
export function mayTell(isProven: boolean, isVisitProven: boolean): boolean {
  return isProven || !isVisitProven;
}

/** Every item has one of them, or it would not have been read. */
export function serviceName({ service, serviceNumber, id }: PlannedItem): string {
  return service ?? serviceNumber ?? id ?? '';
}

/** To the day: in which zone a month ends is known when it is read. */
function roughly(mark: DueMark): number {
  return overdueFromOf(mark, 'UTC') ?? 0;
}

function toEvent({ msg_id, created_at, position, proven, item }: EventRow): PlanEvent {
  return { msgId: msg_id, createdAt: created_at, position, proven: proven === 1, item: JSON.parse(item) as PlanItem };
}

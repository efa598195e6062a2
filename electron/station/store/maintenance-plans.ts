import type Database from 'better-sqlite3';
import type { PlanContent } from '../autox3/messages.ts';
import type { AdmittedMessage } from './entries.ts';
import { comparedPlate } from './vehicle-identity.ts';
import { VehiclePlans } from './vehicle-plans.ts';

/** Derives the rows of maintenance plans from their messages, inside the caller's transaction. */
export class MaintenancePlanWriter {
  readonly #plans: VehiclePlans;
  readonly #insert: Database.Statement<unknown[]>;

  constructor(db: Database.Database) {
    this.#plans = new VehiclePlans(db);
    this.#insert = db.prepare(
      `INSERT OR REPLACE INTO plan_event (message_id, position, msg_id, plate, created_at, proven, item)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  /** Stores what a plan says; answers the newest visit of its plate as far as visits are indexed, null where there is none. */
  apply(message: AdmittedMessage, plan: PlanContent, messageId: number): number | null {
    const plate = this.add(message, plan, messageId);
    return plate === null ? null : this.#plans.fold(plate);
  }

  /** Stores what a plan says; answers the plate as it is compared, null where nothing is told of a vehicle. */
  add(message: AdmittedMessage, plan: PlanContent, messageId: number): string | null {
    const plate = comparedPlate(plan.plate);
    for (const [position, item] of plan.items.entries()) {
      this.#insert.run(
        messageId,
        position,
        message.msgId,
        plate,
        message.createTime,
        Number(message.proven),
        JSON.stringify(item),
      );
    }
    return plan.items.length === 0 ? null : plate;
  }
}

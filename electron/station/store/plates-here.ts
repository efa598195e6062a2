import type Database from 'better-sqlite3';
import { DAY_MS } from '../../../shared/calendar.ts';
import type { Span } from '../../../shared/span.ts';
import { comparedPlate } from './vehicle-identity.ts';

/** A vehicle that came longer ago, in ms, is not looked for: some are never marked as handed over. */
const LONGEST_STAY_MS = 30 * DAY_MS;
/** Vehicles that are named at most: with two questions a second, some three minutes. */
const MOST = 300;

type Asked = { from: number; to: number; since: number };

/** Finds the plates of the vehicles that were in the shop at some moment of a time, the latest arrival first, each once. */
export class PlatesHere {
  readonly #plates: Database.Statement<[Asked], string>;

  constructor(db: Database.Database) {
    this.#plates = db
      .prepare<[Asked], string>(
        `SELECT plate FROM check_in WHERE arrived_at BETWEEN $since AND $to AND plate IS NOT NULL AND set_aside IS NULL
           AND NOT (lane = 'handed-over' AND lane_changed_at < $from) ORDER BY arrived_at DESC, id DESC LIMIT ${2 * MOST}`,
      )
      .pluck();
  }

  within({ from, to }: Span): string[] {
    const found = new Map<string, string>();
    for (const plate of this.#plates.all({ from, to, since: from - LONGEST_STAY_MS })) {
      const compared = comparedPlate(plate);
      if (compared !== null && !found.has(compared)) found.set(compared, plate);
    }
    return [...found.values()].slice(0, MOST);
  }
}

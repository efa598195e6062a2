import type Database from 'better-sqlite3';
import type { Lane, SetAsideReason } from '../../../shared/check-in.ts';

/** A visit as the report counts it; times in ms since 1970, `lights` as JSON. */
export type DayVisitRow = {
  id: number;
  arrived_at: number;
  lane: Lane;
  set_aside: SetAsideReason | null;
  lights: string;
  damage_count: number;
  adviser: string | null;
};

/** A move of a visit: which visit, out of which lane, and when. A year has a million of them: no names, which take time. */
export type DayMoveRow = [checkIn: number, from: Lane, at: number];

/** What tells a visit from others in a list. */
export type DayNameRow = {
  id: number;
  plate: string | null;
  brand: string | null;
  style: string | null;
};

/** Where a slice ended; the next begins after it. */
export type DayMark = Pick<DayVisitRow, 'id' | 'arrived_at'>;

/** Some visits in order of arrival, with the moves of each, oldest first. */
export type DaySlice = { visits: DayVisitRow[]; moves: Map<number, DayMoveRow[]> };

/** By when it arrived, and of what arrived in the same instant by its number: an index answers both in this order. */
const AFTER = 'arrived_at >= $from AND arrived_at < $to AND (arrived_at, id) > ($from, $after)';
export const VISITS = `SELECT id, arrived_at, lane, set_aside, lights, damage_count, adviser FROM check_in
  WHERE ${AFTER} ORDER BY arrived_at, id LIMIT $limit`;
export const MOVES = `SELECT check_in_id, from_lane, at FROM lane_change
  WHERE check_in_id IN (SELECT value FROM json_each($ids)) ORDER BY check_in_id, id`;

/** Reads the visits of a span of time a slice at a time, for the day report. */
export class DayReportReader {
  readonly #visits: Database.Statement<[{ from: number; to: number; after: number; limit: number }], DayVisitRow>;
  readonly #moves: Database.Statement<[{ ids: string }], DayMoveRow>;
  readonly #names: Database.Statement<[string], DayNameRow>;

  constructor(db: Database.Database) {
    this.#visits = db.prepare(VISITS);
    this.#moves = db.prepare<[{ ids: string }], DayMoveRow>(MOVES).raw();
    this.#names = db.prepare(
      'SELECT id, plate, brand, style FROM check_in WHERE id IN (SELECT value FROM json_each(?))',
    );
  }

  /** The next visits that arrived from `from` on and before `to`, after the mark; at most `limit` of them. */
  slice(from: number, to: number, mark: DayMark | null, limit: number): DaySlice {
    const visits = this.#visits.all({ from: mark?.arrived_at ?? from, to, after: mark?.id ?? 0, limit });
    const moves = new Map<number, DayMoveRow[]>();
    for (const move of this.#moves.all({ ids: JSON.stringify(visits.map(({ id }) => id)) })) {
      const known = moves.get(move[0]);
      if (known === undefined) moves.set(move[0], [move]);
      else known.push(move);
    }
    return { visits, moves };
  }

  names(ids: readonly number[]): Map<number, DayNameRow> {
    return new Map(this.#names.all(JSON.stringify(ids)).map((row) => [row.id, row]));
  }
}

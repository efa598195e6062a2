import type Database from 'better-sqlite3';
import { IS_SHOWN_LATE } from './rows.ts';

/** When a visit passed the steps of its way that are written here, in ms since 1970; what is left out is not known now. */
export type StepTimes = { stored?: number; shown?: number; rung?: number };

type Noted = { id: number; isLate: 0 | 1 | null };

/** A visit that was seen so long ago, in ms, was shown long before: a page that says so only now knows nothing. */
const SEEN_BEFORE_MS = 60_000;

/** The first time at which each visit passed a step. */
export class StepStore {
  readonly #note: Database.Statement<[{ id: number; now: number } & Record<keyof StepTimes, number | null>], Noted>;
  readonly #all: Database.Transaction<(steps: ReadonlyMap<number, StepTimes>, now: number) => number[]>;

  constructor(db: Database.Database) {
    const isNew = (column: string): string => `visit_step.${column} IS NULL AND excluded.${column} IS NOT NULL`;
    this.#note = db.prepare(
      `INSERT INTO visit_step (check_in_id, stored_at, shown_at, rung_at)
       SELECT id, $stored, $shown, $rung FROM check_in
       WHERE id = $id AND ($stored IS NOT NULL OR lane = 'new' OR lane_changed_at > $now - ${SEEN_BEFORE_MS})
       ON CONFLICT (check_in_id) DO UPDATE SET stored_at = coalesce(stored_at, excluded.stored_at),
         shown_at = coalesce(shown_at, excluded.shown_at), rung_at = coalesce(rung_at, excluded.rung_at)
       WHERE ${['stored_at', 'shown_at', 'rung_at'].map(isNew).join(' OR ')}
       RETURNING check_in_id AS id,
         ${IS_SHOWN_LATE} AS isLate`,
    );
    this.#all = db.transaction((steps, now) =>
      [...steps].flatMap(([id, { stored = null, shown = null, rung = null }]) =>
        this.#note
          .all({ id, now, stored, shown, rung })
          .filter(({ isLate }) => isLate === 1)
          .map((noted) => noted.id),
      ),
    );
  }

  /** Notes what is not known yet, in one transaction; of visits that are gone nothing. Answers which were shown late. */
  note(steps: ReadonlyMap<number, StepTimes>, now: number): number[] {
    return this.#all.immediate(steps, now);
  }
}

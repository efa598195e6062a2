import type Database from 'better-sqlite3';
import { writeTrailing } from './database.ts';

/** A time without interruption in which a relay took messages, in ms since 1970, as it is stored. */
export type StoredRun = { relay: string; run: string; from: number; to: number };

/** A time in which this desk was joined to a relay; see the table. */
export type RelayTime = { joinedAt: number; beganAt: number | null; leftAt: number | null };

/** The rows of what is known of the relay, and the count of what came late from it. */
export class RelayStore {
  readonly #db: Database.Database;
  readonly #save: Database.Transaction<(times: readonly RelayTime[], runs: readonly StoredRun[]) => void>;
  readonly #replaceRuns: Database.Transaction<(runs: readonly StoredRun[]) => void>;
  readonly #countLate: Database.Statement<[number, number], number>;

  constructor(db: Database.Database) {
    this.#db = db;
    const saveRun = db.prepare<[StoredRun]>(
      `INSERT INTO relay_run (relay, run, from_at, to_at) VALUES ($relay, $run, $from, $to)
       ON CONFLICT DO UPDATE SET to_at = max(to_at, excluded.to_at)`,
    );
    const saveTime = db.prepare<[RelayTime]>(
      `INSERT INTO relay_time (joined_at, began_at, left_at) VALUES ($joinedAt, $beganAt, $leftAt)
       ON CONFLICT DO UPDATE SET began_at = excluded.began_at, left_at = excluded.left_at`,
    );
    this.#save = db.transaction((times, runs) => {
      for (const time of times) saveTime.run(time);
      for (const run of runs) saveRun.run(run);
    });
    this.#replaceRuns = db.transaction((runs) => {
      db.exec('DELETE FROM relay_run');
      for (const run of runs) saveRun.run(run);
    });
    this.#countLate = db
      .prepare<[number, number], number>(
        `SELECT count(DISTINCT check_in_id) FROM message
         WHERE stored_late_at IS NOT NULL AND received_at BETWEEN ? AND ? AND kind = 'check-in'`,
      )
      .pluck();
  }

  runs(): StoredRun[] {
    return this.#db
      .prepare<[], StoredRun>('SELECT relay, run, from_at AS "from", to_at AS "to" FROM relay_run ORDER BY from_at')
      .all();
  }

  /** Writes what has changed; what may trail is not worth a wait for the disk, since it is said again soon. */
  save(times: readonly RelayTime[], runs: readonly StoredRun[], mayTrail: boolean): void {
    const write = (): void => this.#save.immediate(times, runs);
    if (mayTrail) writeTrailing(this.#db, write);
    else write();
  }

  /** Puts these in the place of all that there were. */
  replaceRuns(runs: readonly StoredRun[]): void {
    this.#replaceRuns.immediate(runs);
  }

  /** Oldest first; the last one may go on. */
  times(): RelayTime[] {
    return this.#db
      .prepare<[], RelayTime>(
        'SELECT joined_at AS joinedAt, began_at AS beganAt, left_at AS leftAt FROM relay_time ORDER BY joined_at',
      )
      .all();
  }

  /** How many check-ins that the relay had in this time, both ends part of it, were stored here late. */
  countLate(from: number, to: number): number {
    return this.#countLate.get(from, to) ?? 0;
  }
}

import type Database from 'better-sqlite3';
import { writeTrailing } from './database.ts';

/** How long a run of arrivals is at most, in ms. */
export const RUN_MS = 3_600_000;

type Arrival = { id: number; arrived_at: number };
type Run = { first_id: number; last_id: number; hour: number };

/** The hour since 1970 in which something arrived. */
export function hourOf(at: number): number {
  return Math.floor(at / RUN_MS);
}

/** Keeps the runs of arrivals in step with the visits, a slice at a time. */
export class Arrivals {
  readonly #db: Database.Database;
  readonly #last: Database.Statement<[], Run>;
  readonly #pending: Database.Statement<[number, number], Arrival>;
  readonly #begin: Database.Statement<[number, number, number, number]>;
  readonly #lengthen: Database.Statement<[number, number, number]>;
  readonly #shorten: Database.Statement<[{ id: number }]>;
  readonly #clear: Database.Statement<[]>;
  readonly #slice: Database.Transaction<(limit: number) => number>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#last = db.prepare('SELECT first_id, last_id, hour FROM arrival_run ORDER BY first_id DESC LIMIT 1');
    this.#pending = db.prepare('SELECT id, arrived_at FROM check_in WHERE id > ? ORDER BY id LIMIT ?');
    this.#begin = db.prepare('INSERT INTO arrival_run (first_id, last_id, hour, visits) VALUES (?, ?, ?, ?)');
    this.#lengthen = db.prepare('UPDATE arrival_run SET last_id = ?, visits = visits + ? WHERE first_id = ?');
    this.#shorten = db.prepare(
      `UPDATE arrival_run SET visits = visits - 1
       WHERE last_id >= $id AND first_id = (SELECT first_id FROM arrival_run WHERE first_id <= $id ORDER BY first_id DESC LIMIT 1)`,
    );
    this.#clear = db.prepare('DELETE FROM arrival_run');
    this.#slice = db.transaction((limit) => this.catchUpInTransaction(limit));
  }

  /** Takes up to `limit` visits into the runs that are in none yet; answers how many there were. */
  catchUp(limit: number): number {
    return writeTrailing(this.#db, () => this.#slice.immediate(limit));
  }

  /** As {@link catchUp}, in the caller's transaction. */
  catchUpInTransaction(limit: number): number {
    const last = this.#last.get();
    const arrivals = this.#pending.all(last?.last_id ?? 0, limit);
    let run: (Run & { visits: number; isNew: boolean }) | null =
      last === undefined ? null : { ...last, visits: 0, isNew: false };
    for (const { id, arrived_at } of arrivals) {
      const hour = hourOf(arrived_at);
      if (run?.hour !== hour) {
        this.#write(run);
        run = { first_id: id, last_id: id, hour, visits: 0, isNew: true };
      }
      run.last_id = id;
      run.visits += 1;
    }
    this.#write(run);
    return arrivals.length;
  }

  /** A visit that its run counts is gone, in the caller's transaction. */
  remove(checkInId: number): void {
    this.#shorten.run({ id: checkInId });
  }

  /** Forgets all runs, in the caller's transaction. */
  clear(): void {
    this.#clear.run();
  }

  #write(run: (Run & { visits: number; isNew: boolean }) | null): void {
    if (run === null || run.visits === 0) return;
    if (run.isNew) this.#begin.run(run.first_id, run.last_id, run.hour, run.visits);
    else this.#lengthen.run(run.last_id, run.visits, run.first_id);
  }
}

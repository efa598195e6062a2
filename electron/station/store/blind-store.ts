import type Database from 'better-sqlite3';
import type { OutageCause } from '../../../shared/blind-spot.ts';
import { writeTrailing } from './database.ts';

/** A time in which AutoX3 could not have delivered, in ms since 1970; `to` is null while it goes on. */
export type Outage = { id: number; cause: OutageCause; from: number; to: number | null };

/** A moment at which the station ran, in ms since 1970 and in ms since the PC started, its sleep included. */
export type Beat = { at: number; sinceBoot: number };

/** Somebody has looked in AutoX3 for check-ins of these times. */
export type Tick = { losesFrom: number; losesTo: number; at: number; who: string; note: string };

/** The rows of the ledger of blind spots. */
export class BlindStore {
  readonly #db: Database.Database;
  readonly #beat: Database.Statement<[Beat]>;
  readonly #save: Database.Transaction<(outages: readonly Outage[], beat: Beat | null) => void>;
  readonly #tick: Database.Statement<[Tick]>;
  readonly #untick: Database.Statement<[{ losesFrom: number; losesTo: number; at: number }]>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#beat = db.prepare(
      `INSERT INTO heartbeat (id, since, at, since_boot) VALUES (1, $at, $at, $sinceBoot)
       ON CONFLICT DO UPDATE SET at = excluded.at, since_boot = excluded.since_boot`,
    );
    const outage = db.prepare<[Outage]>(
      `INSERT INTO outage (id, cause, began_at, ended_at) VALUES ($id, $cause, $from, $to)
       ON CONFLICT DO UPDATE SET began_at = excluded.began_at, ended_at = excluded.ended_at`,
    );
    this.#save = db.transaction((outages, beat) => {
      for (const changed of outages) outage.run(changed);
      if (beat !== null) this.#beat.run(beat);
    });
    this.#tick = db.prepare(
      `INSERT INTO blind_tick (loses_from, loses_to, at, who, note) VALUES ($losesFrom, $losesTo, $at, $who, $note)
       ON CONFLICT DO UPDATE SET at = excluded.at, who = excluded.who, note = excluded.note, undone_at = NULL`,
    );
    this.#untick = db.prepare(
      'UPDATE blind_tick SET undone_at = $at WHERE undone_at IS NULL AND loses_from <= $losesTo AND loses_to >= $losesFrom',
    );
  }

  lastBeat(): Beat | null {
    const row = this.#db.prepare<[], Beat>('SELECT at, since_boot AS sinceBoot FROM heartbeat').get();
    return row ?? null;
  }

  outages(): Outage[] {
    return this.#db
      .prepare<[], Outage>('SELECT id, cause, began_at AS "from", ended_at AS "to" FROM outage ORDER BY id')
      .all();
  }

  /** Writes changed outages durably, and the heartbeat with them: it never says more than what is known of the time before. */
  save(outages: readonly Outage[], beat: Beat | null): void {
    if (outages.length > 0) this.#save.immediate(outages, beat);
    // One that a power cut loses makes the outage begin earlier, which hides nothing.
    else if (beat !== null) writeTrailing(this.#db, () => this.#beat.run(beat));
  }

  /** Those that count, oldest first. */
  ticks(): Tick[] {
    return this.#db
      .prepare<[], Tick>(
        `SELECT loses_from AS losesFrom, loses_to AS losesTo, at, who, note FROM blind_tick WHERE undone_at IS NULL
         ORDER BY loses_from`,
      )
      .all();
  }

  tick(tick: Tick): void {
    this.#tick.run(tick);
  }

  /** Takes back whatever was ticked off of these times. */
  untick(losesFrom: number, losesTo: number, at: number): void {
    this.#untick.run({ losesFrom, losesTo, at });
  }
}

import type Database from 'better-sqlite3';
import type { Photo, PhotoProblem } from '../../../shared/photo.ts';
import { writeTrailing } from './database.ts';
import { PHOTO_COLUMNS, type PhotoRow, rowId, toPhoto } from './rows.ts';

/**
 * A photo that is to be fetched now; `problem` is what came of the last attempt, `attempts` how many in a row had it, and
 * `triedSince` when the first of any problem failed.
 */
export type DuePhoto = {
  id: number;
  checkInId: number;
  url: string;
  host: string;
  attempts: number;
  problem: PhotoProblem | null;
  triedSince: number | null;
};

/** Has the photos with these bytes fetched once more: their file is gone. */
export const FETCH_AGAIN = `UPDATE photo SET state = 'waiting', problem = NULL, attempts = 0, tried_since = NULL, next_at = 0,
  sha256 = NULL, width = NULL, height = NULL, bytes = NULL, captured_at = NULL WHERE sha256 = ?`;

/** What is kept of a captured photo: of the original its hash, its size as it is shown, its length in bytes. */
export type CapturedPhoto = { sha256: string; width: number; height: number; bytes: number };

/** A photo that was tried in vain and is tried again at `nextAt`. */
type Again = { problem: PhotoProblem; attempts: number; triedSince: number; nextAt: number };

/** The queue of photos on disk: what is due, and what became of it. Times in ms since 1970. */
export class PhotoStore {
  readonly #db: Database.Database;
  readonly #due: Database.Statement<[{ now: number; hosts: string; running: string }], DuePhoto>;
  readonly #next: Database.Statement<[], number | null>;
  readonly #begin: Database.Statement<[number, number]>;
  readonly #giveBack: Database.Statement<[number]>;
  readonly #captured: Database.Statement<[CapturedPhoto & { id: number; at: number }]>;
  readonly #again: Database.Statement<[Again & { id: number }]>;
  readonly #failed: Database.Statement<[PhotoProblem, number]>;
  readonly #retry: Database.Statement<[number]>;
  readonly #retryRefused: Database.Statement<[]>;
  readonly #photo: Database.Statement<[number], PhotoRow & { check_in_id: number }>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#due = db.prepare(
      `SELECT id, check_in_id AS checkInId, url, host, attempts, problem, tried_since AS triedSince
       FROM photo WHERE state = 'waiting' AND next_at <= $now AND host NOT IN (SELECT value FROM json_each($hosts)) AND id NOT IN (SELECT value FROM json_each($running))
       ORDER BY next_at LIMIT 1`,
    );
    this.#next = db
      .prepare<[], number | null>(
        `SELECT next_at FROM photo INDEXED BY photo_due WHERE state = 'waiting' ORDER BY next_at LIMIT 1`,
      )
      .pluck();
    this.#begin = db.prepare('UPDATE photo SET attempts = attempts + 1, next_at = ? WHERE id = ?');
    this.#giveBack = db.prepare(
      `UPDATE photo SET attempts = attempts - 1, next_at = 0 WHERE id = ? AND state = 'waiting'`,
    );
    this.#captured = db.prepare(
      `UPDATE photo SET state = 'captured', problem = NULL, next_at = NULL, sha256 = $sha256, width = $width,
       height = $height, bytes = $bytes, captured_at = $at WHERE id = $id`,
    );
    this.#again = db.prepare(
      'UPDATE photo SET problem = $problem, attempts = $attempts, tried_since = $triedSince, next_at = $nextAt WHERE id = $id',
    );
    this.#failed = db.prepare(`UPDATE photo SET state = 'failed', problem = ?, next_at = NULL WHERE id = ?`);
    this.#retry = db.prepare(
      `UPDATE photo SET state = 'waiting', problem = NULL, attempts = 0, tried_since = NULL, next_at = 0
       WHERE id = ? AND state <> 'captured' AND problem IS NOT 'removed'`,
    );
    this.#retryRefused = db.prepare(
      `UPDATE photo SET state = 'waiting', problem = NULL, attempts = 0, tried_since = NULL, next_at = 0
       WHERE state = 'failed' AND problem = 'refused-address'`,
    );
    this.#photo = db.prepare(`SELECT ${PHOTO_COLUMNS}, check_in_id FROM photo WHERE id = ?`);
  }

  /** The photo to be fetched next: one that was never tried before one that is tried again. */
  due(now: number, exceptHosts: readonly string[], exceptIds: readonly number[]): DuePhoto | null {
    return this.#due.get({ now, hosts: JSON.stringify(exceptHosts), running: JSON.stringify(exceptIds) }) ?? null;
  }

  /** When the next of all that wait is due, null when none waits. */
  nextAt(): number | null {
    return this.#next.get() ?? null;
  }

  /**
   * Counts an attempt before it is made, and says when the next one would be: a photo that took the whole process down
   * must not be the first thing that the next one meets.
   */
  begin(id: number, nextAt: number): void {
    this.#relaxed(() => this.#begin.run(nextAt, id));
  }

  /** Takes back an attempt that was broken off for no fault of the photo's. */
  giveBack(id: number): void {
    this.#relaxed(() => this.#giveBack.run(id));
  }

  captured(id: number, photo: CapturedPhoto, at: number): void {
    this.#captured.run({ ...photo, id, at });
  }

  tryAgain(id: number, again: Again): void {
    this.#relaxed(() => this.#again.run({ ...again, id }));
  }

  failed(id: number, problem: PhotoProblem): void {
    this.#relaxed(() => this.#failed.run(problem, id));
  }

  /** Has a photo tried at once, with all its attempts before it; one that is captured stays so. Null where there is none. */
  retry(id: string): { photo: Photo; checkInId: number } | null {
    const key = rowId(id);
    this.#retry.run(key);
    const row = this.#photo.get(key);
    return row === undefined ? null : { photo: toPhoto(row), checkInId: row.check_in_id };
  }

  /** Has all photos tried again whose address was refused: other hosts are allowed now. */
  retryRefused(): void {
    this.#retryRefused.run();
  }

  /** Without a wait for the disk: a process that dies loses nothing of it, and after a power cut a photo is tried once more. */
  #relaxed(write: () => void): void {
    writeTrailing(this.#db, write);
  }
}

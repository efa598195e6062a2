import type Database from 'better-sqlite3';
import type { Damage } from '../../../shared/check-in.ts';
import type { MessageKind } from '../../../shared/delivery.ts';
import { type CheckGroup, REPORTS_OF_VISIT } from '../../../shared/health-report.ts';
import { writeTrailing } from './database.ts';

/** A new row in one slice of many is no reason to hold the event loop: beyond so many, the slice ends early. */
const ROWS_PER_SLICE = 500;

/** Photos of a visit that are fetched by themselves: a broken message may name thousands, and a walk round a vehicle takes dozens. */
export const PHOTOS_PER_VISIT = 200;

type Stored = { id: number; place: number | null; url: string; isTooMany: 0 | 1 };

/** Keeps a row for each photo that a visit's messages and reports name, a slice of messages at a time. */
export class PhotoRows {
  readonly #db: Database.Database;
  readonly #mark: Database.Statement<[], number>;
  readonly #setMark: Database.Statement<[number]>;
  readonly #messages: Database.Statement<
    [number, number],
    { id: number; check_in_id: number | null; kind: MessageKind }
  >;
  readonly #visitOfReport: Database.Statement<[number], number>;
  readonly #damage: Database.Statement<[number], string>;
  readonly #reports: Database.Statement<[number], string>;
  readonly #stored: Database.Statement<[number], Stored>;
  readonly #insert: Database.Statement<[number, number, string, string]>;
  readonly #insertTooMany: Database.Statement<[number, number, string, string]>;
  readonly #place: Database.Statement<[number | null, number]>;
  readonly #slice: Database.Transaction<(limit: number) => number>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#mark = db.prepare<[], number>('SELECT message_id FROM photo_mark').pluck();
    this.#setMark = db.prepare('UPDATE photo_mark SET message_id = ?');
    this.#messages = db.prepare('SELECT id, check_in_id, kind FROM message WHERE id > ? ORDER BY id LIMIT ?');
    this.#visitOfReport = db
      .prepare<[number], number>(
        'SELECT c.id FROM health_report r JOIN check_in c ON c.service_order = r.service_order WHERE r.message_id = ?',
      )
      .pluck();
    this.#damage = db.prepare<[number], string>('SELECT damage FROM check_in WHERE id = ?').pluck();
    this.#reports = db
      .prepare<[number], string>(
        `SELECT groups FROM check_in c JOIN health_report r ON r.service_order = c.service_order
         WHERE c.id = ? AND r.proven >= c.proven ORDER BY r.created_at DESC, r.msg_id DESC LIMIT ${REPORTS_OF_VISIT}`,
      )
      .pluck();
    this.#stored = db.prepare(
      "SELECT id, place, url, problem IS 'too-many' AS isTooMany FROM photo WHERE check_in_id = ?",
    );
    this.#insert = db.prepare(
      `INSERT INTO photo (check_in_id, place, url, host, state, attempts, next_at) VALUES (?, ?, ?, ?, 'waiting', 0, 0)`,
    );
    this.#insertTooMany = db.prepare(
      `INSERT INTO photo (check_in_id, place, url, host, state, problem, attempts)
       VALUES (?, ?, ?, ?, 'failed', 'too-many', 0)`,
    );
    this.#place = db.prepare('UPDATE photo SET place = ? WHERE id = ?');
    this.#slice = db.transaction((limit) => this.catchUpInTransaction(limit));
  }

  /** Adds the photos of up to `limit` messages that have none yet; answers how many messages there were, 0 at the end. */
  catchUp(limit: number): number {
    return writeTrailing(this.#db, () => this.#slice.immediate(limit));
  }

  /** As {@link catchUp}, in the caller's transaction. */
  catchUpInTransaction(limit: number): number {
    let messages = 0;
    let rows = 0;
    let last = 0;
    for (const { id, check_in_id, kind } of this.#messages.all(this.#mark.get() ?? 0, limit)) {
      if (rows >= ROWS_PER_SLICE) break;
      if (check_in_id !== null) rows += this.bringVisit(check_in_id);
      else if (kind === 'health-report') rows += this.bringReport(id);
      messages += 1;
      last = id;
    }
    if (messages > 0) this.#setMark.run(last);
    return messages;
  }

  /** Has all messages looked through again, in the caller's transaction. */
  startAgain(): void {
    this.#setMark.run(0);
  }

  /** Adds the photos of a report to those of its visit, in the caller's transaction. Answers how many rows were written. */
  bringReport(messageId: number): number {
    const visit = this.#visitOfReport.get(messageId);
    return visit === undefined ? 0 : this.bringVisit(visit);
  }

  /**
   * Brings the rows of a visit up to date, in the caller's transaction. An address that is named again keeps its row, and with
   * it what was captured. Answers how many rows were written.
   */
  bringVisit(checkInId: number): number {
    const damage = JSON.parse(this.#damage.get(checkInId) ?? '[]') as Damage[];
    const groups = this.#reports.all(checkInId).flatMap((text) => JSON.parse(text) as CheckGroup[]);
    // Behind those of the damage, whose first ones are on the card.
    const urls = photoUrls([...damage, ...groups]);
    const stored = this.#stored.all(checkInId);
    const left = new Map(stored.map((row) => [row.url, row]));
    let room = PHOTOS_PER_VISIT - stored.filter(({ isTooMany }) => isTooMany === 0).length;
    let written = 0;
    for (const [place, url] of urls.entries()) {
      const row = left.get(url);
      left.delete(url);
      if (row?.place === place) continue;
      if (row === undefined) (room-- > 0 ? this.#insert : this.#insertTooMany).run(checkInId, place, url, hostOf(url));
      else this.#place.run(place, row.id);
      written += 1;
    }
    for (const { id, place } of left.values()) {
      if (place === null) continue;
      this.#place.run(null, id);
      written += 1;
    }
    return written;
  }
}

/** The addresses of all photos of a check-in in their order, each once, whatever entries name it. */
export function photoUrls(entries: readonly Pick<Damage, 'photos'>[]): string[] {
  return [...new Set(entries.flatMap(({ photos }) => photos))];
}

/** By what no server is asked for too much at once; empty for what is no address. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

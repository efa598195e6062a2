import type Database from 'better-sqlite3';
import { HealthReportWriter } from './health-reports.ts';
import { MaintenancePlanWriter } from './maintenance-plans.ts';
import { PhotoRows } from './photo-rows.ts';
import { admitted, readAgain, type StoredMessage } from './rederive.ts';

type Place = { message_id: number; last_id: number };

/**
 * Reads what reports and plans say that a version from before them has stored, a slice of messages at a time. It moves nothing:
 * what the desk has done since counts.
 */
export class StoredContent {
  readonly #place: Database.Statement<[], Place>;
  readonly #next: Database.Statement<[number, number, number], Pick<StoredMessage, 'id' | 'kind'>>;
  readonly #message: Database.Statement<[number], StoredMessage>;
  readonly #setPlace: Database.Statement<[number]>;
  readonly #slice: Database.Transaction<(limit: number) => boolean>;

  constructor(db: Database.Database) {
    this.#place = db.prepare('SELECT message_id, last_id FROM content_mark');
    this.#next = db.prepare('SELECT id, kind FROM message WHERE id > ? AND id <= ? ORDER BY id LIMIT ?');
    this.#message = db.prepare('SELECT * FROM message WHERE id = ?');
    this.#setPlace = db.prepare('UPDATE content_mark SET message_id = ?');
    const reports = new HealthReportWriter(db);
    const plans = new MaintenancePlanWriter(db);
    const photos = new PhotoRows(db);
    this.#slice = db.transaction((limit) => {
      const place = this.#place.get();
      if (place === undefined) return false;
      const messages = this.#next.all(place.message_id, place.last_id, limit);
      for (const { id, kind } of messages) {
        if (kind !== 'health-report' && kind !== 'maintenance-plan') continue;
        const stored = this.#message.get(id);
        const read = stored === undefined ? null : readAgain(stored);
        if (stored === undefined || read === null) continue;
        const message = admitted(stored, read);
        if (read.plan !== null) plans.apply(message, read.plan, id);
        // Its photos, too: the mark of those has passed it.
        if (read.report !== null && reports.apply(message, read.report, id) !== null) photos.bringReport(id);
      }
      this.#setPlace.run(messages.length < limit ? place.last_id : (messages.at(-1)?.id ?? place.last_id));
      return messages.length === limit;
    });
  }

  /** Whether nothing is left to be read. */
  get isDone(): boolean {
    const place = this.#place.get();
    return place === undefined || place.message_id >= place.last_id;
  }

  /** Reads up to `limit` messages; answers whether there are more. */
  catchUp(limit: number): boolean {
    return this.#slice.immediate(limit);
  }
}

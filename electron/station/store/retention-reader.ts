import type Database from 'better-sqlite3';
import { ownerName } from '../../../shared/owner-name.ts';
import type { PersonVisit, Removal, RemovalCount } from '../../../shared/retention.ts';
import type { RemovalKind } from '../../../shared/retention-settings.ts';
import { instant, instantOrNull } from '../instant.ts';
import { rowId } from './rows.ts';

type Counted = { count: number; oldest: number | null; newest: number | null };
type PersonRow = {
  id: number;
  arrived_at: number;
  plate: string | null;
  vin: string | null;
  service_order: string | null;
  owner_first_name: string | null;
  owner_last_name: string | null;
  owner_mobile: string | null;
};
type LogRow = {
  id: number;
  cause: Removal['cause'];
  kind: RemovalKind;
  days: number | null;
  began_at: number;
  ended_at: number | null;
  visits: number;
  messages: number;
  photos: number;
  photo_bytes: number;
  quarantined: number;
  ticks: number;
};

/** Lines of the log that are shown. */
const LOG_LINES = 200;

const toCount = ({ count, oldest, newest }: Counted): RemovalCount => ({
  count,
  oldest: instantOrNull(oldest),
  newest: instantOrNull(newest),
});

/** Tells what would go, what went, and what there is of one person. Times in ms since 1970. */
export class RetentionReader {
  readonly #personal: Database.Statement<[number], Counted>;
  readonly #messages: Database.Statement<[number], number>;
  readonly #quarantined: Database.Statement<[number], number>;
  readonly #ticks: Database.Statement<[number], number>;
  readonly #photos: Database.Statement<[number], Counted & { bytes: number }>;
  readonly #visits: Database.Statement<[number], Counted>;
  readonly #log: Database.Statement<[], LogRow>;
  readonly #persons: Database.Statement<[number, number], PersonRow>;
  readonly #person: Database.Statement<[number], PersonRow>;
  readonly #aside: Database.Statement<[number, number], { id: number; raw: Buffer }>;
  readonly #quarantine: Database.Statement<[number, number], { id: number; raw: Buffer }>;

  constructor(db: Database.Database) {
    const counted = 'count(*) AS count, min(arrived_at) AS oldest, max(arrived_at) AS newest FROM check_in';
    this.#personal = db.prepare(`SELECT ${counted} WHERE arrived_at < ? AND personal_removed_at IS NULL`);
    this.#visits = db.prepare(`SELECT ${counted} WHERE arrived_at < ?`);
    this.#messages = db
      .prepare<[number], number>(
        'SELECT count(*) FROM message WHERE received_at < ? AND check_in_id IS NULL AND length(raw) > 0',
      )
      .pluck();
    this.#quarantined = db.prepare<[number], number>('SELECT count(*) FROM quarantine WHERE first_at < ?').pluck();
    this.#ticks = db
      .prepare<[number], number>("SELECT count(*) FROM blind_tick WHERE at < ? AND (who <> '' OR note <> '')")
      .pluck();
    this.#photos = db.prepare(
      `SELECT count(*) AS count, min(captured_at) AS oldest, max(captured_at) AS newest, coalesce(sum(bytes), 0) AS bytes
       FROM photo WHERE state = 'captured' AND captured_at < ?`,
    );
    this.#log = db.prepare(`SELECT * FROM removal ORDER BY id DESC LIMIT ${LOG_LINES}`);
    const person = `SELECT id, arrived_at, plate, vin, service_order, owner_first_name, owner_last_name, owner_mobile
      FROM check_in`;
    this.#persons = db.prepare(`${person} WHERE id < ? ORDER BY id DESC LIMIT ?`);
    this.#person = db.prepare(`${person} WHERE id = ?`);
    // By itself SQLite walks the whole table: few messages are aside, so a piece is not full before its end.
    this.#aside = db.prepare(
      `SELECT id, raw FROM message WHERE id IN (
         SELECT id FROM message INDEXED BY message_aside_whole
         WHERE id > ? AND check_in_id IS NULL AND length(raw) > 0 ORDER BY id LIMIT ?)
       ORDER BY id`,
    );
    this.#quarantine = db.prepare('SELECT id, body AS raw FROM quarantine WHERE id > ? ORDER BY id LIMIT ?');
  }

  /** Visits that still have their personal data, and the messages and tick-offs beside them, from before a time. */
  personal(before: number): RemovalCount & { messages: number; quarantined: number; ticks: number } {
    return {
      ...toCount(this.#personal.get(before) ?? NONE),
      messages: this.#messages.get(before) ?? 0,
      quarantined: this.#quarantined.get(before) ?? 0,
      ticks: this.#ticks.get(before) ?? 0,
    };
  }

  photos(before: number): RemovalCount & { bytes: number } {
    const counted = this.#photos.get(before) ?? { ...NONE, bytes: 0 };
    return { ...toCount(counted), bytes: counted.bytes };
  }

  visits(before: number): RemovalCount & { ticks: number } {
    return { ...toCount(this.#visits.get(before) ?? NONE), ticks: this.#ticks.get(before) ?? 0 };
  }

  log(): Removal[] {
    return this.#log.all().map((row) => ({
      id: String(row.id),
      cause: row.cause,
      kind: row.kind,
      days: row.days,
      beganAt: instant(row.began_at),
      endedAt: instantOrNull(row.ended_at),
      visits: row.visits,
      messages: row.messages,
      photos: row.photos,
      photoBytes: row.photo_bytes,
      quarantined: row.quarantined,
      ticks: row.ticks,
    }));
  }

  /** A piece of all visits with whose they are, newest first; null at the end. */
  persons(before: number, limit: number): { visits: PersonVisit[]; next: number } | null {
    const rows = this.#persons.all(before, limit);
    const last = rows.at(-1);
    return last === undefined ? null : { visits: rows.map(toPersonVisit), next: last.id };
  }

  person(id: string): PersonVisit | null {
    const row = this.#person.get(rowId(id));
    return row === undefined ? null : toPersonVisit(row);
  }

  /** A piece of the messages of no visit, or of those in quarantine, with their bytes; empty at the end. */
  messages(where: 'aside' | 'quarantine', after: number, limit: number): { id: number; raw: Buffer }[] {
    return (where === 'aside' ? this.#aside : this.#quarantine).all(after, limit);
  }
}

const NONE: Counted = { count: 0, oldest: null, newest: null };

function toPersonVisit(row: PersonRow): PersonVisit {
  return {
    id: String(row.id),
    arrivedAt: instant(row.arrived_at),
    plate: row.plate,
    vin: row.vin,
    receiveBaseId: row.service_order,
    ownerName: ownerName({ firstName: row.owner_first_name, lastName: row.owner_last_name }),
    phone: row.owner_mobile,
  };
}

import type Database from 'better-sqlite3';
import { DERIVED } from './check-in-writer.ts';
import type { StoredMessage } from './rederive.ts';
import type { StationWriter } from './writer.ts';

/** What is shown of a visit whose messages have no bytes: from the row itself, for nothing can be derived. */
const SHOWN = DERIVED.filter((column) => column !== 'service_order' && column !== 'message_id');

const MESSAGE_COLUMNS =
  'received_at, create_time, msg_id, msg_type, kind, dialect, weak, proven, raw, raw_sha256'.split(', ');

/** Takes over what the attached database `other` says was removed: of whatever two databases know, removed wins. */
export class RemovedMerge {
  readonly #db: Database.Database;
  readonly #writer: StationWriter;
  readonly #isRemoved: Database.Statement<[Uint8Array]>;
  readonly #isFrozen: Database.Statement<[number]>;
  readonly #visitHere: Database.Statement<[{ visit: number }], number | null>;
  readonly #addVisit: Database.Statement<[{ visit: number; number: number }]>;
  readonly #addMessage: Database.Statement<[{ id: number; number: number; visit: number | null }]>;
  readonly #addContent: Database.Statement<[{ id: number; number: number }]>[];
  readonly #map: Database.Statement<[number, number]>;
  readonly #empty: Database.Statement<[StoredMessage]>;

  constructor(db: Database.Database, writer: StationWriter) {
    this.#db = db;
    this.#writer = writer;
    db.exec('CREATE TEMP TABLE emptied (id INTEGER PRIMARY KEY)');
    this.#isRemoved = db.prepare('SELECT 1 FROM main.removed_bytes WHERE sha256 = ?');
    this.#isFrozen = db.prepare('SELECT 1 FROM other.check_in WHERE id = ? AND personal_removed_at IS NOT NULL');
    this.#visitHere = db
      .prepare<[{ visit: number }], number | null>(
        `SELECT coalesce(
           (SELECT id FROM temp.visit_of WHERE other_id = $visit),
           (SELECT m.check_in_id FROM other.message om
             JOIN temp.number_of n ON n.msg_id = om.msg_id AND n.raw_sha256 = om.raw_sha256
             JOIN main.message m ON m.id = n.id WHERE om.id = $visit),
           (SELECT c.id FROM other.check_in o JOIN main.check_in c ON c.service_order = o.service_order WHERE o.id = $visit))`,
      )
      .pluck();
    const columns = db
      .prepare<[], string>(
        "SELECT name FROM pragma_table_info('check_in') WHERE name NOT IN ('id', 'message_id', 'message_count')",
      )
      .pluck()
      .all()
      .join(', ');
    this.#addVisit = db.prepare(
      `INSERT INTO main.check_in (id, message_id, message_count, ${columns})
       SELECT $number, $number, 0, ${columns} FROM other.check_in WHERE id = $visit`,
    );
    const ofMessage = MESSAGE_COLUMNS.join(', ');
    this.#addMessage = db.prepare(
      `INSERT INTO main.message (id, check_in_id, ${ofMessage}) SELECT $number, $visit, ${ofMessage} FROM other.message WHERE id = $id`,
    );
    this.#addContent = ['health_report', 'plan_event'].flatMap((table) => {
      const inBoth = db
        .prepare<[], string>(
          `SELECT name FROM pragma_table_info('${table}', 'main') WHERE name <> 'message_id'
           INTERSECT SELECT name FROM pragma_table_info('${table}', 'other')`,
        )
        .pluck()
        .all()
        .join(', ');
      // A database from before them has none.
      if (inBoth === '') return [];
      return [
        db.prepare<[{ id: number; number: number }]>(
          `INSERT OR REPLACE INTO main.${table} (message_id, ${inBoth}) SELECT $number, ${inBoth} FROM other.${table} WHERE message_id = $id`,
        ),
      ];
    });
    this.#map = db.prepare('INSERT INTO temp.visit_of (other_id, id, is_same) VALUES (?, ?, 1)');
    this.#empty = db.prepare(
      `INSERT OR IGNORE INTO temp.emptied SELECT id FROM temp.number_of WHERE msg_id = $msg_id AND raw_sha256 = $raw_sha256`,
    );
  }

  /** Removes the visits that the other one had removed at somebody's request, before anything is added. */
  dropRequested(): void {
    this.#db.exec('INSERT OR IGNORE INTO main.removed_bytes SELECT sha256 FROM other.removed_bytes');
    const visits = this.#db
      .prepare<[], number>(
        `SELECT DISTINCT m.check_in_id FROM temp.number_of n CROSS JOIN main.removed_bytes r ON r.sha256 = n.raw_sha256
         CROSS JOIN main.message m ON m.id = n.id WHERE m.check_in_id IS NOT NULL`,
      )
      .pluck()
      .all();
    this.#writer.retention.removeAgain(visits, []);
    // A report may be older than its visit, and the copy hold it alone.
    this.#db.exec(`DELETE FROM main.message WHERE check_in_id IS NULL AND id IN (
      SELECT n.id FROM temp.number_of n CROSS JOIN main.removed_bytes r ON r.sha256 = n.raw_sha256)`);
  }

  /** Whether somebody has had these bytes removed. */
  isRequested({ raw_sha256 }: StoredMessage): boolean {
    return this.#isRemoved.get(raw_sha256) !== undefined;
  }

  /** Whether a message lost its bytes with the personal data of its visit, or of its own, and is not damaged. */
  isEmptied({ raw, check_in_id }: StoredMessage): boolean {
    return raw.length === 0 && (check_in_id === null || this.#isFrozen.get(check_in_id) !== undefined);
  }

  /** Adds a message without bytes, and its visit as it was shown, in the caller's transaction. Answers its number here. */
  adopt(stored: StoredMessage): number {
    const { id, check_in_id: other } = stored;
    const number = this.#writer.numberFor(id);
    const here = other === null ? null : (this.#visitHere.get({ visit: other }) ?? null);
    if (other !== null && here === null) {
      this.#addVisit.run({ visit: other, number });
      this.#map.run(other, number);
    }
    this.#addMessage.run({ id, number, visit: other === null ? null : (here ?? number) });
    for (const add of this.#addContent) add.run({ id, number });
    return number;
  }

  /** A message that is here has no bytes there. */
  emptiedThere(stored: StoredMessage): void {
    this.#empty.run(stored);
  }

  /** Takes the personal data off the visits here that lost theirs in the other one; what that shows of them counts. */
  freeze(): void {
    this.#db.exec(`INSERT OR IGNORE INTO temp.emptied SELECT n.id FROM other.message om
        JOIN temp.number_of n ON n.msg_id = om.msg_id AND n.raw_sha256 = om.raw_sha256
        WHERE om.check_in_id IS NULL AND length(om.raw) = 0;
      UPDATE main.message SET raw = x'' WHERE check_in_id IS NULL AND id IN (SELECT id FROM temp.emptied);
      CREATE TEMP TABLE frozen (id INTEGER PRIMARY KEY, other_id INTEGER);
      INSERT OR IGNORE INTO frozen
        SELECT c.id, o.id FROM other.check_in o JOIN temp.visit_of v ON v.other_id = o.id JOIN main.check_in c ON c.id = v.id
        WHERE o.personal_removed_at IS NOT NULL
          AND (c.personal_removed_at IS NOT o.personal_removed_at OR c.message_count <> o.message_count);
      INSERT OR IGNORE INTO frozen
        SELECT c.id, NULL FROM temp.emptied e JOIN main.message m ON m.id = e.id JOIN main.check_in c ON c.id = m.check_in_id
        WHERE c.personal_removed_at IS NULL;
      UPDATE main.check_in AS c SET ${SHOWN.map((column) => `${column} = o.${column}`).join(', ')},
          message_id = coalesce((SELECT n.id FROM other.message om
            JOIN temp.number_of n ON n.msg_id = om.msg_id AND n.raw_sha256 = om.raw_sha256 WHERE om.id = o.message_id), c.message_id)
        FROM temp.frozen f JOIN other.check_in o ON o.id = f.other_id
        WHERE c.id = f.id AND o.created_at >= c.created_at;
      UPDATE main.check_in SET message_count = (SELECT count(*) FROM main.message WHERE id = check_in.id AND check_in_id = check_in.id)
          + (SELECT count(*) FROM main.message WHERE check_in_id = check_in.id AND check_in_id <> id)
        WHERE id IN (SELECT id FROM temp.frozen)`);
    const persons = this.#db
      .prepare<[], { id: number; at: number }>(
        `SELECT c.id, coalesce(o.personal_removed_at, c.personal_removed_at, (SELECT max(began_at) FROM other.removal), c.arrived_at) AS at
         FROM temp.frozen f JOIN main.check_in c ON c.id = f.id LEFT JOIN other.check_in o ON o.id = f.other_id`,
      )
      .all();
    this.#writer.retention.removeAgain([], persons);
  }
}

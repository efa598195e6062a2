import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { NO_CONTENT } from '../autox3/messages.ts';
import { DESK_COLUMNS } from './check-in-writer.ts';
import { mergeFetchedReports } from './merge-fetched-reports.ts';
import { takePlansWithoutBytes } from './merge-plans.ts';
import { RemovedMerge } from './merge-removed.ts';
import { mergeSheets } from './merge-sheets.ts';
import { PhotoRows } from './photo-rows.ts';
import { admitted, readAgain, type StoredMessage } from './rederive.ts';
import { StationWriter } from './writer.ts';

/** What a merge has come to: messages that were added, and those whose bytes are not those that were received. */
export type Merged = { messages: number; unreadable: number };

/** Tables that are derived, keep a place in others, or are merged by rules of their own: everything else is copied as rows. */
const OWN_RULES =
  /^(message|check_in|photo|sheet|sheet_job|setting|device|room|message_floor|station_identity|data_check|data_finding|known_message|unproven_message|known_signature|arrival_run|vehicle_visit|vehicle_memory|vehicle_due|removal_traces|heartbeat|outage|blind_tick|relay_time|relay_run|message_run|visit_step|health_report|plan_event|vehicle_plan|plan_due|fetched_report)$|search|_mark$|^sqlite_/;
const SLICE = 500;

/**
 * Adds to a database all that another one holds and this does not: messages by the way of the writer, each once, what the
 * desk did with their visits, photos, logs. What the other one says of a visit is later and counts. With `isPresent` it is
 * the database in use, whose settings and paired devices count; who may come in is never taken from a backup. What either
 * has removed stays removed. Done twice it changes nothing more.
 */
export function merge(
  db: Database.Database,
  otherPath: string,
  { isPresent, messagesAfter = 0 }: { isPresent: boolean; messagesAfter?: number },
  progress: (share: number) => void = () => {},
): Merged {
  db.prepare('ATTACH ? AS other').run(otherPath);
  // Rows of the other database may point at some that could not be read.
  db.pragma('foreign_keys = OFF');
  try {
    return mergeAttached(db, isPresent, messagesAfter, progress);
  } finally {
    for (const table of ['visit_of', 'number_of', 'emptied', 'frozen']) db.exec(`DROP TABLE IF EXISTS temp.${table}`);
    db.exec('DETACH other');
    db.pragma('foreign_keys = ON');
  }
}

function mergeAttached(
  db: Database.Database,
  isPresent: boolean,
  messagesAfter: number,
  progress: (share: number) => void,
): Merged {
  const writer = new StationWriter(db);
  db.exec(`CREATE TEMP TABLE number_of (msg_id TEXT, raw_sha256 BLOB, id INTEGER, PRIMARY KEY (msg_id, raw_sha256)) WITHOUT ROWID;
    INSERT OR IGNORE INTO number_of SELECT msg_id, raw_sha256, id FROM main.message;
    CREATE TEMP TABLE visit_of (other_id INTEGER PRIMARY KEY, id INTEGER NOT NULL, is_same INTEGER NOT NULL)`);
  const removed = new RemovedMerge(db, writer);
  removed.dropRequested();
  const merged = addMessages(db, writer, removed, messagesAfter, progress);
  mapVisits(db);
  db.transaction(() => removed.freeze())();
  // After that, for what a visit shows without its messages names photos, too.
  const photos = new PhotoRows(db);
  while (photos.catchUp(SLICE) > 0);
  const changed = db.transaction(() => {
    const visits = takeDesk(db);
    takePhotos(db);
    takeRemovals(db);
    mergeSheets(db, isPresent);
    takeBlindSpots(db);
    takeRelay(db);
    takeSteps(db);
    if (columnsOf(db, 'other', 'plan_event').length > 0) takePlansWithoutBytes(db);
    mergeFetchedReports(db);
    copyRows(db);
    for (const table of ['quarantine', 'accepted_by_hand'])
      db.exec(`DELETE FROM main.${table} WHERE body_sha256 IN (SELECT sha256 FROM main.removed_bytes)`);
    // What only one of them took in is waiting in neither.
    db.exec(`DELETE FROM main.quarantine WHERE body_sha256 IN
      (SELECT body_sha256 FROM main.delivery WHERE body_sha256 IS NOT NULL AND outcome <> 'quarantined')`);
    db.exec('INSERT OR REPLACE INTO main.setting SELECT * FROM other.setting');
    if (isPresent) db.exec('DELETE FROM main.device; INSERT INTO main.device SELECT * FROM other.device');
    return visits;
  })();
  for (const id of changed) writer.search.refresh(id);
  while (writer.search.catchUp(SLICE) > 0);
  return merged;
}

/** Adds the messages that are not there, oldest first, so that each visit becomes what it was. */
function addMessages(
  db: Database.Database,
  writer: StationWriter,
  removed: RemovedMerge,
  after: number,
  progress: (share: number) => void,
): Merged {
  const next = db.prepare<[number], StoredMessage>('SELECT * FROM other.message WHERE id > ? ORDER BY id LIMIT 1');
  const last = Number(db.prepare('SELECT coalesce(max(id), 0) FROM other.message').pluck().get());
  const known = db.prepare('SELECT 1 FROM number_of WHERE msg_id = ? AND raw_sha256 = ?');
  const number = db.prepare('INSERT OR IGNORE INTO number_of VALUES (?, ?, ?)');
  const keep = keeperOfUnreadable(db);
  const merged: Merged = { messages: 0, unreadable: 0 };
  let found: StoredMessage[] = [];
  const add = (stored: StoredMessage): void => {
    const { id, msg_id, raw_sha256 } = stored;
    if (stored.raw.length === 0) {
      number.run(msg_id, raw_sha256, removed.adopt(stored));
      return;
    }
    const read = readAgain(stored);
    const message = admitted(stored, read ?? { kind: 'unknown', ...NO_CONTENT });
    for (const given of writer.readmit([{ id, message }])) number.run(msg_id, raw_sha256, given);
  };
  const addFound = db.transaction(() => found.forEach(add));
  const flush = (): void => {
    addFound();
    merged.messages += found.length;
    found = [];
  };
  for (let stored = next.get(after); stored !== undefined; stored = next.get(stored.id)) {
    if (known.get(stored.msg_id, stored.raw_sha256) !== undefined) {
      if (stored.raw.length === 0) removed.emptiedThere(stored);
      continue;
    }
    if (removed.isRequested(stored)) continue;
    if (removed.isEmptied(stored) || isWhole(stored)) found.push(stored);
    else {
      flush();
      keep(stored);
      merged.unreadable += 1;
    }
    if (found.length < SLICE) continue;
    flush();
    progress(last === 0 ? 1 : stored.id / last);
  }
  flush();
  return merged;
}

/** Whether the bytes are those that were received. */
export function isWhole({ raw, raw_sha256 }: Pick<StoredMessage, 'raw' | 'raw_sha256'>): boolean {
  return hash('sha256', raw, 'hex') === Buffer.from(raw_sha256).toString('hex');
}

/** What is left of a visit whose message cannot be read any more is kept as it was shown, where its number is free. */
function keeperOfUnreadable(db: Database.Database): (stored: StoredMessage) => void {
  const isTaken = db.prepare(
    'SELECT 1 FROM main.message WHERE id = $id UNION ALL SELECT 1 FROM main.check_in WHERE id = $id',
  );
  const message = db.prepare<[{ id: number }]>('INSERT INTO main.message SELECT * FROM other.message WHERE id = $id');
  const visit = db.prepare<[{ id: number }]>(
    `INSERT OR IGNORE INTO main.check_in SELECT * FROM other.check_in WHERE id = $id`,
  );
  const number = db.prepare('INSERT OR IGNORE INTO number_of VALUES (?, ?, ?)');
  return ({ id, msg_id, raw_sha256 }) => {
    if (isTaken.get({ id }) !== undefined) return;
    message.run({ id });
    visit.run({ id });
    number.run(msg_id, raw_sha256, id);
  };
}

/**
 * Which visit here each of the other's is: that of the same message, or the one of its number where that was unreadable, or
 * the one of its service order.
 */
function mapVisits(db: Database.Database): void {
  db.exec(`INSERT OR IGNORE INTO visit_of
      SELECT o.id, m.check_in_id, m.check_in_id = m.id FROM other.check_in o
        JOIN other.message om ON om.id = o.id
        JOIN number_of n ON n.msg_id = om.msg_id AND n.raw_sha256 = om.raw_sha256
        JOIN main.message m ON m.id = n.id WHERE m.check_in_id IS NOT NULL;
    INSERT OR IGNORE INTO visit_of
      SELECT o.id, c.id, 1 FROM other.check_in o JOIN main.check_in c ON c.id = o.id AND c.arrived_at = o.arrived_at
      WHERE o.id NOT IN (SELECT other_id FROM visit_of);
    INSERT OR IGNORE INTO visit_of
      SELECT o.id, c.id, 0 FROM other.check_in o JOIN main.check_in c ON c.service_order = o.service_order
      WHERE o.id NOT IN (SELECT other_id FROM visit_of)`);
}

/** Takes over what the desk did. Onto a visit that was there already only what somebody did. Answers whose search row is old. */
function takeDesk(db: Database.Database): number[] {
  const said = (column: (typeof DESK_COLUMNS)[number]): string =>
    // A note that went with the personal data stays gone.
    column === 'desk_note'
      ? 'iif(o.personal_removed_at IS NULL AND c.personal_removed_at IS NOT NULL, c.desk_note, o.desk_note)'
      : `o.${column}`;
  const differs = DESK_COLUMNS.map((column) => `c.${column} IS NOT ${said(column)}`).join(' OR ');
  const same = db
    .prepare<[], number>(
      `UPDATE main.check_in AS c SET ${DESK_COLUMNS.map((column) => `${column} = ${said(column)}`).join(', ')}
       FROM temp.visit_of v JOIN other.check_in o ON o.id = v.other_id
       WHERE c.id = v.id AND v.is_same = 1 AND (${differs}) RETURNING id`,
    )
    .pluck()
    .all();
  const others = db
    .prepare<[], number>(
      `UPDATE main.check_in AS c SET desk_note = coalesce(o.desk_note, c.desk_note), key_tag = coalesce(o.key_tag, c.key_tag),
         promised_at = coalesce(o.promised_at, c.promised_at),
         lane = iif(o.lane_changed_at > o.arrived_at, o.lane, c.lane), lane_changed_at = max(o.lane_changed_at, c.lane_changed_at),
         set_aside = iif(o.set_aside_at IS NULL, c.set_aside, o.set_aside), set_aside_at = coalesce(o.set_aside_at, c.set_aside_at)
       FROM temp.visit_of v JOIN other.check_in o ON o.id = v.other_id
       WHERE c.id = v.id AND v.is_same = 0
         AND (o.lane_changed_at > o.arrived_at OR o.set_aside_at IS NOT NULL OR o.desk_note IS NOT NULL OR o.key_tag IS NOT NULL
           OR o.promised_at IS NOT NULL) RETURNING id`,
    )
    .pluck()
    .all();
  return [...same, ...others];
}

function takePhotos(db: Database.Database): void {
  db.exec(`UPDATE main.photo AS p SET state = o.state, problem = o.problem, attempts = o.attempts, next_at = o.next_at, sha256 = o.sha256,
      width = o.width, height = o.height, bytes = o.bytes, captured_at = o.captured_at
    FROM temp.visit_of v JOIN other.photo o ON o.check_in_id = v.other_id
    WHERE p.check_in_id = v.id AND p.url = o.url AND (p.state <> 'captured' AND o.state <> 'waiting' OR o.problem = 'removed')`);
}

/** The log of removals: what the other one says of a removal is later, and receipts keep their number where it is free. */
function takeRemovals(db: Database.Database): void {
  const columns = columnsOf(db, 'other', 'removal')
    .map(({ name }) => name)
    .join(', ');
  db.exec(`DELETE FROM main.removal AS r WHERE EXISTS (
      SELECT 1 FROM other.removal o WHERE o.kind = r.kind AND o.cause = r.cause AND o.began_at = r.began_at);
    INSERT OR IGNORE INTO main.removal (${columns}) SELECT ${columns} FROM other.removal`);
}

/**
 * The ledger of blind spots is that of both. Between the last moment that is known of the one and the first of the other no
 * station of ours is known to have run, and what it may have received is in neither: that time is named.
 */
function takeBlindSpots(db: Database.Database): void {
  const columns = 'cause, began_at, ended_at';
  db.exec(`DELETE FROM main.outage WHERE ended_at IS NULL AND (cause, began_at) IN (SELECT cause, began_at FROM other.outage);
    UPDATE main.outage SET ended_at = max(began_at, coalesce((SELECT at FROM main.heartbeat), 0)) WHERE ended_at IS NULL;
    INSERT INTO main.outage (${columns}) SELECT ${columns} FROM other.outage EXCEPT SELECT ${columns} FROM main.outage;
    INSERT INTO main.outage (${columns})
      SELECT 'off', m.at, o.since FROM main.heartbeat m JOIN other.heartbeat o ON o.since > m.at
      EXCEPT SELECT ${columns} FROM main.outage;
    INSERT INTO main.heartbeat SELECT * FROM other.heartbeat WHERE true
      ON CONFLICT DO UPDATE SET at = excluded.at, since_boot = excluded.since_boot;
    INSERT OR REPLACE INTO main.blind_tick SELECT * FROM other.blind_tick`);
}

/** Of the relay, and of the ways of messages, is known what either knows; the other one knows later how a time ended. */
function takeRelay(db: Database.Database): void {
  db.exec(`UPDATE main.relay_time SET left_at = max(joined_at, coalesce(began_at, 0), coalesce((SELECT at FROM main.heartbeat), 0))
      WHERE left_at IS NULL AND joined_at NOT IN (SELECT joined_at FROM other.relay_time);
    INSERT OR REPLACE INTO main.relay_time SELECT * FROM other.relay_time;
    INSERT INTO main.relay_run SELECT * FROM other.relay_run WHERE true
      ON CONFLICT DO UPDATE SET to_at = max(to_at, excluded.to_at);
    INSERT INTO main.message_run SELECT * FROM other.message_run WHERE true
      ON CONFLICT DO UPDATE SET to_at = max(to_at, excluded.to_at)`);
}

/** The first time at which a visit passed a step counts, whoever noted it. */
function takeSteps(db: Database.Database): void {
  if (columnsOf(db, 'other', 'visit_step').length === 0) return;
  const first = (column: string): string =>
    `${column} = coalesce(min(visit_step.${column}, excluded.${column}), visit_step.${column}, excluded.${column})`;
  db.exec(`INSERT INTO main.visit_step (check_in_id, stored_at, shown_at, rung_at)
    SELECT v.id, min(o.stored_at), min(o.shown_at), min(o.rung_at)
      FROM other.visit_step o JOIN temp.visit_of v ON v.other_id = o.check_in_id GROUP BY v.id
    ON CONFLICT (check_in_id) DO UPDATE SET ${['stored_at', 'shown_at', 'rung_at'].map(first).join(', ')}`);
}

/** Copies the rows of all other tables that are not there, with the number of their visit here, and a number of their own anew. */
function copyRows(db: Database.Database): void {
  const tables = db
    .prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .pluck()
    .all()
    .filter((name) => !OWN_RULES.test(name));
  for (const table of tables) {
    const columns = columnsOf(db, 'main', table).filter(
      ({ name, isNumber }) => !isNumber && columnsOf(db, 'other', table).some((other) => other.name === name),
    );
    if (columns.length === 0) continue;
    const list = columns.map(({ name }) => `"${name}"`).join(', ');
    const isOfVisit = columns.some(({ name }) => name === 'check_in_id');
    const read = columns.map(({ name }) => (name === 'check_in_id' ? 'v.id' : `o."${name}"`)).join(', ');
    const join = isOfVisit ? ' JOIN temp.visit_of v ON v.other_id = o.check_in_id' : '';
    db.exec(
      `INSERT OR IGNORE INTO main."${table}" (${list}) SELECT ${read} FROM other."${table}" o${join} EXCEPT SELECT ${list} FROM main."${table}"`,
    );
  }
  db.exec(`INSERT OR IGNORE INTO main.known_signature SELECT * FROM other.known_signature;
    INSERT OR IGNORE INTO main.unproven_message SELECT * FROM other.unproven_message;
    INSERT OR IGNORE INTO main.known_message SELECT * FROM other.known_message;
    UPDATE main.message_floor SET id = max(id, coalesce((SELECT max(id) FROM other.message_floor), 0))`);
}

function columnsOf(db: Database.Database, schema: string, table: string): { name: string; isNumber: boolean }[] {
  return db
    .prepare<[string, string], { name: string; type: string; pk: number }>(
      'SELECT name, type, pk FROM pragma_table_info(?, ?)',
    )
    .all(table, schema)
    .map(({ name, type, pk }) => ({ name, isNumber: pk === 1 && type === 'INTEGER' && name === 'id' }));
}

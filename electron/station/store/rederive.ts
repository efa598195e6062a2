import type Database from 'better-sqlite3';
import type { MessageKind } from '../../../shared/delivery.ts';
import { LONGEST_NOTE } from '../../../shared/desk-note.ts';
import { type Message, NO_CONTENT, saysNothing } from '../autox3/messages.ts';
import { reread } from '../autox3/reread.ts';
import { Arrivals } from './arrivals.ts';
import { CheckInWriter, DESK_COLUMNS, type DeskState } from './check-in-writer.ts';
import type { AdmittedMessage } from './entries.ts';
import { HealthReportWriter } from './health-reports.ts';
import { MaintenancePlanWriter } from './maintenance-plans.ts';
import { PhotoRows } from './photo-rows.ts';
import { SearchIndex } from './search.ts';
import { VehicleIndex } from './vehicle-index.ts';

/** What deriving again came to: messages read, those whose bytes could not be read (their visits stay as they were), and visits. */
export type Rederived = { messages: number; unreadable: number; checkIns: number };

/** A message as its row says it. */
export type StoredMessage = {
  id: number;
  received_at: number;
  create_time: number;
  msg_id: string;
  msg_type: string;
  kind: MessageKind;
  dialect: string | null;
  weak: 0 | 1;
  proven: 0 | 1;
  raw: Uint8Array;
  raw_sha256: Uint8Array;
  check_in_id: number | null;
  is_dropped: 0 | 1;
  is_unread: 0 | 1;
  stored_late_at: number | null;
};

const PROGRESS_EVERY = 10_000;

/**
 * What is derived row by row: first beside what stands there, in tables that hide those of the same name, with such of their
 * indexes as deriving asks.
 */
const SHADOWED = {
  check_in: [],
  health_report: ['health_report_of_order', 'health_report_unproven'],
  plan_event: [],
} as const;
type Shadowed = keyof typeof SHADOWED;
const SHADOWS = Object.keys(SHADOWED) as Shadowed[];
/** Of memory for them, in KiB: what does not fit goes to a file. */
const SHADOW_CACHE = 65_536;

/** What the desk wrote on a visit that is now part of another one goes to that, behind what stands there. */
const HAND_ON_DESK = `UPDATE check_in SET
    desk_note = nullif(substr(concat_ws(char(10), check_in.desk_note, gone.desk_note), 1, ${LONGEST_NOTE}), ''),
    key_tag = coalesce(check_in.key_tag, gone.key_tag),
    promised_at = coalesce(check_in.promised_at, gone.promised_at)
  FROM main.check_in AS gone JOIN message ON message.id = gone.id
  WHERE check_in.id = message.check_in_id AND gone.id NOT IN (SELECT id FROM check_in)`;

/**
 * Derives all check-ins again from the stored messages, in order of arrival and in one transaction: what an update
 * understands better becomes visible, what the desk did and wrote stays. A visit that nothing derives any more is
 * kept as it was. Written is only what comes out otherwise than it stands there. `progress` is told now and then how many of
 * all messages are done.
 */
export function rederive(db: Database.Database, progress: (done: number, total: number) => void): Rederived {
  // Checked once, as a whole, before the commit: row by row SQLite would look for the messages of each visit that goes.
  db.pragma('foreign_keys = OFF');
  try {
    return db.transaction(() => rederiveAll(db, progress)).immediate();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

function rederiveAll(db: Database.Database, progress: (done: number, total: number) => void): Rederived {
  db.pragma(`temp.cache_size = -${SHADOW_CACHE}`);
  for (const table of SHADOWS) makeShadow(db, table);
  const result = deriveBeside(db, progress);
  db.exec(`INSERT INTO check_in SELECT * FROM main.check_in WHERE id NOT IN (SELECT id FROM check_in)
      AND (service_order IS NULL OR service_order NOT IN (SELECT service_order FROM check_in WHERE service_order IS NOT NULL));
    ${HAND_ON_DESK}`);
  for (const table of SHADOWS) db.exec(`ALTER TABLE temp.${table} RENAME TO derived_${table}`);
  result.checkIns = Number(db.prepare('SELECT count(*) FROM derived_check_in').pluck().get());

  const vehicles = new VehicleIndex(db);
  const arrivals = new Arrivals(db);
  const search = new SearchIndex(db, arrivals);
  const photos = new PhotoRows(db);
  const areOthers = db
    .prepare<[], 0 | 1>(
      `SELECT EXISTS (SELECT id FROM check_in EXCEPT SELECT id FROM derived_check_in)
         OR EXISTS (SELECT id FROM derived_check_in EXCEPT SELECT id FROM check_in)`,
    )
    .pluck();
  const startAgain = areOthers.get() === 1 || search.isIncomplete();
  // Before visits go: each would be taken out of it by itself.
  if (startAgain) vehicles.startAgain();
  // Two visits may have changed their orders, and none may have that of another for a moment.
  db.exec(`UPDATE check_in SET service_order = NULL FROM derived_check_in AS derived
    WHERE derived.id = check_in.id AND derived.service_order IS NOT check_in.service_order`);
  const visits = takeOver(db, 'check_in');
  const reports = takeOver(db, 'health_report');
  for (const [some, others] of [
    ['plan_event', 'derived_plan_event'],
    ['derived_plan_event', 'plan_event'],
  ])
    db.exec(`INSERT OR IGNORE INTO plan_due
      SELECT plate FROM (SELECT * FROM ${some} EXCEPT SELECT * FROM ${others}) WHERE plate IS NOT NULL`);
  takeOver(db, 'plan_event');
  for (const table of SHADOWS) db.exec(`DROP TABLE derived_${table}`);
  db.exec(`UPDATE photo SET check_in_id = (SELECT check_in_id FROM message WHERE message.id = photo.check_in_id)
      WHERE check_in_id NOT IN (SELECT id FROM check_in);
    UPDATE sheet SET check_in_id = (SELECT check_in_id FROM message WHERE message.id = sheet.check_in_id)
      WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DELETE FROM sheet_job WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DELETE FROM visit_step WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DELETE FROM lane_change WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DELETE FROM set_aside_change WHERE check_in_id NOT IN (SELECT id FROM check_in)`);
  if (startAgain) {
    arrivals.clear();
    search.clear();
    db.exec('INSERT OR IGNORE INTO plan_due SELECT DISTINCT plate FROM plan_event WHERE plate IS NOT NULL');
  } else for (const id of visits.changed) search.refresh(id);
  // What was captured stays where its address is still named; new addresses are fetched by the next station.
  if (startAgain || reports.changed.length > 0 || reports.gone > 0) photos.startAgain();
  else for (const id of visits.changed) photos.bringVisit(id);
  while (arrivals.catchUpInTransaction(1_000) > 0);
  while (search.catchUpInTransaction(1_000) > 0);
  while (photos.catchUpInTransaction(1_000) > 0);
  while (vehicles.catchUpInTransaction(1_000).done > 0);
  const broken = db.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`deriving again would leave ${broken.length} rows without their check-in`);
  return result;
}

/** Derives each message into the tables that stand before those of the database, and links the messages to their visits. */
function deriveBeside(db: Database.Database, progress: (done: number, total: number) => void): Rederived {
  const total = Number(db.prepare('SELECT count(*) FROM message').pluck().get());
  const deskState = db.prepare<[number], DeskState>(
    `SELECT ${DESK_COLUMNS.join(', ')} FROM main.check_in WHERE id = ?`,
  );
  const update = db.prepare('UPDATE message SET kind = ?, check_in_id = ?, is_unread = ? WHERE id = ?');
  const link = (stored: StoredMessage, kind: MessageKind, visit: number | null, isUnread: 0 | 1): void => {
    if (stored.kind !== kind || stored.check_in_id !== visit || stored.is_unread !== isUnread)
      update.run(kind, visit, isUnread, stored.id);
  };
  // As it was, with the messages up to this one counted: those that follow add themselves.
  const keep = db.prepare<[{ visit: number }]>(
    'INSERT OR REPLACE INTO check_in SELECT * FROM main.check_in WHERE id = $visit',
  );
  const countSoFar = db.prepare<[{ visit: number; message: number }]>(
    `UPDATE check_in SET message_count = (SELECT count(*) FROM message WHERE id = $visit AND check_in_id = $visit)
       + (SELECT count(*) FROM message WHERE check_in_id = $visit AND check_in_id <> id AND id <= $message) WHERE id = $visit`,
  );
  const checkIns = new CheckInWriter(db, { refresh: () => {} });
  const reports = new HealthReportWriter(db);
  const plans = new MaintenancePlanWriter(db);
  // Of messages whose bytes were removed stays what was derived of them.
  for (const table of ['health_report', 'plan_event'])
    db.exec(`INSERT INTO ${table} SELECT derived.* FROM main.${table} AS derived JOIN message ON message.id = derived.message_id
      WHERE length(message.raw) = 0`);
  // All is read now, whoever stored it.
  db.exec('UPDATE content_mark SET message_id = last_id');
  const result: Rederived = { messages: 0, unreadable: 0, checkIns: 0 };
  for (const stored of eachMessage(db)) {
    const read = readAgain(stored);
    if (read === null) {
      // Without bytes: its personal data were removed, and its visit stays as it is.
      if (stored.raw.length > 0) result.unreadable += 1;
      if (stored.check_in_id !== null) {
        keep.run({ visit: stored.check_in_id });
        countSoFar.run({ visit: stored.check_in_id, message: stored.id });
      } else if (stored.raw.length > 0 && stored.is_dropped === 0) link(stored, stored.kind, null, 1);
    } else if (read.checkIn === null) {
      link(stored, read.kind, null, stored.is_dropped === 0 && saysNothing(read) ? 1 : 0);
      const message = admitted(stored, read);
      if (read.report !== null) reports.apply(message, read.report, stored.id);
      if (read.plan !== null) plans.add(message, read.plan, stored.id);
    } else {
      const change = checkIns.apply(admitted(stored, read), read.checkIn, stored.id, (id) => deskState.get(id));
      link(stored, read.kind, change.id, 0);
    }
    result.messages += 1;
    if (result.messages % PROGRESS_EVERY === 0) progress(result.messages, total);
  }
  return result;
}

/** All messages in order of arrival, some at a time: a statement that stays open would not let others write. */
function* eachMessage(db: Database.Database): Generator<StoredMessage, void> {
  const page = db.prepare<[number], StoredMessage>('SELECT * FROM message WHERE id > ? ORDER BY id LIMIT 100');
  for (let messages = page.all(0); messages.length > 0; messages = page.all(messages.at(-1)?.id ?? 0)) yield* messages;
}

/** Makes an empty table with the rules of one of the database, which every statement takes for that one. */
function makeShadow(db: Database.Database, table: Shadowed): void {
  const made = db.prepare<[string], string>('SELECT sql FROM main.sqlite_schema WHERE name = ?').pluck();
  for (const name of [table, ...SHADOWED[table]])
    db.exec((made.get(name) ?? '').replace(/^CREATE (TABLE|INDEX) /, 'CREATE $1 temp.'));
}

/** Writes what was derived otherwise than it stands in the database; answers the keys of what changed, and how many rows went. */
function takeOver(db: Database.Database, table: Shadowed): { changed: number[]; gone: number } {
  const { columns, key } = shapeOf(db, table);
  const isSame = key.map((name) => `stored.${name} = derived.${name}`).join(' AND ');
  const row = (of: string): string => columns.map((name) => `${of}.${name}`).join(', ');
  const gone = db
    .prepare(
      `DELETE FROM ${table} AS stored WHERE NOT EXISTS (SELECT 1 FROM derived_${table} AS derived WHERE ${isSame})`,
    )
    .run().changes;
  const changed = db
    .prepare<[], number>(
      `INSERT INTO ${table} (${columns.join(', ')})
       SELECT ${row('derived')} FROM derived_${table} AS derived LEFT JOIN ${table} AS stored ON ${isSame}
       WHERE (${row('derived')}) IS NOT (${row('stored')})
       ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}
       RETURNING ${key[0]}`,
    )
    .pluck()
    .all();
  return { changed, gone };
}

function shapeOf(db: Database.Database, table: Shadowed): { columns: string[]; key: string[] } {
  const columns = db
    .prepare<[string], { name: string; pk: number }>("SELECT name, pk FROM pragma_table_info(?, 'main')")
    .all(table);
  return { columns: columns.map(({ name }) => name), key: columns.filter(({ pk }) => pk > 0).map(({ name }) => name) };
}

/** Reads a stored message again; a check-in that was dropped when it came, by choice of the shop, makes no visit later. */
export function readAgain({ raw, dialect, kind, is_dropped }: StoredMessage): Message | null {
  const read = reread(raw, dialect);
  return read !== null && is_dropped === 1 ? { kind, ...NO_CONTENT } : read;
}

/** A stored message with what was read of it anew, to be derived from. */
export function admitted(stored: StoredMessage, read: Message): AdmittedMessage {
  return {
    receivedAt: stored.received_at,
    createTime: stored.create_time,
    msgId: stored.msg_id,
    msgType: stored.msg_type,
    dialect: stored.dialect,
    weak: stored.weak === 1,
    proven: stored.proven === 1,
    signature: new Uint8Array(),
    raw: stored.raw,
    rawSha256: stored.raw_sha256,
    storedLateAt: stored.stored_late_at,
    ...read,
  };
}

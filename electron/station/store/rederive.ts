import type Database from 'better-sqlite3';
import type { MessageKind } from '../../../shared/delivery.ts';
import { LONGEST_NOTE } from '../../../shared/desk-note.ts';
import { reread } from '../autox3/reread.ts';
import { Arrivals } from './arrivals.ts';
import { CheckInWriter, DESK_COLUMNS, type DeskState } from './check-in-writer.ts';
import type { AdmittedMessage } from './entries.ts';
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
};

type ReadMessage = Pick<AdmittedMessage, 'kind' | 'checkIn'>;

const PROGRESS_EVERY = 10_000;

/** What the desk wrote on a visit that is now part of another one goes to that, behind what stands there. */
const HAND_ON_DESK = `UPDATE check_in SET
    desk_note = nullif(substr(concat_ws(char(10), check_in.desk_note, gone.desk_note), 1, ${LONGEST_NOTE}), ''),
    key_tag = coalesce(check_in.key_tag, gone.key_tag),
    promised_at = coalesce(check_in.promised_at, gone.promised_at)
  FROM kept AS gone JOIN message ON message.id = gone.id
  WHERE check_in.id = message.check_in_id AND gone.id NOT IN (SELECT id FROM check_in)`;

/**
 * Derives all check-ins again from the stored messages, in order of arrival and in one transaction: what an update
 * understands better becomes visible, what the desk did and wrote stays. A visit that nothing derives any more is
 * kept as it was. `progress` is told now and then how many of all messages are done.
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
  const total = Number(db.prepare('SELECT count(*) FROM message').pluck().get());
  const vehicles = new VehicleIndex(db);
  // Before the visits go: each would be taken out of it by itself.
  vehicles.startAgain();
  db.exec(`CREATE TEMP TABLE kept AS SELECT * FROM check_in;
    CREATE UNIQUE INDEX temp.kept_by_id ON kept (id);
    DELETE FROM check_in`);
  const deskState = db.prepare<[number], DeskState>(`SELECT ${DESK_COLUMNS.join(', ')} FROM kept WHERE id = ?`);
  const link = db.prepare('UPDATE message SET kind = ?, check_in_id = ? WHERE id = ?');
  // As it was, with the messages up to this one counted: those that follow add themselves.
  const keep = db.prepare<[{ visit: number }]>('INSERT OR REPLACE INTO check_in SELECT * FROM kept WHERE id = $visit');
  const countSoFar = db.prepare<[{ visit: number; message: number }]>(
    `UPDATE check_in SET message_count = (SELECT count(*) FROM message WHERE id = $visit AND check_in_id = $visit)
       + (SELECT count(*) FROM message WHERE check_in_id = $visit AND check_in_id <> id AND id <= $message) WHERE id = $visit`,
  );
  const next = db.prepare<[number], StoredMessage>('SELECT * FROM message WHERE id > ? ORDER BY id LIMIT 1');
  const arrivals = new Arrivals(db);
  arrivals.clear();
  const search = new SearchIndex(db, arrivals);
  search.clear();
  const photos = new PhotoRows(db);
  const checkIns = new CheckInWriter(db, search);
  const result: Rederived = { messages: 0, unreadable: 0, checkIns: 0 };
  for (let stored = next.get(0); stored !== undefined; stored = next.get(stored.id)) {
    const read = readAgain(stored);
    if (read === null) {
      // Without bytes: its personal data were removed, and its visit stays as it is.
      if (stored.raw.length > 0) result.unreadable += 1;
      if (stored.check_in_id !== null) {
        keep.run({ visit: stored.check_in_id });
        countSoFar.run({ visit: stored.check_in_id, message: stored.id });
      }
    } else if (read.checkIn === null) link.run(read.kind, null, stored.id);
    else {
      const change = checkIns.apply(admitted(stored, read), read.checkIn, stored.id, (id) => deskState.get(id));
      link.run(read.kind, change.id, stored.id);
    }
    result.messages += 1;
    if (result.messages % PROGRESS_EVERY === 0) progress(result.messages, total);
  }
  db.exec(`INSERT INTO check_in SELECT * FROM kept WHERE id NOT IN (SELECT id FROM check_in)
      AND (service_order IS NULL OR service_order NOT IN (SELECT service_order FROM check_in WHERE service_order IS NOT NULL));
    ${HAND_ON_DESK};
    UPDATE photo SET check_in_id = (SELECT check_in_id FROM message WHERE message.id = photo.check_in_id)
      WHERE check_in_id NOT IN (SELECT id FROM check_in);
    UPDATE sheet SET check_in_id = (SELECT check_in_id FROM message WHERE message.id = sheet.check_in_id)
      WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DELETE FROM sheet_job WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DELETE FROM visit_step WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DELETE FROM lane_change WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DELETE FROM set_aside_change WHERE check_in_id NOT IN (SELECT id FROM check_in);
    DROP TABLE kept`);
  while (arrivals.catchUpInTransaction(1_000) > 0);
  while (search.catchUpInTransaction(1_000) > 0);
  // What was captured stays where its address is still named; new addresses are fetched by the next station.
  photos.startAgain();
  while (photos.catchUpInTransaction(1_000) > 0);
  while (vehicles.catchUpInTransaction(1_000).done > 0);
  const broken = db.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`deriving again would leave ${broken.length} rows without their check-in`);
  result.checkIns = Number(db.prepare('SELECT count(*) FROM check_in').pluck().get());
  return result;
}

/** Reads a stored message again; a check-in that was dropped when it came, by choice of the shop, makes no visit later. */
export function readAgain({ raw, dialect, kind, is_dropped }: StoredMessage): ReadMessage | null {
  const read = reread(raw, dialect);
  return read !== null && is_dropped === 1 ? { kind, checkIn: null } : read;
}

/** A stored message with what was read of it anew, to be derived from. */
export function admitted(stored: StoredMessage, read: ReadMessage): AdmittedMessage {
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
    ...read,
  };
}

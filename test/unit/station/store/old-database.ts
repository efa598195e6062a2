import { join } from 'node:path';
import Database from 'better-sqlite3';
import { MIGRATIONS } from '../../../../electron/station/store/migrations.ts';
import { admitted } from './rows.ts';

const AT = Date.UTC(2026, 2, 3, 9);

/**
 * Makes the database as a Forecourt of that version left it, without today's code: a visit in New, `OLD 1`, and one that
 * was handed over, `OLD 2`, each with its message.
 */
export function makeOldDatabase(folder: string, version: number): Database.Database {
  const db = new Database(join(folder, 'forecourt.db'));
  for (const sql of MIGRATIONS.slice(0, version)) db.exec(sql);
  db.pragma(`application_id = ${Buffer.from('Fcrt').readInt32BE()}`);
  db.pragma(`user_version = ${version}`);
  const checkIn = db.prepare(
    `INSERT INTO check_in (id, service_order, message_id, message_count, arrived_at, created_at, lane, lane_changed_at, weak,
       proven, clipped, plate, lights, damage, damage_count, photo_count, belongings, belongings_count)
     VALUES ($id, $id, $id, 1, $at, $at, $lane, $at, 0, 1, 0, $plate, '[]', '[]', 0, 0, '[]', 0)`,
  );
  const message = db.prepare(
    `INSERT INTO message (id, received_at, create_time, msg_id, msg_type, kind, dialect, weak, proven, raw, raw_sha256, check_in_id)
     VALUES ($id, $at, $at, $msgId, $msgType, $kind, $dialect, 0, 1, $raw, $rawSha256, $id)`,
  );
  for (const [id, lane] of [
    [1, 'new'],
    [2, 'handed-over'],
  ] as const) {
    const plate = `OLD ${id}`;
    const { msgId, msgType, kind, dialect, raw, rawSha256 } = admitted({ receiveBaseId: id, plate });
    checkIn.run({ id, at: AT, lane, plate });
    message.run({ id, at: AT, msgId, msgType, kind, dialect, raw, rawSha256 });
  }
  db.exec("INSERT INTO lane_change (check_in_id, from_lane, to_lane, at) VALUES (2, 'ready', 'handed-over', 1)");
  return db;
}

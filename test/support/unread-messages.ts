import { hash, randomUUID } from 'node:crypto';
import { buildMessage } from '../../electron/simulator/envelope.ts';
import type { Json } from '../../electron/simulator/json-text.ts';
import { createRandom } from '../../electron/simulator/random.ts';
import { openDatabase } from '../../electron/station/store/database.ts';
import { SECRET } from './messages.ts';

/** A message as an older version may have left it. */
export type Unread = { msgId: string; msgType: string; body: Uint8Array; kind?: string; receivedAt?: number };

/**
 * Writes messages into the database of a folder where no station runs, with their deliveries, as a version that could not read
 * them has left them; answers their numbers.
 */
export function keepUnread(dataFolder: string, messages: readonly Unread[]): number[] {
  const db = openDatabase(dataFolder);
  const message = db.prepare(
    `INSERT INTO message (received_at, create_time, msg_id, msg_type, kind, dialect, weak, proven, raw, raw_sha256, is_unread)
     VALUES (?, ?, ?, ?, ?, 'verbatim', 0, 1, ?, ?, 1)`,
  );
  const delivery = db.prepare(
    `INSERT INTO delivery (received_at, outcome, msg_id, msg_type, kind, dialect, weak, proven, http_status, duration_ms, bytes, message_id)
     VALUES (?, 'accepted', ?, ?, ?, 'verbatim', 0, 1, 200, 1, ?, ?)`,
  );
  const ids = db.transaction(() =>
    messages.map(({ msgId, msgType, body, kind = 'unknown', receivedAt = Date.now() }) => {
      const raw = Buffer.from(body);
      const sha256 = hash('sha256', raw, 'buffer');
      const { lastInsertRowid } = message.run(receivedAt, receivedAt, msgId, msgType, kind, raw, sha256);
      delivery.run(receivedAt, msgId, msgType, kind, raw.length, lastInsertRowid);
      return Number(lastInsertRowid);
    }),
  )();
  db.close();
  return ids;
}

/** A signed message with any content under any type: one that nobody knows, unless told otherwise. */
export function signedOther(content: Json, msgType = 'event.autox3.something.new'): Unread {
  const message = {
    ...{ content, msgType, msgId: randomUUID(), createTime: Date.now() },
    staffInfo: { staffId: 380 },
  };
  return buildMessage({ ...message, secret: SECRET, dialect: 'verbatim', random: createRandom(1) });
}

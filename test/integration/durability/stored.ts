import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sha256 } from '../../../electron/station/intake/judge.ts';

/** A message as the database of a stopped station holds it, with the visit that was derived from it. */
export type StoredMessage = { msgId: string; rawSha256: string; plate: string | null; serviceOrder: string | null };

/** What is wrong with the database of a stopped station, each as a sentence; empty when all is well. And what it holds. */
export function inspect(dataFolder: string): { faults: string[]; messages: Map<string, StoredMessage> } {
  const db = new Database(join(dataFolder, 'forecourt.db'));
  try {
    const faults: string[] = [];
    const none = (what: string, sql: string): void => {
      const [first] = db.prepare(sql).all();
      if (first !== undefined) faults.push(`${what}: ${JSON.stringify(first)}`);
    };
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') faults.push(`integrity_check says ${integrity}`);
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0) faults.push('foreign_key_check finds rows');
    none('a message is there twice', 'SELECT msg_id FROM message GROUP BY msg_id HAVING count(*) > 1');
    none(
      'a message before the mark is not known',
      'SELECT msg_id FROM message WHERE id <= (SELECT message_id FROM known_mark) AND msg_id NOT IN (SELECT msg_id FROM known_message)',
    );
    none(
      'a known message is missing',
      'SELECT msg_id FROM known_message WHERE msg_id NOT IN (SELECT msg_id FROM message)',
    );
    none(
      'a check-in message has no visit',
      "SELECT msg_id FROM message WHERE kind = 'check-in' AND check_in_id IS NULL",
    );
    none(
      'a visit counts its messages wrongly',
      `WITH counted AS MATERIALIZED (SELECT check_in_id AS id, count(*) AS messages FROM message GROUP BY check_in_id)
       SELECT c.id FROM check_in c LEFT JOIN counted USING (id) WHERE coalesce(messages, 0) <> c.message_count`,
    );
    none(
      'a message was accepted twice',
      "SELECT msg_id FROM delivery WHERE outcome = 'accepted' GROUP BY msg_id HAVING count(*) > 1",
    );
    none(
      'a search row before the mark is missing',
      `SELECT id FROM check_in WHERE id <= (SELECT check_in_id FROM search_mark)
       AND id NOT IN (SELECT rowid FROM check_in_search)`,
    );
    const messages = new Map<string, StoredMessage>();
    const rows = db.prepare<[], StoredMessage & { raw: Buffer }>(
      `SELECT m.msg_id AS msgId, m.raw AS raw, hex(m.raw_sha256) AS rawSha256, c.plate AS plate, c.service_order AS serviceOrder
       FROM message m LEFT JOIN check_in c ON c.id = m.check_in_id`,
    );
    for (const { raw, ...message } of rows.iterate()) {
      if (sha256(raw).toString('hex').toUpperCase() !== message.rawSha256)
        faults.push(`${message.msgId} has other bytes`);
      messages.set(message.msgId, message);
    }
    return { faults, messages };
  } finally {
    db.close();
  }
}

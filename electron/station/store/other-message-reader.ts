import type Database from 'better-sqlite3';
import type { OtherMessage } from '../../../shared/other-messages.ts';
import { instant } from '../instant.ts';
import type { Page } from './reader.ts';
import type { StoredMessage } from './rederive.ts';

type Row = Pick<StoredMessage, 'id' | 'received_at' | 'msg_id' | 'msg_type' | 'kind'> & { bytes: number };

/** Reads the messages of which nothing is shown; an index holds them alone, however many others there are. */
export class OtherMessageReader {
  readonly #list: Database.Statement<[number, number], Row>;
  readonly #one: Database.Statement<[number], StoredMessage>;
  readonly #next: Database.Statement<[number], StoredMessage>;
  readonly #count: Database.Statement<[], number>;

  constructor(db: Database.Database) {
    this.#list = db.prepare(
      `SELECT id, received_at, msg_id, msg_type, kind, length(raw) AS bytes FROM message
       WHERE is_unread = 1 AND id < ? ORDER BY id DESC LIMIT ?`,
    );
    this.#one = db.prepare('SELECT * FROM message WHERE is_unread = 1 AND id = ?');
    this.#next = db.prepare('SELECT * FROM message WHERE is_unread = 1 AND id > ? ORDER BY id LIMIT 1');
    this.#count = db.prepare<[], number>('SELECT count(*) FROM message WHERE is_unread = 1').pluck();
  }

  /** A page of them, newest first, from those before a number on. */
  list(before: number | undefined, limit: number): Page<OtherMessage> {
    const rows = this.#list.all(before ?? Number.MAX_SAFE_INTEGER, limit + 1);
    const shown = rows.slice(0, limit);
    return { items: shown.map(toOtherMessage), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
  }

  message(id: number): StoredMessage | null {
    return this.#one.get(id) ?? null;
  }

  /** The first one after a number. */
  next(after: number): StoredMessage | null {
    return this.#next.get(after) ?? null;
  }

  count(): number {
    return this.#count.get() ?? 0;
  }
}

/** A message as a list tells it. */
export function toOtherMessage(row: Row): OtherMessage {
  return {
    id: String(row.id),
    receivedAt: instant(row.received_at),
    msgId: row.msg_id,
    msgType: row.msg_type,
    kind: row.kind,
    bytes: row.bytes,
  };
}

import type Database from 'better-sqlite3';
import { writeTrailing } from './database.ts';

/** So many new ids are worth a turn of the event loop to be sorted into the index. */
const WORTH_SETTLING = 4_000;

/**
 * The msgIds of all verified messages, for good: they outlive the messages themselves. An id is durable with its message;
 * its row in the index may trail, for random ids sorted in one by one would touch a page of the file each. Until then it
 * is known from memory, and after a crash from the messages that the index has not seen.
 */
export class KnownMessages {
  readonly #db: Database.Database;
  readonly #isIndexed: Database.Statement<[string]>;
  readonly #index: Database.Transaction<() => void>;
  readonly #recent = new Set<string>();
  #added: string[] = [];

  constructor(db: Database.Database) {
    this.#db = db;
    this.#isIndexed = db.prepare('SELECT 1 FROM known_message WHERE msg_id = ?');
    const index = db.prepare(
      `INSERT INTO known_message SELECT msg_id FROM message
       WHERE id > (SELECT message_id FROM known_mark) AND proven = 1 ORDER BY msg_id ON CONFLICT DO NOTHING`,
    );
    const mark = db.prepare(
      'UPDATE known_mark SET message_id = (SELECT max(message_id, coalesce(max(id), 0)) FROM message)',
    );
    this.#index = db.transaction(() => {
      index.run();
      mark.run();
    });
    const trailing = db.prepare<[], string>(
      'SELECT msg_id FROM message WHERE id > (SELECT message_id FROM known_mark) AND proven = 1',
    );
    for (const msgId of trailing.pluck().all()) this.#recent.add(msgId);
  }

  has(msgId: string): boolean {
    return this.#recent.has(msgId) || this.#isIndexed.get(msgId) !== undefined;
  }

  /** The id of a message that is stored in the same transaction. */
  add(msgId: string): void {
    this.#recent.add(msgId);
    this.#added.push(msgId);
  }

  /** A transaction begins that may add ids. */
  begin(): void {
    this.#added = [];
  }

  /** The transaction was undone, and its messages with it. */
  undo(): void {
    for (const msgId of this.#added) this.#recent.delete(msgId);
  }

  /** Whether {@link settle} is due. */
  get isWorthSettling(): boolean {
    return this.#recent.size >= WORTH_SETTLING;
  }

  /** Sorts the ids that trail into the index. */
  settle(): void {
    writeTrailing(this.#db, () => {
      this.#index.immediate();
      this.#recent.clear();
    });
  }
}

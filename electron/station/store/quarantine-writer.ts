import type Database from 'better-sqlite3';
import type { Entry, StoreFigures } from './entries.ts';

/** The quarantine's bound: messages, and bytes of their bodies. The oldest go first. */
export const QUARANTINE_MESSAGES = 1_000;
export const QUARANTINE_BYTES = 50 * 1_048_576;

/** Keeps messages that failed verification, inside the caller's transaction. */
export class QuarantineWriter {
  readonly #repeat: Database.Statement<unknown[]>;
  readonly #insert: Database.Statement<unknown[]>;
  readonly #oldest: Database.Statement<[], { id: number; bytes: number }>;
  readonly #delete: Database.Statement<[number]>;
  readonly #figures: StoreFigures;

  constructor(db: Database.Database, figures: StoreFigures) {
    this.#figures = figures;
    this.#repeat = db.prepare(
      'UPDATE quarantine SET count = count + 1, last_at = ?, reason = ?, advice = ? WHERE body_sha256 = ?',
    );
    this.#insert = db.prepare(
      'INSERT INTO quarantine (first_at, last_at, count, reason, advice, body, body_sha256) VALUES (?, ?, 1, ?, ?, ?, ?)',
    );
    this.#oldest = db.prepare('SELECT id, length(body) AS bytes FROM quarantine ORDER BY id LIMIT 1');
    this.#delete = db.prepare('DELETE FROM quarantine WHERE id = ?');
  }

  /** Keeps a message once, however often it comes, and drops the oldest beyond the bound. */
  keep({ request, advice, body, bodySha256 }: Extract<Entry, { type: 'quarantine' }>): void {
    const { receivedAt: at, reason } = request;
    if (this.#repeat.run(at, reason, advice, bodySha256).changes > 0) return;
    this.#insert.run(at, at, reason, advice, body, bodySha256);
    this.#figures.quarantined += 1;
    this.#figures.quarantinedBytes += body.length;
    while (this.#figures.quarantined > QUARANTINE_MESSAGES || this.#figures.quarantinedBytes > QUARANTINE_BYTES) {
      const oldest = this.#oldest.get();
      if (oldest === undefined) return;
      this.#delete.run(oldest.id);
      this.#figures.quarantined -= 1;
      this.#figures.quarantinedBytes -= oldest.bytes;
    }
  }
}

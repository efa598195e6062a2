import type Database from 'better-sqlite3';
import type { Advice, Reason } from '../../../shared/delivery.ts';
import type { Entry, StoreFigures } from './entries.ts';

/** The quarantine's bound: messages, and bytes of their bodies. The oldest go first. */
export const QUARANTINE_MESSAGES = 1_000;
export const QUARANTINE_BYTES = 50 * 1_048_576;

/** Keeps messages that failed verification, inside the caller's transaction. */
export class QuarantineWriter {
  readonly #repeat: Database.Statement<unknown[]>;
  readonly #insert: Database.Statement<unknown[]>;
  readonly #oldest: Database.Statement<[], number>;
  readonly #delete: Database.Statement<[number], number>;
  readonly #judged: Database.Statement<[Reason, Advice | null, number]>;
  readonly #rejection: Database.Transaction<(ids: readonly number[]) => number[]>;
  readonly #figures: StoreFigures;

  constructor(db: Database.Database, figures: StoreFigures) {
    this.#figures = figures;
    this.#repeat = db.prepare(
      'UPDATE quarantine SET count = count + 1, last_at = ?, reason = ?, advice = ? WHERE body_sha256 = ?',
    );
    this.#insert = db.prepare(
      `INSERT INTO quarantine (first_at, last_at, count, reason, advice, msg_id, msg_type, body, body_sha256)
       VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)`,
    );
    this.#oldest = db.prepare<[], number>('SELECT id FROM quarantine ORDER BY id LIMIT 1').pluck();
    this.#delete = db.prepare<[number], number>('DELETE FROM quarantine WHERE id = ? RETURNING length(body)').pluck();
    this.#judged = db.prepare('UPDATE quarantine SET reason = ?, advice = ? WHERE id = ?');
    this.#rejection = db.transaction((ids) => ids.flatMap((id) => this.#delete.get(id) ?? []));
  }

  /** Keeps a message once, however often it comes, and drops the oldest beyond the bound. */
  keep({ request, advice, body, bodySha256, firstAt }: Extract<Entry, { type: 'quarantine' }>): void {
    const { receivedAt: at, reason, msgId, msgType } = request;
    if (this.#repeat.run(at, reason, advice, bodySha256).changes > 0) return;
    this.#insert.run(firstAt ?? at, at, reason, advice, msgId, msgType, body, bodySha256);
    this.#figures.quarantined += 1;
    this.#figures.quarantinedBytes += body.length;
    while (this.#figures.quarantined > QUARANTINE_MESSAGES || this.#figures.quarantinedBytes > QUARANTINE_BYTES) {
      const oldest = this.#oldest.get();
      if (oldest === undefined) return;
      this.drop(oldest);
    }
  }

  /** Whether a body of so many bytes can be kept without dropping another one. */
  hasRoom(bytes: number): boolean {
    const { quarantined, quarantinedBytes } = this.#figures;
    return quarantined < QUARANTINE_MESSAGES && quarantinedBytes + bytes <= QUARANTINE_BYTES;
  }

  /** Drops a message, inside the caller's transaction; one that is gone already is no mistake. */
  drop(id: number): void {
    const bytes = this.#delete.get(id);
    if (bytes !== undefined) this.#count([bytes]);
  }

  /** Removes messages for good; how many there were. A transaction of its own. */
  reject(ids: readonly number[]): number {
    const gone = this.#rejection.immediate(ids);
    this.#count(gone);
    return gone.length;
  }

  /** A message was judged again and stays, for this reason. */
  judged(id: number, reason: Reason, advice: Advice | null): void {
    this.#judged.run(reason, advice, id);
  }

  #count(gone: readonly number[]): void {
    this.#figures.quarantined -= gone.length;
    this.#figures.quarantinedBytes -= gone.reduce((sum, bytes) => sum + bytes, 0);
  }
}

import type Database from 'better-sqlite3';

/**
 * Remembers for which secret and message type weak signatures have ended: once a message with non-ASCII text has fully
 * verified, AutoX3 is known to sign such messages whole, and a truncated signature is no longer its own.
 */
export class WeakEnded {
  readonly #known: Set<string>;
  readonly #insert: Database.Statement<[string, string]>;

  constructor(db: Database.Database) {
    const rows = db.prepare<[], { secret: string; msg_type: string }>('SELECT secret, msg_type FROM weak_ended').all();
    this.#known = new Set(rows.map(({ secret, msg_type }) => `${secret} ${msg_type}`));
    this.#insert = db.prepare('INSERT INTO weak_ended (secret, msg_type) VALUES (?, ?) ON CONFLICT DO NOTHING');
  }

  /** `secret` is a fingerprint, never the secret itself. */
  has(secret: string, msgType: string): boolean {
    return this.#known.has(`${secret} ${msgType}`);
  }

  /** On disk when it returns. */
  add(secret: string, msgType: string): void {
    this.#insert.run(secret, msgType);
    this.#known.add(`${secret} ${msgType}`);
  }
}

import type Database from 'better-sqlite3';
import type { Logger } from 'pino';
import type { SecretName } from '../../../shared/verification.ts';
import { type AppSecrets, fingerprint } from '../app-secrets.ts';

/**
 * Remembers for which secret and message type weak signatures have ended: once a message with non-ASCII text has fully
 * verified, AutoX3 is known to sign such messages whole, and a truncated signature is no longer its own.
 */
export class WeakEnded {
  /** Those that concern the present secrets. */
  list: { secret: SecretName; msgType: string }[];
  readonly #secrets: () => Readonly<AppSecrets>;
  readonly #ofSecret: Database.Statement<[string], string>;
  readonly #insert: Database.Statement<[string, string]>;

  constructor(db: Database.Database, secrets: () => Readonly<AppSecrets>) {
    this.#secrets = secrets;
    this.#insert = db.prepare('INSERT INTO weak_ended (secret, msg_type) VALUES (?, ?) ON CONFLICT DO NOTHING');
    this.#ofSecret = db.prepare<[string], string>('SELECT msg_type FROM weak_ended WHERE secret = ?').pluck();
    this.list = this.#read();
  }

  /** Other secrets are in use now. */
  secretsChanged(): void {
    this.list = this.#read();
  }

  /** True when this is news, and on disk. What cannot be stored now is stored when the next message shows it again. */
  add(secret: SecretName, msgType: string, log: Logger): boolean {
    if (this.list.some((ended) => ended.secret === secret && ended.msgType === msgType)) return false;
    try {
      this.#insert.run(this.#fingerprint(secret), msgType);
    } catch (error) {
      log.error({ err: error }, 'the end of weak signatures could not be stored');
      return false;
    }
    this.list.push({ secret, msgType });
    return true;
  }

  #read(): { secret: SecretName; msgType: string }[] {
    return (['current', 'previous'] as const).flatMap((secret) =>
      this.#ofSecret.all(this.#fingerprint(secret)).map((msgType) => ({ secret, msgType })),
    );
  }

  #fingerprint(secret: SecretName): string {
    return fingerprint(this.#secrets()[secret] ?? '');
  }
}

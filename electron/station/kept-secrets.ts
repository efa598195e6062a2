import type { SecretProtection } from '../../shared/settings.ts';
import type { KeepSecrets } from './app-secrets.ts';
import type { Secrets } from './secrets.ts';

/** The secrets as they are kept: each part is changed by itself, one after another, and leaves the others as they are. */
export class KeptSecrets {
  #now: Secrets;
  readonly #keep: KeepSecrets;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(now: Secrets, keep: KeepSecrets) {
    this.#now = now;
    this.#keep = keep;
  }

  get now(): Readonly<Secrets> {
    return this.#now;
  }

  /** Rejects with `UserError` when they cannot be kept; nothing has changed then. */
  change(part: Partial<Secrets>): Promise<SecretProtection> {
    const change = this.#turn.then(async () => {
      const next = { ...this.#now, ...part };
      const protection = await this.#keep(next);
      this.#now = next;
      return protection;
    });
    this.#turn = change.catch(() => {});
    return change;
  }

  /** Keeps the app secrets of what is given. */
  readonly keepApp: KeepSecrets = ({ appSecret, previousSecret, previousEnds }) =>
    this.change({ appSecret, previousSecret, previousEnds });
}

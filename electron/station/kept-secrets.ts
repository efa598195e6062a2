import type { SecretProtection } from '../../shared/settings.ts';
import type { Secrets } from './secrets.ts';

/** Keeps secrets where they outlive the station, and says how well they are protected there; rejects with `UserError`. */
export type KeepSecrets = (secrets: Secrets) => Promise<SecretProtection>;

/** The secrets as they are kept: each change is made to what the one before has left, whoever makes it. */
export class KeptSecrets {
  #secrets: Secrets;
  #protection: SecretProtection;
  readonly #keep: KeepSecrets;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(secrets: Secrets, protection: SecretProtection, keep: KeepSecrets) {
    this.#secrets = secrets;
    this.#protection = protection;
    this.#keep = keep;
  }

  get all(): Readonly<Secrets> {
    return this.#secrets;
  }

  get protection(): SecretProtection {
    return this.#protection;
  }

  /** Rejects with `UserError` when the change cannot be kept, and nothing has changed then. */
  change(make: (before: Readonly<Secrets>) => Secrets): Promise<SecretProtection> {
    const change = this.#turn.then(async () => {
      const next = make(this.#secrets);
      this.#protection = await this.#keep(next);
      this.#secrets = next;
      return this.#protection;
    });
    this.#turn = change.catch(() => {});
    return change;
  }
}

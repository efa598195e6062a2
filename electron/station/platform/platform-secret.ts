import type { SecretProblem } from '../../../shared/settings.ts';
import { parseSecret } from '../autox3/signature.ts';
import type { KeptSecrets } from '../kept-secrets.ts';

/** The secret of the platform where it is not the app secret, kept where that is; nothing but a log-in ever reads it. */
export class PlatformSecret {
  readonly #kept: Pick<KeptSecrets, 'all' | 'change'>;

  constructor(kept: Pick<KeptSecrets, 'all' | 'change'>) {
    this.#kept = kept;
  }

  get own(): string | null {
    return this.#kept.all.platformSecret;
  }

  /** Answers why a text cannot be one, or null; an empty one is none. Rejects with `UserError` when it cannot be kept. */
  async set(entered: string): Promise<SecretProblem | null> {
    const parsed = entered.trim() === '' ? null : parseSecret(entered);
    if (parsed?.ok === false) return parsed.problem;
    await this.#kept.change((before) => ({ ...before, platformSecret: parsed?.secret ?? null }));
    return null;
  }
}

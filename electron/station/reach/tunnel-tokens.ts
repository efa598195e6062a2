import type { TokenState, TokenWay } from '../../../shared/reach.ts';
import type { KeptSecrets } from '../kept-secrets.ts';
import type { Secrets } from '../secrets.ts';

const NAMES = { ngrok: 'ngrokToken', cloudflared: 'cloudflaredToken' } as const satisfies Record<
  TokenWay,
  keyof Secrets
>;

/** The tokens of the tunnels, kept where the app secret is; nothing but the tunnel itself ever reads one. */
export class TunnelTokens {
  readonly #kept: Pick<KeptSecrets, 'now' | 'change'>;

  constructor(kept: Pick<KeptSecrets, 'now' | 'change'>) {
    this.#kept = kept;
  }

  get(way: TokenWay): string | null {
    return this.#kept.now[NAMES[way]];
  }

  state(): TokenState {
    return { ngrok: this.get('ngrok') !== null, cloudflared: this.get('cloudflared') !== null };
  }

  /** An empty one is none. Rejects with `UserError` when it cannot be kept; nothing has changed then. */
  async set(way: TokenWay, token: string): Promise<void> {
    await this.#kept.change({ [NAMES[way]]: token === '' ? null : token });
  }
}

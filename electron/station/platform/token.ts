import { z } from 'zod';
import { PlatformError } from './platform-error.ts';
import { untilAborted } from './until-aborted.ts';

/** As whom which platform is asked. */
export type Credentials = { base: string; appKey: string; appSecret: string };

/** Logs in with credentials; answers what AutoX3 says of the token. */
export type LogIn = (credentials: Credentials) => Promise<unknown>;

/** What may stand in a header, and nothing that would end it. */
const Token = z.object({
  accessToken: z
    .string()
    .trim()
    .min(1)
    .max(8_192)
    .regex(/^[\x20-\x7e]+$/),
  expiresIn: z.unknown(),
});

/** A token that does not say how long it lasts, or says nonsense, is asked for anew after this, in s. */
const UNTOLD_S = 60;
/** AutoX3's own default; one that is said to last longer is renewed all the same, in s. */
const LONGEST_S = 7 * 24 * 60 * 60;
/** So long before its end a token is renewed, in s, or a tenth of its life where that is less. */
const MARGIN_S = 60;

/** For how many ms a token is used. */
export function usableMs(expiresIn: unknown): number {
  const said = typeof expiresIn === 'string' && /^\d{1,15}$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  const told = typeof said === 'number' && said > 0 ? Math.min(said, LONGEST_S) : UNTOLD_S;
  return (told - Math.min(MARGIN_S, told / 10)) * 1_000;
}

type Kept = { credentials: Credentials; token: string; until: number };

/** The token of the platform, in memory alone: one log-in at a time, however many wait for it. */
export class TokenKeeper {
  readonly #logIn: LogIn;
  readonly #elapsed: () => number;
  #kept: Kept | null = null;
  #renewal: { credentials: Credentials; done: Promise<string> } | null = null;

  /** `elapsed` in ms. While a PC sleeps such a clock may stand still; a token that ended meanwhile is refused and renewed. */
  constructor(logIn: LogIn, elapsed: () => number) {
    this.#logIn = logIn;
    this.#elapsed = elapsed;
  }

  /** The token that is to be used now. Rejects as the log-in does. */
  async get(credentials: Credentials, signal: AbortSignal): Promise<string> {
    const kept = this.#kept;
    if (kept !== null && isSame(kept.credentials, credentials) && this.#elapsed() < kept.until) return kept.token;
    return this.#renew(credentials, signal);
  }

  /** Another token than one that was refused: whoever comes late gets the one that was fetched meanwhile. */
  async after(refused: string, credentials: Credentials, signal: AbortSignal): Promise<string> {
    if (this.#kept?.token === refused) this.#kept = null;
    return this.get(credentials, signal);
  }

  /** Forgets the token: the next one who asks logs in. */
  forget(): void {
    this.#kept = null;
  }

  #renew(credentials: Credentials, signal: AbortSignal): Promise<string> {
    if (this.#renewal === null || !isSame(this.#renewal.credentials, credentials)) {
      const renewal = { credentials, done: this.#fetch(credentials) };
      this.#renewal = renewal;
      const over = (): void => {
        if (this.#renewal === renewal) this.#renewal = null;
      };
      renewal.done.then(over, over);
    }
    return untilAborted(this.#renewal.done, signal);
  }

  async #fetch(credentials: Credentials): Promise<string> {
    const answer = Token.safeParse(await this.#logIn(credentials));
    if (!answer.success) throw new PlatformError('unreadable');
    const { accessToken, expiresIn } = answer.data;
    this.#kept = { credentials, token: accessToken, until: this.#elapsed() + usableMs(expiresIn) };
    return accessToken;
  }
}

function isSame(one: Credentials, other: Credentials): boolean {
  return one.base === other.base && one.appKey === other.appKey && one.appSecret === other.appSecret;
}

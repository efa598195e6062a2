import { hash } from 'node:crypto';
import { DAY_MS } from '../../shared/calendar.ts';
import {
  PREVIOUS_SECRET_DAYS,
  type SecretProblem,
  type SecretProtection,
  type SecretState,
} from '../../shared/settings.ts';
import { parseSecret } from './autox3/signature.ts';
import { instant } from './instant.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import type { Secrets } from './secrets.ts';
import { UserError } from './user-error.ts';

/** The secrets that messages are verified with; `previousEnds` is in ms since 1970. */
export type AppSecrets = { current: string | null; previous: string | null; previousEnds: number };

/** What became of a new app secret. */
export type SecretChange = { type: 'set' } | { type: 'refused'; problem: SecretProblem } | { type: 'from-environment' };

/** The app secrets in use: what the intake verifies with, and how they are changed. */
export class AppSecretKeeper {
  #secrets: AppSecrets;
  #protection: SecretProtection;
  readonly #keep: (secrets: AppSecrets) => Promise<SecretProtection>;
  /** Over when the change before is: of two at once the later one must be kept last, as it is in use last. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    secrets: AppSecrets,
    protection: SecretProtection,
    keep: (secrets: AppSecrets) => Promise<SecretProtection>,
  ) {
    this.#secrets = secrets;
    this.#protection = protection;
    this.#keep = keep;
  }

  get inUse(): Readonly<AppSecrets> {
    return this.#secrets;
  }

  state(now: number): Omit<SecretState, 'lastUsed'> {
    const { current, previous, previousEnds } = this.#secrets;
    return {
      isSet: current !== null,
      protection: this.#protection,
      previousUntil: previous !== null && now < previousEnds ? instant(previousEnds) : null,
    };
  }

  /**
   * Verifies with this secret from now on, and keeps it; the one before is accepted for `keepDays` more. One that `isUsed` does
   * not know to have verified anything, entered wrongly say, does not take the place of the previous one that AutoX3 signs with.
   * Rejects with {@link UserError} when it cannot be kept, and nothing has changed then.
   */
  set(entered: string, keepDays: number, now: number, isUsed: (secret: string) => boolean): Promise<SecretChange> {
    return this.#inTurn(() => this.#set(entered, keepDays, now, isUsed));
  }

  /**
   * Has the previous secret end at another moment, in ms since 1970; false when there is none that is still accepted.
   * Rejects as {@link set} does.
   */
  endPrevious(at: number, now: number): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.state(now).previousUntil === null) return false;
      await this.#change({ ...this.#secrets, previousEnds: at });
      return true;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #change(next: AppSecrets): Promise<void> {
    this.#protection = await this.#keep(next);
    this.#secrets = next;
  }

  async #set(
    entered: string,
    keepDays: number,
    now: number,
    isUsed: (secret: string) => boolean,
  ): Promise<SecretChange> {
    if (this.#protection === 'environment') return { type: 'from-environment' };
    const parsed = parseSecret(entered);
    if (!parsed.ok) return { type: 'refused', problem: parsed.problem };
    const { current, previous, previousEnds } = this.#secrets;
    const isNew = current !== null && current !== parsed.secret;
    const isCorrected =
      isNew && !isUsed(current) && this.state(now).previousUntil !== null && previous !== parsed.secret;
    const before =
      keepDays === 0
        ? { previous: null, previousEnds: 0 }
        : isNew
          ? { previous: isCorrected ? previous : current, previousEnds: now + keepDays * DAY_MS }
          : { previous, previousEnds };
    await this.#change({ current: parsed.secret, ...before });
    return { type: 'set' };
  }
}

/**
 * The app secrets from the environment, or else from where they are kept. The end of a previous secret is fixed when it is
 * first seen, and kept. Throws {@link UserError} for a secret that cannot be one; never with the secret in it.
 */
export async function loadAppSecrets(env: NodeJS.ProcessEnv, kept: KeptSecrets, now: number): Promise<AppSecretKeeper> {
  const stored = kept.all;
  const current = checked(env.FORECOURT_APP_SECRET, stored.appSecret, 'FORECOURT_APP_SECRET', 'appSecret');
  const previous = checked(
    env.FORECOURT_PREVIOUS_SECRET,
    stored.previousSecret,
    'FORECOURT_PREVIOUS_SECRET',
    'previousSecret',
  );
  const fromEnvironment = Boolean(env.FORECOURT_APP_SECRET?.trim());
  /** What comes from the environment is kept nowhere, but for when it ends. */
  const keepApp = async (secrets: AppSecrets): Promise<SecretProtection> => {
    const own = fromEnvironment ? {} : { appSecret: secrets.current, previousSecret: secrets.previous };
    const protection = await kept.change((before) => ({ ...before, ...own, previousEnds: endOf(secrets) }));
    return fromEnvironment ? 'environment' : protection;
  };
  const keeper = (previousEnds: number): AppSecretKeeper =>
    new AppSecretKeeper(
      { current, previous, previousEnds },
      fromEnvironment ? 'environment' : kept.protection,
      keepApp,
    );
  if (previous === null) return keeper(0);
  const known = stored.previousEnds;
  if (known?.fingerprint === fingerprint(previous)) return keeper(known.at);
  const previousEnds = now + PREVIOUS_SECRET_DAYS * DAY_MS;
  try {
    await kept.change((before) => ({ ...before, previousEnds: endOf({ previous, previousEnds }) }));
  } catch (error) {
    // Receiving matters more than the exact end: it is fixed at the next start that can write.
    if (!(error instanceof UserError)) throw error;
  }
  return keeper(previousEnds);
}

function endOf({ previous, previousEnds }: Pick<AppSecrets, 'previous' | 'previousEnds'>): Secrets['previousEnds'] {
  return previous === null ? null : { fingerprint: fingerprint(previous), at: previousEnds };
}

/** Tells secrets apart without giving one away: 32 bits of its SHA-256. */
export function fingerprint(secret: string): string {
  return hash('sha256', secret, 'hex').slice(0, 8);
}

const PROBLEMS = {
  'too-short': 'is too short: an app secret has 16 to 256 characters',
  'too-long': 'is too long: an app secret has 16 to 256 characters',
  'not-ascii': 'holds a character that no app secret has: only printable ASCII is allowed',
  'not-text': 'is not text',
} satisfies Record<SecretProblem, string>;

function checked(
  fromEnv: string | undefined,
  fromFile: string | null,
  variable: string,
  setting: string,
): string | null {
  const given = fromEnv?.trim() ? fromEnv : fromFile;
  if (given === null) return null;
  const result = parseSecret(given);
  if (result.ok) return result.secret;
  throw new UserError(
    `The secret in ${fromEnv?.trim() ? variable : `${setting} of secrets.json`} ${PROBLEMS[result.problem]}.`,
  );
}

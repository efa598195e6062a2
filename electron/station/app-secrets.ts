import { hash } from 'node:crypto';
import type { SecretProblem, SecretProtection, SecretState } from '../../shared/settings.ts';
import { parseSecret } from './autox3/signature.ts';
import type { Secrets } from './secrets.ts';
import { UserError } from './user-error.ts';

/** How long a previous secret is still tried, in ms. */
const PREVIOUS_LASTS_MS = 7 * 86_400_000;

/** The secrets that messages are verified with; `previousEnds` is in ms since 1970. */
export type AppSecrets = { current: string | null; previous: string | null; previousEnds: number };

/** Keeps secrets where they outlive the station, and says how well they are protected there; rejects with {@link UserError}. */
export type KeepSecrets = (secrets: Secrets) => Promise<SecretProtection>;

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

  state(now: number): SecretState {
    const { current, previous, previousEnds } = this.#secrets;
    return {
      isSet: current !== null,
      protection: this.#protection,
      previousUntil: previous !== null && now < previousEnds ? new Date(previousEnds).toISOString() : null,
    };
  }

  /**
   * Verifies with this secret from now on, and keeps it; with `keepPrevious` the one before is accepted for seven days
   * more. Rejects with {@link UserError} when it cannot be kept, and nothing has changed then.
   */
  set(entered: string, keepPrevious: boolean, now: number): Promise<SecretChange> {
    const change = this.#turn.then(() => this.#set(entered, keepPrevious, now));
    this.#turn = change.catch(() => {});
    return change;
  }

  async #set(entered: string, keepPrevious: boolean, now: number): Promise<SecretChange> {
    if (this.#protection === 'environment') return { type: 'from-environment' };
    const parsed = parseSecret(entered);
    if (!parsed.ok) return { type: 'refused', problem: parsed.problem };
    const { current, previous, previousEnds } = this.#secrets;
    const isNew = current !== null && current !== parsed.secret;
    const next: AppSecrets =
      keepPrevious && isNew
        ? { current: parsed.secret, previous: current, previousEnds: now + PREVIOUS_LASTS_MS }
        : {
            current: parsed.secret,
            previous: keepPrevious ? previous : null,
            previousEnds: keepPrevious ? previousEnds : 0,
          };
    this.#protection = await this.#keep(next);
    this.#secrets = next;
    return { type: 'set' };
  }
}

/**
 * The app secrets from the environment, or else from where they are kept. The end of a previous secret is fixed when it is
 * first seen, and kept. Throws {@link UserError} for a secret that cannot be one; never with the secret in it.
 */
export async function loadAppSecrets(
  env: NodeJS.ProcessEnv,
  stored: Secrets,
  protection: SecretProtection,
  keep: KeepSecrets,
  now: number,
): Promise<AppSecretKeeper> {
  const current = checked(env.FORECOURT_APP_SECRET, stored.appSecret, 'FORECOURT_APP_SECRET', 'appSecret');
  const previous = checked(
    env.FORECOURT_PREVIOUS_SECRET,
    stored.previousSecret,
    'FORECOURT_PREVIOUS_SECRET',
    'previousSecret',
  );
  const keepApp = (secrets: AppSecrets): Promise<SecretProtection> =>
    keep({ ...stored, appSecret: secrets.current, previousSecret: secrets.previous, previousEnds: endOf(secrets) });
  const fromEnvironment = Boolean(env.FORECOURT_APP_SECRET?.trim());
  const keeper = (previousEnds: number): AppSecretKeeper =>
    new AppSecretKeeper({ current, previous, previousEnds }, fromEnvironment ? 'environment' : protection, keepApp);
  if (previous === null) return keeper(0);
  const known = stored.previousEnds;
  if (known?.fingerprint === fingerprint(previous)) return keeper(known.at);
  const previousEnds = now + PREVIOUS_LASTS_MS;
  try {
    await keep({ ...stored, previousEnds: endOf({ previous, previousEnds }) });
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

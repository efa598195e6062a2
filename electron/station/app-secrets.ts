import { hash } from 'node:crypto';
import { parseSecret } from './autox3/signature.ts';
import { type Secrets, writeSecrets } from './data-folder.ts';
import { UserError } from './user-error.ts';

/** How long a previous secret is still tried, in ms. */
const PREVIOUS_LASTS_MS = 7 * 86_400_000;

/** The secrets that messages are verified with; `previousEnds` is in ms since 1970. */
export type AppSecrets = { current: string | null; previous: string | null; previousEnds: number };

/**
 * The app secrets from the environment, or else from the secrets file. The end of a previous secret is fixed when it is
 * first seen, and kept in that file. Throws {@link UserError} for a secret that cannot be one; never with the secret in it.
 */
export function loadAppSecrets(env: NodeJS.ProcessEnv, dataFolder: string, stored: Secrets, now: number): AppSecrets {
  const current = checked(env.FORECOURT_APP_SECRET, stored.appSecret, 'FORECOURT_APP_SECRET', 'appSecret');
  const previous = checked(
    env.FORECOURT_PREVIOUS_SECRET,
    stored.previousSecret,
    'FORECOURT_PREVIOUS_SECRET',
    'previousSecret',
  );
  if (previous === null) return { current, previous, previousEnds: 0 };
  const known = stored.previousEnds;
  if (known?.fingerprint === fingerprint(previous)) return { current, previous, previousEnds: known.at };
  const previousEnds = now + PREVIOUS_LASTS_MS;
  try {
    writeSecrets(dataFolder, { ...stored, previousEnds: { fingerprint: fingerprint(previous), at: previousEnds } });
  } catch (error) {
    // Receiving matters more than the exact end: it is fixed at the next start that can write.
    if (!(error instanceof UserError)) throw error;
  }
  return { current, previous, previousEnds };
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
};

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

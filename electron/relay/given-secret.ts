import { parseSecret } from '../station/autox3/signature.ts';
import { UserError } from '../station/user-error.ts';

/** The app secret that the environment gives; null for none. Throws {@link UserError}, never with the secret. */
export function givenSecret({ FORECOURT_APP_SECRET: given = '' }: NodeJS.ProcessEnv): string | null {
  if (given.trim() === '') return null;
  const parsed = parseSecret(given);
  if (parsed.ok) return parsed.secret;
  throw new UserError(
    `FORECOURT_APP_SECRET cannot be an app secret (${parsed.problem}). Copy it from AutoX3 again, or leave it out and enter it in relay.json.`,
  );
}

import type { AppSecrets } from '../../../electron/station/app-secrets.ts';
import type { Secrets } from '../../../electron/station/secrets.ts';
import { personsIn } from './persons.ts';
import { notePrivate } from './trace.ts';

/** A shorter one would be found by chance; a real secret has 16 characters at least. */
const SHORTEST_SECRET = 12;

type SomeSecrets = { [Name in keyof Secrets]?: Secrets[Name] | undefined };

/** Takes the secrets that a station of a test is given or has made for private. */
export function noteSecrets(secrets: SomeSecrets): void {
  const {
    callbackKey,
    earlierKeys = [],
    appSecret,
    previousSecret,
    boardToken,
    ngrokToken,
    cloudflaredToken,
    stationKey,
    relaySeed,
  } = secrets;
  for (const path of [callbackKey, ...earlierKeys.map(({ key }) => key)]) {
    if (path !== undefined) notePrivate('path', path);
  }
  for (const secret of [appSecret, previousSecret, boardToken, ngrokToken, cloudflaredToken, stationKey, relaySeed])
    noteSecret(secret);
}

/** The same for the app secrets alone. */
export function noteAppSecrets({ current, previous }: Pick<AppSecrets, 'current' | 'previous'>): void {
  for (const secret of [current, previous]) noteSecret(secret);
}

/** Takes one secret for private. */
export function noteSecret(secret: string | null | undefined): void {
  if (typeof secret === 'string' && secret.length >= SHORTEST_SECRET) notePrivate('secret', secret);
}

/** Takes the names and telephone numbers of a message for private. */
export function notePersons(message: unknown): void {
  const { name, phone } = personsIn(message);
  for (const one of name) notePrivate('name', one);
  for (const one of phone) notePrivate('phone', one);
}

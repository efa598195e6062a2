import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, readJson, writeAtomically } from './json-file.ts';
import { UserError } from './user-error.ts';

const Key = z.string().regex(/^[\w-]{22,86}$/);
const newKey = (): string => randomBytes(32).toString('base64url');

/** What must never be shown or logged, in `secrets.json`, readable by its owner alone. */
export const Secrets = z.strictObject({
  /** The unguessable part of the callback path: 256 random bits. */
  callbackKey: Key,
  boardToken: Key,
  appSecret: z.string().nullable().default(null),
  previousSecret: z.string().nullable().default(null),
  /** When the previous secret ends, in ms since 1970, with a fingerprint of the secret that this is about. */
  previousEnds: z.strictObject({ fingerprint: z.string(), at: z.number() }).nullable().default(null),
  /** What the tunnels of the shop are opened with. */
  ngrokToken: z.string().nullable().default(null),
  cloudflaredToken: z.string().nullable().default(null),
});
export type Secrets = z.infer<typeof Secrets>;
/** The file as somebody may write it who only knows the app secret. */
const SecretsFile = Secrets.extend({ callbackKey: Key.optional(), boardToken: Key.optional() });

/** The desktop app's own file, encrypted with a key of the system's key store. */
export const PROTECTED_SECRETS = 'secrets.safe';
/** The file of a station without a key store. */
export const PLAIN_SECRETS = 'secrets.json';

/** Secrets with what they lack made new: at the first start a callback path and a board token. */
export function completeSecrets(given: z.input<typeof SecretsFile>): { secrets: Secrets; isNew: boolean } {
  const { callbackKey = newKey(), boardToken = newKey(), ...rest } = SecretsFile.parse(given);
  return {
    secrets: { ...rest, callbackKey, boardToken },
    isNew: given.callbackKey === undefined || given.boardToken === undefined,
  };
}

/** What `secrets.json` holds; null where there is none. Throws {@link UserError} where it cannot be read. */
export function readPlainSecrets(dataFolder: string): z.output<typeof SecretsFile> | null {
  return readJson<z.output<typeof SecretsFile> | null>(join(dataFolder, PLAIN_SECRETS), SecretsFile, () => null);
}

/**
 * The secrets of a station without a key store: `secrets.json`, completed and written at the first start. A folder whose
 * secrets the desktop app protects is refused: a new callback path would silently lose what AutoX3 sends to the old one.
 */
export function readSecrets(dataFolder: string): Secrets {
  const given = readPlainSecrets(dataFolder);
  if (given === null && existsSync(join(dataFolder, PROTECTED_SECRETS))) {
    throw new UserError(
      `The secrets of ${dataFolder} are protected by the desktop app, which alone can read them. Start Forecourt's desktop app, or choose another folder with --data.`,
    );
  }
  const { secrets, isNew } = completeSecrets(given ?? {});
  if (isNew) writeSecrets(dataFolder, secrets);
  return secrets;
}

/** Throws {@link UserError} when the file cannot be written. */
export function writeSecrets(dataFolder: string, secrets: Secrets): void {
  try {
    writeAtomically(join(dataFolder, PLAIN_SECRETS), `${JSON.stringify(secrets, null, 2)}\n`);
  } catch (error) {
    throw new UserError(
      `The secrets could not be written to ${dataFolder} (${codeOf(error)}). Make room there and start again.`,
    );
  }
}

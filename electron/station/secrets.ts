import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, readJson, writeAtomically } from './json-file.ts';
import { UserError } from './user-error.ts';

/** An unguessable part of a callback path, or of a link of the board. */
export const Key = z.string().regex(/^[\w-]{22,86}$/);
/** The unguessable part of a callback path, or another secret of 256 random bits. */
export const newKey = (): string => randomBytes(32).toString('base64url');

const StationSeed = z.string().regex(/^[\w-]{43}$/);

/** What must never be shown or logged, in `secrets.json`, readable by its owner alone. */
export const Secrets = z.strictObject({
  callbackKey: Key,
  /** Keys of callback paths that are answered too, until `endsAt` (ms since 1970), or until somebody ends them. */
  earlierKeys: z.array(z.strictObject({ key: Key, endsAt: z.number().nullable() })).default([]),
  boardToken: Key,
  /** The private part of what custody files are signed with: 32 bytes in base64url. */
  stationKey: StationSeed,
  appSecret: z.string().nullable().default(null),
  previousSecret: z.string().nullable().default(null),
  /** When the previous secret ends, in ms since 1970, with a fingerprint of the secret that this is about. */
  previousEnds: z.strictObject({ fingerprint: z.string(), at: z.number() }).nullable().default(null),
  /** What the tunnels of the shop are opened with. */
  ngrokToken: z.string().nullable().default(null),
  cloudflaredToken: z.string().nullable().default(null),
  /** What AutoX3's platform is asked with, where it is not the app secret. */
  platformSecret: z.string().nullable().default(null),
  /** By which the broker of a relay knows this desk. */
  relaySeed: z.string().nullable().default(null),
});
export type Secrets = z.infer<typeof Secrets>;
/** The file as somebody may write it who only knows the app secret. */
const SecretsFile = Secrets.extend({
  callbackKey: Key.optional(),
  boardToken: Key.optional(),
  stationKey: StationSeed.optional(),
});

/** The desktop app's own file, encrypted with a key of the system's key store. */
export const PROTECTED_SECRETS = 'secrets.safe';
/** The file of a station without a key store. */
export const PLAIN_SECRETS = 'secrets.json';

/** Secrets with what they lack made new: at the first start a callback path, a board token and a key for signing. */
export function completeSecrets(given: z.input<typeof SecretsFile>): { secrets: Secrets; isNew: boolean } {
  const { callbackKey = newKey(), boardToken = newKey(), stationKey = newKey(), ...rest } = SecretsFile.parse(given);
  return {
    secrets: { ...rest, callbackKey, boardToken, stationKey },
    isNew: [given.callbackKey, given.boardToken, given.stationKey].includes(undefined),
  };
}

/** What `secrets.json` holds; null where there is none. Throws {@link UserError} where it cannot be read. */
export function readPlainSecrets(dataFolder: string): z.output<typeof SecretsFile> | null {
  return readJson<z.output<typeof SecretsFile> | null>(join(dataFolder, PLAIN_SECRETS), SecretsFile, () => null);
}

/**
 * The secrets of a station without a key store: `secrets.json`, completed and written at the first start. A folder whose
 * secrets the desktop app protects is refused: a new callback path would silently lose what AutoX3 sends to the old one. What
 * only a later version knows is no reason not to start on a full disk: it is kept before it is first used.
 */
export function readSecrets(dataFolder: string): Secrets {
  const given = readPlainSecrets(dataFolder);
  if (given === null && existsSync(join(dataFolder, PROTECTED_SECRETS))) {
    throw new UserError(
      `The secrets of ${dataFolder} are protected by the desktop app, which alone can read them. Start Forecourt's desktop app, or choose another folder with --data.`,
    );
  }
  const { secrets, isNew } = completeSecrets(given ?? {});
  const isUsable = given?.callbackKey !== undefined && given.boardToken !== undefined;
  try {
    if (isNew) writeSecrets(dataFolder, secrets);
  } catch (error) {
    if (!isUsable) throw error;
  }
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

import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PlateStyle } from '../../shared/contract.ts';
import { parseDialectPair } from './autox3/signature.ts';
import { UserError } from './user-error.ts';

/** What the shop can set, in `settings.json`; each part has a default, and an unknown name is a mistake worth telling. */
export const Settings = z
  .strictObject({
    shop: z
      .strictObject({
        name: z.string().trim().max(60).default(''),
        plateStyle: PlateStyle.default('plain'),
        distanceUnit: z.enum(['km', 'mi']).default('km'),
      })
      .prefault({}),
    /** The address under which AutoX3 reaches the receiver, when that is not this PC's own: `https://example.com`. */
    publicAddress: z
      .url({ protocol: /^https?$/ })
      .refine((address) => new URL(address).href === `${new URL(address).origin}/`, 'must name a host only, no path')
      .nullable()
      .default(null),
    verification: z
      .strictObject({
        /** Try only this dialect, or mixed pair. */
        dialect: z
          .string()
          .nullable()
          .default(null)
          .transform((text, context) => {
            const pair = text === null ? null : parseDialectPair(text);
            if (text !== null && pair === null) context.addIssue('is not a dialect or a pair of dialects');
            return pair;
          }),
        /** `until-proven` ends by itself, per secret and message type; `on` is an operator's word and stays. */
        weakSignatures: z.enum(['off', 'until-proven', 'on']).default('off'),
        trustPath: z.boolean().default(false),
      })
      .prefault({}),
  })
  .refine(({ publicAddress, verification }) => !verification.trustPath || publicAddress?.startsWith('https://'), {
    path: ['verification', 'trustPath'],
    message: 'needs a publicAddress that begins with https://',
  });
export type Settings = z.infer<typeof Settings>;

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
});
export type Secrets = z.infer<typeof Secrets>;
/** The file as somebody may write it who only knows the app secret. */
const SecretsFile = Secrets.extend({ callbackKey: Key.optional(), boardToken: Key.optional() });

/** Where the station keeps its data unless it is told otherwise. */
export function defaultDataFolder(): string {
  const { env } = process;
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Forecourt');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Forecourt');
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'forecourt');
}

/** Reads `settings.json`; a missing one means the defaults. Throws {@link UserError} naming the setting that is wrong. */
export function readSettings(dataFolder: string): Settings {
  return readJson(join(dataFolder, 'settings.json'), Settings, () => Settings.parse({}));
}

/** Reads `secrets.json`; what it lacks, a new callback path and board token at the first start, is made and written. */
export function readSecrets(dataFolder: string): Secrets {
  const given = readJson(join(dataFolder, 'secrets.json'), SecretsFile, () => SecretsFile.parse({}));
  const { callbackKey, boardToken } = given;
  if (callbackKey !== undefined && boardToken !== undefined) return { ...given, callbackKey, boardToken };
  const secrets = { ...given, callbackKey: callbackKey ?? newKey(), boardToken: boardToken ?? newKey() };
  writeSecrets(dataFolder, secrets);
  return secrets;
}

/** Throws {@link UserError} when the file cannot be written. */
export function writeSecrets(dataFolder: string, secrets: Secrets): void {
  try {
    writeAtomically(join(dataFolder, 'secrets.json'), `${JSON.stringify(secrets, null, 2)}\n`);
  } catch (error) {
    throw new UserError(
      `The secrets could not be written to ${dataFolder} (${codeOf(error)}). Make room there and start again.`,
    );
  }
}

/** Makes the folder if need be and shows that it can be written to. Throws {@link UserError}. */
export function prepareDataFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeAtomically(join(dataFolder, '.write-test'), '');
  } catch (error) {
    throw new UserError(
      `The data folder ${dataFolder} cannot be written to (${codeOf(error)}). Choose another with --data.`,
    );
  }
}

function readJson<T>(path: string, schema: z.ZodType<T>, missing: () => T): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return missing();
    throw new UserError(`The file ${path} cannot be read (${codeOf(error)}).`);
  }
  const result = schema.safeParse(parseJson(text, path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  // Never the value: it may be a secret.
  throw new UserError(`The file ${path} is not right: ${issue?.path.join('.') || 'it'}: ${issue?.message}.`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`The file ${path} is not valid JSON. Mend it, or move it away to begin with the defaults.`);
  }
}

/** Whole or not at all, also through a power cut; readable by its owner alone. */
function writeAtomically(path: string, text: string): void {
  const draft = `${path}.draft`;
  const file = openSync(draft, 'w', 0o600);
  try {
    chmodSync(draft, 0o600);
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { PublicAddress } from '../../shared/reach-settings.ts';
import { DEFAULT_SHOP, ShopSettings } from '../../shared/shop.ts';
import { parseDialectPair } from './autox3/signature.ts';
import { codeOf, readJson, writeAtomically } from './json-file.ts';
import { UserError } from './user-error.ts';

/** What the shop can set, in `settings.json`; each part has a default, and an unknown name is a mistake worth telling. */
export const Settings = z
  .strictObject({
    /** Where the shop was set before the board had a page for it: taken over once, then ignored. */
    shop: z
      .strictObject({
        name: ShopSettings.shape.name.default(DEFAULT_SHOP.name),
        plateStyle: ShopSettings.shape.plateStyle.default(DEFAULT_SHOP.plateStyle),
        distanceUnit: ShopSettings.shape.distanceUnit.default(DEFAULT_SHOP.distanceUnit),
      })
      .nullable()
      .default(null),
    /** Where the address by which AutoX3 reaches the receiver was set before the board had a page for it: taken over once. */
    publicAddress: PublicAddress.nullable().default(null),
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

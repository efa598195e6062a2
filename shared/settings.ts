import { z } from 'zod';
import { AlertSettings, DEFAULT_ALERTS } from './alerts.ts';

/** What the shop sets for every board and PC; kept in the station's database. */
export const StationSettings = z.strictObject({ alerts: AlertSettings });
export type StationSettings = z.infer<typeof StationSettings>;

export const DEFAULT_SETTINGS: StationSettings = { alerts: DEFAULT_ALERTS };

/** Where the app secret is kept, and how well it is protected there. */
export const SecretProtection = z.enum([
  /** In the system's key store. */
  'key-store',
  /** Encrypted with a key that other programs of the same user can find out: this system offers no real key store. */
  'weak',
  /** In a file that its owner alone can read. */
  'file',
  /** It comes from the environment, and nothing is kept. */
  'environment',
]);
export type SecretProtection = z.infer<typeof SecretProtection>;

/** All that a page learns of the app secret. */
export const SecretState = z.object({
  isSet: z.boolean(),
  protection: SecretProtection,
  previousUntil: z.iso.datetime().nullable().describe('until when the previous secret is accepted too'),
});
export type SecretState = z.infer<typeof SecretState>;

/** Why a text cannot be an app secret. */
export const SecretProblem = z.enum(['too-short', 'too-long', 'not-ascii', 'not-text']);
export type SecretProblem = z.infer<typeof SecretProblem>;

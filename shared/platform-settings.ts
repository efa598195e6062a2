import { z } from 'zod';

/** The regions in which AutoX3 runs its platform, by the names that its hosts begin with. */
export const PlatformRegion = z.enum(['cn', 'tw', 'my', 'us', 'ie', 'uk', 'de']);
export type PlatformRegion = z.infer<typeof PlatformRegion>;

/** For real work, or AutoX3's sandbox for trials. */
export const PlatformEnvironment = z.enum(['production', 'sandbox']);
export type PlatformEnvironment = z.infer<typeof PlatformEnvironment>;

/** Which of AutoX3's platforms is asked, and as whom. The secret to the key is not here: it is kept with the app secret. */
export const PlatformSettings = z.strictObject({
  region: PlatformRegion,
  environment: PlatformEnvironment,
  /** Empty where nothing is ever asked. */
  appKey: z
    .string()
    .trim()
    .max(64)
    .regex(/^[\x21-\x7e]*$/),
});
export type PlatformSettings = z.infer<typeof PlatformSettings>;

export const DEFAULT_PLATFORM: PlatformSettings = { region: 'cn', environment: 'production', appKey: '' };

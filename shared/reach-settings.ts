import { z } from 'zod';

/** How AutoX3 reaches this PC: not at all from outside, or by a tunnel, a proxy of the shop's, or this PC's own HTTPS. */
export const ReachWay = z.enum(['none', 'ngrok', 'cloudflared', 'own-address', 'https']);
export type ReachWay = z.infer<typeof ReachWay>;

/** A public address without a path: `https://example.com`. */
export const PublicAddress = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .refine((address) => new URL(address).href === `${new URL(address).origin}/`, 'must name a host only, no path')
  .transform((address) => new URL(address).origin);

const FilePath = z.string().trim().max(1_000);

/** How AutoX3 reaches this PC. Tokens are not here: they are kept with the app secret. */
export const ReachSettings = z.strictObject({
  way: ReachWay,
  /** Where the public sends to; a tunnel of ngrok's says its own. */
  address: PublicAddress.nullable(),
  /** The public address that AutoX3 has been given, as far as somebody has said so. */
  given: PublicAddress.nullable(),
  /** How often the way is tried from outside, in minutes. */
  probeMinutes: z.number().int().min(1).max(60),
  /** A domain that is reserved at ngrok for the shop; empty for the one that ngrok chooses. */
  ngrokDomain: z
    .string()
    .trim()
    .toLowerCase()
    .max(253)
    .regex(/^([a-z0-9-]+\.)*[a-z0-9-]*$/),
  /** Where `cloudflared` is; empty for the usual places. */
  program: FilePath,
  /** The files of the certificate, with those that it was issued by, and of its key, as PEM. */
  certificate: FilePath,
  key: FilePath,
  /** The port of this PC's own HTTPS. */
  port: z.number().int().min(1).max(65_535),
});
export type ReachSettings = z.infer<typeof ReachSettings>;

export const DEFAULT_REACH: ReachSettings = {
  way: 'none',
  address: null,
  given: null,
  probeMinutes: 5,
  ngrokDomain: '',
  program: '',
  certificate: '',
  key: '',
  port: 8443,
};

import { z } from 'zod';

/** How the app's own updates stand. `checkedAt` is ms since 1970. */
export const UpdateState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off'), why: z.enum(['not-packaged', 'no-feed']) }),
  z.object({ state: z.literal('idle'), checkedAt: z.number().nullable() }),
  z.object({ state: z.literal('checking') }),
  z.object({ state: z.literal('downloading'), version: z.string(), percent: z.number() }),
  z.object({ state: z.literal('ready'), version: z.string(), notes: z.string().nullable() }),
  z.object({
    state: z.literal('failed'),
    why: z.enum(['no-connection', 'bad-feed', 'bad-package', 'other']),
    checkedAt: z.number(),
  }),
]);
export type UpdateState = z.infer<typeof UpdateState>;

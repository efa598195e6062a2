import { z } from 'zod';

/** The PC's clock as the verified messages show it. Positive figures: the PC is ahead of AutoX3, in ms. */
export const ClockState = z.object({
  verdict: z.enum(['unknown', 'right', 'fast', 'slow']).describe('unknown: too few messages yet'),
  driftMs: z
    .number()
    .nullable()
    .describe('received minus made, of the quickest messages: the clock is at most so far ahead'),
  delayMs: z.number().nullable().describe('how much longer half of the messages take than the quickest'),
  mayBeDelay: z.boolean().describe('a fast verdict that late messages could explain as well'),
  messages: z.number().int().describe('how many it rests on'),
  system: z.enum(['windows', 'mac', 'linux']).describe('of the PC'),
});
export type ClockState = z.infer<typeof ClockState>;

/** So many messages are needed before anything is said of the clock. */
export const CLOCK_NEEDS_MESSAGES = 5;

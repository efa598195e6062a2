import { z } from 'zod';
import { oc } from './procedure.ts';

const Instant = z.iso.datetime();

/** A check-in that no board draws within this time of reaching the desk, in ms, was shown late. */
export const SHOWN_WITHIN_MS = 60_000;

/** Steps of a check-in's way that can fail so that its card has to say so. */
export const FailedStep = z.enum(['shown', 'printed']);
export type FailedStep = z.infer<typeof FailedStep>;

/** What no message and no move tells of a check-in's way; null where it did not happen, or nobody noted it. */
export const VisitSteps = z.object({
  storedAt: Instant.nullable().describe('when its first message was on disk'),
  shownAt: Instant.nullable().describe('when a board or wall first drew it'),
  rungAt: Instant.nullable().describe('when a ring first sounded for it'),
  printedAt: Instant.nullable().describe('when its first sheet came out'),
  failed: z.array(FailedStep),
});
export type VisitSteps = z.infer<typeof VisitSteps>;

/** Check-ins that one word of a page names at most. */
export const MOST_TOLD = 500;

/** What pages tell of the check-ins that they show, each page once for each; the first word of all counts. */
export const stepContract = {
  /** A page draws these, and somebody can see it. */
  shown: oc.meta({ role: 'wall' }).input(z.object({ ids: z.array(z.string().max(20)).max(MOST_TOLD) })),
  /** A ring has been heard for these. */
  rung: oc.meta({ role: 'desk' }).input(z.object({ ids: z.array(z.string().max(20)).max(MOST_TOLD) })),
};

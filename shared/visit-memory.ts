import { z } from 'zod';

/** Visits of a vehicle that are counted; it is said that there are more. */
export const VISITS_COUNTED = 1_000;

/** What a card says of the visits before this one: only what a person at the desk should know now. */
export const VisitMemory = z.object({
  visit: z
    .number()
    .int()
    .min(2)
    .max(VISITS_COUNTED)
    .describe('the how many-th of this vehicle; the highest also stands for more'),
  lastAt: z.iso.datetime().describe('when it was here last'),
  lights: z
    .array(z.object({ code: z.string().nullable(), label: z.string().nullable() }))
    .max(3)
    .describe('the first ones that were on last time too'),
  lightCount: z.number().int().describe('all of them'),
  odometerBefore: z.number().nullable().describe('the last reading, where this one is lower'),
  damage: z
    .object({ positionName: z.string().nullable(), at: z.iso.datetime() })
    .nullable()
    .describe('the first entry at a place that was damaged before, and when that was last noted'),
  damageCount: z.number().int().describe('all such entries'),
});
export type VisitMemory = z.infer<typeof VisitMemory>;

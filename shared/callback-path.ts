import { z } from 'zod';
import { notStored, oc } from './procedure.ts';
import { MOST_OVERLAP_DAYS } from './settings.ts';

/** A path of the receiver that is answered. */
export const CallbackPath = z.object({
  id: z.string(),
  isCurrent: z.boolean().describe('the one that AutoX3 is to be given'),
  ending: z.string().describe('its last characters, to tell it from the others'),
  endsAt: z.iso.datetime().nullable().describe('null: it does not end by itself'),
  isOverdue: z
    .boolean()
    .describe('it was to end before now, and is answered until a message has been accepted by the present one'),
  lastUsedAt: z.iso.datetime().nullable().describe('when a message was last accepted by it'),
});
export type CallbackPath = z.infer<typeof CallbackPath>;

/** The part of the contract that changes the callback address; for managers alone. */
export const callbackPathContract = {
  list: oc.output(z.array(CallbackPath)),
  /** Makes a new path at once; `keepDays` null has the one before answered until it is ended. */
  renew: oc
    .input(z.object({ keepDays: z.number().int().min(0).max(MOST_OVERLAP_DAYS).nullable() }))
    .errors({
      TOO_MANY_PATHS: {
        status: 409,
        message: 'An earlier path has to be ended first',
        data: z.object({
          endFirst: z.string().describe('the last characters of the one that has gone unused the longest'),
        }),
      },
      ...notStored,
    })
    .output(z.array(CallbackPath)),
  /** An earlier path is not there any more, as if it had never been. */
  end: oc
    .input(z.object({ id: z.string().max(64) }))
    .errors({ NOT_FOUND: { message: 'No such earlier path' }, ...notStored })
    .output(z.array(CallbackPath)),
};

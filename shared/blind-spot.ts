import { z } from 'zod';
import { DeskName } from './desk-names.ts';
import { Cursor, Limit, notStored, oc, page } from './procedure.ts';

/** Why AutoX3 could not have delivered. */
export const OutageCause = z.enum(['off', 'asleep', 'port', 'tunnel', 'probe', 'disk', 'secret', 'relay']);
export type OutageCause = z.infer<typeof OutageCause>;

const Instant = z.iso.datetime();
const Ends = { losesFrom: Instant, losesTo: Instant.nullable() };

/**
 * A time in which AutoX3 could not have delivered. Check-ins made from `losesFrom` to `losesTo` may be missing; both are null
 * where AutoX3's remaining tries have brought all of them, and every end is null while it goes on.
 */
export const BlindSpot = z.object({
  from: Instant,
  to: Instant.nullable(),
  losesFrom: Ends.losesFrom.nullable(),
  losesTo: Ends.losesTo,
  causes: z.array(OutageCause),
  state: z.enum(['harmless', 'going-on', 'to-look', 'ticked']),
  inHours: z.boolean().describe('whether check-ins may be missing that were made while the shop is open'),
  ticked: z
    .object({
      who: z.string().describe('empty once it was removed with the personal data'),
      note: z.string(),
      at: Instant,
    })
    .nullable(),
  relayed: z
    .number()
    .int()
    .nullable()
    .describe('check-ins that the relay took meanwhile and that came late; null where no relay did'),
});
export type BlindSpot = z.infer<typeof BlindSpot>;

/** What every board is told: how many blind spots within opening hours nobody has looked after yet, and the latest of them. */
export const BlindStatus = z.object({
  open: z.number().int(),
  latest: z.object({ from: Instant, to: Instant.nullable(), ...Ends }).nullable(),
});
export type BlindStatus = z.infer<typeof BlindStatus>;

/** The time for which somebody has looked: that of a blind spot that is over. */
const Looked = z.object({ losesFrom: Instant, losesTo: Instant });
const noSpot = { NOT_FOUND: { message: 'No such blind spot' }, ...notStored };

/** What of the contract is about the times in which check-ins may have been missed. */
export const blindContract = {
  list: oc
    .meta({ role: 'desk' })
    .input(z.object({ withHarmless: z.boolean(), limit: Limit, cursor: Cursor.optional() }))
    .output(page(BlindSpot)),
  /** Somebody has looked in AutoX3, and has entered what was missing. */
  tick: oc
    .meta({ role: 'desk', changesVisits: true })
    .input(Looked.extend({ who: DeskName, note: z.string().trim().max(1_000) }))
    .errors(noSpot),
  untick: oc.meta({ role: 'desk', changesVisits: true }).input(Looked).errors(noSpot),
};

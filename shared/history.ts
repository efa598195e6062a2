import { z } from 'zod';
import { Card, LANES, Severity } from './check-in.ts';
import { Cursor, Limit, oc, page } from './procedure.ts';

/** Where a visit stands, as the history tells it: what was set aside stands in no lane. */
export const HISTORY_PLACES = [...LANES, 'set-aside'] as const;
export const HistoryPlace = z.enum(HISTORY_PLACES);
export type HistoryPlace = z.infer<typeof HistoryPlace>;

/** Which warning lights a visit came with; a severity is that which the shop's table gives to a code today. */
export const HistoryLights = z.enum(['any', 'none', ...Severity.options]);
export type HistoryLights = z.infer<typeof HistoryLights>;

/** Which damage a visit came with; `photos` is with at least one photo of it. */
export const HistoryDamage = z.enum(['with', 'without', 'photos']);
export type HistoryDamage = z.infer<typeof HistoryDamage>;

/** Which visits are asked for: all that every given member fits. */
export const HistoryFilter = z.object({
  q: z
    .string()
    .max(200)
    .optional()
    .describe(
      'any part of a plate, VIN, phone or key tag; words of names, brand, style, remark, belongings, adviser, desk note by their beginning; Chinese by any characters',
    ),
  from: z.iso.datetime({ offset: true }).optional().describe('arrived at or after'),
  to: z.iso.datetime({ offset: true }).optional().describe('arrived before'),
  place: HistoryPlace.optional(),
  store: z.string().max(300).optional().describe('the store as sent; empty for visits that name none'),
  adviser: z.string().max(300).optional().describe('the adviser as sent; empty for visits that name none'),
  lights: HistoryLights.optional(),
  lightCode: z.string().max(300).optional(),
  damage: HistoryDamage.optional(),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;

/** One visit in the list: enough to tell it from its neighbours. */
export const HistoryRow = Card.pick({
  id: true,
  arrivedAt: true,
  plate: true,
  brand: true,
  style: true,
  ownerName: true,
  adviser: true,
  lights: true,
  lightCount: true,
  damageCount: true,
  photoCount: true,
  lane: true,
  setAside: true,
  keyTag: true,
  typed: true,
});
export type HistoryRow = z.infer<typeof HistoryRow>;

/** What is searched for is counted up to here. */
export const MOST_COUNTED = 1_000;

/** How many visits a filter finds. */
export const HistoryCount = z.object({
  count: z.number().int(),
  isMore: z.boolean().describe('true where counting stopped'),
  unsearchable: z
    .number()
    .int()
    .describe('visits that search and filters do not find yet, while they are prepared for it'),
});
export type HistoryCount = z.infer<typeof HistoryCount>;

const Position = z.coerce.number<number | string>().int().min(0).max(10_000_000);

/** The part of the contract that looks through all visits. */
export const historyContract = {
  /** Visits that the filter finds, from a cursor on. */
  list: oc
    .meta({ role: 'desk' })
    .input(HistoryFilter.extend({ limit: Limit, cursor: Cursor.optional() }))
    .output(page(HistoryRow)),
  /** Counts them, of those before the cursor or, with `newerThan`, of those that have arrived since that one. */
  count: oc
    .meta({ role: 'desk' })
    .input(HistoryFilter.extend({ cursor: Cursor.optional(), newerThan: Cursor.optional() }))
    .output(HistoryCount),
  /** The page of the list that begins at a place in it, counted from the newest before the cursor. */
  jump: oc
    .meta({ role: 'desk' })
    .input(HistoryFilter.extend({ limit: Limit, cursor: Cursor.optional(), position: Position }))
    .output(page(HistoryRow)),
  /** What stores, advisers and warning lights there are to choose from. */
  choices: oc
    .meta({ role: 'desk' })
    .output(z.object({ stores: z.array(z.string()), advisers: z.array(z.string()), lightCodes: z.array(z.string()) })),
};

import { z } from 'zod';

/** What AutoX3 says happened to an item of a plan; the first form of the message (V1) only lists items. */
export const PlanAction = z.enum(['list', 'add', 'modify', 'finish', 'delete']);
export type PlanAction = z.infer<typeof PlanAction>;

/** One piece of maintenance as a message states it. Distances in the unit of the odometer, as sent. */
export const PlanItem = z.object({
  action: PlanAction,
  id: z.string().nullable().describe("AutoX3's number of the item, exact"),
  service: z.string().nullable(),
  serviceNumber: z.string().nullable().describe("AutoX3's number of the service"),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullable()
    .describe('yyyy-mm in which it is due'),
  by: z.enum(['distance', 'time']).nullable().describe('what makes it due'),
  cycle: z.number().nullable().describe('distance after which it is due again'),
  odometer: z.number().nullable().describe('when the plan was made'),
  perDay: z.number().nullable().describe('distance driven a day'),
  overdueDays: z.number().nullable().describe('negative: not due yet'),
  overdueDistance: z.number().nullable().describe('negative: not due yet'),
  price: z.number().nullable().describe('forecast, in a currency that AutoX3 does not name'),
  recommended: z.boolean().nullable(),
});
export type PlanItem = z.infer<typeof PlanItem>;

/** yyyy-mm. */
export const Month = z.string().describe('yyyy-mm');

/** What is overdue, or will be, of a vehicle's maintenance, as its card tells it. */
export const ComingMaintenance = z.object({
  service: z.string().describe('what is overdue first'),
  due: z
    .array(z.string())
    .max(20)
    .describe(
      'what makes each piece of maintenance overdue, the earliest first: a month (yyyy-mm), once it has ended for the shop, or a moment (UTC, ISO 8601), by date or, as estimated, by distance',
    ),
});
export type ComingMaintenance = z.infer<typeof ComingMaintenance>;

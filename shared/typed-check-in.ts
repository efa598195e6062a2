import { z } from 'zod';
import { DeskName } from './desk-names.ts';

/** A field that may stay empty. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((typed) => (typed === '' ? null : typed));

/** What somebody types of a check-in that AutoX3 could not deliver. Only the vehicle must be told apart: by plate or VIN. */
export const TypedCheckIn = z
  .object({
    plate: text(40),
    vin: text(40),
    ownerName: text(200),
    ownerMobile: text(40),
    odometer: z.number().nonnegative().max(10_000_000).nullable().describe('in the unit of the shop'),
    remark: text(2_000),
    arrivedAt: z.iso.datetime(),
    who: DeskName.describe('who types it'),
  })
  .refine(({ plate, vin }) => plate !== null || vin !== null, { message: 'a plate or a VIN is needed' });
export type TypedCheckIn = z.infer<typeof TypedCheckIn>;
/** The same as it stands in a form: what is empty is empty text. */
export type TypedFields = z.input<typeof TypedCheckIn>;

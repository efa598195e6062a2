import { oc as orpc } from '@orpc/contract';
import { z } from 'zod';
import type { Role } from './access.ts';

/**
 * Whom a procedure is for, at least; one that does not say so is for managers. What changes visits by hand is refused at a head
 * office, which only reads.
 */
export type ProcedureMeta = { role: Role; changesVisits?: true };

/** What every procedure of the contract begins with. */
export const oc = orpc.$meta<ProcedureMeta>({ role: 'manager' });

/** Something could not be stored: the disk is full, say. */
export const notStored = { SERVICE_UNAVAILABLE: { message: 'It could not be stored' } };
export const notFound = { NOT_FOUND: { message: 'No such check-in' } };

/** Where the next page of a list begins. */
export const Cursor = z
  .string()
  .regex(/^\d{1,15}$/)
  .describe("the previous answer's nextCursor");
export const Limit = z.coerce.number<number | string>().int().min(1).max(200).default(50);

/** The answer of a list. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() }).describe('newest first');

/** The id of a check-in, of a device, or of whatever else is asked for. */
export const Id = z.object({ id: z.string().max(64) });

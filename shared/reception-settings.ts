import { z } from 'zod';

/** Of which of the shop's stores this desk shows the check-ins. */
export const ReceptionSettings = z.strictObject({
  /** Store ids as AutoX3 sends them; null is all. Check-ins that name no store are always shown. */
  stores: z.array(z.string().trim().min(1).max(300)).min(1).max(500).nullable(),
  /** What becomes of the check-ins of other stores: kept in the history alone, or only as the message that came. */
  others: z.enum(['keep', 'drop']),
});
export type ReceptionSettings = z.infer<typeof ReceptionSettings>;

export const DEFAULT_RECEPTION: ReceptionSettings = { stores: null, others: 'keep' };

/** Whether this desk shows the check-ins of a store. */
export function showsStore({ stores }: Pick<ReceptionSettings, 'stores'>, store: string | null): boolean {
  return stores === null || store === null || store === '' || stores.includes(store);
}

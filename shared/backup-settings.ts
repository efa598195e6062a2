import { z } from 'zod';

/** When and where backups are made. */
export const BackupSettings = z.strictObject({
  isOn: z.boolean(),
  /** A folder on another disk or a share; null is beside the data, where a broken disk takes both. */
  folder: z.string().trim().min(1).max(1_000).nullable(),
  /** The hour of the shop's day from which the daily backup is made. */
  hour: z.number().int().min(0).max(23),
});
export type BackupSettings = z.infer<typeof BackupSettings>;

export const DEFAULT_BACKUPS: BackupSettings = { isOn: true, folder: null, hour: 12 };

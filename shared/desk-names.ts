import { z } from 'zod';

/** As many names as a desk may have, and how long each may be, in UTF-16 units as an input field counts. */
export const MOST_NAMES = 60;
export const LONGEST_NAME = 100;

/** Somebody at the desk, as the desk calls them: there are no accounts, so whoever does something picks or types a name. */
export const DeskName = z
  .string()
  .transform((typed) =>
    typed
      .replace(/\s+/g, ' ')
      .replace(/\p{Cc}/gu, '')
      .toWellFormed()
      .trim(),
  )
  .pipe(z.string().min(1).max(LONGEST_NAME));

/** The names to pick from, in the order in which they were added. */
export const DeskSettings = z.strictObject({ names: z.array(DeskName).max(MOST_NAMES) });
export type DeskSettings = z.infer<typeof DeskSettings>;

export const DEFAULT_DESK: DeskSettings = { names: [] };

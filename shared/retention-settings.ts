import { z } from 'zod';

/** The shortest term in days: what arrived this week is still in work. And the longest, a hundred years. */
export const LEAST_DAYS = 7;
export const MOST_DAYS = 36_500;

/** After how many days something goes; null keeps it for good. */
export const TermDays = z.number().int().min(LEAST_DAYS).max(MOST_DAYS).nullable();

/** What can have a term of its own. */
export const REMOVAL_KINDS = ['personal', 'photos', 'visits'] as const;
export const RemovalKind = z.enum(REMOVAL_KINDS);
export type RemovalKind = z.infer<typeof RemovalKind>;

/** How long what was received is kept, in days from its arrival; a photo from its capture. */
export const RetentionSettings = z.strictObject({
  personal: TermDays,
  photos: TermDays,
  visits: TermDays,
});
export type RetentionSettings = z.infer<typeof RetentionSettings>;

export const DEFAULT_RETENTION: RetentionSettings = { personal: null, photos: null, visits: null };

import { LEAST_DAYS, MOST_DAYS, REMOVAL_KINDS, type RetentionSettings } from '../../shared/retention-settings.ts';

/** What was typed as a term: nothing is for good, undefined is not possible. */
export function readDays(typed: string): number | null | undefined {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return null;
  const days = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return days >= LEAST_DAYS && days <= MOST_DAYS ? days : undefined;
}

/** Whether more goes by the new terms than by the old ones: that is asked twice. */
export function isStricter(before: RetentionSettings, after: RetentionSettings): boolean {
  return REMOVAL_KINDS.some((kind) => (after[kind] ?? MOST_DAYS + 1) < (before[kind] ?? MOST_DAYS + 1));
}

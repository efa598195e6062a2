/** A moment, in ms since 1970, as the contract tells it. */
export const instant = (ms: number): string => new Date(ms).toISOString();
/** The same of one that may not have been yet. */
export const instantOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms));

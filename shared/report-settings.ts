import { z } from 'zod';

/**
 * How a shop's AutoX3 means the score of a health check report. Its scale is not documented, so a score is shown as it was sent
 * until somebody who knows says so.
 */
export const ScoreScale = z.enum(['as-sent', 'of-1', 'of-5', 'of-100']);
export type ScoreScale = z.infer<typeof ScoreScale>;

/** What concerns health check reports. */
export const ReportSettings = z.strictObject({
  scoreScale: ScoreScale,
  /** Whether a notification says that a report has come; it never rings. */
  tells: z.boolean(),
});
export type ReportSettings = z.infer<typeof ReportSettings>;

export const DEFAULT_REPORTS: ReportSettings = { scoreScale: 'as-sent', tells: true };

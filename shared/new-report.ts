import { z } from 'zod';
import { type Card, isDone } from './check-in.ts';
import { ReportSummary } from './health-report.ts';

/** A health check report that has come for a vehicle on the board. */
export const NewReport = z.object({
  id: z.string().max(20),
  plate: z.string().max(400).nullable(),
  report: ReportSummary,
});
export type NewReport = z.infer<typeof NewReport>;

/** The report that a card has and had not before; null without one, and for what the desk is done with. */
export function newReport(
  before: Pick<Card, 'report'> | undefined,
  { id, plate, lane, setAside, report }: Pick<Card, 'id' | 'plate' | 'lane' | 'setAside' | 'report'>,
): NewReport | null {
  if (before === undefined || report === null || isDone({ lane, setAside })) return null;
  return report.reports > (before.report?.reports ?? 0) ? { id, plate, report } : null;
}

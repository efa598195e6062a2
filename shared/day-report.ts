import { z } from 'zod';
import { CalendarDay, daysIn } from './calendar.ts';
import { Card, Lane, Severity, WarningLight } from './check-in.ts';
import { oc } from './procedure.ts';

/** Days of the longest report: a leap year. */
export const MOST_DAYS = 366;
/** Lights, advisers and late check-ins that a report lists at most; all of them count. */
export const LISTED_LIGHTS = 10;
export const LISTED_ADVISERS = 10;
export const LISTED_LATE = 50;

const Count = z.number().int().nonnegative();
const Instant = z.iso.datetime();
const Duration = z.number().nonnegative().describe('ms');

/** The figures of a range of days. What was set aside counts in `setAside` alone. */
export const DayFigures = z.object({
  checkIns: Count,
  seen: z
    .object({ count: Count, median: Duration.nullable(), p90: Duration.nullable(), longest: Duration.nullable() })
    .describe('from the arrival until somebody moved the check-in out of New, of those that were'),
  lights: z.record(Severity, Count).describe('visits by their most urgent light, as the table says it now'),
  damage: Count.describe('visits with damage'),
  late: Count.describe('visits that stood in some lane for longer than its red age'),
  unseen: Count.describe('not seen before the day of their arrival was over, or until now'),
  setAside: z.object({ mistake: Count, duplicate: Count }),
  blind: Duration.describe('opening time in which a check-in could be missed'),
});
export type DayFigures = z.infer<typeof DayFigures>;

/** A check-in that stood in a lane for longer than the red age of that lane. */
export const LateVisit = Card.pick({ id: true, plate: true, brand: true, style: true, arrivedAt: true }).extend({
  lane: Lane,
  waited: Duration,
  limit: Duration.describe('the red age of that lane'),
  isWaiting: z.boolean().describe('it stands there still'),
});
export type LateVisit = z.infer<typeof LateVisit>;

/** The shop in figures over a day or a range of days, each from midnight to midnight in the zone of the shop. */
export const DayReport = z.object({
  from: CalendarDay,
  to: CalendarDay,
  madeAt: Instant,
  isOver: z.boolean().describe('whether the last day of the range is over'),
  unit: z.enum(['hour', 'day', 'month']).describe('what a slot is'),
  slots: z.array(z.object({ startsAt: Instant, checkIns: Count })),
  figures: DayFigures,
  before: z
    .object({ from: CalendarDay, to: CalendarDay, figures: DayFigures })
    .describe(
      'as many days, a week or more earlier; where the range is not over, only until the same time of their last day',
    ),
  lights: z.array(WarningLight.extend({ checkIns: Count })).describe('the most frequent ones'),
  advisers: z.array(z.object({ name: z.string().nullable(), checkIns: Count })).describe('the busiest ones'),
  adviserCount: Count,
  late: z.array(LateVisit).describe('those that were beyond their limit for longest'),
});
export type DayReport = z.infer<typeof DayReport>;

/** A range of days, both included. */
export const DayRange = z
  .object({ from: CalendarDay, to: CalendarDay })
  .refine(({ from, to }) => from <= to && daysIn(from, to) <= MOST_DAYS, {
    message: `from the earlier day to the later, ${MOST_DAYS} days at most`,
  });
export type DayRange = z.infer<typeof DayRange>;

/** What of the contract is about the day in figures. */
export const dayContract = {
  report: oc.input(DayRange).output(DayReport),
};

import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { BoardSettings } from '../../../shared/settings.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import { makeReport } from '../day/make-report.ts';
import type { BlindSpots } from '../reach/blind-spots.ts';
import type { DayReportReader } from '../store/day-report.ts';
import type { RouterContext } from './router.ts';

/** What the day report works on. */
export type DayRouterParts = {
  dayReport: DayReportReader;
  zone: () => TimeZone;
  boardSettings: () => BoardSettings;
  blind: Pick<BlindSpots, 'msWithin'>;
  now: () => number;
};

/** The part of the contract that tells the day in figures; the router around it looks at who may. */
export function createDayRouter({ dayReport, zone, boardSettings, blind, now }: DayRouterParts) {
  const os = implement({ day: contract.day }).$context<RouterContext>();
  return os.router({
    day: {
      report: os.day.report.handler(({ input, signal }) =>
        makeReport(input, {
          reader: dayReport,
          zone: zone(),
          settings: boardSettings(),
          blindWithin: (from, to) => blind.msWithin(from, to),
          now: now(),
          signal,
        }),
      ),
    },
  });
}

import { setImmediate } from 'node:timers/promises';
import { type CalendarDay, DAY_MS, dayStarts, daysIn, daysLater, hourStarts } from '../../../shared/calendar.ts';
import {
  type DayFigures,
  type DayRange,
  type DayReport,
  type LateVisit,
  LISTED_ADVISERS,
  LISTED_LIGHTS,
} from '../../../shared/day-report.ts';
import type { BoardSettings } from '../../../shared/settings.ts';
import { momentOf, type TimeZone, wallTime } from '../../../shared/time-zone.ts';
import { instant } from '../instant.ts';
import type { DayMark, DayReportReader } from '../store/day-report.ts';
import { DayTally, type LateStay } from './tally.ts';

/** What a report is made from. */
export type ReportParts = {
  reader: DayReportReader;
  zone: TimeZone;
  settings: BoardSettings;
  /** For how many ms of a span, `to` not included, a check-in made while the shop is open could be missed. */
  blindWithin: (from: number, to: number) => number;
  /** Ms since 1970. */
  now: number;
  /** Aborts when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
};

/** Visits that are counted at a time; between the slices the station does what else there is to do. */
const SLICE = 500;
/** More days than this are shown by the month. */
const MOST_DAY_SLOTS = 62;
const WEEK = 7;

/**
 * Makes the report of a range of days, and for comparison the figures of as many days a week or more earlier, so that a
 * Monday stands beside a Monday. Throws the signal's reason when it aborts.
 */
export async function makeReport({ from, to }: DayRange, parts: ReportParts): Promise<DayReport> {
  const { reader, zone, now } = parts;
  const { unit, starts } = slotsOf(from, to, zone);
  const days = dayStarts(from, to, zone);
  const isOver = endOf(days) <= now;
  const tally = await count(starts, days, parts);

  const back = Math.max(WEEK, daysIn(from, to));
  const before = { from: daysLater(from, -back), to: daysLater(to, -back) };
  const daysBefore = dayStarts(before.from, before.to, zone);
  const sameTime = momentOf(wallTime(now, zone) - back * DAY_MS, zone);
  const nowBefore = isOver ? now : sameTime;
  const tallyBefore = await count([], daysBefore, { ...parts, now: nowBefore });

  return {
    from,
    to,
    madeAt: instant(now),
    isOver,
    unit,
    slots: starts.map((startsAt, slot) => ({ startsAt: instant(startsAt), checkIns: tally.slots[slot] ?? 0 })),
    figures: figuresOf(tally, days, now, parts),
    before: { ...before, figures: figuresOf(tallyBefore, daysBefore, nowBefore, parts) },
    lights: mostFirst([...tally.lights.values()]).slice(0, LISTED_LIGHTS),
    advisers: mostFirst([...tally.advisers].map(([name, checkIns]) => ({ name, checkIns }))).slice(0, LISTED_ADVISERS),
    adviserCount: tally.advisers.size,
    late: named(tally.late, reader),
  };
}

const endOf = (days: readonly number[]): number => days.at(-1) ?? 0;

function figuresOf(tally: DayTally, days: readonly number[], now: number, { blindWithin }: ReportParts): DayFigures {
  const to = Math.min(endOf(days), now);
  return { ...tally.figures, blind: blindWithin(days[0] ?? to, to) };
}

/** Counts what arrived in the days and until now. */
async function count(
  slotStarts: readonly number[],
  days: readonly number[],
  { reader, settings, now, signal }: ReportParts,
): Promise<DayTally> {
  const tally = new DayTally(slotStarts, days, settings, now);
  const to = Math.min(endOf(days), now + 1);
  let mark: DayMark | null = null;
  for (;;) {
    const slice = reader.slice(days[0] ?? to, to, mark, SLICE);
    tally.add(slice);
    mark = slice.visits.at(-1) ?? null;
    if (mark === null || slice.visits.length < SLICE) return tally;
    await setImmediate();
    signal?.throwIfAborted();
  }
}

/** Hours of one day, days of some weeks, else calendar months, which the range may begin and end within. */
function slotsOf(from: CalendarDay, to: CalendarDay, zone: TimeZone): { unit: DayReport['unit']; starts: number[] } {
  const days = dayStarts(from, to, zone).slice(0, -1);
  if (from === to) return { unit: 'hour', starts: hourStarts(from, zone) };
  if (days.length <= MOST_DAY_SLOTS) return { unit: 'day', starts: days };
  return { unit: 'month', starts: days.filter((_, index) => index === 0 || daysLater(from, index).endsWith('-01')) };
}

/** Of as many, those first that were met first. */
function mostFirst<T extends { checkIns: number }>(counted: readonly T[]): T[] {
  return counted.toSorted((a, b) => b.checkIns - a.checkIns);
}

function named(stays: readonly LateStay[], reader: DayReportReader): LateVisit[] {
  const names = reader.names(stays.map(({ visit }) => visit.id));
  return stays.map(({ visit: { id, arrived_at }, ...stay }) => ({
    ...stay,
    id: String(id),
    plate: names.get(id)?.plate ?? null,
    brand: names.get(id)?.brand ?? null,
    style: names.get(id)?.style ?? null,
    arrivedAt: instant(arrived_at),
  }));
}

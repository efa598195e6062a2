import { DAY_MS } from './calendar.ts';
import type { PlanItem } from './maintenance-plan.ts';
import { momentOf, type TimeZone, wallTime } from './time-zone.ts';

/** A figure, and when it was so (ms since 1970). */
export type Figure = { value: number; at: number };

/** A piece of maintenance as all messages about it leave it (fold-plan.ts). Distances in the unit of the odometer. */
export type PlannedItem = Pick<
  PlanItem,
  'id' | 'service' | 'serviceNumber' | 'month' | 'by' | 'cycle' | 'perDay' | 'price' | 'recommended'
> & {
  odometer: Figure | null;
  overdueDays: Figure | null;
  overdueDistance: Figure | null;
  finishedAt: number | null;
  /** The newest message that names it. */
  statedAt: number;
  msgId: string;
  proven: boolean;
};

/** What makes a piece of maintenance overdue: the end of a month of the shop (yyyy-mm), or a moment (ISO 8601). */
export type DueMark = string;

/** How urgent a piece of maintenance is. */
export type DueState = 'overdue' | 'soon' | 'later' | 'unknown' | 'finished';

/** When a piece of maintenance is due as of a moment. */
export type Due = {
  state: DueState;
  /** From when on it is overdue, by date or by distance, whichever is first; ms since 1970. */
  overdueFrom: number | null;
  /** yyyy-mm in which it is due by date. */
  month: string | null;
  /** Whether the date by which it is due has passed; what is overdue by distance may be due later by date. */
  isDateOver: boolean;
  /** What the odometer will show then. */
  reading: number | null;
  /** To be driven until then, as estimated; negative: driven beyond it. */
  left: number | null;
};

const MONTH_LENGTH = 'yyyy-mm'.length;
/** More is no odometer, and no date that a workshop plans by. */
const LONGEST_DISTANCE = 10_000_000;
const MOST_A_DAY = 2_000;
const LONGEST_DAYS = 36_500;
/** So much before it is due a customer can be told of it in time; in the unit of the odometer. */
export const SOON_DISTANCE = 1_000;

/** When an item is due, by what is known `now` (ms since 1970): `reading` is the newest of the odometer at a visit. */
export function dueOf(item: PlannedItem, reading: Figure | null, now: number, zone: TimeZone): Due {
  const distance = distanceDue(item, reading);
  const left = distance === null ? null : distance.left - drivenSince(distance.at, item, now);
  const overdueFrom = overdueFromOf(dueMark(item, reading), zone);
  const byDate = overdueFromOf(momentMark(daysDue(item)) ?? monthOf(item), zone);
  const month = byDate === null ? null : monthAt(byDate - 1, zone);
  const isDateOver = byDate !== null && byDate <= now;
  const roundLeft = left === null ? null : Math.round(left);
  const due = { overdueFrom, month, isDateOver, reading: distance?.reading ?? null, left: roundLeft };
  return { ...due, state: stateOf(item, due, now, zone) };
}

/**
 * What makes an item overdue, in so few words that each card can carry it: the date or the distance, whichever is first. Null
 * where nothing known does, or it is done.
 */
export function dueMark(item: PlannedItem, reading: Figure | null): DueMark | null {
  if (item.finishedAt !== null) return null;
  const moments = [daysDue(item), distanceCrossed(item, distanceDue(item, reading))].filter((at) => at !== null);
  const month = monthOf(item);
  if (moments.length === 0) return month;
  const from = Math.min(...moments);
  return month !== null && Date.UTC(...yearAndMonth(month)) <= from ? month : momentMark(from);
}

/** From when on something is overdue in a zone; ms since 1970. A month is due until it ends. */
export function overdueFromOf(mark: DueMark | null, zone: TimeZone): number | null {
  if (mark === null) return null;
  return mark.length === MONTH_LENGTH ? momentOf(Date.UTC(...yearAndMonth(mark)), zone) : Date.parse(mark);
}

/** As Date.UTC takes them, of the month after it. */
function yearAndMonth(month: string): [year: number, month: number] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return [year, number];
}

function momentMark(moment: number | null): DueMark | null {
  return moment === null ? null : new Date(moment).toISOString();
}

/** yyyy-mm that the calendar of that zone shows. */
export function monthAt(moment: number, zone: TimeZone): string {
  return new Date(wallTime(moment, zone)).toISOString().slice(0, 7);
}

function stateOf(item: PlannedItem, due: Omit<Due, 'state'>, now: number, zone: TimeZone): DueState {
  if (item.finishedAt !== null) return 'finished';
  if (due.overdueFrom !== null && due.overdueFrom <= now) return 'overdue';
  if (due.month === monthAt(now, zone) || (due.left !== null && due.left <= SOON_DISTANCE)) return 'soon';
  return due.month === null && due.left === null ? 'unknown' : 'later';
}

/** The month that was named. Stated days name the day itself, so they come before it. */
function monthOf({ month, overdueDays }: PlannedItem): string | null {
  const isKnown = month !== null && month >= '1990' && month < '2200';
  return isKnown && daysOf(overdueDays) === null ? month : null;
}

/** The moment named by the days that it was overdue, or has until then where they are negative. */
function daysDue({ overdueDays }: PlannedItem): number | null {
  const days = daysOf(overdueDays);
  return days === null || overdueDays === null ? null : overdueDays.at - days * DAY_MS;
}

/** Nought is what a field holds that nobody has filled in. */
function daysOf(days: Figure | null): number | null {
  return days !== null && days.value !== 0 && Math.abs(days.value) <= LONGEST_DAYS ? days.value : null;
}

type DistanceDue = { left: number; at: number; reading: number | null };

/**
 * What is left to drive, as of the last moment at which something is known of it. In AutoX3's samples the next replacement is
 * a reading of the odometer and not a distance from it: 1242 driven, due at 854, overdue by 388. One that lies far below what
 * the odometer showed is neither.
 */
function distanceDue(item: PlannedItem, newest: Figure | null): DistanceDue | null {
  const odometer = item.odometer !== null && isDistance(item.odometer.value) ? item.odometer : null;
  const stated = statedLeft(item, odometer);
  if (stated === null) return null;
  const reading = odometer === null ? null : Math.round(odometer.value + stated.left);
  if (odometer === null || newest === null || !isOfOneOdometer(odometer, newest, item)) return { ...stated, reading };
  return { left: stated.left - (newest.value - odometer.value), at: newest.at, reading };
}

function statedLeft(
  { cycle, overdueDistance: over }: PlannedItem,
  odometer: Figure | null,
): { left: number; at: number } | null {
  if (over !== null && over.value !== 0 && Math.abs(over.value) <= LONGEST_DISTANCE)
    return { left: -over.value, at: over.at };
  if (odometer === null || cycle === null || !isDistance(cycle) || odometer.value > 2 * cycle) return null;
  return { left: cycle - odometer.value, at: odometer.at };
}

/**
 * Whether the reading of a later visit goes on from the plan's: AutoX3 does not say whether the plan's figure is the odometer
 * or what was driven since the last replacement. One that went backwards is the newest all the same.
 */
function isOfOneOdometer(plan: Figure, newest: Figure, item: PlannedItem): boolean {
  if (newest.at < plan.at || !isDistance(newest.value)) return false;
  const most = 1_000 + Math.max(3 * perDayOf(item), 100) * ((newest.at - plan.at) / DAY_MS);
  return newest.value - plan.value <= most;
}

/** From when on it is driven beyond; null where nobody knows how much is driven, or it is for another generation. */
function distanceCrossed(item: PlannedItem, due: DistanceDue | null): number | null {
  if (due === null) return null;
  if (due.left < 0) return due.at;
  const perDay = perDayOf(item);
  const days = perDay === 0 ? Number.POSITIVE_INFINITY : due.left / perDay;
  return days <= LONGEST_DAYS ? Math.ceil(due.at + days * DAY_MS) : null;
}

function drivenSince(at: number, item: PlannedItem, now: number): number {
  return perDayOf(item) * Math.max(0, (now - at) / DAY_MS);
}

/** Nought where it is not known: an estimate never says more than somebody has stated. */
function perDayOf({ perDay }: PlannedItem): number {
  return perDay !== null && perDay > 0 && perDay <= MOST_A_DAY ? perDay : 0;
}

function isDistance(value: number): boolean {
  return value > 0 && value <= LONGEST_DISTANCE;
}

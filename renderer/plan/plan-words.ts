import type { TFunction } from 'i18next';
import type { DistanceUnit } from '../../shared/shop.ts';
import type { Maintenance, VehicleMaintenance } from '../../shared/vehicle-maintenance.ts';
import type { Formats } from '../ui/formats.ts';

/** Items that are due together, under one heading. */
export interface PlanGroup {
  readonly heading: string;
  readonly isOverdue: boolean;
  readonly items: readonly Maintenance[];
}

/** A month, yyyy-mm, as one reads it. */
export function monthWords(formats: Formats, month: string): string {
  // Its middle is in that month in every zone.
  return formats.month(Date.parse(`${month}-15T12:00:00Z`));
}

/** When something is due, by date and by distance; empty where nothing is known. */
export function dueWords(
  t: TFunction,
  formats: Formats,
  { month, isDateOver, left, reading }: Maintenance,
  unit: DistanceUnit,
): string[] {
  const distance = (value: number): string => formats.distance(value, unit);
  return [
    ...(month === null
      ? []
      : [t(isDateOver ? 'plan.was-due-in' : 'plan.due-in', { month: monthWords(formats, month) })]),
    ...(left === null ? [] : [t(left < 0 ? 'plan.beyond' : 'plan.to-go', { distance: distance(Math.abs(left)) })]),
    ...(reading === null ? [] : [t('plan.due-at', { distance: distance(reading) })]),
  ];
}

/** The items that are not done, as a timeline: what is overdue or due soon, then month by month, then the others. */
export function planGroups(t: TFunction, formats: Formats, { items }: VehicleMaintenance): PlanGroup[] {
  const groups = new Map<string, Maintenance[]>();
  for (const item of items) {
    if (item.state === 'finished') continue;
    const heading = headingOf(t, formats, item);
    groups.set(heading, [...(groups.get(heading) ?? []), item]);
  }
  return [...groups].map(([heading, found]) => ({ heading, isOverdue: found[0]?.state === 'overdue', items: found }));
}

function headingOf(t: TFunction, formats: Formats, { state, expected }: Maintenance): string {
  if (state === 'overdue' || state === 'soon' || state === 'unknown') return t(`plan.state.${state}`);
  return expected === null ? t('plan.state.by-distance') : monthWords(formats, expected);
}

/** What the desk should speak of now. */
export function isDue({ state }: Maintenance): boolean {
  return state === 'overdue' || state === 'soon';
}

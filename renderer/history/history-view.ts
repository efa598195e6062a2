import { type CalendarDay, daysLater, startOfDay } from '../../shared/calendar.ts';
import { HistoryDamage, type HistoryFilter, HistoryLights, HistoryPlace } from '../../shared/history.ts';
import type { TimeZone } from '../../shared/time-zone.ts';
import { given } from '../ui/given.ts';
import type { PageQuery } from '../ui/place.ts';

/** What the history shows, as it stands in the address: days are those of the shop, both of them included. */
export type HistoryView = Omit<HistoryFilter, 'from' | 'to'> & { from?: string; to?: string };

/** Members of a view that are set, or taken away. */
export type HistoryChange = { [K in keyof HistoryView]?: HistoryView[K] | undefined };

const LONGEST = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address, which anybody may have written: what cannot be meant is left out. */
export function viewOf(query: URLSearchParams): HistoryView {
  const text = (name: string): string | undefined => query.get(name)?.slice(0, LONGEST);
  const day = (name: string): string | undefined => {
    const value = query.get(name) ?? '';
    return DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  return given({
    q: text('q') || undefined,
    from: day('from'),
    to: day('to'),
    place: HistoryPlace.safeParse(query.get('place')).data,
    store: text('store'),
    adviser: text('adviser'),
    lights: HistoryLights.safeParse(query.get('lights')).data,
    lightCode: text('code'),
    damage: HistoryDamage.safeParse(query.get('damage')).data,
  });
}

/** The address of a view. */
export function queryOf({ lightCode, ...view }: HistoryChange): PageQuery {
  return given({ ...view, q: view.q || undefined, code: lightCode });
}

/** What the station is asked for, with the days of a zone as moments. */
export function filterOf({ from, to, q, ...view }: HistoryView, zone: TimeZone): HistoryFilter {
  return given({
    ...view,
    q: q?.trim() || undefined,
    ...momentsOf({ from, to }, zone),
  });
}

/** Days of a zone, both of them included, as the moments that the station is asked for. */
export function momentsOf(
  { from, to }: { from?: CalendarDay | undefined; to?: CalendarDay | undefined },
  zone: TimeZone,
): { from?: string; to?: string } {
  return given({
    from: from === undefined ? undefined : beginOf(from, zone),
    to: to === undefined ? undefined : beginOf(daysLater(to, 1), zone),
  });
}

/** Whether anything but the search narrows the list. */
export function isFiltered({ q: _, ...filters }: HistoryView): boolean {
  return Object.keys(filters).length > 0;
}

/** When a day begins in a zone, as the station is told it. */
function beginOf(day: CalendarDay, zone: TimeZone): string {
  return new Date(startOfDay(day, zone)).toISOString();
}

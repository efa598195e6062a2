import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type CalendarDay, calendarDay } from '../../shared/calendar.ts';
import type { DayRange, DayReport } from '../../shared/day-report.ts';
import type { TimeZone } from '../../shared/time-zone.ts';
import { localeFor } from '../ui/formats.ts';
import { useShopZone } from '../ui/shop-zone.ts';

/** What the report writes in the reader's way. */
export interface DayFormats {
  /** The range in full, for its heading. */
  range(range: DayRange): string;
  /** The range as short as it can be told from another. */
  shortRange(range: DayRange): string;
  percent(part: number, whole: number): string;
  /** A difference with its sign. */
  difference(value: number): string;
  /** The labels of all slots, each its own: an hour that comes twice is told by its offset. */
  slots(report: Pick<DayReport, 'unit' | 'slots'>): string[];
}

const noonOf = (day: CalendarDay): number => Date.parse(`${day}T12:00:00Z`);

/** Formats for one locale and the zone of the shop. */
export function createDayFormats(locale: string, timeZone: TimeZone): DayFormats {
  const fullDay = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const longDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const shortDays = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const difference = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
  const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  const hourAndOffset = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return {
    range: ({ from, to }) =>
      from === to ? fullDay.format(noonOf(from)) : longDay.formatRange(noonOf(from), noonOf(to)),
    shortRange: ({ from, to }) =>
      from === to ? shortDay.format(noonOf(from)) : shortDays.formatRange(noonOf(from), noonOf(to)),
    percent: (part, whole) => percent.format(whole === 0 ? 0 : part / whole),
    difference: (value) => (value === 0 ? '±0' : difference.format(value)),
    slots({ unit, slots }) {
      const labels = slots.map(({ startsAt }) => {
        const moment = Date.parse(startsAt);
        if (unit === 'hour') return hour.format(moment);
        const noon = noonOf(calendarDay(moment, timeZone));
        return unit === 'day' ? shortDay.format(noon) : month.format(noon);
      });
      if (unit !== 'hour') return labels;
      return labels.map((label, index) =>
        label === labels[index - 1] || label === labels[index + 1]
          ? hourAndOffset.format(Date.parse(slots[index]?.startsAt ?? ''))
          : label,
      );
    },
  };
}

/** The formats of the language of the page and the zone of the shop. */
export function useDayFormats(): DayFormats {
  const { i18n } = useTranslation();
  const zone = useShopZone();
  return useMemo(() => createDayFormats(localeFor(i18n.language, navigator.languages), zone), [i18n.language, zone]);
}

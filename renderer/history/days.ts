import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY_MS } from '../../shared/calendar.ts';
import { type TimeZone, wallTime } from '../../shared/time-zone.ts';
import { localeFor } from '../ui/formats.ts';
import { useShopZone } from '../ui/shop-zone.ts';

/** The days of the shop, by number since 1970, and their names. */
export interface Days {
  /** The day of a moment, in ms since 1970. */
  of(ms: number): number;
  today(): number;
  /** As an address says it: 2026-11-24. */
  iso(day: number): string;
  /** Today and yesterday by those words, others by weekday and date, with the year where it is another. */
  name(day: number): string;
  /** The same in few letters, for the margin of a list. */
  short(day: number): string;
}

/** The days of a zone in the words of a language. */
export function createDays(t: TFunction, locale: string, zone: TimeZone, now: () => number): Days {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  const thisYear = new Intl.DateTimeFormat(locale, parts);
  const otherYear = new Intl.DateTimeFormat(locale, { ...parts, year: 'numeric' });
  const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const withYear = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: '2-digit',
    timeZone: 'UTC',
  });
  const of = (ms: number): number => Math.floor(wallTime(ms, zone) / DAY_MS);
  const today = (): number => of(now());
  const yearOf = (day: number): number => new Date(day * DAY_MS).getUTCFullYear();
  const named = (day: number, same: Intl.DateTimeFormat, other: Intl.DateTimeFormat): string => {
    const present = today();
    if (day === present) return t('history.today');
    if (day === present - 1) return t('history.yesterday');
    return (yearOf(day) === yearOf(present) ? same : other).format(day * DAY_MS);
  };
  return {
    of,
    today,
    iso: (day) => new Date(day * DAY_MS).toISOString().slice(0, 10),
    name: (day) => named(day, thisYear, otherYear),
    short: (day) => named(day, dayAndMonth, withYear),
  };
}

/** The days of the shop in the language of the page. */
export function useDays(): Days {
  const { t, i18n } = useTranslation();
  const zone = useShopZone();
  const { language } = i18n;
  return useMemo(() => createDays(t, localeFor(language, navigator.languages), zone, Date.now), [t, language, zone]);
}

import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY_MS } from '../../shared/calendar.ts';
import type { Card } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import type { DistanceUnit } from '../../shared/shop.ts';
import { minutes, minutesOf, type TimeOfDay } from '../../shared/time-of-day.ts';
import { type TimeZone, wallTime } from '../../shared/time-zone.ts';
import { ageParts } from './age-parts.ts';
import { useShopZone } from './shop-zone.ts';

/** Everything that turns values into the reader's words and numbers. */
export interface Formats {
  age(ms: number): string;
  ago(ms: number): string;
  /** How long something took: within the first minute in seconds. */
  wait(ms: number): string;
  /** A moment of the shop's today as the time alone, an earlier one with its day. */
  moment(iso: string): string;
  /** The same with its seconds. */
  exact(iso: string): string;
  time(ms: number): string;
  /** What a clock shows, whatever the day. */
  timeOfDay(time: TimeOfDay): string;
  /** A moment soon to come: of today the time alone, within a week with its weekday, else with its day. */
  due(iso: string): string;
  /** The day of a moment as one says it, with its year where that is not the present one. */
  date(iso: string): string;
  /** The same where there is little room. */
  shortDate(iso: string): string;
  /** A month with its year. */
  month(ms: number): string;
  /** A calendar day, which is the same day everywhere. */
  day(isoDate: string): string;
  distance(value: number, unit: DistanceUnit): string;
  number(value: number): string;
}

/**
 * The browser's own variety of the language of the page, such as en-GB; it decides how dates and numbers look. A browser
 * may name one that no standard knows (`en-US@posix` where the system has no locale): that one is passed over.
 */
export function localeFor(language: string, browser: readonly string[]): string {
  const root = language.split('-')[0] ?? language;
  return browser.find((locale) => locale.split('-')[0] === root && isLocale(locale)) ?? language;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** Formats for one language and the time zone of the shop; `t` supplies the words. */
export function createFormats(t: TFunction, locale: string, timeZone: TimeZone): Formats {
  const timeOnly = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  const clockOnly = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  const weekdayAndTime = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  const dayAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const secondOnly = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone });
  const dayAndSecond = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone });
  const dayOnly = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone });
  const dayMonthYear = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone });
  const shortWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: '2-digit', timeZone });
  const monthAndYear = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone });
  const yearOnly = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone });
  const isToday = (iso: string): boolean => dayOf(Date.parse(iso), timeZone) === dayOf(Date.now(), timeZone);
  const isThisYear = (iso: string): boolean => yearOnly.format(Date.parse(iso)) === yearOnly.format(Date.now());
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const kilometres = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 });
  const seconds = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    maximumFractionDigits: 1,
  });
  const miles = new Intl.NumberFormat(locale, { style: 'unit', unit: 'mile', maximumFractionDigits: 1 });
  return {
    age(ms) {
      const parts = ageParts(ms);
      switch (parts.kind) {
        case 'clock':
          return parts.text;
        case 'minutes':
          return t('age.minutes', { minutes: parts.minutes });
        case 'hours':
          return t('age.hours', { hours: parts.hours, minutes: parts.minutes });
        case 'days':
          return t('age.days', { days: parts.days, hours: parts.hours });
      }
    },
    ago(ms) {
      const minutes = Math.floor(Math.max(0, ms) / 60_000);
      if (minutes < 1) return t('ago.now');
      if (minutes < 60) return t('ago.minutes', { minutes });
      const hours = Math.floor(minutes / 60);
      return hours < 48 ? t('ago.hours', { hours }) : t('ago.days', { days: Math.floor(hours / 24) });
    },
    wait(ms) {
      return ms < 60_000 ? seconds.format(Math.max(0, ms) / 1_000) : this.age(ms);
    },
    moment: (iso) => (isToday(iso) ? timeOnly : dayAndTime).format(Date.parse(iso)),
    exact: (iso) => (isToday(iso) ? secondOnly : dayAndSecond).format(Date.parse(iso)),
    time: (ms) => timeOnly.format(ms),
    timeOfDay: (time) => clockOnly.format(minutes(minutesOf(time))),
    due(iso) {
      const ms = Date.parse(iso);
      if (isToday(iso)) return timeOnly.format(ms);
      // Six days: a week from now has the weekday of today.
      const isNear = Math.abs(ms - Date.now()) < 6 * DAY_MS;
      return (isNear ? weekdayAndTime : dayAndTime).format(ms);
    },
    date: (iso) => (isThisYear(iso) ? dayAndMonth : dayMonthYear).format(Date.parse(iso)),
    shortDate: (iso) => (isThisYear(iso) ? short : shortWithYear).format(Date.parse(iso)),
    month: (ms) => monthAndYear.format(ms),
    day: (isoDate) => dayOnly.format(new Date(`${isoDate}T00:00:00Z`)),
    distance: (value, unit) => (unit === 'mi' ? miles : kilometres).format(value),
    number: (value) => whole.format(value),
  };
}

/** Days since 1970 on the wall clock of a zone. */
function dayOf(ms: number, timeZone: TimeZone): number {
  return Math.floor(wallTime(ms, timeZone) / minutes(24 * 60));
}

const made = new Map<string, Formats>();

/** The formats of the language of the page and the zone of the shop; one set for all that is drawn with them. */
export function useFormats(): Formats {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const timeZone = useShopZone();
  return useMemo(() => {
    const key = `${language} ${timeZone}`;
    const known = made.get(key) ?? createFormats(t, localeFor(language, navigator.languages), timeZone);
    made.set(key, known);
    return known;
  }, [t, language, timeZone]);
}

/** The plate as plain text for labels and sentences. */
export function plateText(t: TFunction, plate: string | null): string {
  return plate === null ? t('plate.none') : isolated(plate);
}

/** Brand and trim in one line; null when neither was sent. */
export function vehicleText(card: Pick<Card, 'brand' | 'style'>): string | null {
  const parts = [card.brand, card.style].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

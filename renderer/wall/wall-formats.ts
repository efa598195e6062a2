import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormats, type Formats, localeFor } from '../ui/formats.ts';

/** What a wall turns values into words and numbers with. */
export interface WallFormats extends Formats {
  /** Weekday and date, beside the clock. */
  today(ms: number): string;
}

const made = new Map<string, WallFormats>();

/** The formats of the language of the wall; one set for all that is drawn in it. */
export function useWallFormats(): WallFormats {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => {
    const locale = localeFor(language, navigator.languages);
    const dayOnly = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
    const known = made.get(language) ?? { ...createFormats(t, locale), today: (ms: number) => dayOnly.format(ms) };
    made.set(language, known);
    return known;
  }, [t, language]);
}

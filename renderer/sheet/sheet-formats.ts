import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeFor } from '../ui/formats.ts';
import { useShopZone } from '../ui/shop-zone.ts';

/** A moment with its day, whichever day it is read on; in the language of the sheet and the time of the shop. */
export function useMoment(): (iso: string) => string {
  const { i18n } = useTranslation();
  const zone = useShopZone();
  return useMemo(() => {
    const locale = localeFor(i18n.language, navigator.languages);
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
    return (iso) => format.format(new Date(iso));
  }, [i18n.language, zone]);
}

import { useTranslation } from 'react-i18next';
import { calendarDay } from '../../../shared/calendar.ts';
import { minutes } from '../../../shared/time-of-day.ts';
import { useFormats } from '../../ui/formats.ts';
import { useShopZone } from '../../ui/shop-zone.ts';

const MINUTE_MS = minutes(1);

/** Writes a time from one moment to another by the minutes that it touches: what lies in it is never left out. */
export function useRange(): (from: string, to: string) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const zone = useShopZone();
  return (from, to) => {
    const begin = Math.floor(Date.parse(from) / MINUTE_MS) * MINUTE_MS;
    const end = Math.ceil(Date.parse(to) / MINUTE_MS) * MINUTE_MS;
    const isOneDay = calendarDay(begin, zone) === calendarDay(end, zone);
    return t(isOneDay ? 'blind.range' : 'blind.range-days', {
      from: formats.moment(new Date(begin).toISOString()),
      to: isOneDay ? formats.time(end) : formats.moment(new Date(end).toISOString()),
    });
  };
}

import { isTimeZone, type TimeZone } from '../../shared/time-zone.ts';

/** Browsers list some zones by names that their cities have given up: nobody looks for Kolkata under Calcutta. */
const RENAMED: Readonly<Record<string, TimeZone>> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** The zones to choose from, by the alphabet; the one that is set is among them, whatever this browser lists. */
export function timeZones(set: TimeZone | null): readonly TimeZone[] {
  const listed = Intl.supportedValuesOf('timeZone').map((name) => {
    const today = RENAMED[name];
    return today !== undefined && isTimeZone(today) ? today : name;
  });
  return [...new Set([...listed, 'UTC', ...(set === null ? [] : [set])])].sort();
}

/** A zone as people write it. */
export function zoneText(zone: TimeZone): string {
  return zone.replaceAll('_', ' ');
}

import { createInstance } from 'i18next';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ageParts } from '../../../renderer/ui/age-parts.ts';
import { createFormats, localeFor, plateText, vehicleText } from '../../../renderer/ui/formats.ts';
import { en } from '../../../shared/i18n/en.ts';
import { preferredLanguage } from '../../../shared/i18n/languages.ts';
import { sayer } from '../../../shared/i18n/say.ts';
import { zhCN } from '../../../shared/i18n/zh-CN.ts';
import { isolated } from '../../../shared/isolated.ts';
import { lightName } from '../../../shared/light-name.ts';
import { ownTimeZone } from '../../../shared/time-zone.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LONDON = 'Europe/London';

const i18n = createInstance();
beforeAll(async () => {
  const resources = { en: { translation: en }, 'zh-CN': { translation: zhCN } };
  await i18n.init({
    lng: 'en',
    resources,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
});

describe('a time that is due', () => {
  const now = new Date();
  const onDay = (days: number): string =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 16, 30).toISOString();

  it.each<[string, number, string, RegExp]>([
    ['today is the time alone', 0, 'en-GB', /^16:30$/],
    ['tomorrow has its weekday', 1, 'en-GB', /^[A-Z][a-z]{2},? 16:30$/],
    ['tomorrow has its weekday in Chinese', 1, 'zh-CN', /^周.16:30$/],
    ['in a week has its day, since the weekday would be that of today', 7, 'en-GB', /^\d+ \w+ \d{4}, 16:30$/],
  ])('%s', (_what, days, locale, text) => {
    expect(createFormats(i18n.t, locale, ownTimeZone()).due(onDay(days))).toMatch(text);
  });
});

describe('an age', () => {
  it.each([
    [0, '0:00'],
    [38 * SECOND, '0:38'],
    [2 * MINUTE + 41 * SECOND, '2:41'],
    [4 * MINUTE + 59 * SECOND, '4:59'],
    [5 * MINUTE, '5 min'],
    [18 * MINUTE + 59 * SECOND, '18 min'],
    [HOUR, '1 h 00'],
    [HOUR + 12 * MINUTE, '1 h 12'],
    [25 * HOUR, '1 d 1 h'],
  ])('of %i ms reads %s', (ms, text) => {
    expect(createFormats(i18n.t, 'en', LONDON).age(ms)).toBe(text);
  });

  it('is never negative when the clock of the station is ahead', () => {
    expect(ageParts(-90 * SECOND)).toEqual({ kind: 'clock', text: '0:00' });
  });

  it('reads as Chinese in Chinese', () => {
    const formats = createFormats(i18n.getFixedT('zh-CN'), 'zh-CN', LONDON);
    expect(formats.age(HOUR + 12 * MINUTE)).toBe('1 小时 12 分');
  });
});

describe('words and numbers', () => {
  it('show a manufacture date as the same calendar day everywhere', () => {
    expect(createFormats(i18n.t, 'en-GB', LONDON).day('2012-01-01')).toBe('1 Jan 2012');
  });

  it('say a time of day as it is set, whatever the zone', () => {
    for (const zone of [LONDON, 'Asia/Shanghai', 'Pacific/Honolulu'])
      expect(createFormats(i18n.t, 'en-GB', zone).timeOfDay('07:05')).toBe('07:05');
    expect(createFormats(i18n.t, 'en-US', LONDON).timeOfDay('19:30')).toBe('07:30 PM');
  });

  it("give distances in the shop's unit", () => {
    const formats = createFormats(i18n.t, 'en', LONDON);
    expect(formats.distance(67_000, 'km')).toBe('67,000 km');
    expect(formats.distance(67_000.5, 'mi')).toBe('67,000.5 mi');
  });

  it("follow the browser's variety of the chosen language", () => {
    expect(localeFor('en', ['zh-CN', 'en-GB'])).toBe('en-GB');
    expect(localeFor('zh-CN', ['en-US'])).toBe('zh-CN');
    // A headless Linux names this one, and Intl throws on it.
    expect(localeFor('en', ['en-US@posix', 'en-GB'])).toBe('en-GB');
    expect(localeFor('en', ['en-US@posix'])).toBe('en');
  });

  it('keep a bidi override to itself and leave plain text alone', () => {
    expect(isolated('AB12')).toBe('AB12');
    expect(isolated('AB\u202e12')).toBe('\u2068AB\u202e12\u2069');
    expect(plateText(i18n.t, null)).toBe('No plate');
  });

  it('name a vehicle by what was sent', () => {
    expect(vehicleText({ brand: 'BMW', style: null })).toBe('BMW');
    expect(vehicleText({ brand: null, style: null })).toBeNull();
  });

  it('name a light by its code where that is known, else by its label', () => {
    expect(lightName(sayer(i18n.t), { code: '16', label: 'Oli low' })).toBe('Oil low');
    expect(lightName(sayer(i18n.t), { code: '33', label: 'Tyre' })).toBe('Tyre');
    expect(lightName(sayer(i18n.t), { code: '33', label: null })).toBe('Light 33');
    expect(lightName(sayer(i18n.t), { code: null, label: null })).toBe('Unnamed light');
  });
});

describe('a moment', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** How a moment is said at another one, by a shop in a zone. */
  const said = (moment: string, now: string, zone: string, locale = 'en-GB'): string => {
    vi.setSystemTime(now);
    return createFormats(i18n.t, locale, zone).moment(moment);
  };

  it.each([
    ['Europe/London', '23:30'],
    ['Asia/Shanghai', '07:30'],
    ['America/New_York', '18:30'],
  ])('of today is said by the clock of a shop in %s, in the manner of the reader', (zone, time) => {
    expect(said('2026-03-03T23:30:00Z', '2026-03-03T23:40:00Z', zone)).toBe(time);
    const american = said('2026-03-03T23:30:00Z', '2026-03-03T23:40:00Z', zone, 'en-US');
    expect(american).toMatch(/^0[67]:30 (AM|PM)$|^11:30 PM$/);
  });

  it.each([
    ['yesterday once it is midnight in the shop', '2026-03-03T15:59:00Z', '2026-03-03T16:01:00Z', '3 Mar 2026, 23:59'],
    ['today although it is yesterday elsewhere', '2026-03-03T16:01:00Z', '2026-03-04T15:59:00Z', '00:01'],
    ['a year ago, on the same day', '2025-03-03T16:01:00Z', '2026-03-03T16:01:00Z', '4 Mar 2025, 00:01'],
  ])('is %s', (_when, moment, now, text) => {
    expect(said(moment, now, 'Asia/Shanghai')).toBe(text);
    const seconds = moment.replace('Z', '').slice(-3);
    expect(createFormats(i18n.t, 'en-GB', 'Asia/Shanghai').exact(moment)).toBe(`${text}${seconds}`);
  });

  it.each([
    ['before the clocks go forward', '2026-03-29T00:59:00Z', '00:59'],
    ['after it', '2026-03-29T01:01:00Z', '02:01'],
    ['late in the evening of that day', '2026-03-29T22:59:00Z', '23:59'],
    ['before midnight of that day', '2026-03-28T23:59:00Z', '28 Mar 2026, 23:59'],
    ['after midnight of the day after', '2026-03-29T23:01:00Z', '30 Mar 2026, 00:01'],
  ])('is right %s', (_when, moment, text) => {
    expect(said(moment, '2026-03-29T12:00:00Z', LONDON)).toBe(text);
  });
});

describe('the language of a browser', () => {
  it.each([
    ['zh-CN', ['en-GB'], 'zh-CN'],
    [null, ['zh-Hans-CN', 'en'], 'zh-CN'],
    [null, ['de-DE', 'zh'], 'zh-CN'],
    [null, ['de-DE'], 'en'],
    [null, [], 'en'],
    ['nonsense', ['en-US'], 'en'],
  ])('stored as %s, with %j, is %s', (stored, browser, language) => {
    expect(preferredLanguage(stored, browser)).toBe(language);
  });
});

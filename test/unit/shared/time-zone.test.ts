import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, momentOf, ownTimeZone, TimeZone, wallTime } from '../../../shared/time-zone.ts';
import { inZone } from './zone.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);

describe('a time zone', () => {
  it.each(['Europe/London', 'Asia/Shanghai', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'UTC'])('is %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
    expect(TimeZone.parse(name)).toBe(name);
  });

  it.each<unknown>([
    'Mars/Base',
    'Etc/Unknown',
    '',
    ' Europe/London',
    'Europe/London\n',
    '+01:00',
    'Europe/Londön',
    '../../etc/passwd',
    `Europe/${'London'.repeat(20)}`,
    null,
    0,
    ['UTC'],
  ])('is not %j', (name) => {
    expect(TimeZone.safeParse(name).success).toBe(false);
  });

  it('of this PC is the one in which its clock stands', () => {
    inZone('Asia/Tokyo', () => expect(ownTimeZone()).toBe('Asia/Tokyo'));
  });
});

describe('a clock on the wall', () => {
  it.each([
    ['Europe/London', '2026-01-15T12:00:00', '2026-01-15T12:00:00'],
    ['Europe/London', '2026-07-15T12:00:00', '2026-07-15T13:00:00'],
    ['Asia/Shanghai', '2026-07-15T20:30:15.250', '2026-07-16T04:30:15.250'],
    ['America/New_York', '2026-01-01T04:59:59.999', '2025-12-31T23:59:59.999'],
    ['Asia/Kathmandu', '2026-01-15T12:00:00', '2026-01-15T17:45:00'],
    ['Europe/London', '2026-03-29T00:59:59.999', '2026-03-29T00:59:59.999'],
    ['Europe/London', '2026-03-29T01:00:00', '2026-03-29T02:00:00'],
  ])('in %s shows at %s UTC the time %s', (zone, moment, shown) => {
    expect(wallTime(utc(moment), zone)).toBe(utc(shown));
  });

  it.each([
    ['shows the time once', 'Europe/London', '2026-07-15T13:00:00', '2026-07-15T12:00:00'],
    ['shows it twice: the first time', 'Europe/London', '2026-10-25T01:30:00', '2026-10-25T00:30:00'],
    ['leaves it out: as far into the hour after it', 'Europe/London', '2026-03-29T01:30:00', '2026-03-29T01:30:00'],
    ['leaves a day out', 'Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00'],
  ])('that %s', (_how, zone, wall, moment) => {
    expect(momentOf(utc(wall), zone)).toBe(utc(moment));
  });

  it('leads back to the moment, but for the hour that comes twice', () => {
    const zone = fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(zone, fc.integer({ min: 0, max: Date.UTC(2040, 0) }), (name, moment) => {
        const wall = wallTime(moment, name);
        const back = momentOf(wall, name);
        expect(wallTime(back, name)).toBe(wall);
        expect(back).toBeLessThanOrEqual(moment);
      }),
    );
  });
});

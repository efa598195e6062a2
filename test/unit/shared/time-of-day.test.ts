import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfHours, Hours, lastEndOfHours, minutes, minutesOf, TimeOfDay } from '../../../shared/time-of-day.ts';
import { inZone } from './zone.ts';

const LONDON = 'Europe/London';
/** A moment of March 2026 by the clock of London, before summer time. */
const london = (day: number, hour: number, minute = 0, second = 0): number =>
  Date.UTC(2026, 2, day, hour, minute, second);

const NIGHT = { from: '22:00', to: '07:00' };
const LUNCH = { from: '12:30', to: '13:15' };

const iso = (moment: number | null): string => new Date(moment ?? Number.NaN).toISOString();

describe('hours', () => {
  it.each([
    ['before they begin', london(3, 12, 29, 59), LUNCH, null],
    ['at their first moment', london(3, 12, 30), LUNCH, london(3, 13, 15)],
    ['in between', london(3, 13, 14, 59), LUNCH, london(3, 13, 15)],
    ['at their end, which is outside', london(3, 13, 15), LUNCH, null],
    ['across midnight, in the evening', london(3, 22), NIGHT, london(4, 7)],
    ['across midnight, at midnight', london(4, 0), NIGHT, london(4, 7)],
    ['across midnight, in the morning', london(4, 6, 59, 59), NIGHT, london(4, 7)],
    ['across midnight, at their end', london(4, 7), NIGHT, null],
    ['across midnight, by day', london(4, 15), NIGHT, null],
    ['across the end of a month', Date.UTC(2026, 0, 31, 23), NIGHT, Date.UTC(2026, 1, 1, 7)],
    ['of equal times', london(3, 12), { from: '12:00', to: '12:00' }, null],
    ['to midnight', london(3, 23, 59), { from: '18:00', to: '00:00' }, london(4, 0)],
    ['of a whole day but a minute', london(3, 23, 58, 59), { from: '00:00', to: '23:59' }, london(3, 23, 59)],
  ])('%s', (_when, now, hours, end) => {
    expect(endOfHours(now, hours, LONDON)).toBe(end);
  });

  it.each([
    ['Asia/Shanghai', '2026-03-03T23:00:00.000Z'],
    ['America/New_York', '2026-03-04T12:00:00.000Z'],
    ['Asia/Kabul', '2026-03-04T02:30:00.000Z'],
  ])('are those of the clock in %s, wherever the program runs', (zone, end) => {
    const oneInTheMorning = Date.parse(end) - minutes(6 * 60);
    for (const where of ['Pacific/Kiritimati', 'Pacific/Honolulu', zone]) {
      inZone(where, () => expect(iso(endOfHours(oneInTheMorning, NIGHT, zone))).toBe(end));
    }
  });

  it('are an hour shorter in the night in which clocks go forward', () => {
    const evening = Date.UTC(2026, 2, 28, 22);
    expect(endOfHours(evening, NIGHT, LONDON)).toBe(evening + minutes(8 * 60));
  });

  it('are an hour longer in the night in which clocks go back', () => {
    const evening = Date.UTC(2026, 9, 24, 21);
    expect(endOfHours(evening, NIGHT, LONDON)).toBe(evening + minutes(10 * 60));
  });

  it('end the first time that the clock shows their end, in the hour that comes twice', () => {
    const hours = { from: '22:00', to: '01:30' };
    const end = endOfHours(Date.UTC(2026, 9, 24, 22), hours, LONDON);
    expect(iso(end)).toBe('2026-10-25T00:30:00.000Z');
    expect(endOfHours((end ?? 0) + minutes(59), hours, LONDON)).toBeNull();
  });

  it('may end in the hour that is left out', () => {
    const end = endOfHours(Date.UTC(2026, 2, 8, 4), { from: '22:00', to: '02:30' }, 'America/New_York');
    expect(iso(end)).toBe('2026-03-08T07:30:00.000Z');
  });

  it('begin at midnight also in the night in which there is no midnight', () => {
    const hours = { from: '00:00', to: '06:00' };
    // In Santiago the clock goes from 23:59 on to 01:00.
    const end = endOfHours(Date.parse('2026-09-06T04:00:00Z'), hours, 'America/Santiago');
    expect(iso(end)).toBe('2026-09-06T09:00:00.000Z');
    expect(endOfHours(Date.parse('2026-09-06T03:59:59Z'), hours, 'America/Santiago')).toBeNull();
  });

  it('know clocks that change by half an hour', () => {
    const evening = Date.parse('2026-10-03T11:30:00Z');
    expect(iso(endOfHours(evening, NIGHT, 'Australia/Lord_Howe'))).toBe('2026-10-03T20:00:00.000Z');
  });

  const time = fc.integer({ min: 0, max: 1439 }).map(timeOf);
  const moment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });

  it('end in the future, at the time of day that they name', () => {
    // A year whose clocks stand still.
    inZone('Asia/Shanghai', () => {
      fc.assert(
        fc.property(moment, time, time, (now, from, to) => {
          const end = endOfHours(now, { from, to }, 'Asia/Shanghai');
          const clock = new Date(now);
          const minute = clock.getHours() * 60 + clock.getMinutes();
          const [begin, until] = [minutesOf(from), minutesOf(to)];
          const isWithin = begin <= until ? begin <= minute && minute < until : begin <= minute || minute < until;
          expect(end !== null).toBe(isWithin);
          if (end === null) return;
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThanOrEqual(minutes(24 * 60));
          expect(timeOf(new Date(end).getHours() * 60 + new Date(end).getMinutes())).toBe(to);
        }),
      );
    });
  });

  it.each([
    LONDON,
    'America/New_York',
    'America/St_Johns',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kabul',
    'Pacific/Apia',
  ])('are those that a program in %s reckons by its own clock, at every moment of the year', (zone) => {
    // Half of the moments lie around a change of clocks.
    const near = fc
      .tuple(
        fc.constantFrom(...changesOf(zone), Date.UTC(2026, 5)),
        fc.integer({ min: -minutes(1800), max: minutes(1800) }),
      )
      .map(([change, off]) => change + off);
    inZone(zone, () => {
      fc.assert(
        fc.property(fc.oneof(near, moment), time, time, (now, from, to) => {
          expect(endOfHours(now, { from, to }, zone)).toBe(endByOwnClock(now, { from, to }));
        }),
        { numRuns: 400 },
      );
    });
  });

  it('have last ended where a clock that goes back meets them first', () => {
    inZone('Asia/Shanghai', () => {
      fc.assert(
        fc.property(moment, time, time, (now, from, to) => {
          const hours = { from, to };
          const end = lastEndOfHours(now, hours, 'Asia/Shanghai');
          expect(end === null).toBe(from === to);
          if (end === null) return;
          expect(end).toBeLessThanOrEqual(now);
          expect(now - end).toBeLessThan(minutes(24 * 60));
          expect(endOfHours(end - 1, hours, 'Asia/Shanghai')).toBe(end);
        }),
      );
    });
    const [spring, autumn] = [Date.UTC(2026, 2, 29, 12), Date.UTC(2026, 9, 25, 12)];
    expect(iso(lastEndOfHours(spring, NIGHT, LONDON))).toBe('2026-03-29T06:00:00.000Z');
    expect(iso(lastEndOfHours(autumn, NIGHT, LONDON))).toBe('2026-10-25T07:00:00.000Z');
    expect(iso(lastEndOfHours(london(3, 6, 59), NIGHT, LONDON))).toBe('2026-03-02T07:00:00.000Z');
  });

  it('are refused when they are no times of day', () => {
    for (const time of ['24:00', '7:00', '07:60', '07:00:00', ' 07:00', '', '0７:00', null, 7]) {
      expect(TimeOfDay.safeParse(time).success).toBe(false);
    }
    expect(Hours.safeParse({ from: '07:00', to: '08:00', also: 1 }).success).toBe(false);
    expect(Hours.safeParse({ from: '00:00', to: '23:59' }).success).toBe(true);
  });
});

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** The same by the calendar of the program's own zone: what the runtime knows of it is the measure. */
function endByOwnClock(now: number, { from, to }: Hours): number | null {
  const today = new Date(now);
  const at = (time: string, day: number): number =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + day, 0, minutesOf(time)).getTime();
  const crossesMidnight = minutesOf(from) > minutesOf(to);
  const days = crossesMidnight ? [-1, 0] : [0];
  const day = days.find((one) => at(from, one) <= now && now < at(to, one + Number(crossesMidnight)));
  return day === undefined ? null : at(to, day + Number(crossesMidnight));
}

/** The hours of 2026 in which the clocks of a zone change. */
function changesOf(zone: string): number[] {
  return inZone(zone, () => {
    const offset = (hour: number): number => new Date(Date.UTC(2026, 0, 1, hour)).getTimezoneOffset();
    const hours = Array.from({ length: 365 * 24 }, (_, hour) => hour);
    return hours.filter((hour) => offset(hour) !== offset(hour + 1)).map((hour) => Date.UTC(2026, 0, 1, hour));
  });
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfHours, Hours, minutes, minutesOf, TimeOfDay } from '../../../shared/time-of-day.ts';
import { inZone } from './zone.ts';

const local = (day: number, hour: number, minute = 0, second = 0): number =>
  new Date(2026, 2, day, hour, minute, second).getTime();

const NIGHT = { from: '22:00', to: '07:00' };
const LUNCH = { from: '12:30', to: '13:15' };

describe('hours', () => {
  it.each([
    ['before they begin', local(3, 12, 29, 59), LUNCH, null],
    ['at their first moment', local(3, 12, 30), LUNCH, local(3, 13, 15)],
    ['in between', local(3, 13, 14, 59), LUNCH, local(3, 13, 15)],
    ['at their end, which is outside', local(3, 13, 15), LUNCH, null],
    ['across midnight, in the evening', local(3, 22), NIGHT, local(4, 7)],
    ['across midnight, at midnight', local(4, 0), NIGHT, local(4, 7)],
    ['across midnight, in the morning', local(4, 6, 59, 59), NIGHT, local(4, 7)],
    ['across midnight, at their end', local(4, 7), NIGHT, null],
    ['across midnight, by day', local(4, 15), NIGHT, null],
    ['across the end of a month', new Date(2026, 2, 31, 23).getTime(), NIGHT, new Date(2026, 3, 1, 7).getTime()],
    ['of equal times', local(3, 12), { from: '12:00', to: '12:00' }, null],
    ['to midnight', local(3, 23, 59), { from: '18:00', to: '00:00' }, local(4, 0)],
    ['of a whole day but a minute', local(3, 23, 58, 59), { from: '00:00', to: '23:59' }, local(3, 23, 59)],
  ])('%s', (_when, now, hours, end) => {
    expect(endOfHours(now, hours)).toBe(end);
  });

  it('are an hour shorter in the night in which clocks go forward', () => {
    inZone('Europe/London', () => {
      const evening = new Date(2026, 2, 28, 22).getTime();
      expect(endOfHours(evening, NIGHT)).toBe(evening + minutes(8 * 60));
      expect(new Date(endOfHours(evening, NIGHT) ?? 0).getHours()).toBe(7);
    });
  });

  it('are an hour longer in the night in which clocks go back', () => {
    inZone('Europe/London', () => {
      const evening = new Date(2026, 9, 24, 22).getTime();
      expect(endOfHours(evening, NIGHT)).toBe(evening + minutes(10 * 60));
      expect(new Date(endOfHours(evening, NIGHT) ?? 0).getHours()).toBe(7);
    });
  });

  it('end the first time that the clock shows their end, in the hour that comes twice', () => {
    inZone('Europe/London', () => {
      const hours = { from: '22:00', to: '01:30' };
      const end = endOfHours(new Date(2026, 9, 24, 23).getTime(), hours);
      expect(new Date(end ?? 0).toISOString()).toBe('2026-10-25T00:30:00.000Z');
      expect(endOfHours((end ?? 0) + minutes(59), hours)).toBeNull();
    });
  });

  it('may end in the hour that is left out', () => {
    inZone('America/New_York', () => {
      const end = endOfHours(new Date(2026, 2, 7, 23).getTime(), { from: '22:00', to: '02:30' });
      expect(new Date(end ?? 0).toISOString()).toBe('2026-03-08T07:30:00.000Z');
    });
  });

  it('end in the future, at the time of day that they name', () => {
    const time = fc.integer({ min: 0, max: 1439 }).map(timeOf);
    // A year whose clocks stand still.
    inZone('Asia/Shanghai', () => {
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }), time, time, (now, from, to) => {
          const end = endOfHours(now, { from, to });
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promiseChoices } from '../../../renderer/check-in/promise-choices.ts';
import { fromWallClock, toWallClock } from '../../../renderer/check-in/wall-clock.ts';

const ZONES = [
  'UTC',
  'Europe/London',
  'Asia/Shanghai',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];

describe('the clock on the wall of a shop', () => {
  it.each([
    ['2026-03-03T16:30', 'Asia/Shanghai', '2026-03-03T08:30:00.000Z'],
    ['2026-03-03T16:30', 'Europe/London', '2026-03-03T16:30:00.000Z'],
    ['2026-07-03T16:30', 'Europe/London', '2026-07-03T15:30:00.000Z'],
    ['2026-01-01T00:10', 'Pacific/Kiritimati', '2025-12-31T10:10:00.000Z'],
    ['2026-03-29T00:59', 'Europe/London', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T02:00', 'Europe/London', '2026-03-29T01:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, iso) => {
    expect(new Date(fromWallClock(local, zone) ?? 0).toISOString()).toBe(iso);
    expect(toWallClock(Date.parse(iso), zone)).toBe(local);
  });

  it('leads there and back for every minute of every zone, but those that come twice or never', () => {
    const minute = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(minute, fc.constantFrom(...ZONES), (minutes, zone) => {
        const local = toWallClock(minutes * 60_000, zone);
        const again = fromWallClock(local, zone);
        expect(again).not.toBeNull();
        expect(toWallClock(again ?? 0, zone)).toBe(local);
      }),
    );
  });

  it('takes a time that the change of the clocks skips as one an hour from it', () => {
    const at = new Date(fromWallClock('2026-03-29T01:30', 'Europe/London') ?? 0).toISOString();
    expect(['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z']).toContain(at);
  });

  it.each(['', 'soon', '2026-03-03', '2026-13-03T10:00', '2026-03-03T25:00', '20266-03-03T10:00', '2026-03-03T10:00Z'])(
    'shows no such time as %j',
    (local) => {
      expect(fromWallClock(local, 'UTC')).toBeNull();
    },
  );
});

describe('the usual times to promise a vehicle for', () => {
  const at = (now: string, zone: string): string[] =>
    promiseChoices(Date.parse(now), zone).map((ms) => toWallClock(ms, zone));

  it('are those of today that are still to come, then those of tomorrow', () => {
    expect(at('2026-03-03T09:00:00Z', 'UTC')).toEqual([
      '2026-03-03T12:00',
      '2026-03-03T16:00',
      '2026-03-03T17:30',
      '2026-03-04T10:00',
    ]);
    expect(at('2026-12-31T16:00:00Z', 'UTC')).toEqual([
      '2026-12-31T17:30',
      '2027-01-01T10:00',
      '2027-01-01T12:00',
      '2027-01-01T16:00',
    ]);
  });

  it("go by the shop's own day", () => {
    expect(at('2026-03-03T22:00:00Z', 'Asia/Shanghai')[0]).toBe('2026-03-04T12:00');
  });
});

import { describe, expect, test } from 'vitest';
import { nextBackupAt, warningOf } from '../../../../electron/station/backup/backup-schedule.ts';
import { DEFAULT_BACKUPS } from '../../../../shared/backup-settings.ts';

const at = (iso: string): number => Date.parse(iso);
const SETTINGS = { ...DEFAULT_BACKUPS, hour: 13 };
const NOW = at('2026-06-10T15:00:00Z');
const DAY = 86_400_000;

describe('the next backup', () => {
  test.each<[string, string | null, string, string]>([
    ['is due at once where there is none', null, '2026-06-10T09:00:00Z', '2026-06-10T09:00:00Z'],
    ['waits for the hour on the shop’s clock', '2026-06-09T12:30:00Z', '2026-06-10T09:00:00Z', '2026-06-10T12:00:00Z'],
    ['is tomorrow’s after today’s', '2026-06-10T12:05:00Z', '2026-06-10T15:00:00Z', '2026-06-11T12:00:00Z'],
    ['is made up for when the hour was missed', '2026-06-09T12:30:00Z', '2026-06-10T15:00:00Z', '2026-06-10T12:00:00Z'],
    [
      'does not wait for the hour when days were missed',
      '2026-06-05T12:30:00Z',
      '2026-06-10T09:00:00Z',
      '2026-06-10T09:00:00Z',
    ],
  ])('%s', (_what, last, now, next) => {
    expect(nextBackupAt(SETTINGS, last === null ? null : at(last), at(now), 'Europe/London')).toBe(at(next));
  });

  test('is none while they are off', () => {
    expect(nextBackupAt({ ...SETTINGS, isOn: false }, null, NOW, 'UTC')).toBeNull();
  });
});

describe('the warning', () => {
  const well = {
    settings: SETTINGS,
    problem: null,
    place: 'other',
    lastAt: NOW - DAY,
    firstAt: NOW - 30 * DAY,
    startedAt: NOW - DAY,
    now: NOW,
  } as const;

  test.each<[string, Partial<Parameters<typeof warningOf>[0]>, ReturnType<typeof warningOf>]>([
    ['nothing while all is well', {}, null],
    ['that they are off', { settings: { ...SETTINGS, isOn: false } }, 'off'],
    ['that they fail, at once', { problem: 'no-room', firstAt: null }, 'failing'],
    ['that the last is too old', { lastAt: NOW - 4 * DAY }, 'too-old'],
    ['nothing of age while a PC that was off makes up for it', { lastAt: NOW - 4 * DAY, startedAt: NOW }, null],
    ['that they are on the same disk', { place: 'same-disk' }, 'same-disk'],
    ['nothing of the disk where it cannot be told', { place: 'unknown' }, null],
    ['nothing to a shop that has only just begun', { place: 'same-disk', firstAt: NOW - DAY }, null],
  ])('says %s', (_what, over, expected) => {
    expect(warningOf({ ...well, ...over })).toBe(expected);
  });
});

import { expect, test } from 'vitest';
import { outdated, ROTATION, ROTATION_BESIDE, replacedBy } from '../../../../electron/station/backup/rotation.ts';

type Kind = 'scheduled' | 'asked' | 'migration';
const backup = (at: string, kind: Kind = 'scheduled') => ({ id: at, at: new Date(at).toISOString(), kind });
const DAY = 86_400_000;

test('of two years of daily backups 7 days, 4 weeks and 12 months are kept', () => {
  const start = Date.parse('2024-12-01T12:00:00Z');
  let kept: ReturnType<typeof backup>[] = [];
  for (let day = 0; day < 730; day++) {
    kept.push(backup(new Date(start + day * DAY).toISOString()));
    const going = new Set(outdated(kept, ROTATION));
    kept = kept.filter((one) => !going.has(one));
  }
  const days = kept.map(({ at }) => Math.round((start + 729 * DAY - Date.parse(at)) / DAY)).sort((a, b) => a - b);
  expect(days.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  // A week's last, a month's last: some are both.
  expect(days.length).toBeLessThanOrEqual(23);
  expect(days.length).toBeGreaterThanOrEqual(18);
  expect(days.at(-1)).toBeGreaterThan(330);
});

test('the newest of a day is the one of that day', () => {
  const [early, late] = [backup('2026-03-01T08:00:00Z'), backup('2026-03-01T18:00:00Z', 'asked')];
  expect(outdated([early, late], ROTATION)).toEqual([early]);
});

test('the newest backup is kept whatever the rotation', () => {
  const only = backup('2020-01-01T00:00:00Z');
  expect(outdated([only], { daily: 0, weekly: 0, monthly: 0 })).toEqual([]);
});

test('one from before an update goes when daily ones have been made for a month', () => {
  const [update, day] = [
    backup('2026-01-01T00:00:00Z', 'migration'),
    (at: string) => backup(`2026-01-${at}T00:00:00Z`),
  ];
  expect(outdated([update, day('30')], ROTATION)).toEqual([]);
  expect(outdated([update, day('31')], ROTATION)).toEqual([update]);
});

test.each([
  ['beside the data', ROTATION_BESIDE, 'scheduled'],
  ['elsewhere', ROTATION, 'scheduled'],
  ['from before an update', ROTATION_BESIDE, 'migration'],
] as const)('a backup %s is gone by when it is said to be', (_, rotation, kind) => {
  for (const at of ['2026-01-01T10:00:00Z', '2026-01-31T10:00:00Z', '2026-03-29T10:00:00Z']) {
    const asked = backup(at, kind);
    let kept = [asked];
    let now = Date.parse(at);
    while (kept.includes(asked)) {
      now += DAY;
      kept.push(backup(new Date(now).toISOString()));
      const going = new Set(outdated(kept, rotation));
      kept = kept.filter((one) => !going.has(one));
    }
    expect(now).toBeLessThanOrEqual(replacedBy(asked, rotation));
  }
});

test('backups before an update are counted apart: the last two stay', () => {
  const updates = ['2026-01-01', '2026-02-01', '2026-03-01'].map((day) => backup(`${day}T00:00:00Z`, 'migration'));
  expect(outdated([...updates, backup('2026-03-02T00:00:00Z')], ROTATION).map(({ id }) => id)).toEqual([
    '2026-01-01T00:00:00Z',
  ]);
});

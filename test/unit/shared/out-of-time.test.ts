import { expect, test } from 'vitest';
import { isOutOfTime } from '../../../shared/out-of-time.ts';

const ARRIVED = '2026-03-03T12:00:00.000Z';

test.each([
  ['an hour late', '2026-03-03T11:00:00.000Z', 1, true],
  ['after all of AutoX3’s tries', '2026-03-03T11:57:30.000Z', 1, false],
  ['at once', '2026-03-03T11:59:59.000Z', 1, false],
  ['from the future', '2026-03-03T13:00:00.000Z', 1, true],
  ['and was changed an hour later', '2026-03-03T13:00:00.000Z', 2, false],
])('a check-in that arrived %s', (_when, createdAt, messageCount, expected) => {
  expect(isOutOfTime({ createdAt, arrivedAt: ARRIVED, messageCount })).toBe(expected);
});

import { expect, test } from 'vitest';
import { outOfTime } from '../../../shared/out-of-time.ts';

const ARRIVED = '2026-03-03T12:00:00.000Z';

test.each([
  ['an hour late', '2026-03-03T11:00:00.000Z', { type: 'late', ms: 3_600_000 }],
  ['after all of AutoX3’s tries', '2026-03-03T11:57:30.000Z', null],
  ['at once', '2026-03-03T11:59:59.000Z', null],
  ['a little before it was made, as clocks go', '2026-03-03T12:00:59.000Z', null],
  ['from the future', '2026-03-03T12:02:00.000Z', { type: 'early', ms: 120_000 }],
])('a message that arrived %s', (_when, createdAt, expected) => {
  expect(outOfTime(ARRIVED, createdAt)).toEqual(expected);
});

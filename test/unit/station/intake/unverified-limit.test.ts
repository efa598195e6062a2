import { expect, test } from 'vitest';
import { UnverifiedLimit } from '../../../../electron/station/intake/unverified-limit.ts';

const taken = (limit: UnverifiedLimit, now: number): number => {
  let count = 0;
  while (count < 1_000 && limit.take(now)) count += 1;
  return count;
};

test('a burst of 200 unverified requests is taken, then one a second', () => {
  const limit = new UnverifiedLimit(0);
  expect(taken(limit, 0)).toBe(200);
  expect(taken(limit, 999)).toBe(0);
  expect(taken(limit, 1_000)).toBe(1);
  expect(taken(limit, 11_000)).toBe(10);
});

test('a long silence allows no more than another burst', () => {
  const limit = new UnverifiedLimit(0);
  taken(limit, 0);
  expect(taken(limit, 10_000_000)).toBe(200);
});

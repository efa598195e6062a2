import { expect, it } from 'vitest';
import { promiseState } from '../../../renderer/board/promise.ts';
import type { Lane } from '../../../shared/check-in.ts';

const AT = '2026-03-03T16:30:00.000Z';

it.each<[Lane, string | null, string, string]>([
  ['new', AT, '15:59:59', 'calm'],
  ['new', AT, '16:00:00', 'amber'],
  ['health-check', AT, '16:30:00', 'amber'],
  ['seen', AT, '16:30:01', 'red'],
  ['ready', AT, '16:20:00', 'calm'],
  ['ready', AT, '18:00:00', 'calm'],
  ['handed-over', AT, '18:00:00', 'calm'],
  ['new', null, '18:00:00', 'calm'],
])('a vehicle in %s that is promised for %s is, at %s, %s', (lane, promisedAt, time, state) => {
  expect(promiseState({ lane, promisedAt }, Date.parse(`2026-03-03T${time}.000Z`))).toBe(state);
});

import { describe, expect, test } from 'vitest';
import { ageState, inLaneSince } from '../../../shared/ageing.ts';
import type { Lane } from '../../../shared/check-in.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';

const ARRIVED = Date.parse('2026-03-03T09:00:00.000Z');
const MOVED = Date.parse('2026-03-03T09:20:00.000Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const standing = (lane: Lane) => ({ lane, arrivedAt: iso(ARRIVED), laneChangedAt: iso(MOVED) });
const minutes = (count: number): number => count * 60_000;
const ages = {
  ...DEFAULT_SETTINGS.board.ages,
  new: { amber: 3, red: 10 },
  seen: { amber: 15, red: 45 },
  'health-check': { amber: null, red: 30 },
  ready: { amber: null, red: null },
};

describe('the age of a check-in', () => {
  test('counts from its arrival in New, from its move elsewhere', () => {
    expect(inLaneSince(standing('new'))).toBe(iso(ARRIVED));
    expect(inLaneSince(standing('seen'))).toBe(iso(MOVED));
  });

  test.each([
    ['new', ARRIVED, 0, 'calm'],
    ['new', ARRIVED, 2.99, 'calm'],
    ['new', ARRIVED, 3, 'amber'],
    ['new', ARRIVED, 9.99, 'amber'],
    ['new', ARRIVED, 10, 'red'],
    ['seen', MOVED, 14.99, 'calm'],
    ['seen', MOVED, 15, 'amber'],
    ['seen', MOVED, 45, 'red'],
    ['health-check', MOVED, 29.99, 'calm'],
    ['health-check', MOVED, 30, 'red'],
    ['ready', MOVED, 10_000, 'calm'],
    ['handed-over', MOVED, 10_000, 'calm'],
  ] as const)('in %s (from %i) is after %f min: %s', (lane, from, waited, state) => {
    expect(ageState(standing(lane), from + minutes(waited), ages)).toBe(state);
  });

  test('by a clock that is behind the station is calm', () => {
    expect(ageState(standing('new'), ARRIVED - minutes(60), ages)).toBe('calm');
  });
});

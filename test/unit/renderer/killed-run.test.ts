import { expect, test } from 'vitest';
import { type KilledWatch, killedRun, watchKilled } from '../../../renderer/reception/drills/killed-run.ts';
import { outcomeOf } from '../../../renderer/reception/drills/shown-run.ts';

const BEGUN: KilledWatch = { before: 'first', begunAt: 1_000, end: 'waited-for' };
type Now = Parameters<typeof watchKilled>[1];

/** What the steps say after these looks at the connection. */
function after(...looks: Now[]): (string | null)[] {
  const run = killedRun(looks.reduce(watchKilled, BEGUN));
  return [...run.steps.map(({ state }) => state), outcomeOf(run)];
}

const up: Now = { startedAt: 'first', isLive: true, now: 2_000 };
const gone: Now = { startedAt: 'first', isLive: false, now: 3_000 };
const back: Now = { startedAt: 'second', isLive: true, now: 4_000 };

test('a station that is killed is gone, then back as another one', () => {
  expect(after(up)).toEqual(['running', 'waiting', null]);
  expect(after(up, gone)).toEqual(['done', 'running', null]);
  expect(after(up, gone, back)).toEqual(['done', 'done', 'done']);
  expect(after(up, back), 'too fast to be seen gone').toEqual(['done', 'done', 'done']);
});

test('the same station once more is not back, and one that is away for a minute has failed for good', () => {
  expect(after(gone, { ...up, now: 5_000 })).toEqual(['done', 'running', null]);
  const late = { ...gone, now: 61_001 };
  expect(after(gone, late)).toEqual(['done', 'failed', 'failed']);
  expect(after(gone, late, back)).toEqual(['done', 'failed', 'failed']);
});

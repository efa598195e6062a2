import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { steadyPace } from '../../../../electron/station/platform/pace.ts';

const NEVER = new AbortController().signal;

test('two questions are never nearer to each other than the pace, whoever asks them and however late', async () => {
  let now = 0;
  const waits: { at: number; go: () => void }[] = [];
  const pace = steadyPace(500, {
    elapsed: () => now,
    wait: (ms) => new Promise<void>((resolve) => waits.push({ at: now + ms, go: resolve })),
  });
  const asked: number[] = [];
  const ask = () => pace.ready(NEVER).then(() => void asked.push(now));
  const all = [ask(), ask(), ask()];
  await nextTurn();
  for (const moment of [500, 1_000]) {
    now = moment;
    for (const { at, go } of waits) if (at <= now) go();
    await nextTurn();
  }
  await Promise.all(all);
  now = 1_200;
  const late = ask();
  now = 1_500;
  waits.at(-1)?.go();
  await late;
  now = 9_000;
  await ask();
  expect(asked).toEqual([0, 500, 1_000, 1_500, 9_000]);
});

test('a call that fails lets the next one go', async () => {
  const pace = steadyPace(0, { elapsed: () => 0, wait: async () => {} });
  const failing = pace.turn(() => Promise.reject(new Error('no')), NEVER);
  const next = pace.turn(async () => 'yes', NEVER);
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

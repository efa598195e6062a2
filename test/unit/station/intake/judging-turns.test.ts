import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { JudgingTurns } from '../../../../electron/station/intake/judging-turns.ts';

/** Turns with a clock that moves by what is judged, and the order in which things happened. */
function play(mostBytes = 1_000_000) {
  const happened: string[] = [];
  let now = 0;
  const turns = new JudgingTurns(() => now, mostBytes);
  const take = (name: string, bytes: number, ms: number): void =>
    turns.take({
      bytes,
      judge: () => {
        now += ms;
        happened.push(name);
      },
      refuse: () => happened.push(`${name} refused`),
    });
  const pass = (ms: number): void => {
    now += ms;
  };
  return { turns, take, happened, pass };
}

test('a body that comes alone is judged at once, and so is a batch of quick ones', () => {
  const { take, happened } = play();
  for (const name of ['a', 'b', 'c']) take(name, 1_000, 0.1);
  expect(happened).toEqual(['a', 'b', 'c']);
});

test('after one that took long the others wait for later turns, the smallest first, one long one in each stretch', async () => {
  const { take, happened } = play();
  take('long', 900, 100);
  take('large', 800, 50);
  take('larger', 850, 50);
  take('small', 10, 1);
  expect(happened).toEqual(['long']);
  await expect.poll(() => happened, { interval: 1 }).toEqual(['long', 'small', 'large', 'larger']);
});

test('while somebody new comes in each turn, the next stretch waits for four times as long as the last one took', async () => {
  const { turns, take, happened, pass } = play();
  take('long', 900, 100);
  take('next', 900, 100);
  for (let n = 0; n < 20; n += 1) {
    turns.disturb();
    pass(399 / 20);
    await turn();
  }
  expect(happened).toEqual(['long']);
  pass(2);
  turns.disturb();
  await turn();
  await turn();
  expect(happened).toEqual(['long', 'next']);
});

test('what waits holds no more than its bytes: the largest is refused for it', async () => {
  const { take, happened } = play(1_000);
  take('long', 900, 100);
  take('large', 700, 1);
  take('small', 200, 1);
  take('middle', 400, 1);
  expect(happened).toEqual(['long', 'large refused']);
  await expect.poll(() => happened, { interval: 1 }).toEqual(['long', 'large refused', 'small', 'middle']);
});

test('at the end whoever still waits is refused', () => {
  const { turns, take, happened } = play();
  take('long', 900, 100);
  take('next', 900, 100);
  turns.stop();
  expect(happened).toEqual(['long', 'next refused']);
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type RingTurn, takeTurns } from '../../../renderer/ring/ring-turn.ts';

/** Tabs of one browser: what one says all others hear, `late` ms later. */
let tabs: { hear: (event: MessageEvent) => void; isOpen: boolean }[];
let late: number;

beforeEach(() => {
  vi.useFakeTimers();
  tabs = [];
  late = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function openTab(number: number): RingTurn & { close: () => void } {
  vi.spyOn(Math, 'random').mockReturnValueOnce(number);
  const tab: (typeof tabs)[number] = { hear: () => {}, isOpen: true };
  tabs.push(tab);
  const channel = {
    postMessage(data: unknown) {
      for (const other of tabs) {
        if (other !== tab) setTimeout(() => other.isOpen && other.hear({ data } as MessageEvent), late);
      }
    },
    addEventListener: (_type: string, listener: unknown) => {
      tab.hear = listener as (typeof tab)['hear'];
    },
  };
  const turn = takeTurns(channel, Date.now);
  return {
    ...turn,
    close: () => {
      tab.isOpen = false;
      turn.pass();
    },
  };
}

/** All want to ring now; which of them do. */
async function ringNow(...wanting: RingTurn[]): Promise<boolean[]> {
  const answers = Promise.all(wanting.map((turn) => turn.take()));
  await vi.advanceTimersByTimeAsync(200);
  return answers;
}
const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1_000);

describe('of the tabs of one browser', () => {
  test('the only one rings, each time', async () => {
    const one = openTab(0.5);
    for (let turn = 0; turn < 5; turn++) {
      expect(await ringNow(one)).toEqual([true]);
      await seconds(20);
    }
  });

  test.each([
    ['the first', [0.1, 0.5, 0.9], [true, false, false]],
    ['the last', [0.9, 0.5, 0.1], [false, false, true]],
  ])('that want to ring at once, one does: %s', async (_which, numbers, rung) => {
    const all = numbers.map(openTab);
    expect(await ringNow(...all)).toEqual(rung);
    await seconds(20);
    expect(await ringNow(...all)).toEqual(rung);
  });

  test('one that joins in between its rings is silent, whatever its number', async () => {
    const one = openTab(0.9);
    expect(await ringNow(one)).toEqual([true]);
    const two = openTab(0.1);
    for (let beat = 0; beat < 5; beat++) {
      await seconds(7);
      expect(await ringNow(two)).toEqual([false]);
      await seconds(8);
      expect(await ringNow(one)).toEqual([true]);
    }
  });

  test('another goes on at once when the one that rang is closed', async () => {
    const [one, two] = [openTab(0.1), openTab(0.9)];
    expect(await ringNow(one, two)).toEqual([true, false]);
    one.close();
    await seconds(1);
    expect(await ringNow(two)).toEqual([true]);
  });

  test('another goes on at once when the one that rang could not be heard', async () => {
    const [one, two] = [openTab(0.1), openTab(0.9)];
    expect(await ringNow(one, two)).toEqual([true, false]);
    one.pass();
    await seconds(1);
    expect(await ringNow(two)).toEqual([true]);
  });

  test('another goes on after a while when the one that rang says no more', async () => {
    const [one, two] = [openTab(0.1), openTab(0.9)];
    expect(await ringNow(one, two)).toEqual([true, false]);
    await seconds(20);
    expect(await ringNow(two)).toEqual([false]);
    await seconds(5);
    expect(await ringNow(two)).toEqual([true]);
  });

  test('both ring once where they hear each other too late, and then one', async () => {
    late = 400;
    const [one, two] = [openTab(0.9), openTab(0.1)];
    expect(await ringNow(one, two)).toEqual([true, true]);
    await seconds(20);
    expect(await ringNow(one, two)).toEqual([false, true]);
  });
});

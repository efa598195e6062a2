import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RING_LEVELS, type RingState } from '../../../shared/ring.ts';
import { RingBell } from '../../../shared/ring-bell.ts';
import { ownTimeZone } from '../../../shared/time-zone.ts';

/** Noon, by the clock of the PC. */
const START = new Date(2026, 2, 3, 12, 0, 0).getTime();

let rings: { at: number; volume: number }[];
let state: RingState | null;
let bell: RingBell;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  rings = [];
  state = { waiting: [], mutedUntil: null, quietHours: null, timeZone: ownTimeZone() };
  bell = new RingBell({
    now: Date.now,
    state: () => state,
    play: (volume) => void rings.push({ at: Date.now() - START, volume }),
  });
});
afterEach(() => {
  bell.stop();
  vi.useRealTimers();
});

const seconds = (count: number): void => void vi.advanceTimersByTime(count * 1_000);
const rung = (): number[] => rings.map(({ at }) => at / 1_000);

function set(change: Partial<RingState>): void {
  state = { waiting: [], mutedUntil: null, quietHours: null, timeZone: ownTimeZone(), ...state, ...change };
  bell.update();
}

/** A check-in arrives now. */
function arrive(): void {
  set({ waiting: [...(state?.waiting ?? []), Date.now()] });
}

describe('the bell', () => {
  test('is silent, and waits for nothing, while nothing waits', () => {
    bell.update();
    expect(vi.getTimerCount()).toBe(0);
    seconds(3_600);
    expect(rings).toEqual([]);
  });

  test('rings with the arrival, repeats, and grows louder', () => {
    seconds(10);
    arrive();
    expect(rings).toEqual([{ at: 10_000, volume: RING_LEVELS[0] }]);
    seconds(420);
    expect(rung().slice(0, 4)).toEqual([10, 30, 50, 70]);
    expect(rings.at(-1)).toEqual({ at: 430_000, volume: 1 });
    const volumes = rings.map(({ volume }) => volume);
    expect(volumes).toEqual([...volumes].sort((a, b) => a - b));
    expect(new Set(volumes)).toEqual(new Set(RING_LEVELS));
  });

  test('is silent at once when somebody has seen it', () => {
    seconds(10);
    arrive();
    seconds(15);
    set({ waiting: [] });
    seconds(3_600);
    expect(rung()).toEqual([10]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is silent once the shop wants no ring at all', () => {
    seconds(10);
    arrive();
    state = null;
    bell.update();
    seconds(3_600);
    expect(rung()).toEqual([10]);
  });

  test('is silent while it is silenced, and rings again after', () => {
    seconds(10);
    arrive();
    set({ mutedUntil: Date.now() + 300_000 });
    seconds(299);
    expect(rung()).toEqual([10]);
    seconds(20);
    expect(rings.slice(1)).toEqual([{ at: 310_000, volume: RING_LEVELS[0] }]);
    seconds(1);
    expect(rung()).toEqual([10, 310, 330]);
  });

  test('rings for each of two arrivals that are far enough apart', () => {
    seconds(10);
    arrive();
    seconds(6);
    arrive();
    expect(rung()).toEqual([10, 16]);
  });

  test.each([0.5, 1, 1.5, 2.9])(
    'rings once more, three seconds later, for an arrival %d seconds after another',
    (gap) => {
      seconds(10);
      arrive();
      seconds(gap);
      arrive();
      expect(rung()).toEqual([10]);
      seconds(10);
      expect(rung()).toEqual([10, 13]);
    },
  );

  test('rings once, not once for each, when many arrive together', () => {
    seconds(10);
    for (let n = 0; n < 100; n++) arrive();
    seconds(19);
    expect(rung()).toEqual([10]);
  });

  test('never rings more often than every three seconds, however often it is told of changes', () => {
    seconds(10);
    for (let n = 0; n < 600; n++) {
      arrive();
      seconds(0.1);
    }
    const gaps = rung().map((at, index) => at - (rung()[index - 1] ?? Number.NEGATIVE_INFINITY));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3);
    expect(rung().length).toBeGreaterThan(10);
  });

  test('rings on time though it is told of changes all the while', () => {
    seconds(10);
    arrive();
    for (let n = 0; n < 250; n++) {
      seconds(0.1);
      bell.update();
    }
    expect(rung()).toEqual([10, 30]);
  });

  test('rings with an arrival right after the start too', () => {
    arrive();
    expect(rung()).toEqual([0]);
  });
});

describe('when the PC slept', () => {
  test('what was missed is not rung for in a row: the next ring is by what holds now', () => {
    seconds(10);
    arrive();
    // Timers stand still while the clock goes on.
    vi.setSystemTime(START + 3_600_000);
    seconds(30);
    const after = rung().filter((at) => at > 60);
    expect(after.length).toBeGreaterThanOrEqual(1);
    expect(after.length).toBeLessThanOrEqual(3);
    expect(rings.at(-1)?.volume).toBe(1);
  });

  test('a ring that is due while nobody told the bell of the waking comes within half a minute', () => {
    set({ waiting: [Date.now()], mutedUntil: START + 7_200_000 });
    vi.setSystemTime(START + 7_200_000);
    seconds(61);
    expect(rings.length).toBeGreaterThanOrEqual(1);
  });
});

describe('when the clock is set', () => {
  test('back, when it rang last holds nothing back: it rings for what is counted from now', () => {
    seconds(10);
    arrive();
    seconds(1);
    vi.setSystemTime(START - 3_600_000);
    set({ waiting: [Date.now()] });
    seconds(60);
    expect(rung().filter((at) => at < 0)).toEqual([-3_580, -3_560, -3_540]);
  });

  test('forward, it goes on too, without a row of rings', () => {
    seconds(10);
    arrive();
    vi.setSystemTime(START + 86_400_000);
    bell.update();
    seconds(60);
    const after = rings.filter(({ at }) => at > 80_000_000).map(({ at }) => at);
    expect(after.length).toBeGreaterThanOrEqual(3);
    expect(after.length).toBeLessThanOrEqual(6);
  });
});

test('a bell that is stopped is silent until it is told of a change', () => {
  seconds(10);
  arrive();
  bell.stop();
  bell.stop();
  seconds(3_600);
  expect(rung()).toEqual([10]);
  expect(vi.getTimerCount()).toBe(0);
  bell.update();
  seconds(30);
  expect(rung().length).toBeGreaterThan(1);
});

test('it keeps one timer, and none of more than half a minute', () => {
  arrive();
  set({ mutedUntil: START + 3_600_000 });
  for (let n = 0; n < 50; n++) bell.update();
  expect(vi.getTimerCount()).toBe(1);
  const before = Date.now();
  vi.advanceTimersToNextTimer();
  expect(Date.now() - before).toBeLessThanOrEqual(30_000);
});

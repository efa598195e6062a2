import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isOutdated, planReload, readHistory } from '../../../renderer/wall/wall-reload.ts';
import { wallLayout } from '../../../renderer/wall/wall-scale.ts';
import { readWishes } from '../../../renderer/wall/wall-wishes.ts';
import { LOOK_EVERY_MS, STUCK_AFTER_MS, watchOver } from '../../../renderer/wall/watchdog.ts';

describe('the layout of a wall', () => {
  test.each([
    [1_280, 800, 'row', 1.03],
    [1_920, 1_080, 'row', 1.54],
    [3_840, 2_160, 'row', 3.09],
    [2_560, 1_080, 'row', 1.54],
    [1_080, 1_920, 'square', 1.69],
    [2_160, 3_840, 'square', 3.38],
    [1_000, 1_000, 'row', 0.81],
    [200, 100, 'row', 0.5],
    [0, 0, 'row', 0.5],
  ] as const)('for %d x %d: %s, %d times', (width, height, shape, scale) => {
    const layout = wallLayout(width, height);
    expect(layout.shape).toBe(shape);
    expect(layout.scale).toBeCloseTo(scale, 1);
  });
});

describe('a page that cannot go on is loaded anew', () => {
  const NOW = 1_800_000_000_000;

  test('after ten seconds, then ever less often, at last every half hour', () => {
    let history: ReturnType<typeof planReload>['next'] | null = null;
    let now = NOW;
    const delays: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      const plan = planReload(history, now);
      delays.push(plan.afterMs / 1_000);
      history = plan.next;
      now = plan.next.at + 1_000;
    }
    expect(delays).toEqual([10, 30, 120, 600, 1_800, 1_800, 1_800]);
  });

  test('as the first time when it went well for an hour, or when the clock was set back', () => {
    expect(planReload({ count: 4, at: NOW - 3_600_001 }, NOW).afterMs).toBe(10_000);
    expect(planReload({ count: 4, at: NOW - 3_599_000 }, NOW).afterMs).toBe(1_800_000);
    expect(planReload({ count: 4, at: NOW + 1 }, NOW).afterMs).toBe(10_000);
  });

  test.each([
    [null, null],
    ['', null],
    ['{"count":2,"at":17}', { count: 2, at: 17 }],
    ['{"count":-2,"at":17}', null],
    ['{"count":1e9,"at":17}', null],
    ['{"count":2,"at":17,"x":1}', null],
    ['null', null],
  ])('with what the tab remembers: %s', (text, history) => {
    expect(readHistory(text)).toEqual(history);
  });

  test.each([
    ['the same version', '1.0.0', '1.0.0', null, false],
    ['a newer station', '1.0.0', '1.1.0', null, true],
    ['an older one, which somebody went back to', '1.1.0', '1.0.0', null, true],
    ['one that it was loaded anew for already', '1.0.0', '1.1.0', '1.1.0', false],
    ['the next after that', '1.0.0', '1.2.0', '1.1.0', true],
  ])('for %s: once', (_what, own, station, before, isReloaded) => {
    expect(isOutdated(own, station, before)).toBe(isReloaded);
  });
});

describe('the watchdog', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('bites once when nothing was heard or tried for two minutes', () => {
    const stuck = vi.fn();
    const lastSign = Date.now();
    watchOver(() => lastSign, stuck);
    vi.advanceTimersByTime(STUCK_AFTER_MS + 2 * LOOK_EVERY_MS);
    expect(stuck).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10 * LOOK_EVERY_MS);
    expect(stuck).toHaveBeenCalledOnce();
  });

  test('leaves a connection alone that keeps trying, and one that slept', () => {
    const stuck = vi.fn();
    let lastSign = Date.now();
    const stop = watchOver(() => lastSign, stuck);
    for (let minute = 0; minute < 60; minute += 1) {
      vi.advanceTimersByTime(60_000);
      lastSign = Date.now();
    }
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(2 * LOOK_EVERY_MS);
    lastSign = Date.now();
    vi.advanceTimersByTime(60_000);
    stop();
    vi.advanceTimersByTime(3_600_000);
    expect(stuck).not.toHaveBeenCalled();
  });
});

describe('the address of a wall', () => {
  test.each([
    ['', null, { language: null, scheme: 'auto' }],
    ['', 'dark', { language: null, scheme: 'dark' }],
    ['?theme=light', 'dark', { language: null, scheme: 'light' }],
    ['?theme=auto', 'dark', { language: null, scheme: 'auto' }],
    ['?theme=javascript:alert(1)', null, { language: null, scheme: 'auto' }],
    ['?lang=zh-CN&theme=dark', null, { language: 'zh-CN', scheme: 'dark' }],
  ])('%j, with %j chosen on the board', (query, chosen, wishes) => {
    expect(readWishes(query, chosen)).toEqual(wishes);
  });
});

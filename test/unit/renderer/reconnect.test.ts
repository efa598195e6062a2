import { describe, expect, it } from 'vitest';
import { judge, reconnectDelay } from '../../../renderer/board/reconnect.ts';
import { TICK_MS } from '../../../shared/contract.ts';

describe('the wait before connecting anew', () => {
  it('starts at a quarter of a second, doubles, and stops growing at three seconds', () => {
    const delays = [0, 1, 2, 3, 4, 5, 500].map((failures) => reconnectDelay(failures, () => 0));
    expect(delays).toEqual([250, 500, 1_000, 2_000, 3_000, 3_000, 3_000]);
  });

  it('is shortened by chance, by a fifth at most', () => {
    expect(reconnectDelay(9, () => 1)).toBe(2_400);
    expect(reconnectDelay(9, () => 0.5)).toBe(2_700);
  });
});

describe('the watch over a connection', () => {
  const now = 1_000_000;

  it('is content while something is heard at least every other tick', () => {
    expect(judge(now, now - 1_000, now - 2 * TICK_MS)).toBe('well');
  });

  it('calls a connection silent after two ticks without a word', () => {
    expect(judge(now, now - 1_000, now - 2 * TICK_MS - 1)).toBe('silent');
  });

  it('takes a timer that is more than three seconds late for sleep, even if something was heard just now', () => {
    expect(judge(now, now - 4_001, now)).toBe('slept');
    expect(judge(now, now - 3_900, now)).toBe('well');
  });

  it('survives a clock that was set back', () => {
    expect(judge(now, now + 3_600_000, now + 3_600_000)).toBe('well');
  });
});

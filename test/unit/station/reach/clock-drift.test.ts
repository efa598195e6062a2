import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClockWatch, type Delivered, estimateDrift } from '../../../../electron/station/reach/clock-drift.ts';

const MADE = Date.UTC(2026, 2, 3, 9);
const MINUTE = 60_000;

/** Messages of a PC whose clock is `drift` ms ahead, each delayed by so many ms. */
const delivered = (drift: number, delays: readonly number[]): Delivered[] =>
  delays.map((delay, index) => {
    const createTime = MADE + index * MINUTE;
    return { createTime, receivedAt: createTime + drift + delay };
  });

const quick = fc.integer({ min: 0, max: 5_000 });
const anyDelay = fc.oneof(quick, fc.integer({ min: 0, max: 3 * 60 * MINUTE }));
const someDelays = fc.array(anyDelay, { minLength: 5, maxLength: 40 });
const drifts = fc.integer({ min: -400 * MINUTE, max: 400 * MINUTE });

describe('the drift of the clock', () => {
  test('is never more than is said, whatever the delays: a slow clock is never blamed on them, nor a right one called slow', () => {
    fc.assert(
      fc.property(drifts, someDelays, (drift, delays) => {
        const { driftMs, verdict } = estimateDrift(delivered(drift, delays));
        expect(driftMs).toBeGreaterThanOrEqual(drift);
        if (verdict === 'slow') expect(drift).toBeLessThan(-MINUTE);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is right to within the quickest messages, where a fourth of them is quick', () => {
    const mixed = fc
      .tuple(
        fc.array(quick, { minLength: 10, maxLength: 10 }),
        fc.array(fc.integer({ min: 6_000, max: 3 * 60 * MINUTE }), { maxLength: 30 }),
      )
      .chain(([fast, slow]) => fc.shuffledSubarray([...fast, ...slow], { minLength: fast.length + slow.length }));
    fc.assert(
      fc.property(drifts, mixed, (drift, delays) => {
        const { driftMs, verdict } = estimateDrift(delivered(drift, delays));
        expect((driftMs ?? 0) - drift).toBeLessThanOrEqual(5_000);
        if (drift > MINUTE) expect(verdict).toBe('fast');
        if (drift < -MINUTE - 5_000) expect(verdict).toBe('slow');
      }),
      { numRuns: 2_000 },
    );
  });

  test('is not decided by one message with an odd time', () => {
    const usual = delivered(0, [900, 1_000, 1_100, 1_200, 1_300]);
    expect(estimateDrift([...usual, { createTime: MADE + 60 * MINUTE, receivedAt: MADE }]).verdict).toBe('right');
  });

  test.each([
    [0, 'right', false],
    [2 * MINUTE, 'fast', true],
    [4 * MINUTE, 'fast', false],
    [-2 * MINUTE, 'slow', false],
  ] as const)('of %i ms is %s; that delay may be the cause: %s', (drift, verdict, mayBeDelay) => {
    expect(estimateDrift(delivered(drift, [800, 900, 1_000, 9_000, 60_000]))).toEqual({
      verdict,
      mayBeDelay,
      driftMs: drift + 900,
      delayMs: 100,
      messages: 5,
    });
  });

  test('is not known from four messages', () => {
    expect(estimateDrift(delivered(60 * MINUTE, [0, 0, 0, 0]))).toMatchObject({ verdict: 'unknown', driftMs: null });
  });
});

test('a clock that is set right is right with the messages that come then, and one told of each change', () => {
  const told: string[] = [];
  const watch = new ClockWatch(() => told.push(watch.drift.verdict));
  const wrong = delivered(-10 * MINUTE, [1, 2, 3, 4, 5]);
  for (const one of wrong) watch.saw(one, one.createTime);
  const right = delivered(0, [1, 2, 3, 4, 5]).map(({ createTime, receivedAt }) => ({
    createTime: createTime + 60 * MINUTE,
    receivedAt: receivedAt + 60 * MINUTE,
  }));
  for (const one of right) watch.saw(one, one.createTime);
  expect(told).toEqual(['slow', 'unknown', 'right']);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aheadOfBroker, type Heard, RelayClock } from '../../../../electron/station/relay/relay-clock.ts';

const NOON = Date.UTC(2026, 2, 3, 12);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A PC whose clock shows so much more than the broker's, in ms, and which was started an hour before noon. */
function pcAhead(ms: number) {
  const pc = { broker: NOON, ahead: ms, sinceBoot: HOUR };
  const clock = new RelayClock({ now: () => pc.broker + pc.ahead, sinceBoot: () => pc.sinceBoot });
  const passes = (time: number): void => {
    pc.broker += time;
    pc.sinceBoot += time;
  };
  /** A relay beats so often, and each beat takes a moment. */
  const beats = (count: number): void => {
    for (let beat = 0; beat < count; beat += 1) {
      passes(5 * SECOND);
      clock.heard(pc.broker - 40);
    }
  };
  /** How long ago something was for the PC that the broker had so long ago, in ms. */
  const age = (ago: number): number => pc.broker + pc.ahead - clock.here(pc.broker - ago);
  return { pc, clock, passes, beats, age };
}

describe('the clock of a relay', () => {
  test.each([[3 * MINUTE], [-10 * MINUTE]])('is told by that of a PC which is %i ms ahead of it', (ahead) => {
    const { beats, age } = pcAhead(ahead);
    beats(3);
    expect(age(0)).toBeLessThan(SECOND);
    expect(Math.abs(age(11 * MINUTE) - 11 * MINUTE)).toBeLessThan(SECOND);
  });

  test('is still known after a sleep, by what was heard before it', () => {
    const { pc, clock, passes, beats, age } = pcAhead(-10 * MINUTE);
    beats(3);
    passes(11 * MINUTE);
    // The last word from before the sleep is the first that is read.
    clock.heard(pc.broker - 11 * MINUTE);
    expect(Math.abs(age(11 * MINUTE) - 11 * MINUTE)).toBeLessThan(SECOND);
  });

  test('is known at once when the clock of the PC is set right', () => {
    const { pc, beats, age } = pcAhead(3 * MINUTE);
    beats(3);
    pc.ahead = 0;
    expect(age(5 * MINUTE)).toBe(5 * MINUTE);
  });

  test('is that of the PC to the millisecond where both agree to within a minute', () => {
    const { beats, age, clock } = pcAhead(0);
    beats(3);
    expect([clock.isKnown, clock.here(NOON)]).toEqual([true, NOON]);
    expect(age(5 * MINUTE)).toBe(5 * MINUTE);
  });

  test('is not judged by what has waited, which comes all at once, nor by one word', () => {
    const { pc, clock, beats } = pcAhead(3 * MINUTE);
    expect(clock.here(NOON)).toBe(NOON);
    for (const waited of [HOUR, HOUR, 2 * HOUR]) clock.heard(pc.broker - waited);
    beats(1);
    expect([clock.isKnown, clock.here(NOON)]).toEqual([false, NOON]);
    beats(1);
    expect([clock.isKnown, clock.here(NOON)]).toEqual([true, NOON + 3 * MINUTE + 40]);
  });

  test.each([[5 * MINUTE], [-5 * MINUTE]])('is followed when somebody sets it by %i ms', (ms) => {
    const { pc, beats, age } = pcAhead(0);
    beats(3);
    pc.broker += ms;
    pc.ahead -= ms;
    beats(32);
    expect(Math.abs(age(MINUTE) - MINUTE)).toBeLessThan(SECOND);
  });

  test('is never further from the true one than the quickest word took, whatever else is heard', () => {
    const words = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: 0, max: 10 * SECOND })), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: SECOND }), (others, quick) => {
        const live: Heard[] = [0, 5, 10].map((at) => ({
          brokerAt: NOON + at * SECOND - quick,
          sinceBoot: at * SECOND,
        }));
        const waited = others.map(([wait, at]) => ({ brokerAt: NOON + at - quick - wait, sinceBoot: at }));
        const ahead = aheadOfBroker([...waited, ...live]);
        expect(ahead).toBeLessThanOrEqual(quick - NOON);
        expect(ahead).toBeGreaterThanOrEqual(-NOON);
      }),
    );
  });
});

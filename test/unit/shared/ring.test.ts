import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRing, RING_LEVELS, type Ring, type RingState } from '../../../shared/ring.ts';
import { endOfHours, minutes } from '../../../shared/time-of-day.ts';

const SECOND = 1_000;
/** Of New York, whose clock is five hours behind. */
const NOON = Date.UTC(2026, 2, 3, 17);
const NEW_YORK = 'America/New_York';
const LONGEST_GAP = 20 * SECOND;

function waiting(arrivals: readonly number[], over: Partial<RingState> = {}): RingState {
  return { waiting: arrivals, mutedUntil: null, quietHours: null, timeZone: NEW_YORK, ...over };
}

/** All rings after `after` and until `until`, each asked for after the one before. */
function rings(after: number, until: number, state: RingState): Ring[] {
  const found: Ring[] = [];
  for (let ring = nextRing(after, state); ring !== null && ring.at <= until; ring = nextRing(ring.at, state)) {
    found.push(ring);
  }
  return found;
}

const secondsAfter = (start: number, found: readonly Ring[]): [number, number][] =>
  found.map(({ at, level }) => [(at - start) / SECOND, level]);

describe('the ring', () => {
  it('is silent while nothing waits', () => {
    expect(nextRing(NOON, waiting([]))).toBeNull();
    expect(
      nextRing(NOON, waiting([], { mutedUntil: NOON + 1, quietHours: { from: '11:00', to: '13:00' } })),
    ).toBeNull();
  });

  it('begins with the arrival, repeats, and grows louder and closer with time', () => {
    expect(secondsAfter(NOON, rings(NOON - 1, NOON + minutes(7), waiting([NOON])))).toEqual([
      ...[0, 20, 40].map((at) => [at, 0]),
      ...[60, 80, 100, 120, 140, 160].map((at) => [at, 1]),
      ...[180, 195, 210, 225, 240, 255, 270, 285, 300, 315, 330, 345].map((at) => [at, 2]),
      ...[360, 375, 390, 405, 420].map((at) => [at, 3]),
    ]);
    expect([...RING_LEVELS].sort((a, b) => a - b)).toEqual([...RING_LEVELS]);
    expect(RING_LEVELS.at(-1)).toBe(1);
  });

  it('rings at once for another arrival, as loud as for the one that waits longest', () => {
    const state = waiting([NOON + 70 * SECOND, NOON]);
    expect(secondsAfter(NOON, rings(NOON + 40 * SECOND, NOON + 80 * SECOND, state))).toEqual([
      [60, 1],
      [70, 1],
      [80, 1],
    ]);
  });

  it('goes back to the younger one when the older one was seen', () => {
    expect(nextRing(NOON + minutes(7), waiting([NOON, NOON + minutes(7)]))?.level).toBe(3);
    expect(nextRing(NOON + minutes(7), waiting([NOON + minutes(7)]))?.level).toBe(0);
  });

  it('begins anew with the end of a mute, softly however long something has waited, and grows from there', () => {
    const end = NOON + minutes(5) + 1;
    const state = waiting([NOON - minutes(60), NOON], { mutedUntil: end });
    expect(secondsAfter(end, rings(NOON + SECOND, end + 65 * SECOND, state))).toEqual([
      ...[0, 20, 40].map((at) => [at, 0]),
      [60, 1],
    ]);
    expect(nextRing(end + minutes(7), state)?.level).toBe(3);
  });

  it('is not held back by a mute that was over before', () => {
    expect(nextRing(NOON, waiting([NOON], { mutedUntil: NOON - 1 }))).toEqual({ at: NOON + 20 * SECOND, level: 0 });
    const late = waiting([NOON], { mutedUntil: NOON - minutes(1) });
    expect(nextRing(NOON + minutes(6), late)).toEqual({ at: NOON + minutes(6) + 15 * SECOND, level: 3 });
  });

  it('begins softly in the morning, too, for what nobody had seen in the evening', () => {
    const quietHours = { from: '18:00', to: '07:00' };
    const evening = NOON + minutes(6 * 60);
    const morning = NOON + minutes(19 * 60);
    const state = waiting([evening - minutes(5)], { quietHours });
    expect(rings(evening - 16 * SECOND, evening, state)).toEqual([{ at: evening - 15 * SECOND, level: 2 }]);
    expect(secondsAfter(morning, rings(evening - SECOND, morning + 60 * SECOND, state))).toEqual([
      ...[0, 20, 40].map((at) => [at, 0]),
      [60, 1],
    ]);
    // Whoever slept through the morning is told as loud as the waiting since then deserves.
    expect(nextRing(morning + minutes(6), state)?.level).toBe(3);
  });

  it('begins at the end of the quiet hours, softly, for what arrived in them', () => {
    const quietHours = { from: '22:00', to: '07:00' };
    const evening = NOON + minutes(11 * 60);
    const morning = NOON + minutes(19 * 60);
    const state = waiting([evening, evening + minutes(90)], { quietHours });
    expect(rings(evening - 1, morning + 20 * SECOND, state)).toEqual([
      { at: morning, level: 0 },
      { at: morning + 20 * SECOND, level: 0 },
    ]);
  });

  it('waits for the later of mute and quiet hours, whichever that is', () => {
    const quietHours = { from: '12:00', to: '13:00' };
    const end = NOON + minutes(60);
    expect(nextRing(NOON, waiting([NOON], { quietHours, mutedUntil: NOON + minutes(30) }))?.at).toBe(end);
    expect(nextRing(NOON, waiting([NOON], { quietHours, mutedUntil: end + minutes(5) }))?.at).toBe(end + minutes(5));
    // A mute that ends within the quiet hours of the same day, begun before them.
    const before = waiting([NOON - minutes(10)], { quietHours, mutedUntil: NOON + minutes(5) });
    expect(nextRing(NOON - minutes(5), before)?.at).toBe(end);
  });

  it('rings every day in the one minute that is not quiet', () => {
    const state = waiting([NOON], { quietHours: { from: '12:01', to: '12:00' } });
    expect(
      secondsAfter(NOON, rings(NOON - 1, NOON + minutes(24 * 60) + minutes(1) - 1, state)).map(([at]) => at),
    ).toEqual([...[0, 20, 40], ...[0, 20, 40].map((at) => 24 * 60 * 60 + at)]);
  });

  it('is caught up by whoever slept: it is due at once, and then goes on from now', () => {
    const state = waiting([NOON]);
    const missed = nextRing(NOON, state);
    const woken = NOON + minutes(45) + 7;
    expect(missed?.at).toBeLessThan(woken);
    const next = nextRing(woken, state);
    expect(next?.level).toBe(3);
    expect((next?.at ?? 0) - woken).toBeLessThanOrEqual(15 * SECOND);
  });

  it.each([
    ['go forward', new Date(Date.UTC(2026, 2, 28, 23, 30)), '2026-03-29T06:00:00.000Z'],
    ['go back', new Date(Date.UTC(2026, 9, 24, 22, 30)), '2026-10-25T07:00:00.000Z'],
  ])('begins when the clock shows the end of the quiet hours in a night in which clocks %s', (_how, arrival, end) => {
    const quietHours = { from: '22:00', to: '07:00' };
    const state = waiting([arrival.getTime()], { quietHours, timeZone: 'Europe/London' });
    const ring = nextRing(arrival.getTime() - 1, state);
    expect(ring?.level).toBe(0);
    expect(new Date(ring?.at ?? 0).toISOString()).toBe(end);
  });
});

describe('the ring, whatever happens,', () => {
  const DAY = minutes(24 * 60);
  const time = fc
    .integer({ min: 0, max: 1439 })
    .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
  const moment = fc.integer({ min: NOON - DAY, max: NOON + DAY });
  const state = fc.record({
    waiting: fc.array(moment, { minLength: 1, maxLength: 6 }),
    mutedUntil: fc.option(moment),
    quietHours: fc.option(fc.record({ from: time, to: time })),
    timeZone: fc.constantFrom(NEW_YORK, 'Asia/Shanghai', 'Europe/London'),
  });
  const without = state.map((any) => ({ ...any, mutedUntil: null, quietHours: null }));
  const isSilenced = (at: number, { mutedUntil, quietHours, timeZone }: RingState): boolean =>
    (mutedUntil !== null && at < mutedUntil) || (quietHours !== null && endOfHours(at, quietHours, timeZone) !== null);
  const check = (property: fc.IPropertyWithHooks<[RingState, number]>): void => fc.assert(property, { numRuns: 400 });
  const firstOf = ({ waiting: arrivals }: RingState): number => Math.min(...arrivals);

  it('comes strictly later than asked, and never in a mute or in quiet hours', () => {
    check(
      fc.property(state, moment, (any, after) => {
        for (let ring = nextRing(after, any), turn = 0; turn < 20; turn++) {
          expect(ring).not.toBeNull();
          if (ring === null) return;
          if (turn === 0) expect(ring.at).toBeGreaterThan(after);
          expect(ring.at).toBeGreaterThanOrEqual(firstOf(any));
          expect(ring.at).toBeGreaterThanOrEqual(any.mutedUntil ?? 0);
          expect(any.quietHours === null ? null : endOfHours(ring.at, any.quietHours, any.timeZone)).toBeNull();
          const next = nextRing(ring.at, any);
          expect(next?.at).toBeGreaterThan(ring.at);
          ring = next;
        }
      }),
    );
  });

  it('rings first at the arrival itself when nothing silences it', () => {
    fc.assert(
      fc.property(without, (any) => {
        const first = firstOf(any);
        expect(nextRing(first - 1, any)).toEqual({ at: first, level: 0 });
      }),
    );
  });

  it('never pauses for more than 20 s when nothing silences it', () => {
    check(
      fc.property(without, moment, (any, after) => {
        const from = Math.max(after, firstOf(any) - 1);
        const ring = nextRing(from, any);
        expect((ring?.at ?? Number.POSITIVE_INFINITY) - from).toBeLessThanOrEqual(LONGEST_GAP);
      }),
    );
  });

  it('comes within 20 s of the end of whatever silenced it', () => {
    check(
      fc.property(state, moment, (any, after) => {
        const ring = nextRing(after, any);
        if (ring === null) return;
        // No silence ends between this moment and the ring but in its last 20 s.
        const from = Math.max(after, firstOf(any) - 1);
        for (let at = from + 1; at < ring.at - LONGEST_GAP; at += LONGEST_GAP) {
          // Quiet hours that begin before the next beat are a reason, too.
          if (!isSilenced(at, any) && !isSilenced(at + LONGEST_GAP, any))
            throw new Error(`silent without a reason at ${new Date(at).toString()}`);
        }
      }),
    );
  });

  it('never grows softer while nothing silences it and the one that waits longest stays, in whatever order', () => {
    check(
      fc.property(without, moment, (any, after) => {
        let level = -1;
        let at = after;
        const turned = { ...any, waiting: [...any.waiting].reverse() };
        for (let turn = 0; turn < 40; turn++) {
          const ring = nextRing(at, any);
          expect(nextRing(at, turned)).toEqual(ring);
          if (ring === null) return;
          expect(ring.level).toBeGreaterThanOrEqual(level);
          ({ at, level } = ring);
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Failure, planRestart, type RestartPlan } from '../../../electron/policy/restart.ts';

/** What is planned for one failure after the other. */
function plans(failures: readonly Omit<Failure, 'before'>[]): RestartPlan[] {
  let before = 0;
  return failures.map((failure) => {
    const plan = planRestart({ ...failure, before });
    before = plan.failures;
    return plan;
  });
}

const row = (count: number, failure: Omit<Failure, 'before'>): RestartPlan[] =>
  plans(Array.from({ length: count }, () => failure));

describe('the station is started again', () => {
  test('at once at first, then ever later, and in the end once a minute', () => {
    const waits = row(9, { ranMs: null, saidWhy: false }).map(({ afterMs }) => afterMs);
    expect(waits).toEqual([250, 500, 1_000, 3_000, 10_000, 30_000, 60_000, 60_000, 60_000]);
  });

  test('within three seconds for a first and a second end, which nobody is told of', () => {
    for (const { afterMs, tell } of row(2, { ranMs: 5_000, saidWhy: false })) {
      expect(afterMs).toBeLessThan(1_000);
      expect(tell).toBe(false);
    }
  });

  test('with somebody told from the fourth failure in a row on', () => {
    const told = row(8, { ranMs: 1_000, saidWhy: false }).map(({ tell }) => tell);
    expect(told).toEqual([false, false, false, true, true, true, true, true]);
  });

  test('not at once when it said why, and with somebody told from the first time on', () => {
    for (const { afterMs, tell } of row(8, { ranMs: null, saidWhy: true })) {
      expect(afterMs).toBeGreaterThanOrEqual(3_000);
      expect(tell).toBe(true);
    }
  });

  test('as after a first failure once it ran for a minute', () => {
    const [, , , , , last, well] = plans([
      ...Array.from({ length: 6 }, () => ({ ranMs: 59_999, saidWhy: false })),
      { ranMs: 60_000, saidWhy: false },
    ]);
    expect(last).toEqual({ failures: 6, afterMs: 30_000, tell: true });
    expect(well).toEqual({ failures: 1, afterMs: 250, tell: false });
  });
});

const shortRun = fc.record({
  ranMs: fc.option(fc.nat(59_999)),
  saidWhy: fc.boolean(),
});

describe('whatever happens', () => {
  test('it is never given up, and never tried in a hot loop', () => {
    const run = fc.record({ ranMs: fc.option(fc.nat()), before: fc.nat(), saidWhy: fc.boolean() });
    fc.assert(
      fc.property(run, (failure) => {
        const { afterMs, failures } = planRestart(failure);
        expect(Number.isInteger(afterMs)).toBe(true);
        expect(afterMs).toBeGreaterThanOrEqual(250);
        expect(afterMs).toBeLessThanOrEqual(60_000);
        expect(failures).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('it is tried ever less often while it goes on failing, and whoever was told is not told otherwise', () => {
    fc.assert(
      fc.property(fc.array(shortRun, { minLength: 2, maxLength: 30 }), (failures) => {
        const made = plans(failures);
        for (const [index, plan] of made.entries()) {
          const before = made[index - 1];
          if (before === undefined) continue;
          expect(plan.afterMs).toBeGreaterThanOrEqual(before.afterMs);
          if (before.tell) expect(plan.tell).toBe(true);
        }
      }),
    );
  });
});

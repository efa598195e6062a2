import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../../../electron/station/platform/platform-error.ts';
import { withRetries } from '../../../../electron/station/platform/retries.ts';

const NEVER = new AbortController().signal;

/** A time that passes only by waiting, or by what a try takes. */
function play(random: number, takesMs: number, firstPauseMs = 700) {
  let now = 0;
  const waited: number[] = [];
  const parts = {
    elapsed: () => now,
    random: () => random,
    wait: async (ms: number) => {
      waited.push(ms);
      now += ms;
    },
    firstPauseMs,
    tryWithinMs: 10_000,
  };
  let tries = 0;
  const attempt = async (): Promise<never> => {
    tries += 1;
    now += takesMs;
    throw new PlatformError('server-error', 503);
  };
  const run = () => withRetries(attempt, NEVER, parts).catch(() => ({ tries, waited, now }));
  return run();
}

describe('tries', () => {
  test('are four, with pauses that grow', async () => {
    expect(await play(0.5, 10)).toMatchObject({ tries: 4, waited: [700, 2_100, 6_300] });
  });

  test('do not come at the same moment from all stations', async () => {
    const [early, late] = [await play(0, 10), await play(1, 10)];
    expect(early).toMatchObject({ waited: [350, 1_050, 3_150] });
    expect(late).toMatchObject({ waited: [1_050, 3_150, 9_450] });
  });

  test.each([0, 0.5, 1])('end within half a minute, even when each takes all its time (%s)', async (random) => {
    const { tries, now } = (await play(random, 10_000)) as { tries: number; now: number };
    expect(tries).toBeGreaterThanOrEqual(2);
    // The last one begins in time; what it takes is bounded by its own limit.
    expect(now).toBeLessThanOrEqual(40_000);
  });

  test('are no more once somebody has stopped waiting', async () => {
    const stop = new AbortController();
    let tries = 0;
    const call = withRetries(
      async () => {
        tries += 1;
        stop.abort(new Error('enough'));
        throw new PlatformError('timeout');
      },
      stop.signal,
      { elapsed: () => 0, random: () => 0, wait: async () => {}, firstPauseMs: 1, tryWithinMs: 1_000 },
    );
    await expect(call).rejects.toThrow('enough');
    expect(tries).toBe(1);
  });
});

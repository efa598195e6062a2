import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DrillField } from '../../../../electron/station/drill/drill-field.ts';
import { DRILL_TEMPO, PLANS } from '../../../../electron/station/drill/plans.ts';
import { makeTestMessage } from '../../../../electron/station/drill/test-message.ts';
import type { ReachLight } from '../../../../shared/reach.ts';
import { SECRET } from '../../../support/messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the minute of a cut tunnel', () => {
  /** What the step comes to when the light is this after half of it. */
  async function lasted(after: ReachLight) {
    let light: ReachLight = 'blind';
    const field = new DrillField({
      message: makeTestMessage('a-message', SECRET, 0, {}),
      callback: () => 'http://127.0.0.1:1/',
      network: {},
      tempo: DRILL_TEMPO,
      light: () => light,
      way: { cut: async () => {}, mend: () => {} },
      capture: () => Promise.reject(new Error('no photo is fetched')),
      cardChanged: () => {},
      signal: new AbortController().signal,
    });
    const step = PLANS.tunnel.steps.find(({ step: name }) => name === 'lasted');
    const result = step?.run(field);
    await vi.advanceTimersByTimeAsync(DRILL_TEMPO.cut / 2);
    light = after;
    field.look();
    light = 'blind';
    await vi.advanceTimersByTimeAsync(DRILL_TEMPO.cut / 2);
    return result;
  }

  test('has gone by where the light stayed blind', async () => {
    expect(await lasted('blind')).toBe(true);
  });

  test.each(['receiving', 'local-only'] as const)('has not where the light said %s meanwhile', async (light) => {
    expect(await lasted(light)).toBe(false);
  });
});

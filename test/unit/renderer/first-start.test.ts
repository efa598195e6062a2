import { expect, test } from 'vitest';
import { isToBeSetUp } from '../../../renderer/setup/first-start.ts';
import type { SetupStep } from '../../../shared/setup-settings.ts';

const fresh = { obstacle: 'no-secret', lastAcceptedAt: null, quarantined: 0 } as const;
const at = (step: SetupStep, isDone = false) => ({ step, isDone });

test.each([
  ['on a station without a secret to which nothing has come', at('language'), fresh, true],
  ['on no station that has a secret from its environment', at('language'), { ...fresh, obstacle: null }, false],
  ['on none that a message has reached before', at('language'), { ...fresh, quarantined: 1 }, false],
  ['where it was begun, though the secret is set', at('reach'), { ...fresh, obstacle: null }, true],
  ['where it was begun, whatever could not be accepted', at('first-message'), { ...fresh, quarantined: 3 }, true],
  [
    'nowhere that a check-in was accepted',
    at('reach'),
    { ...fresh, lastAcceptedAt: '2026-03-03T09:00:00.000Z' },
    false,
  ],
  ['nowhere that somebody has said that it is done', at('rest', true), fresh, false],
] as const)('the set-up opens by itself %s', (_what, setup, status, isWanted) => {
  expect(isToBeSetUp(setup, status)).toBe(isWanted);
});

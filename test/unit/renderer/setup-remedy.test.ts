import { expect, test } from 'vitest';
import { remedyOf, remedyOfDrill } from '../../../renderer/setup/remedy.ts';
import type { SignatureFinding } from '../../../shared/deliveries.ts';
import type { DrillStep } from '../../../shared/drill.ts';
import type { ProbeProblem } from '../../../shared/reach.ts';

test.each<[string, SignatureFinding | null, ReturnType<typeof remedyOf>]>([
  ['without a secret leads to it', { type: 'no-secret' }, 'secret'],
  ['that no secret fits leads to the secret', { type: 'unknown', mayBeTruncated: true }, 'secret'],
  ['that the ended secret fits leads to the secret', { type: 'fits-ended-secret' }, 'secret'],
  ['that the secret in other letters fits leads to the secret', { type: 'fits-other-case' }, 'secret'],
  ['in another way of writing leads to that setting', { type: 'fits-other-dialect', dialect: 'token' }, 'verification'],
  ['that a weak signature proves leads to that setting', { type: 'truncated', covers: 'enough' }, 'verification'],
  ['that proves too little is to be looked at', { type: 'truncated', covers: 'part' }, 'look'],
  ['that would be accepted now is to be taken in', { type: 'fits-now' }, 'take-in'],
  ['that was changed is to be looked at', { type: 'changed', change: 'line-ends', dialect: 'verbatim' }, 'look'],
  ['of a broken form is to be looked at', null, 'look'],
])('a message %s', (_what, finding, remedy) => {
  expect(remedyOf(finding)).toBe(remedy);
});

test.each<[string, DrillStep, ProbeProblem | null, ReturnType<typeof remedyOfDrill>]>([
  ['that does not get through leads to the way from outside', 'sent', 'refused', 'reach'],
  ['that arrives and is not acknowledged leads to the secret', 'sent', null, 'secret'],
  ['that is not verified leads to the secret', 'verified', null, 'secret'],
  ['for which nobody rings leads to the ring', 'rung', null, 'ring'],
  ['that no board shows is put right here', 'shown', null, null],
])('a test check-in %s', (_what, step, problem, remedy) => {
  const steps = [
    { step: 'sent', state: 'done', problem: null },
    { step, state: 'failed', problem },
    { step: 'stays', state: 'skipped', problem: null },
  ] as const;
  expect(remedyOfDrill(steps)).toBe(remedy);
  expect(remedyOfDrill([{ step, state: 'done', problem: null }])).toBe(null);
});

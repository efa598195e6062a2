import type { SignatureFinding } from '../../shared/deliveries.ts';
import type { ShownRun } from '../reception/drills/shown-run.ts';

/** Where what stands in the way of a message is put right. */
export type Remedy = 'secret' | 'verification' | 'take-in' | 'look';

/** What to do about a message that was not accepted; null is that no signature was looked at, since its form is broken. */
export function remedyOf(finding: SignatureFinding | null): Remedy {
  switch (finding?.type) {
    case 'no-secret':
    case 'unknown':
    case 'fits-other-case':
    case 'fits-ended-secret':
      return 'secret';
    case 'fits-other-dialect':
      return 'verification';
    case 'truncated':
      return finding.covers === 'enough' ? 'verification' : 'look';
    case 'fits-now':
      return 'take-in';
    case 'changed':
    case undefined:
      return 'look';
  }
}

/** Where what failed of a test check-in is put right; null is here, by what the step itself says. */
export function remedyOfDrill(steps: ShownRun['steps']): 'reach' | 'secret' | 'ring' | null {
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed === undefined) return null;
  if (failed.problem !== null) return 'reach';
  if (failed.step === 'sent' || failed.step === 'verified') return 'secret';
  return failed.step === 'rung' ? 'ring' : null;
}

import type { SignatureFinding } from '../../shared/deliveries.ts';

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

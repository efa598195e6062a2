import { BY_HAND, type VisitMessage } from './check-in.ts';
import type { Say } from './i18n/say.ts';
import { isolated } from './isolated.ts';

/** How a message was verified when it arrived, in a few words. */
export function proofText(
  say: Say,
  { dialect, weak, proven, byHand }: Pick<VisitMessage, 'dialect' | 'weak' | 'proven' | 'byHand'>,
): string {
  const name = byHand === null || byHand.name === '' ? null : isolated(byHand.name);
  if (dialect === BY_HAND) return name === null ? say('panel.proof-typed') : say('panel.proof-typed-by', { name });
  if (byHand !== null) {
    if (name === null || byHand.reason === null) return say('panel.proof-by-hand');
    return say('panel.proof-by-hand-reason', { name, reason: isolated(byHand.reason) });
  }
  if (!proven || dialect === null) return say('panel.proof-none');
  return weak ? say('panel.proof-weak') : say('panel.proof', { dialect });
}

import { WEAK_COVER } from './autox3/signature.ts';
import type { IntakePolicy } from './intake/judge.ts';

/** What is risky in how signatures are checked, or cannot work, each as a sentence for the log. */
export function risksOf({ currentSecret, previousSecret, weakSignatures, trustPath }: IntakePolicy): string[] {
  const risks: string[] = [];
  if (currentSecret === null) {
    risks.push(
      'No app secret is set, so no check-in can be accepted yet; what arrives is kept in quarantine. Set it in the settings of the board.',
    );
  }
  if (weakSignatures !== 'off') {
    risks.push(
      'Weak signatures are accepted: whoever sees a few dozen of them can compute the app secret. Keep the callback address secret, and use HTTPS.',
    );
    if ([currentSecret, previousSecret].some((secret) => secret !== null && secret.length < WEAK_COVER)) {
      risks.push('An app secret is shorter than 32 characters: no weak signature made with it can ever be accepted.');
    }
  }
  if (trustPath) {
    risks.push(
      'The path is trusted: messages are accepted whose signature proves nothing. Turn it off in the settings as soon as signatures verify.',
    );
  }
  return risks;
}

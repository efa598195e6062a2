import type { BodyView } from '../../../shared/deliveries.ts';
import { inLines, maskedText, visible } from '../autox3/show-body.ts';
import type { IntakePolicy } from '../intake/judge.ts';

/** Characters of a body that are shown; the file has all. */
const LONGEST_SHOWN = 60_000;

const secretsOf = ({ currentSecret, previousSecret }: IntakePolicy): string[] =>
  [currentSecret, previousSecret].filter((secret) => secret !== null);

/** A body as a page may show it: in lines, its signature and our secrets masked, what steers text written out. */
export function shownBody(body: Uint8Array, policy: IntakePolicy): BodyView {
  const { text, isClipped } = inLines(maskedText(body, secretsOf(policy)), LONGEST_SHOWN);
  return { text: visible(text), isClipped };
}

/** The whole body as a text file has it, masked. */
export function bodyFile(body: Uint8Array, policy: IntakePolicy): { text: string } {
  return { text: maskedText(body, secretsOf(policy)) };
}

/** The longest age that can be set, in minutes: about a week. */
export const MOST_MINUTES = 10_000;

/** Why what was typed cannot be the ages of a lane. */
export type AgesProblem = 'not-minutes' | 'wrong-order';

/** Minutes as typed; null when nothing is, which is never. */
export function readMinutes(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  return plain === '' ? null : Number(plain);
}

/** What is wrong with the ages as typed, or null. */
export function problemOfAges(typed: { amber: string; red: string }): AgesProblem | null {
  const [amber, red] = [readMinutes(typed.amber), readMinutes(typed.red)];
  const isWrong = (value: number | null): boolean =>
    value !== null && !(Number.isInteger(value) && value >= 1 && value <= MOST_MINUTES);
  if (isWrong(amber) || isWrong(red)) return 'not-minutes';
  return amber !== null && red !== null && amber >= red ? 'wrong-order' : null;
}

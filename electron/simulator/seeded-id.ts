import type { Random } from './random.ts';

/** A message's id in the form of AutoX3's, drawn from the seed. */
export function seededId(random: Random): string {
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('');
  return [8, 4, 4, 4, 12].map(hex).join('-');
}

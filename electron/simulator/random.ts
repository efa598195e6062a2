/** A list with at least one entry, so that picking from it always gives one. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** A source of repeatable randomness: the same seed gives the same values in the same order. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T extends string | number | object>(items: NonEmpty<T>): T;
  /** `count` different entries, fewer when the list is shorter, in an order of their own. */
  sample<T>(items: readonly T[], count: number): T[];
}

/**
 * Small Fast Counter (sfc32, of PractRand). `stream` splits one seed into independent sequences, so that what one message
 * draws does not depend on how many others were made before it.
 */
export function createRandom(seed: number, stream = 0): Random {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;

  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // Without these rounds neighbouring seeds begin alike.
  for (let round = 0; round < 15; round += 1) next();

  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));

  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
    sample: (items, count) => {
      const left = [...items];
      const taken: typeof left = [];
      while (taken.length < count && left.length > 0) taken.push(...left.splice(integer(0, left.length - 1), 1));
      return taken;
    },
  };
}

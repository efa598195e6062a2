import { load, type Round } from './load.ts';

const ROUNDS = 5;
const ROUND_SECONDS = 3;

/** Loads callback addresses in turn, so that whatever else the machine does falls on all of them. */
export async function roundsInTurn<Name extends string>(
  callbacks: Readonly<Record<Name, string>>,
  secret: string,
  say: (text: string) => void,
): Promise<Record<Name, Round[]>> {
  const names = Object.keys(callbacks) as Name[];
  const rounds = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Round[]>;
  for (const name of names) await load(callbacks[name], secret, { seconds: 1 });
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const result = await load(callbacks[name], secret, { seconds: ROUND_SECONDS });
      if (result.failures > 0) throw new Error(`${result.failures} requests to ${name} were not acknowledged`);
      rounds[name].push(result);
      say(`  ${name}: ${Math.round(result.perSecond)} a second, p99 ${result.p99Ms} ms`);
    }
  }
  return rounds;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** How many times as many answers one gave as another in the same round: the median. */
export function ratio(ones: readonly Round[], others: readonly Round[]): number {
  return median(ones.map(({ perSecond }, index) => perSecond / (others[index]?.perSecond ?? Number.NaN)));
}

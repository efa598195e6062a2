import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXTRA_CASES, FACTS } from '../../../fixtures/autox3/extra-cases.ts';
import { type Case, judge, type Protocol } from './judge.ts';

/**
 * Run by mutations.test.ts in a Node of its own, with the folder of all mutated copies as argument. Prints as JSON, by
 * the name of the copy, the first case that it fails, null for none, or `BROKEN` with the error if it does not load.
 */
const file = new URL('../../../fixtures/autox3/vectors.json', import.meta.url);
const cases = [...(JSON.parse(readFileSync(file, 'utf8')) as Case[]), ...EXTRA_CASES];

async function load(folder: string): Promise<Protocol> {
  const names = ['envelope', 'messages', 'reply', 'signature'];
  const modules: object[] = await Promise.all(
    names.map((name) => import(pathToFileURL(join(folder, `${name}.ts`)).href)),
  );
  return Object.assign({}, ...modules) as Protocol;
}

function firstFailure(protocol: Protocol): string | null {
  const fact = FACTS.find((each) => !each.holds(protocol));
  return fact?.name ?? cases.find((each) => judge(protocol, each).length > 0)?.name ?? null;
}

const root = process.argv[2] ?? '';
const failures: Record<string, string | null> = {};
for (const name of readdirSync(root).filter((entry) => !entry.endsWith('.json'))) {
  failures[name] = await load(join(root, name)).then(firstFailure, (error: unknown) => `BROKEN: ${error}`);
}
process.stdout.write(JSON.stringify(failures));

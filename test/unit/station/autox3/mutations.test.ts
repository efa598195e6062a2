import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MUTATIONS, type Mutation } from './mutations.ts';

const source = fileURLToPath(new URL('../../../../electron/station/autox3', import.meta.url));
const runner = fileURLToPath(new URL('mutation-runner.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'forecourt-mutations-'));
let failures: Record<string, string | null> = {};

afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(async () => {
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  cpSync(source, join(root, 'untouched'), { recursive: true });
  MUTATIONS.forEach((mutation, index) => {
    const folder = join(root, String(index));
    cpSync(source, folder, { recursive: true });
    writeFileSync(join(folder, mutation.file), mutated(mutation));
  });
  const { stdout } = await promisify(execFile)(process.execPath, [runner, root], { timeout: 60_000 });
  failures = JSON.parse(stdout);
}, 90_000);

function sourceOf({ file }: Mutation): string {
  return readFileSync(join(source, file), 'utf8');
}

function mutated(mutation: Mutation): string {
  return sourceOf(mutation).replace(mutation.find, () => mutation.become);
}

test('the untouched copy fails no case', () => {
  expect(failures.untouched).toBeNull();
});

describe('each rule of the contract, switched off, fails a case', () => {
  test.each(MUTATIONS.map((mutation, index) => [mutation.file, mutation.rule, mutation, index] as const))(
    '%s: %s',
    (_file, _rule, mutation, index) => {
      expect(sourceOf(mutation).split(mutation.find).length - 1, 'places where the rule is found').toBe(1);
      expect(failures[index], 'the case that fails').toMatch(/^(?!BROKEN)/);
    },
  );
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as envelope from '../../../../electron/station/autox3/envelope.ts';
import * as messages from '../../../../electron/station/autox3/messages.ts';
import * as reply from '../../../../electron/station/autox3/reply.ts';
import * as signature from '../../../../electron/station/autox3/signature.ts';
import { EXTRA_CASES, FACTS } from '../../../fixtures/autox3/extra-cases.ts';
import { type Case, judge } from './judge.ts';

const protocol = { ...envelope, ...messages, ...reply, ...signature };
const file = new URL('../../../fixtures/autox3/vectors.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

describe("each of the contract's vectors gets the verdict that it names", () => {
  test.each(cases.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    expect(judge(protocol, vector)).toEqual([]);
  });
});

describe('each of our own cases gets the verdict that it names', () => {
  test.each(EXTRA_CASES.map((extra) => [extra.name, extra] as const))('%s', (_name, extra) => {
    expect(judge(protocol, extra)).toEqual([]);
  });
});

test.each(FACTS.map((fact) => [fact.name, fact] as const))('%s', (_name, fact) => {
  expect(fact.holds(protocol)).toBe(true);
});

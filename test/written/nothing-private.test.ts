import { expect, test } from 'vitest';
import { PREVIOUS_SECRET, SECRET } from '../support/messages.ts';
import { leakFinder } from '../support/written/find-leaks.ts';
import { withoutPurpose } from '../support/written/on-purpose.ts';
import { type Kind, readTrace, type Source, TRACE_FOLDER, type Trace } from '../support/written/trace.ts';
import { privateInFixtures } from './fixtures-private.ts';

/**
 * What each project leaves at the very least, about a third of what it does: where a recorder had got lost there would be
 * nothing to find.
 */
const AT_LEAST: Record<string, Partial<Record<Source, number>>> = {
  integration: { log: 150, output: 300, answer: 30, file: 50 },
  browser: { log: 150, answer: 15, console: 10, page: 100, report: 1 },
  desktop: { file: 120, page: 25, console: 8 },
};

const trace: Trace = readTrace(process.env[TRACE_FOLDER] ?? '');

function countOf(project: string, source: Source): number {
  return trace.written.filter((one) => one.source === source && one.test.startsWith(`test/${project}/`)).length;
}

const ran = Object.entries(AT_LEAST).filter(([project]) => trace.ran.has(project));

test('tests that write something ran, and all that they wrote was kept', () => {
  expect(ran).not.toEqual([]);
  expect(trace.leftOut).toEqual([]);
});

test.for(ran)('of the project %s enough was written to tell something of it', ([project, expected]) => {
  for (const [source, least] of Object.entries(expected)) {
    expect(countOf(project, source as Source), source).toBeGreaterThanOrEqual(least);
  }
});

test('the secrets and keys of the fixtures are known, and the persons of whom they tell', () => {
  const { secret, name, phone } = privateInFixtures();
  expect([...secret]).toEqual(
    expect.arrayContaining([SECRET, PREVIOUS_SECRET, expect.stringMatching(/^MI[\w+/]{60,}$/)]),
  );
  expect([...name]).toEqual(expect.arrayContaining(['Okafor', 'Y Xing', 'A梦 哆啦', 'Margaret', '王志明']));
  expect([...phone]).toEqual(expect.arrayContaining(['07700900123', '07700900574', '07700900380']));
});

test('no secret, token, telephone number or name stands in logs, output, answers, reports or pages', () => {
  const fixtures = privateInFixtures();
  const all = (kind: Kind): Set<string> => new Set([...fixtures[kind], ...trace.known[kind]]);
  const findLeaks = leakFinder({ secret: all('secret'), path: all('path'), name: all('name'), phone: all('phone') });
  const leaks = new Map<string, string>();
  for (const { source, test: by, text } of trace.written) {
    for (const { rule, found } of findLeaks(source, withoutPurpose(source, text))) {
      leaks.set(`${rule} in ${source}, written by ${by}`, around(text, found));
    }
  }
  expect(Object.fromEntries(leaks)).toEqual({});
});

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return text.slice(Math.max(0, at - 100), at + found.length + 40);
}

import { expect, test } from 'vitest';
import { readCommand } from '../../../electron/simulator/options.ts';

const URL_FLAG = ['--url', 'http://127.0.0.1:1/callback/x'];
const SECRET = 'a secret of this workshop';

test.each<[string, string[], string | undefined, RegExp]>([
  ['an unknown flag', [...URL_FLAG, '--secret', 'x'], SECRET, /Unknown option '--secret'/],
  ['a stray argument', [...URL_FLAG, 'now'], SECRET, /Unexpected argument 'now'/],
  ['a flag without its value', ['--url'], SECRET, /--url/],
  ['a flag that swallows the next', ['--url', '--fast'], SECRET, /--url/],
  ['no url', [], SECRET, /--url is missing/],
  ['a relative url', ['--url', '/callback'], SECRET, /--url must be a whole address/],
  ['a url of another kind', ['--url', 'ftp://127.0.0.1/x'], SECRET, /--url must begin with http/],
  ['a count that is no number', [...URL_FLAG, '--count', 'ten'], SECRET, /--count must be a whole number/],
  ['a count of none', [...URL_FLAG, '--count', '0'], SECRET, /--count/],
  ['a rate of none', [...URL_FLAG, '--rate', '0'], SECRET, /--rate must be a number/],
  ['a rate below none', [...URL_FLAG, '--rate=-1'], SECRET, /--rate/],
  ['a seed with a fraction', [...URL_FLAG, '--seed', '1.5'], SECRET, /--seed/],
  ['a time-out without end', [...URL_FLAG, '--attempt-timeout', 'Infinity'], SECRET, /--attempt-timeout/],
  ['an unknown language', [...URL_FLAG, '--language', 'fr'], SECRET, /--language knows zh, en, mixed/],
  ['an unknown dialect', [...URL_FLAG, '--dialect', 'loose'], SECRET, /--dialect must be/],
  ['half a dialect pair', [...URL_FLAG, '--dialect', 'token/'], SECRET, /--dialect must be/],
  ['an unknown fault', [...URL_FLAG, '--faults', 'repeat,slow'], SECRET, /--faults knows repeat/],
  ['an empty fault', [...URL_FLAG, '--faults', 'repeat,'], SECRET, /--faults/],
  ['a share of reports beyond all', [...URL_FLAG, '--reports', '101'], SECRET, /--reports must be a whole number/],
  ['a share of plans that is no number', [...URL_FLAG, '--plans', 'some'], SECRET, /--plans must be a whole number/],
  ['a wait without end', [...URL_FLAG, '--after', 'Infinity'], SECRET, /--after must be a number/],
  ['no secret', URL_FLAG, undefined, /FORECOURT_APP_SECRET is not set/],
  ['a short secret', URL_FLAG, 'too short', /FORECOURT_APP_SECRET must hold/],
])('the command line refuses, in one sentence, %s', (_, args, secret, sentence) => {
  const command = readCommand(args, { FORECOURT_APP_SECRET: secret }, () => 1);
  if (command.kind !== 'error') throw new Error(`it is no error but ${command.kind}`);
  expect(command.sentence).toMatch(sentence);
  expect(command.sentence).toMatch(/^[^\n]+\.$/);
  expect(command.sentence).not.toContain('too short');
});

test('a run has check-ins alone unless reports and plans are asked for', () => {
  const read = (...flags: string[]) => readCommand([...URL_FLAG, ...flags], { FORECOURT_APP_SECRET: SECRET }, () => 1);
  expect(read()).toMatchObject({ kind: 'run', options: { reports: 0, plans: 0, afterMs: 5_000, shuffle: false } });
  expect(read('--reports', '60', '--plans', '40', '--after', '0.5', '--shuffle')).toMatchObject({
    kind: 'run',
    options: { reports: 60, plans: 40, afterMs: 500, shuffle: true },
  });
});

import { parseArgs } from 'node:util';
import { parseDialectPair, parseSecret } from '../station/autox3/signature.ts';
import { LANGUAGES } from './check-in-data.ts';
import { FAULTS, type Fault } from './faults.ts';
import type { SimulationOptions } from './run.ts';
import { FAST_DIVISOR, retryDelays } from './schedule.ts';

/** What a command line asks for; an error is one sentence for the user. */
export type Command =
  | { kind: 'run'; options: SimulationOptions; json: boolean }
  | { kind: 'help' }
  | { kind: 'error'; sentence: string };

/** What `--help` prints. */
export const USAGE = `npm run simulate -- --url URL [options]    plays AutoX3 against a callback address

The app secret comes from the environment variable FORECOURT_APP_SECRET.

  --url URL               the callback address, with its path
  --count N               check-ins to send (10)
  --rate N                check-ins a second (1)
  --reports N             of a hundred check-ins so many are followed by a health check report (0)
  --plans N               of a hundred check-ins so many are followed by a maintenance plan, V1 or V2 (0)
  --after S               seconds from one message of a visit to its next (5)
  --shuffle               a visit's messages come in any order, some of them twice
  --language WHICH        ${LANGUAGES.join(', ')} (mixed)
  --dialect WHICH         verbatim, compact, reserialized, token, or two of them as staffInfo/content (verbatim)
  --seed N                makes the same vehicles, reports, plans and faults again, under new ids (a new one each time)
  --faults LIST           about each fifth check-in is ${FAULTS.join(', ')}: any of these, with commas
  --fast                  waits a hundredth of AutoX3's 2, 4, 8, 16, 32, 64 s between tries
  --attempt-timeout S     seconds that a try may take (10)
  --json                  reports one JSON object a line
`;

/** Reads the command line. The secret is taken from the environment alone: a flag would show in the list of processes. */
export function readCommand(args: readonly string[], env: NodeJS.ProcessEnv, freshSeed: () => number): Command {
  try {
    return interpret(args, env, freshSeed);
  } catch (error) {
    if (error instanceof BadInput) return { kind: 'error', sentence: error.message };
    throw error;
  }
}

const SHARE = { min: 0, max: 100, whole: true };

/** Thrown inside this module only: the first bad input ends the reading. */
class BadInput extends Error {}

function interpret(args: readonly string[], env: NodeJS.ProcessEnv, freshSeed: () => number): Command {
  const flags = readFlags(args);
  if (flags.help === true) return { kind: 'help' };
  const delays = flags.fast === true ? retryDelays(FAST_DIVISOR) : retryDelays(1);
  const options: SimulationOptions = {
    url: readUrl(flags.url),
    count: readNumber('--count', flags.count ?? '10', { min: 1, max: 1_000_000, whole: true }),
    rate: readNumber('--rate', flags.rate ?? '1', { min: 0.001, max: 1_000, whole: false }),
    reports: readNumber('--reports', flags.reports ?? '0', SHARE),
    plans: readNumber('--plans', flags.plans ?? '0', SHARE),
    afterMs: readNumber('--after', flags.after ?? '5', { min: 0, max: 86_400, whole: false }) * 1_000,
    shuffle: flags.shuffle === true,
    language: oneOf('--language', flags.language ?? 'mixed', LANGUAGES),
    dialect:
      parseDialectPair(flags.dialect ?? 'verbatim') ??
      bad('--dialect must be verbatim, compact, reserialized or token, or two of them written staffInfo/content.'),
    seed:
      flags.seed === undefined
        ? freshSeed()
        : readNumber('--seed', flags.seed, { min: 0, max: 4_294_967_295, whole: true }),
    faults: readFaults(flags.faults),
    delays,
    attemptTimeoutMs:
      readNumber('--attempt-timeout', flags['attempt-timeout'] ?? '10', { min: 0.001, max: 3_600, whole: false }) *
      1_000,
    secret: readSecret(env.FORECOURT_APP_SECRET),
  };
  return { kind: 'run', options, json: flags.json === true };
}

function readFlags(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const mark = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        ...{ url: text, count: text, rate: text, language: text, dialect: text, seed: text, faults: text },
        ...{ reports: text, plans: text, after: text, shuffle: mark },
        ...{ 'attempt-timeout': text, fast: mark, json: mark, help: mark },
      },
    }).values;
  } catch (error) {
    // parseArgs follows its sentence with advice about its own syntax.
    const [sentence] = error instanceof TypeError ? error.message.split(/\. |\n/) : [];
    if (sentence === undefined) throw error;
    return bad(`${sentence.replace(/[.:]?$/, '')}; --help lists the flags.`);
  }
}

function readUrl(text: string | undefined): URL {
  if (text === undefined) return bad('--url is missing: give the callback address that the receiver shows.');
  const url = URL.parse(text);
  if (url === null) return bad('--url must be a whole address, such as http://127.0.0.1:8790/callback/….');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return bad('--url must begin with http:// or https://.');
  return url;
}

function readNumber(flag: string, text: string, range: { min: number; max: number; whole: boolean }): number {
  const { min, max, whole } = range;
  const value = (whole ? /^\d+$/ : /^\d+(\.\d+)?$/).test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  return bad(`${flag} must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`);
}

function readFaults(text: string | undefined): Fault[] {
  if (text === undefined) return [];
  return [...new Set(text.split(',').map((name) => oneOf('--faults', name.trim(), FAULTS)))];
}

function readSecret(entered: string | undefined): string {
  if (entered === undefined || entered.trim() === '') {
    return bad('FORECOURT_APP_SECRET is not set: the messages are signed with the secret that it holds.');
  }
  const parsed = parseSecret(entered);
  return parsed.ok ? parsed.secret : bad('FORECOURT_APP_SECRET must hold 16 to 256 printable ASCII characters.');
}

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  return allowed.find((each) => each === text) ?? bad(`${flag} knows ${allowed.join(', ')} and nothing else.`);
}

function bad(sentence: string): never {
  throw new BadInput(sentence);
}

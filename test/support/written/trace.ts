import { hash } from 'node:crypto';
import { openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Names the folder of this run; where it is not set, as in a script that borrows a test's parts, nothing is recorded. */
export const TRACE_FOLDER = 'FORECOURT_TEST_TRACE';
/** Tells a program that records, too, which test has started it. */
const STARTED_BY = 'FORECOURT_TEST_STARTED_BY';

/** What is written while tests run, by where it goes. */
export type Source =
  /** Lines of the log of a station inside the test's process. */
  | 'log'
  /** Standard output and standard error of a program. */
  | 'output'
  /** Files in a data folder, logs among them. */
  | 'file'
  /** Bodies of answers that say that something went wrong. */
  | 'answer'
  /** Reports of the Doctor. */
  | 'report'
  /** What a page wrote to the console of its browser. */
  | 'console'
  /** A page as it was left. */
  | 'page';

/** What was made up for a test and must be read nowhere. A callback path is private too, but a manager is shown it. */
export type Kind = 'secret' | 'path' | 'name' | 'phone';

type Entry =
  | { type: 'ran'; project: string }
  | { type: 'private'; kind: Kind; value: string }
  | { type: 'written'; source: Source; test: string; text: string };

/** One thing that was written, and the test that ran then. */
export type Written = Extract<Entry, { type: 'written' }>;

/** What may be read nowhere. */
export type Known = Record<Kind, Set<string>>;

/** All that a run has left: which projects ran, what is private, what was written, and at which tests there was no room. */
export type Trace = { ran: Set<string>; known: Known; written: Written[]; leftOut: string[] };

/** More than that is not kept, which the last test takes for a failure: what was not kept was not looked at. */
const MOST_BYTES = 64_000_000;
const LOOK_EVERY_BYTES = 1_000_000;
const LEFT_OUT = 'left-out.txt';

let file: { folder: string; fd: number } | null = null;
let unlooked = LOOK_EVERY_BYTES;
let isFull = false;
let test = process.env[STARTED_BY] ?? '';
const before = new Set<string>();

/** Says which test runs from now on in this process. */
export function nowRuns(name: string): void {
  test = name;
}

/** The environment by which a program that a test starts records, too. */
export function traceEnvironment(): Record<string, string> {
  const folder = process.env[TRACE_FOLDER];
  return folder === undefined ? {} : { [TRACE_FOLDER]: folder, [STARTED_BY]: test };
}

/** Says that tests of a project run. */
export function recordProject(project: string): void {
  if (isNew('project', project)) append({ type: 'ran', project });
}

/** Keeps what was written, for the last test to look at. */
export function record(source: Source, text: string): void {
  if (text.trim() !== '' && isNew(source, text)) append({ type: 'written', source, test, text });
}

/** Tells of something private that a test has made up, so that the last one looks for it. */
export function notePrivate(kind: Kind, value: string): void {
  if (isNew(kind, value)) append({ type: 'private', kind, value });
}

/** Reads what a run has left in its folder. */
export function readTrace(folder: string): Trace {
  const known: Known = { secret: new Set(), path: new Set(), name: new Set(), phone: new Set() };
  const trace: Trace = { ran: new Set(), known, written: [], leftOut: [] };
  for (const name of readdirSync(folder)) {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
    if (name === LEFT_OUT) trace.leftOut = lines;
    else for (const line of lines) put(trace, JSON.parse(line) as Entry);
  }
  return trace;
}

function put(trace: Trace, entry: Entry): void {
  if (entry.type === 'ran') trace.ran.add(entry.project);
  else if (entry.type === 'private') trace.known[entry.kind].add(entry.value);
  else trace.written.push(entry);
}

/** The same page or answer comes hundreds of times. */
function isNew(...parts: readonly string[]): boolean {
  const digest = hash('sha1', `${process.env[TRACE_FOLDER]}\n${parts.join('\n')}`, 'base64');
  if (before.has(digest)) return false;
  before.add(digest);
  return true;
}

function append(entry: Entry): void {
  const folder = process.env[TRACE_FOLDER];
  if (folder === undefined || isFull) return;
  if (file?.folder !== folder) file = { folder, fd: openSync(join(folder, `${process.pid}.jsonl`), 'a') };
  const line = `${JSON.stringify(entry)}\n`;
  unlooked += line.length;
  if (unlooked >= LOOK_EVERY_BYTES) {
    unlooked = 0;
    isFull = sizeOf(folder) + line.length > MOST_BYTES;
  }
  if (isFull) writeFileSync(join(folder, LEFT_OUT), `${test}\n`, { flag: 'a' });
  else writeSync(file.fd, line);
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { measureAckToPaint } from './ack-to-paint.ts';
import { measureBoard } from './board-frames.ts';
import { measureHistory } from './history.ts';
import { load, type Round } from './load.ts';
import { measureMainBlocked } from './main-blocked.ts';
import { snapshotMs } from './snapshot.ts';
import type { TargetName, TargetReady } from './target.ts';

/** The figures of `npm run bench`, each with the bound that it must keep. */
const BOUNDS = {
  'intake.ratioToBare': { atLeast: 0.22 },
  'intake.ratioToPerRequest': { atLeast: 2 },
  'ackToPaint.p95Ms': { atMost: 150 },
  'start.readyMs': { atMost: 1_000 },
  'memory.rssMb': { atMost: 200 },
  'board.queryMs': { atMost: 10 },
  'desktop.mainBlockedMs': { atMost: 20 },
  'board.frameP95Ms': { atMost: 50 },
  'board.heapGrowthMb': { atMost: 5 },
  'history.searchP95Ms': { atMost: 50 },
  'history.firstPageMs': { atMost: 30 },
  'history.jumpMs': { atMost: 50 },
  'history.intakeRatio': { atLeast: 0.8 },
  'history.bytesPerVisit': { atMost: 3_000 },
} as const;

const SECRET = '84336629F874E793035255E12E88DAE87556274D860432BBB21A93951B9F98E';
const ROUNDS = 5;
const ROUND_SECONDS = 3;
const STORED = 100_000;
const STARTS = 5;
/** Visits of which the history is searched; with `--full` those of a lifetime. */
const VISITS = 200_000;
const VISITS_FULL = 1_000_000;
/** As the npm scripts run the station. */
const NODE_FLAGS = ['--max-semi-space-size=8'];

type Target = { child: ChildProcess; ready: TargetReady };
const OPTIONS = ['--json', '--full', '--history'];
const unknown = process.argv.slice(2).find((option) => !OPTIONS.includes(option));
const asJson = process.argv.includes('--json');
const visits = process.argv.includes('--full') ? VISITS_FULL : VISITS;
const isHistoryAlone = process.argv.includes('--history');
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function startTarget(name: TargetName, folder?: string): Promise<Target> {
  const child = fork(join(import.meta.dirname, 'target.js'), [name], {
    env: {
      ...process.env,
      FORECOURT_APP_SECRET: SECRET,
      ...(folder === undefined ? {} : { FORECOURT_BENCH_DATA: folder }),
    },
    execArgv: NODE_FLAGS,
  });
  return new Promise((resolve, reject) => {
    child.once('message', (ready) => resolve({ child, ready: ready as TargetReady }));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
}

async function endTarget({ child }: Target): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await ended;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The three ways of answering, measured in turn, so that whatever else the machine does falls on all of them. */
async function measureIntake(): Promise<Record<string, number>> {
  const names = ['bare', 'batched', 'per-request'] as const;
  const targets = await Promise.all(names.map((name) => startTarget(name)));
  const rounds = { bare: [] as Round[], batched: [] as Round[], 'per-request': [] as Round[] };
  for (const { ready } of targets) await load(ready.callback, SECRET, { seconds: 1 });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, name] of names.entries()) {
      const result = await load(targets[index]?.ready.callback ?? '', SECRET, { seconds: ROUND_SECONDS });
      if (result.failures > 0) throw new Error(`${result.failures} requests to ${name} were not acknowledged`);
      rounds[name].push(result);
      say(`  ${name}: ${Math.round(result.perSecond)} a second, p99 ${result.p99Ms} ms`);
    }
  }
  await Promise.all(targets.map(endTarget));
  const perSecond = (name: TargetName): number => median(rounds[name].map((round) => round.perSecond));
  const ratios = (to: TargetName): number =>
    median(rounds.batched.map((round, index) => round.perSecond / (rounds[to][index]?.perSecond ?? Number.NaN)));
  return {
    'intake.perSecond': perSecond('batched'),
    'intake.p99Ms': median(rounds.batched.map((round) => round.p99Ms)),
    'intake.ratioToBare': ratios('bare'),
    'intake.ratioToPerRequest': ratios('per-request'),
    'intake.barePerSecond': perSecond('bare'),
    'intake.perRequestPerSecond': perSecond('per-request'),
  };
}

/** How often a second the disk can be made to have 4 kB for certain: what a transaction per request is bound by. */
function measureDisk(): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-disk-'));
  const file = openSync(join(folder, 'sync'), 'w');
  const block = Buffer.alloc(4096, 1);
  const until = performance.now() + 1_000;
  let syncs = 0;
  for (; performance.now() < until; syncs++) {
    writeSync(file, block);
    fdatasyncSync(file);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return { 'disk.fdatasyncPerSecond': syncs };
}

async function measureStart(): Promise<Record<string, number>> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-start-'));
    const startedAt = performance.now();
    const headless = join(import.meta.dirname, '../electron/headless.js');
    const child = spawn(
      process.execPath,
      [...NODE_FLAGS, headless, '--data', folder, '--receiver-port', '0', '--board-port', '0'],
      {
        env: { ...process.env, FORECOURT_APP_SECRET: SECRET },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    await new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
    times.push(performance.now() - startedAt);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
  return { 'start.readyMs': median(times) };
}

/** Fills a station, then asks for its memory and for the board as a page does. */
async function measureFull(): Promise<Record<string, number>> {
  const target = await startTarget('batched');
  const { failures } = await load(target.ready.callback, SECRET, { amount: STORED });
  if (failures > 0) throw new Error(`${failures} of ${STORED} check-ins were not acknowledged`);
  const rss = await new Promise<number>((resolve) => {
    target.child.once('message', (message) => resolve((message as { rss: number }).rss));
    target.child.send('rss');
  });
  const queryMs = await snapshotMs(target.ready);
  await endTarget(target);
  return { 'memory.rssMb': rss / 1_048_576, ...queryMs };
}

async function measureAllButHistory(): Promise<Record<string, number>> {
  say('intake, 32 connections:');
  const figures: Record<string, number> = { ...(await measureIntake()), ...measureDisk() };
  say('start, memory, board:');
  Object.assign(figures, await measureStart(), await measureFull());
  say('from the acknowledgement to the painted card:');
  Object.assign(figures, await measureAckToPaint(SECRET));
  say('main, while 100 check-ins a second arrive:');
  Object.assign(figures, await measureMainBlocked(SECRET));
  say('a board of 80 cards, while 10 check-ins a second arrive:');
  return Object.assign(figures, await measureBoard(SECRET));
}

async function measureOfMany(): Promise<Record<string, number>> {
  say(`the history of ${visits} visits:`);
  return measureHistory(
    SECRET,
    visits,
    async (folder) => {
      const target = await startTarget('batched', folder);
      return { ready: target.ready, end: () => endTarget(target) };
    },
    say,
  );
}

async function main(): Promise<void> {
  const figures = { ...(isHistoryAlone ? {} : await measureAllButHistory()), ...(await measureOfMany()) };
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(value < 10 ? 3 : 5))]),
  );
  const measured = Object.entries(BOUNDS).filter(([name]) => !isHistoryAlone || name.startsWith('history.'));
  const missed = measured.filter(([name, bound]) => {
    const value = figures[name] ?? Number.NaN;
    return 'atLeast' in bound ? !(value >= bound.atLeast) : !(value <= bound.atMost);
  });
  if (asJson) process.stdout.write(`${JSON.stringify({ ...rounded, bounds: BOUNDS })}\n`);
  else for (const [name, value] of Object.entries(rounded)) process.stdout.write(`${name.padEnd(32)} ${value}\n`);
  for (const [name, bound] of missed)
    say(`out of bounds: ${name} is ${rounded[name]}, must be ${JSON.stringify(bound)}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

if (unknown === undefined) {
  await main();
} else {
  say(`"${unknown}" is no option of the bench: it knows ${OPTIONS.join(', ')}.`);
  process.exitCode = 1;
}

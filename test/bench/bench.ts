import { type ChildProcess, fork, spawn } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { measureAckToPaint } from './ack-to-paint.ts';
import { measureBoard } from './board-frames.ts';
import { measureHistory } from './history.ts';
import { median, ratio, roundsInTurn } from './in-turn.ts';
import { load } from './load.ts';
import { measureMainBlocked } from './main-blocked.ts';
import { measureRederive } from './rederive.ts';
import { canMeasureRelay, measureRelay } from './relay.ts';
import { measureCatchUp } from './relay-catch-up.ts';
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
  'rederive.perSecond': { atLeast: 5_000 },
  'rederive.differences': { atMost: 0 },
  'relay.ratioToBare': { atLeast: 0.3 },
  // 10,000 messages within ten seconds.
  'relay.catchUpPerSecond': { atLeast: 1_000 },
  'relay.catchUpStatusMs': { atMost: 1_000 },
} as const;

const SECRET = '84336629F874E793035255E12E88DAE87556274D860432BBB21A93951B9F98E';
const STORED = 100_000;
/** Messages of all kinds that are derived again. */
const MIXED = 100_000;
const STARTS = 5;
/** Visits of which the history is searched; with `--full` those of a lifetime. */
const VISITS = 200_000;
const VISITS_FULL = 1_000_000;
/** As the npm scripts run the station. */
const NODE_FLAGS = ['--max-semi-space-size=8'];

type Target = { child: ChildProcess; ready: TargetReady };
const OPTIONS = ['--json', '--full', '--history', '--rederive', '--relay'];
const unknown = process.argv.slice(2).find((option) => !OPTIONS.includes(option));
const asJson = process.argv.includes('--json');
const visits = process.argv.includes('--full') ? VISITS_FULL : VISITS;
/** Those parts of the bench alone that are named; all of them where none is. */
const PARTS = ['history', 'rederive', 'relay'] as const;
const alone = PARTS.filter((part) => process.argv.includes(`--${part}`));
const has = (part: (typeof PARTS)[number]): boolean => alone.length === 0 || alone.includes(part);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function startTarget(name: TargetName, env: NodeJS.ProcessEnv = {}): Promise<Target> {
  const child = fork(join(import.meta.dirname, 'target.js'), [name], {
    env: { ...process.env, FORECOURT_APP_SECRET: SECRET, ...env },
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

/** The three ways of answering, measured in turn, so that whatever else the machine does falls on all of them. */
async function measureIntake(): Promise<Record<string, number>> {
  const names = ['bare', 'batched', 'per-request'] as const;
  const targets = await Promise.all(names.map((name) => startTarget(name)));
  const [bare = '', batched = '', perRequest = ''] = targets.map(({ ready }) => ready.callback);
  const rounds = await roundsInTurn({ bare, batched, 'per-request': perRequest }, SECRET, say);
  await Promise.all(targets.map(endTarget));
  const perSecond = (name: (typeof names)[number]): number => median(rounds[name].map((round) => round.perSecond));
  return {
    'intake.perSecond': perSecond('batched'),
    'intake.p99Ms': median(rounds.batched.map((round) => round.p99Ms)),
    'intake.ratioToBare': ratio(rounds.batched, rounds.bare),
    'intake.ratioToPerRequest': ratio(rounds.batched, rounds['per-request']),
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

async function measureShort(): Promise<Record<string, number>> {
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
      const target = await startTarget('batched', { FORECOURT_BENCH_DATA: folder });
      return { ready: target.ready, end: () => endTarget(target) };
    },
    say,
  );
}

function deriveAgain(): Record<string, number> {
  say(`deriving ${MIXED} messages again:`);
  return measureRederive(SECRET, MIXED, say);
}

async function measureRelayed(): Promise<Record<string, number>> {
  if (!canMeasureRelay) {
    say('SKIPPED: the relay is not measured, since there is no nats-server in the PATH');
    return {};
  }
  say('a relay, 32 connections:');
  const throughput = await measureRelay(
    SECRET,
    async (name, env) => {
      const target = await startTarget(name, env);
      return { ready: target.ready, end: () => endTarget(target) };
    },
    say,
  );
  say('a backlog of the relay:');
  const catchUp = await measureCatchUp(SECRET, async () => {
    const target = await startTarget('batched');
    return { ready: target.ready, end: () => endTarget(target) };
  });
  return { ...throughput, ...catchUp };
}

async function main(): Promise<void> {
  const figures: Record<string, number> = {
    ...(alone.length > 0 ? {} : await measureShort()),
    ...(has('history') ? await measureOfMany() : {}),
    ...(has('rederive') ? deriveAgain() : {}),
    ...(has('relay') ? await measureRelayed() : {}),
  };
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(value < 10 ? 3 : 5))]),
  );
  const measured = Object.entries(BOUNDS).filter(
    ([name]) =>
      (alone.length === 0 || alone.some((part) => name.startsWith(`${part}.`))) &&
      (canMeasureRelay || !name.startsWith('relay.')),
  );
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

// Runs one of Forecourt's programs from its sources, and builds them first where the build is older than they are.
// Usage: node scripts/run.js build | start | station | relay | verify | simulate | bench [options]
// An old Node must be able to read this file: it says then which one is needed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 24;
// The download of Electron's program may take this long, in ms.
const ELECTRON_WITHIN_MS = 300_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const PROGRAMS = {
  station: 'dist/electron/headless.js',
  relay: 'dist/electron/relay.js',
  verify: 'dist/electron/verify.js',
  simulate: 'dist/electron/simulator.js',
  bench: 'dist/bench/bench.js',
};

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale() {
  // The bundle that is built last: a build that broke off is stale too.
  const built = newest(join(root, PROGRAMS.bench));
  const sources = ['electron', 'renderer', 'shared', 'test/bench', 'vite.config.ts', 'package-lock.json'];
  return sources.some((source) => newest(join(root, source)) > built);
}

function build() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--logLevel', 'warn', '--config', join(root, 'vite.config.ts')];
  // What a program prints on standard output is its own: its first line is for other programs.
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

/** Where Electron's program is; null where it is not, and cannot be downloaded either. */
function findElectron() {
  const asked = spawnSync(process.execPath, ['-e', 'process.stderr.write(require("electron"))'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: ELECTRON_WITHIN_MS,
    encoding: 'utf8',
  });
  return asked.status === 0 && existsSync(asked.stderr) ? asked.stderr : null;
}

function openApp(electron, args) {
  const child = spawn(electron, [root, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}

async function main(name, args) {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    console.error(
      `Forecourt needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}. Run "npm ci", which brings it along, or install it.`,
    );
    process.exit(1);
  }
  if (!['build', 'start', ...Object.keys(PROGRAMS)].includes(name)) {
    console.error(
      `There is no program "${name}". Usage: node scripts/run.js build | start | station | relay | verify | simulate | bench [options]`,
    );
    process.exit(1);
  }
  if (name === 'build' || isStale()) build();
  if (name === 'build') return;
  if (name === 'start') {
    const electron = findElectron();
    if (electron !== null) return openApp(electron, args);
    console.error(
      "Electron's program cannot be had here, so Forecourt runs without its window: open the board in a browser.",
    );
  }
  const program = join(root, PROGRAMS[name === 'start' ? 'station' : name]);
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}

await main(process.argv[2], process.argv.slice(3));

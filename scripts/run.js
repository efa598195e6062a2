// Runs one of the programs of Forecourt from its sources: builds it first where the build is older than they are.
// Usage: node scripts/run.js build | station | simulate | start [options]. Written so that an old Node can read it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 24;
const root = fileURLToPath(new URL('..', import.meta.url));
const PROGRAMS = {
  station: 'dist/electron/headless.js',
  simulate: 'dist/electron/simulator.js',
};

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale() {
  const built = newest(join(root, 'dist/electron/headless.js'));
  const sources = ['electron', 'renderer', 'shared', 'vite.config.ts', 'package-lock.json'];
  return sources.some((source) => newest(join(root, source)) > built);
}

function build() {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const result = spawnSync(
    process.execPath,
    [vite, 'build', '--logLevel', 'warn', '--config', join(root, 'vite.config.ts')],
    {
      cwd: root,
      // What a program prints on standard output is its own: its first line is for other programs.
      stdio: ['ignore', 2, 2],
    },
  );
  if (result.status !== 0) process.exit(1);
}

async function main(name, args) {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    console.error(
      `Forecourt needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}. Run "npm ci", which brings it along, or install it.`,
    );
    process.exit(1);
  }
  if (name === 'build' || isStale()) build();
  const program = PROGRAMS[name];
  if (program === undefined) return;
  process.argv = [process.execPath, join(root, program), ...args];
  await import(pathToFileURL(join(root, program)).href);
}

await main(process.argv[2], process.argv.slice(3));

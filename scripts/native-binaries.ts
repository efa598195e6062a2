import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Where electron-builder.yml takes them from. */
const BINARIES = join(root, 'dist/binaries');

type Lock = { lockfileVersion: number; packages: Record<string, { version?: string }> };

/**
 * Puts the binaries of sharp, with the libvips that it is linked to, and of ngrok for a system and processor where the packages
 * are made from.
 * npm installs those of this PC alone; others it is asked for, in the versions and with the hashes of package-lock.json.
 * Throws with what npm said.
 */
export function getNativeBinaries(system: string, processor: string): void {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const build = { win32: '-msvc', linux: '-gnu' }[system] ?? '';
  const names = [
    `@img/sharp-${system}-${processor}`,
    `@img/sharp-libvips-${system}-${processor}`,
    `@ngrok/ngrok-${system}-${processor}${build}`,
  ];
  const wanted = names.filter((name) => lock.packages[`node_modules/${name}`] !== undefined);
  const missing = wanted.filter((name) => !existsSync(join(BINARIES, name)));
  if (missing.length === 0) return;
  mkdirSync(BINARIES, { recursive: true });
  // Beside its place, and moved there when it is whole: several may pack at once.
  const folder = mkdtempSync(join(BINARIES, 'npm-'));
  try {
    if (missing.every((name) => existsSync(join(root, 'node_modules', name)))) {
      for (const name of missing) {
        cpSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
      }
    } else install(folder, missing, lock);
    for (const name of missing) {
      mkdirSync(dirname(join(BINARIES, name)), { recursive: true });
      moveUnlessThere(join(folder, 'node_modules', name), join(BINARIES, name));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function install(folder: string, names: readonly string[], lock: Lock): void {
  const dependencies = Object.fromEntries(
    names.map((name) => [name, lock.packages[`node_modules/${name}`]?.version ?? '']),
  );
  const packages = Object.fromEntries(
    names.map((name) => [`node_modules/${name}`, { ...lock.packages[`node_modules/${name}`], optional: false }]),
  );
  const about = { name: 'binaries', version: '0.0.0', private: true, dependencies };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ ...about, lockfileVersion: lock.lockfileVersion, packages: { '': about, ...packages } }),
  );
  // By force: it would refuse what this PC cannot run.
  const args = ['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--omit=optional'];
  const { status, stderr, error } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    // npm is a script of the shell's there.
    shell: process.platform === 'win32',
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`a native binary could not be had from npm: ${error?.message ?? stderr.trim()}`);
}

function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { recordOutput } from '../support/written/record-output.ts';
import { makeElectronStub, type System } from './electron-stub.ts';

const root = join(import.meta.dirname, '../..');
/** Packing takes five seconds; beside the other tests of a small machine it takes ten times that and more. */
const PACKED_WITHIN_MS = 150_000;

export type Ended = { code: number | null; stdout: string; stderr: string };

/** Runs `npm run dist` without its build, in an environment that signs nothing and publishes nowhere. */
export function runDist(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { PATH, HOME, SystemRoot, TMPDIR, NODE_EXTRA_CA_CERTS } = process.env;
  const child = spawn(process.execPath, [join(root, 'scripts/dist.ts'), ...args], {
    cwd: root,
    env: { PATH, HOME, SystemRoot, TMPDIR, NODE_EXTRA_CA_CERTS, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PACKED_WITHIN_MS,
    killSignal: 'SIGKILL',
  });
  recordOutput(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** A finished package, with `/` in every path. */
export type Package = {
  /** The folder that would be installed. */
  folder: string;
  /** What electron-builder puts there besides Electron's own: app.asar and what belongs to it. */
  resources: string;
  /** Electron's program, or its app on macOS: where the fuses are. */
  program: string;
  asar: string;
  inAsar: string[];
  beside: string[];
  /** What the stub put there. */
  electronsOwn: string[];
};

export type Processor = 'x64' | 'arm64';

/** Packs for one system, with a stub in Electron's place, into a folder. Throws what was said if it fails. */
export async function makePackages(
  out: string,
  system: System,
  env: NodeJS.ProcessEnv = {},
): Promise<Record<Processor, Package>> {
  const electron = join(out, 'electron');
  const electronsOwn = makeElectronStub(electron, system);
  const made = join(out, 'made');
  const { code, stdout, stderr } = await runDist(
    ['--dir', '--for', system, '--electron', electron, '--out', made],
    env,
  );
  if (code !== 0) throw new Error(`electron-builder ended with ${code}: ${stdout}\n${stderr}`);
  const [x64, arm64] = {
    linux: ['linux-unpacked', 'linux-arm64-unpacked'] as const,
    win32: ['win-unpacked', 'win-arm64-unpacked'] as const,
    darwin: ['mac', 'mac-arm64'] as const,
  }[system];
  const at = (name: string): Package => describePackage(join(made, name), system, electronsOwn);
  return { x64: at(x64), arm64: at(arm64) };
}

function describePackage(outer: string, system: System, electronsOwn: string[]): Package {
  const mac = system === 'darwin';
  const folder = mac ? join(outer, 'Forecourt.app/Contents') : outer;
  const resources = join(folder, mac ? 'Resources' : 'resources');
  const asar = join(resources, 'app.asar');
  return {
    folder,
    resources,
    program: join(outer, { darwin: 'Forecourt.app', win32: 'Forecourt.exe', linux: 'forecourt' }[system]),
    asar,
    inAsar: filesInAsar(asar),
    beside: filesIn(folder),
    electronsOwn,
  };
}

/** Folders are listed as well; they are what another entry begins with. */
function filesInAsar(asar: string): string[] {
  const entries = listPackage(asar, { isPack: false }).map((name) => name.replaceAll('\\', '/').replace(/^\//, ''));
  return entries.filter((name) => !entries.some((other) => other.startsWith(`${name}/`))).sort();
}

/** Every file below a folder. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

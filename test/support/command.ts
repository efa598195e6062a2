import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { recordOutput } from './written/record-output.ts';

const root = new URL('../../', import.meta.url).pathname;

/** The built headless station. */
export const HEADLESS = join(root, 'dist/electron/headless.js');

export type Ended = { code: number | null; stdout: string; stderr: string };

/** Runs a script with this Node, as a user does; nothing of the test's own environment but the path gets to it. */
export function runScript(
  script: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; nodeArgs?: readonly string[]; started?: (child: ChildProcess) => void } = {},
): Promise<Ended> {
  const { PATH, HOME, SystemRoot } = process.env;
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), script, ...args], {
    env: { PATH, HOME, SystemRoot, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
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
  options.started?.(child);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** What was said on standard error besides the JSON lines of the log. */
export function sentences(stderr: string): string[] {
  return stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
}

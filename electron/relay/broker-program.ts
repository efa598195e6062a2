import { spawnSync } from 'node:child_process';

const WITHIN_MS = 10_000;

/** The version of the `nats-server` in the PATH, like 2.9.10; null where there is none. */
export function brokerVersion(): string | null {
  const { stdout } = spawnSync('nats-server', ['--version'], { encoding: 'utf8', timeout: WITHIN_MS });
  return /v(\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1] ?? null;
}

/** Whether a server of this version can have each message on the disk before it acknowledges it; one before 2.10 does not start so. */
export function canSyncAlways(version: string | null): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 10);
}

/**
 * Has the system write each change in a folder, and in those that will be in it, to the disk at once; false where it cannot. It is
 * what a server before 2.10 lacks: chattr(1), of Linux and ext4.
 */
export function writesAtOnce(folder: string): boolean {
  if (process.platform !== 'linux') return false;
  return spawnSync('chattr', ['+S', folder], { stdio: 'ignore', timeout: WITHIN_MS }).status === 0;
}

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDesktop } from '../desktop/desktop-app.ts';
import { freePort } from '../support/free-port.ts';
import { checkInBody } from './load.ts';

const PER_SECOND = 100;
const SECONDS = 15;
const KEYS = { callbackKey: 'bench-callback-key-bench-callback', boardToken: 'bench-token-bench-token-bench' };

/**
 * Read by each process that is measured: notes how late its event loop is, from the first SIGUSR2 to the second, and then
 * writes the 99.9th percentile, in ms, into a file named for its process.
 */
const MONITOR = `
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
let delay = null;
process.on('SIGUSR2', () => {
  if (delay === null) {
    delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    return;
  }
  delay.disable();
  writeFileSync(process.env.FORECOURT_BENCH_FOLDER + '/' + process.pid, String(delay.percentile(99.9) / 1e6));
});
`;

/**
 * How long main's event loop is held up at the 99.9th percentile while 100 check-ins a second arrive with the board open,
 * less what an idle process of this machine sees meanwhile; in ms. Main runs in the stand-in, whose own work (the page,
 * its ports and its record of calls) counts against it.
 */
export async function measureMainBlocked(secret: string): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-blocked-'));
  const monitor = join(folder, 'monitor.mjs');
  writeFileSync(monitor, MONITOR);
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(KEYS));
  const watched = { NODE_OPTIONS: `--import=${monitor}`, FORECOURT_BENCH_FOLDER: folder };
  const port = await freePort();
  const app = await startDesktop({
    dataFolder: folder,
    args: ['--receiver-port', String(port), '--board-port', '0'],
    env: { ...watched, FORECOURT_APP_SECRET: secret },
  });
  const idle = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)'], { env: { ...process.env, ...watched } });
  try {
    await app.inPage((page) => page.locator('[data-connection="live"]').waitFor({ timeout: 30_000 }));
    const signal = (): void => {
      for (const pid of [app.pid, idle.pid ?? 0]) process.kill(pid, 'SIGUSR2');
    };
    signal();
    await arrive(`http://127.0.0.1:${port}/callback/${KEYS.callbackKey}`, secret);
    signal();
    const read = (pid: number): Promise<number> =>
      eventually(() => Number(readFileSync(join(folder, String(pid)), 'utf8')));
    const [main, control] = [await read(app.pid), await read(idle.pid ?? 0)];
    return {
      'desktop.mainBlockedMs': Math.max(0, main - control),
      'desktop.mainP999Ms': main,
      'desktop.idleP999Ms': control,
    };
  } finally {
    idle.kill();
    await app.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Delivers so many check-ins a second, evenly, whatever the answers take. */
async function arrive(callback: string, secret: string): Promise<void> {
  const startedAt = performance.now();
  const answers: Promise<Response>[] = [];
  for (let sent = 0; sent < PER_SECOND * SECONDS; sent++) {
    const wait = startedAt + (sent * 1_000) / PER_SECOND - performance.now();
    if (wait > 0) await pause(wait);
    answers.push(fetch(callback, { method: 'POST', body: checkInBody(secret) }));
  }
  const failed = (await Promise.all(answers)).filter(({ status }) => status !== 200);
  if (failed.length > 0) throw new Error(`${failed.length} check-ins were not acknowledged`);
}

async function eventually(read: () => number): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    try {
      return read();
    } catch (error) {
      if (attempt === 100) throw error;
      await pause(50);
    }
  }
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TunnelProblem } from '../../../shared/reach.ts';
import { isUsable, readLine } from './cloudflared-log.ts';
import { aborted, type Tunnel } from './tunnel.ts';

const VERSION_WITHIN_MS = 10_000;
/** How long it may take to end when it is asked, in ms: it waits for what is under way. */
const END_WITHIN_MS = 3_000;

/** A named tunnel of Cloudflare's: the public address that its owner has led here, its token, and the user's own program. */
export type CloudflaredOptions = { address: string; token: string; program: string | null };

/**
 * Runs the user's `cloudflared`. Its token goes by the environment, since other users see the arguments of a program; where the
 * tunnel leads is set at Cloudflare.
 */
export function cloudflaredTunnel({ address, token, program }: CloudflaredOptions): Tunnel {
  return async (_local, events, signal) => {
    if (program === null) return 'program-missing';
    const said = await versionOf(program);
    if (said === null) return 'program-failed';
    if (!isUsable(said)) return 'program-too-old';
    if (signal.aborted) return 'tunnel-lost';
    const child = spawn(program, ['tunnel', '--no-autoupdate', 'run'], {
      env: { ...withoutOurs(process.env), TUNNEL_TOKEN: token },
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    const isOver = new Promise<void>((resolve) => child.once('error', () => resolve()).once('close', () => resolve()));
    const connections = new Set<string>();
    let ended: TunnelProblem | null = null;
    createInterface({ input: child.stderr }).on('line', (line) => {
      const heard = readLine(line);
      if (heard?.type === 'refused' && connections.size === 0) {
        ended = heard.problem;
        events.down(heard.problem);
      }
      if (heard?.type === 'connected' && connections.add(heard.connection).size === 1) {
        ended = null;
        events.up(address);
      }
      if (heard?.type === 'disconnected' && connections.delete(heard.connection) && connections.size === 0) {
        events.down('tunnel-lost');
      }
    });
    await Promise.race([isOver, aborted(signal)]);
    await end(child, isOver);
    return ended ?? (connections.size > 0 ? 'tunnel-lost' : 'program-failed');
  };
}

/** What is told to Forecourt by the environment, its secrets among it, is for nobody else. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('FORECOURT_')));
}

function versionOf(program: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, ['--version'], { timeout: VERSION_WITHIN_MS, windowsHide: true }, (error, said) =>
      resolve(error === null ? said : null),
    );
  });
}

/** Asks it to end, and after a while does not ask. */
async function end(child: ChildProcess, isOver: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const force = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  child.kill();
  await isOver;
  clearTimeout(force);
}

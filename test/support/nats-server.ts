import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brokerVersion } from '../../electron/relay/broker-program.ts';
import { newUser } from '../../electron/relay/change-config.ts';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './station.ts';
import { noteSecret } from './written/note-private.ts';
import { recordOutput } from './written/record-output.ts';

const READY_WITHIN_MS = 15_000;

/** The version of the `nats-server` in the PATH; null where there is none: tests of the relay say loudly that they are skipped. */
export const NATS_VERSION = brokerVersion();
if (NATS_VERSION === null)
  process.stderr.write('SKIPPED: tests of the relay need nats-server in the PATH, and there is none\n');

/** A user of the broker that a test made. */
export type NatsUser = { seed: string; publicKey: string };

export function natsUser(): NatsUser {
  const user = newUser();
  noteSecret(user.seed);
  return user;
}

/** A server that runs, or does not at the moment. */
export type TestServer = {
  /** Ends it as a power cut does, with what it has written left in its folder. */
  kill: () => Promise<void>;
  /** Has it stand still, with its connections open, until it goes on. */
  pause: () => Promise<void>;
  goOn: () => void;
  /** Starts it again with the same folder, ports and configuration. */
  start: () => Promise<void>;
  /** All that it has logged. */
  said: () => string;
  /** Has it read its configuration again. */
  reload: () => void;
};

export type TestBroker = TestServer & {
  url: string;
  port: number;
  /** Ends it, and removes its folder. */
  dispose: () => Promise<void>;
};

/**
 * A real server with JetStream on loopback. `config` is put behind what listens and stores; it has to let the test's users in.
 */
export async function startBroker(
  config: string,
  parts: { port?: number; cluster?: string; maxPayload?: string } = {},
): Promise<TestBroker> {
  const folder = temporaryFolder();
  const port = parts.port ?? (await freePort());
  const file = join(folder.path, 'nats.conf');
  mkdirSync(join(folder.path, 'data'));
  writeFileSync(
    file,
    `listen: "127.0.0.1:${port}"
server_name: "test-${port}"
max_payload: ${parts.maxPayload ?? '2MB'}
jetstream { store_dir: "${join(folder.path, 'data')}", max_file_store: 100GB, max_memory_store: 16MB }
${parts.cluster ?? ''}
${config}
`,
  );
  const server = configuredServer(file, port);
  await server.start();
  return {
    ...server,
    url: `nats://127.0.0.1:${port}`,
    port,
    dispose: async () => {
      await server.kill();
      folder.dispose();
    },
  };
}

/** A real server of this configuration, which has it listen at this port of loopback; it is not started yet. */
export function configuredServer(file: string, port: number): TestServer {
  let child: ChildProcess | null = null;
  let said = '';
  return {
    kill: async () => {
      const ending = child;
      child = null;
      if (ending === null || ending.exitCode !== null) return;
      const closed = once(ending, 'close');
      ending.kill('SIGKILL');
      await closed;
    },
    pause: async () => {
      child?.kill('SIGSTOP');
      await standsStill(child?.pid);
    },
    goOn: () => void child?.kill('SIGCONT'),
    start: async () => {
      child = spawn('nats-server', ['-c', file], { stdio: ['ignore', 'pipe', 'pipe'] });
      recordOutput(child);
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      await listens(port, child);
    },
    said: () => said,
    reload: () => void child?.kill('SIGHUP'),
  };
}

/** What lets these users in, each to everything: for tests that are not about permissions. */
export function usersOf(users: readonly NatsUser[]): string {
  return `authorization { users: [ ${users.map(({ publicKey }) => `{ nkey: ${publicKey} }`).join(', ')} ] }`;
}

/** A signal to stand still takes a while where there is much else to do; the system tells when it is so, where it tells anything. */
async function standsStill(pid: number | undefined): Promise<void> {
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await wait(10)) {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') T');
    if (status.includes(') T')) return;
  }
  throw new Error('nats-server did not stand still');
}

async function listens(port: number, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await wait(50)) {
    if (child.exitCode !== null) throw new Error(`nats-server ended with ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const [came] = await Promise.race([
      once(socket, 'connect').then(() => [true]),
      once(socket, 'error').then(() => [false]),
    ]).catch(() => [false]);
    socket.destroy();
    if (came === true) return;
  }
  throw new Error('nats-server did not listen in time');
}

import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a second start tells the first. */
export type SecondStart = { argv: string[]; cwd: string; data: unknown };

// A first that hangs must not hold the second: it ends all the same.
const TELL_WITHIN_MS = 2_000;

/** One holder for each folder. On Linux the name is nobody's when its holder is dead; elsewhere a file stays behind. */
function nameFor(folder: string): string {
  const name = `electron-stand-in-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name);
}

/** The lock that lets one start of the app run for each user data folder. */
export class SingleInstance {
  readonly #second: (start: SecondStart) => void;
  #server: Server | undefined;
  /** Ends when the first start has been told; the process waits for it. */
  told: Promise<void> = Promise.resolve();

  constructor(second: (start: SecondStart) => void) {
    this.#second = second;
  }

  /** Takes the lock; where another process has it, tells that one of this start. */
  request(folder: string, data: unknown): boolean {
    if (this.#server?.listening === true) return true;
    const server = createServer((socket) => {
      let text = '';
      socket.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      socket.on('error', () => {});
      socket.on('end', () => this.#second(JSON.parse(text)));
    });
    // Bound before `listen` returns, or never: the error only comes later.
    server.on('error', () => {}).listen({ path: nameFor(folder) });
    if (server.listening) {
      this.#server = server.unref();
      return true;
    }
    this.told = new Promise((resolve) => {
      const socket = connect({ path: nameFor(folder), timeout: TELL_WITHIN_MS });
      const start: SecondStart = { argv: process.argv, cwd: process.cwd(), data };
      socket.on('connect', () => socket.end(JSON.stringify(start)));
      for (const event of ['close', 'timeout', 'error'] as const) socket.on(event, () => resolve());
      socket.resume();
    });
    return false;
  }

  get has(): boolean {
    return this.#server?.listening === true;
  }

  release(): void {
    this.#server?.close();
    this.#server = undefined;
  }
}

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { RecordedCall } from '../record.ts';
import type { Answered, Asked } from './connection.ts';

// Longer than anything that the stand-in waits for itself: its own error says more.
const ANSWER_WITHIN_MS = 40_000;

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void; timer: NodeJS.Timeout };

/** The test's end of the line to a stand-in. */
export class ControlServer {
  readonly address: string;
  /** When the stand-in has called. */
  readonly connected: Promise<void>;
  readonly #server: Server;
  readonly #word: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #called = Promise.withResolvers<void>();
  #socket: Socket | undefined;
  #record: RecordedCall[] | undefined;
  #lastId = 0;

  private constructor(server: Server, port: number, word: string) {
    this.#server = server;
    this.#word = word;
    this.address = `${port} ${word}`;
    this.connected = this.#called.promise;
    server.on('connection', (socket) => this.#greet(socket));
  }

  static async listen(): Promise<ControlServer> {
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return new ControlServer(server, port, randomBytes(16).toString('hex'));
  }

  /** Has the stand-in do something; what it answers. */
  ask<T>(command: string, args: unknown[]): Promise<T> {
    this.#lastId += 1;
    const id = this.#lastId;
    const asked: Asked = { id, command, args };
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const late = () => this.#settle({ id, error: `${command} took longer than ${ANSWER_WITHIN_MS} ms` });
    this.#waiting.set(id, { resolve, reject, timer: setTimeout(late, ANSWER_WITHIN_MS) });
    if (this.#socket?.writable === true) this.#socket.write(`${JSON.stringify(asked)}\n`);
    else this.#settle({ id, error: `${command}: the app has ended` });
    // The stand-in's commands and this type are written side by side, in `commands.ts` and `desktop-app.ts`.
    return promise as Promise<T>;
  }

  /** What was recorded, once the app has ended by itself. */
  lastRecord(): RecordedCall[] | undefined {
    return this.#record;
  }

  close(): void {
    this.#server.close();
    this.#socket?.destroy();
    for (const id of this.#waiting.keys()) this.#settle({ id, error: 'the app has been disposed of' });
  }

  #greet(socket: Socket): void {
    let known = false;
    socket.on('error', () => {});
    const lines = createInterface({ input: socket });
    // It hands on the socket's errors: an app that is killed resets its connection.
    lines.on('error', () => {});
    lines.on('line', (line) => {
      if (known) return this.#settle(JSON.parse(line));
      if (line !== this.#word) return void socket.destroy();
      known = true;
      this.#socket = socket;
      this.#called.resolve();
      return undefined;
    });
    socket.on('close', () => {
      if (socket !== this.#socket) return;
      for (const id of this.#waiting.keys()) this.#settle({ id, error: 'the app ended before it answered' });
    });
  }

  #settle({ id, value, error }: Answered): void {
    if (id === 0 && Array.isArray(value)) this.#record = value;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}

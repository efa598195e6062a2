import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { offer } from './offer.ts';
import { endOf } from './ports/message-port-main.ts';
import { hub } from './ports/port-hub.ts';
import type { FromUtility, ToUtility } from './ports/utility-messages.ts';
import { preventable } from './preventable.ts';
import { realNode } from './real-node.ts';

const CHILD = ['postMessage', 'kill', 'pid', 'stdout', 'stderr'] as const satisfies (keyof Electron.UtilityProcess)[];
// Since Electron 37 as in main: https://www.electronjs.org/docs/latest/breaking-changes
const REJECTIONS = '--unhandled-rejections=warn-with-error-code';
const RUNTIME = join(import.meta.dirname, 'utility-start.ts');

type Gone = (event: object, details: Electron.Details) => void;

/** The utility processes that run now, oldest first. */
export const running = new Set<StandInUtility>();

/** Told of each one that did not end by itself and well; app's `child-process-gone`. */
export const onGone: { tell: Gone } = { tell: () => {} };

/** How Electron's `stdio` option reads: a word for both, or one for each of input, output and errors. */
function outputs(stdio: Electron.ForkOptions['stdio']): ['pipe' | 'ignore' | 'inherit', 'pipe' | 'ignore' | 'inherit'] {
  const known = (word: string | undefined) => (word === 'pipe' || word === 'ignore' ? word : 'inherit');
  return Array.isArray(stdio) ? [known(stdio[1]), known(stdio[2])] : [known(stdio), known(stdio)];
}

class StandInUtility extends EventEmitter implements Pick<Electron.UtilityProcess, (typeof CHILD)[number]> {
  readonly offered: Electron.UtilityProcess;
  readonly serviceName: string;
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #ports = new Set<string>();

  constructor(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}) {
    super();
    this.serviceName = options.serviceName ?? 'Node Utility Process';
    this.offered = offer<Electron.UtilityProcess, (typeof CHILD)[number]>(
      'UtilityProcess',
      this,
      CHILD,
      `UtilityProcess ${this.serviceName}`,
    );
    const node = [...(options.execArgv ?? []), REJECTIONS, '--import', RUNTIME, modulePath, ...args];
    this.#child = spawn(realNode, node, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...(options.env ?? process.env) },
      stdio: ['ignore', ...outputs(options.stdio), 'ipc'],
      serialization: 'advanced',
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    running.add(this);
    this.#listen();
  }

  postMessage(message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    const ports = transfer.map(endOf);
    for (const id of ports) this.#ports.add(id);
    this.#say({ kind: 'message', data: message, ports });
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }

  /** For the end of the app, which no child outlives. */
  killNow(): void {
    this.#child.kill('SIGKILL');
  }

  #say(message: ToUtility): void {
    // A child that has just gone cannot be told; its `exit` says so.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #listen(): void {
    this.#child.once('spawn', () => {
      this.pid = this.#child.pid;
      this.emit('spawn');
    });
    this.#child.on('message', (message) => this.#hear(message as FromUtility));
    this.#child.once('error', (error) => this.emit('error', 'FatalError', '', error.message));
    // The streams end a moment later than the process: who reads them to the end listens to them.
    this.#child.once('exit', (code, signal) => this.#ended(code, signal));
  }

  #hear(message: FromUtility): void {
    if (message.kind === 'message') this.emit('message', message.data);
    else if (message.kind === 'port-close') this.#drop(message.id);
    else if (message.kind === 'port-post') {
      for (const id of message.ports) this.#ports.delete(id);
      hub.post(message.id, message);
    } else {
      const { id } = message;
      hub.start(id, {
        message: ({ data, ports }) => {
          for (const port of ports) this.#ports.add(port);
          this.#say({ kind: 'port-message', id, data, ports });
        },
        closed: () => this.#say({ kind: 'port-closed', id }),
      });
    }
  }

  #drop(id: string): void {
    this.#ports.delete(id);
    hub.close(id);
  }

  #ended(code: number | null, signal: NodeJS.Signals | null): void {
    running.delete(this);
    this.pid = undefined;
    for (const id of this.#ports) this.#drop(id);
    // As waitpid reports it, a process that died of a signal has its number as the code.
    const exitCode = code ?? (signal === null ? 1 : constants.signals[signal]);
    if (exitCode !== 0) {
      const killed = signal === 'SIGKILL' || signal === 'SIGTERM';
      const details: Electron.Details = {
        type: 'Utility',
        reason: signal === null ? 'abnormal-exit' : killed ? 'killed' : 'crashed',
        exitCode,
        serviceName: 'node.mojom.NodeService',
        name: this.serviceName,
      };
      onGone.tell(preventable({}), details);
    }
    this.emit('exit', exitCode);
  }
}

/** See https://www.electronjs.org/docs/latest/api/utility-process; the child runs under plain Node. */
export const utilityProcess = offer<typeof Electron.UtilityProcess, 'fork'>(
  'utilityProcess',
  {
    fork: (modulePath, args, options) => new StandInUtility(modulePath, args, options).offered,
  },
  ['fork'],
);

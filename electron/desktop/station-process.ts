import type { MessagePortMain, UtilityProcess } from 'electron';
import type { Logger } from 'pino';
import type { StationState } from '../../shared/desktop.ts';
import { ToMain, type ToStation } from '../../shared/station-process.ts';
import { planRestart } from '../policy/restart.ts';

/** How long the station may take until it is ready, in ms: a large database may have to be brought up to date. */
const READY_WITHIN_MS = 60_000;
/** How long it may take to stop when asked, in ms; then it is killed, which loses nothing that was acknowledged. */
const STOP_WITHIN_MS = 3_000;
/** How much of what a dying process says is kept for the log. */
const LAST_WORDS = 2_000;

/** A process that runs the station's bundle; Electron's utility process, or a double in a test. */
export type ForkedStation = Pick<UtilityProcess, 'postMessage' | 'kill' | 'pid'> & {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  stderr: Pick<NodeJS.ReadableStream, 'on'> | null;
};

/** What the supervision of the station needs. */
export type StationProcessParts = {
  fork: () => ForkedStation;
  /** What to start it with; rejects when that cannot be had, with a sentence as its message. */
  startMessage: () => Promise<Extract<ToStation, { type: 'start' }>>;
  log: Logger;
  clock: { now: () => number };
  changed: (state: StationState) => void;
  /** Hears what the station says, but for what concerns its start. */
  heard: (message: Exclude<ToMain, { type: 'ready' | 'cannot-start' }>) => void;
};

type Run = {
  process: ForkedStation;
  readyAt: number | null;
  said: string | null;
  lastWords: string;
  deadline: NodeJS.Timeout;
};

/** Runs the station in a process of its own, starts it again when it ends, and stops it in order. */
export class StationProcess {
  #state: StationState = { state: 'starting' };
  #run: Run | null = null;
  #failures = 0;
  #failingSince: number | null = null;
  #retry: NodeJS.Timeout | null = null;
  #isStopping = false;
  #starting: Promise<void> | null = null;
  readonly #parts: StationProcessParts;

  constructor(parts: StationProcessParts) {
    this.#parts = parts;
  }

  get state(): StationState {
    return this.#state;
  }

  /** Starts it now, also after it was stopped; while it waits for its next try, that try is now. */
  start(): Promise<void> {
    if (this.#isStopping && this.#run === null) this.#set({ state: 'starting' });
    this.#isStopping = false;
    return this.#start();
  }

  /** One start at a time: what it needs may take a person to unlock the key store. */
  #start(): Promise<void> {
    this.#starting ??= this.#startNow().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #startNow(): Promise<void> {
    if (this.#run !== null || this.#isStopping) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    let message: ToStation;
    try {
      message = await this.#parts.startMessage();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'the station could not be given what it needs');
      if (this.#isStopping) return;
      this.#failed(null, error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#run !== null || this.#isStopping) return;
    const process = this.#parts.fork();
    const run: Run = {
      process,
      readyAt: null,
      said: null,
      lastWords: '',
      deadline: setTimeout(() => this.#tooLate(run), READY_WITHIN_MS),
    };
    this.#run = run;
    process.on('message', (heard) => this.#hear(run, heard));
    process.stderr?.on('data', (text: unknown) => {
      run.lastWords = `${run.lastWords}${text}`.slice(-LAST_WORDS);
    });
    process.once('exit', (code) => this.#ended(run, code));
    process.postMessage(message);
  }

  /** Says something to the station, ready or not: it may wait for an answer to become so. False when it has no process. */
  tell(message: ToStation, ports: MessagePortMain[] = []): boolean {
    if (this.#run === null) return false;
    this.#run.process.postMessage(message, ports);
    return true;
  }

  /** Stops it in order, or after three seconds by force; it is not started again. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const run = this.#run;
    if (run === null) return;
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => {
        this.#parts.log.warn('the station did not stop in time and is ended');
        end(run.process);
        resolve();
      }, STOP_WITHIN_MS);
      run.process.once('exit', () => {
        clearTimeout(force);
        resolve();
      });
      run.process.postMessage({ type: 'stop' } satisfies ToStation);
    });
  }

  #hear(run: Run, heard: unknown): void {
    const parsed = ToMain.safeParse(heard);
    if (!parsed.success) {
      this.#parts.log.warn('the station said something that main does not understand');
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'ready':
        clearTimeout(run.deadline);
        run.readyAt = this.#parts.clock.now();
        this.#failingSince = null;
        this.#set({ state: 'running' });
        return;
      case 'cannot-start':
        run.said = message.said || null;
        return;
      default:
        this.#parts.heard(message);
    }
  }

  #tooLate(run: Run): void {
    this.#parts.log.error({ afterMs: READY_WITHIN_MS }, 'the station was not ready in time and is ended');
    end(run.process);
  }

  #ended(run: Run, code: number): void {
    clearTimeout(run.deadline);
    this.#run = null;
    if (this.#isStopping) return;
    this.#parts.log.error({ code, lastWords: run.lastWords }, 'the station ended unasked');
    this.#failed(run.readyAt === null ? null : this.#parts.clock.now() - run.readyAt, run.said);
  }

  #failed(ranMs: number | null, said: string | null): void {
    const now = this.#parts.clock.now();
    const plan = planRestart({ ranMs, before: this.#failures, saidWhy: said !== null });
    this.#failures = plan.failures;
    this.#failingSince ??= now;
    const since = this.#failingSince;
    this.#set(
      plan.tell ? { state: 'failing', since, said, nextTryAt: now + plan.afterMs } : { state: 'restarting', since },
    );
    this.#retry = setTimeout(() => void this.#start(), plan.afterMs);
  }

  #set(state: StationState): void {
    this.#state = state;
    this.#parts.changed(state);
  }
}

/** By force where asking the system politely may not do: on POSIX `kill()` can be held up by a stuck process. */
function end(process: ForkedStation): void {
  if (!process.kill() || process.pid === undefined || globalThis.process.platform === 'win32') return;
  try {
    globalThis.process.kill(process.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

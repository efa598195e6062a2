import type { MessagePortMain, UtilityProcess } from 'electron';
import type { Logger } from 'pino';
import type { StationState } from '../../shared/desktop.ts';
import { type LongStart, ToMain, type ToStation } from '../../shared/station-process.ts';
import { planRestart } from '../policy/restart.ts';

/** How long the station may take until it is ready or tells of long work, in ms. */
const READY_WITHIN_MS = 60_000;
/** So many times as long at most is waited for a station that was ended before it was ready: a disk may be slower than thought. */
const MOST_PATIENCE = 16;
/** Long work is told to people once it has taken so long, in ms: most of it is over by then. */
const WORKING_AFTER_MS = 3_000;
/** Timers take no more, in ms. */
const LONGEST_MS = 2 ** 31 - 1;
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

/** What the station says, but for what concerns its start. */
export type SaidByStation = Exclude<ToMain, { type: 'ready' | 'still-starting' | 'cannot-start' }>;

/** What the supervision of the station needs. */
export type StationProcessParts = {
  fork: () => ForkedStation;
  /** What to start it with; rejects when that cannot be had, with a sentence as its message. */
  startMessage: () => Promise<Extract<ToStation, { type: 'start' }>>;
  log: Logger;
  clock: { now: () => number };
  changed: (state: StationState) => void;
  heard: (message: SaidByStation) => void;
};

type Run = {
  process: ForkedStation;
  startedAt: number;
  readyAt: number | null;
  said: string | null;
  lastWords: string;
  deadline: NodeJS.Timeout | undefined;
  telling: NodeJS.Timeout | undefined;
};

/** Runs the station in a process of its own, starts it again when it ends, and stops it in order. */
export class StationProcess {
  #state: StationState = { state: 'starting' };
  #run: Run | null = null;
  #failures = 0;
  #patience = 1;
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
      startedAt: this.#parts.clock.now(),
      readyAt: null,
      said: null,
      lastWords: '',
      deadline: undefined,
      telling: undefined,
    };
    this.#run = run;
    this.#waitFor(run, READY_WITHIN_MS);
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
        waitNoLonger(run);
        run.readyAt = this.#parts.clock.now();
        this.#failingSince = null;
        this.#patience = 1;
        this.#set({ state: 'running' });
        return;
      case 'still-starting':
        if (run.readyAt !== null) return;
        this.#works(run, message.work);
        return;
      case 'cannot-start':
        run.said = message.said || null;
        return;
      default:
        this.#parts.heard(message);
    }
  }

  #works(run: Run, { what, withinMs }: LongStart): void {
    this.#parts.log.info({ what, withinMs }, 'the station has long work on its data before it is ready');
    this.#waitFor(run, withinMs);
    const since = this.#failingSince ?? run.startedAt;
    clearTimeout(run.telling);
    run.telling = setTimeout(() => this.#set({ state: 'working', what, since }), WORKING_AFTER_MS);
  }

  /** Ends a station that is not heard of in time. The next one gets longer: else one that needs longer would never be ready. */
  #waitFor(run: Run, withinMs: number): void {
    const afterMs = Math.min(withinMs * this.#patience, LONGEST_MS);
    clearTimeout(run.deadline);
    run.deadline = setTimeout(() => {
      this.#parts.log.error({ afterMs }, 'the station was not ready in time and is ended');
      this.#patience = Math.min(this.#patience * 2, MOST_PATIENCE);
      end(run.process);
    }, afterMs);
  }

  #ended(run: Run, code: number): void {
    waitNoLonger(run);
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

function waitNoLonger(run: Run): void {
  clearTimeout(run.deadline);
  clearTimeout(run.telling);
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

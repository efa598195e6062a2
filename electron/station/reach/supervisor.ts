import type { TunnelProblem } from '../../../shared/reach.ts';
import { within } from '../within.ts';
import { type CertificateInUse, type Local, type Tunnel, type TunnelEvents, unlessAborted } from './tunnel.ts';

/** How long a way may take until it leads here, or does again, in ms. */
export const UP_WITHIN_MS = 30_000;
/** A way that led here for so long, in ms, was well: what happens then is a first failure again. */
export const WELL_AFTER_MS = 60_000;
/** How soon a way is tried again that needs a person first, in ms: the person may have helped elsewhere. */
export const FAILED_AGAIN_MS = 300_000;
/** How long a way may take to close what it has open, in ms: longer than any that is well, and what comes after it waits no longer. */
export const ENDS_WITHIN_MS = 5_000;
/** The waits before each try, in ms, before jitter; the last holds for all that follow. */
const DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000] as const;

/** What does not come right by trying again. */
const NEEDS_A_PERSON: ReadonlySet<TunnelProblem> = new Set<TunnelProblem>([
  'no-address',
  'no-token',
  'bad-token',
  'domain-not-yours',
  'program-missing',
  'program-too-old',
  'not-loaded',
  'certificate-unreadable',
  'certificate-expired',
  'certificate-other-name',
  'key-does-not-fit',
  'port-taken',
  'port-not-allowed',
]);

/** How a way stands. */
export type Standing = {
  state: 'off' | 'starting' | 'up' | 'retrying' | 'failed';
  problem: TunnelProblem | null;
  /** Where it leads here; null while it does not. */
  address: string | null;
  /** Failures in a row. */
  failures: number;
  /** Whether it runs, or waits for its next try. */
  isRunning: boolean;
};
export const OFF: Standing = { state: 'off', problem: null, address: null, failures: 0, isRunning: false };

/** What happens to a way. `restart` is a start, waking up, or another network: what is known of it counts for nothing. */
export type WayEvent =
  | { type: 'restart' }
  | { type: 'up'; address: string }
  | { type: 'down'; problem: TunnelProblem }
  | { type: 'ended'; problem: TunnelProblem }
  | { type: 'time-is-up' }
  | { type: 'stop' };

/** What follows: how it stands, whether it is to run anew or to end, and when its time is up, in ms; null is never. */
export type Step = { next: Standing; act: 'run' | 'end' | 'none'; timeMs: number | null };

/** The rules by which a way is started, watched and tried again; `random` is from 0 to 1. */
export function step(now: Standing, event: WayEvent, random: number): Step {
  switch (event.type) {
    case 'restart':
      return { next: { ...OFF, state: 'starting', isRunning: true }, act: 'run', timeMs: UP_WITHIN_MS };
    case 'stop':
      return { next: OFF, act: 'end', timeMs: null };
    case 'up':
      return {
        next: { ...now, state: 'up', problem: null, address: event.address },
        act: 'none',
        timeMs: WELL_AFTER_MS,
      };
    case 'down':
      return {
        next: { ...now, state: 'retrying', problem: event.problem, address: null },
        act: 'none',
        timeMs: UP_WITHIN_MS,
      };
    case 'ended':
      return ended(now, event.problem, random);
    case 'time-is-up':
      if (now.state === 'up') return { next: { ...now, failures: 0 }, act: 'none', timeMs: null };
      if (!now.isRunning) return { next: { ...now, isRunning: true }, act: 'run', timeMs: UP_WITHIN_MS };
      return { ...ended(now, now.problem ?? 'not-in-time', random), act: 'end' };
  }
}

function ended(now: Standing, problem: TunnelProblem, random: number): Step {
  const failures = now.failures + 1;
  const isFailed = NEEDS_A_PERSON.has(problem);
  const delay = DELAYS_MS[Math.min(failures, DELAYS_MS.length) - 1] ?? 0;
  return {
    next: { state: isFailed ? 'failed' : 'retrying', problem, address: null, failures, isRunning: false },
    act: 'none',
    timeMs: isFailed ? FAILED_AGAIN_MS : delay * (0.75 + random / 2),
  };
}

export type SupervisorParts = {
  local: () => Local;
  /** The way as it is set at this moment. */
  tunnel: () => Tunnel;
  random: () => number;
  /** Called when it stands differently, or leads here under another address. */
  changed: (now: Standing) => void;
  certificate: (inUse: CertificateInUse) => void;
  /** A way has failed as none may; it is tried again, since that is no reason to stop receiving. */
  crashed: (error: unknown) => void;
};

/**
 * Keeps one way running by {@link step}; a new run begins when the one before has closed all that it had open, or has had
 * {@link ENDS_WITHIN_MS} for that.
 */
export class Supervisor {
  readonly #parts: SupervisorParts;
  #now = OFF;
  #run: AbortController | null = null;
  #closed: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
  }

  get now(): Standing {
    return this.#now;
  }

  /** Starts the way, or starts it anew, with what is set now. */
  restart(): void {
    this.#hear({ type: 'restart' });
  }

  /** Ends it, and waits until all is closed, for as long as a run may take for that. */
  async stop(): Promise<void> {
    this.#hear({ type: 'stop' });
    await this.#closed;
  }

  #hear(event: WayEvent): void {
    const before = this.#now;
    const { next, act, timeMs } = step(before, event, this.#parts.random());
    this.#now = next;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = timeMs === null ? null : setTimeout(() => this.#hear({ type: 'time-is-up' }), timeMs);
    if (act !== 'none') this.#run?.abort();
    if (act === 'run') this.#start();
    const { state, problem, address } = next;
    if (state !== before.state || problem !== before.problem || address !== before.address) this.#parts.changed(next);
  }

  #start(): void {
    const run = new AbortController();
    const { signal } = run;
    const unlessOver =
      <T>(told: (said: T) => void) =>
      (said: T): void => {
        if (!signal.aborted) told(said);
      };
    this.#run = run;
    this.#closed = this.#closed.then(async () => {
      if (signal.aborted) return;
      const events: TunnelEvents = {
        up: unlessOver((address) => this.#hear({ type: 'up', address })),
        down: unlessOver((problem) => this.#hear({ type: 'down', problem })),
        certificate: unlessOver((inUse) => this.#parts.certificate(inUse)),
      };
      const running = this.#parts
        .tunnel()(this.#parts.local(), events, signal)
        .catch((error: unknown) => {
          this.#parts.crashed(error);
          return 'tunnel-lost' as const;
        });
      const problem = await untilOver(running, signal);
      if (problem === null) this.#parts.crashed(new Error('it was told to end, and did not in time'));
      else if (!signal.aborted) this.#hear({ type: 'ended', problem });
    });
  }
}

/** Why a run ended; null where it was told to and did not within {@link ENDS_WITHIN_MS}. */
async function untilOver(running: Promise<TunnelProblem>, signal: AbortSignal): Promise<TunnelProblem | null> {
  return (await unlessAborted(running, signal)) ?? within(ENDS_WITHIN_MS, running);
}

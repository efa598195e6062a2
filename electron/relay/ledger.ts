import type { RelayRun } from './names.ts';

/** How often the relay says that it takes messages, in ms. */
export const BEAT_EVERY_MS = 5_000;
/** A run in which for longer than this nothing was said has ended, in ms. */
export const LONGEST_GAP_MS = 15_000;
/** By how much the wall clock may move against the monotonic one within a run, in ms. */
const CLOCK_SLACK_MS = 1_000;

/** What the ledger of a brand works with. */
export type LedgerParts = {
  /** Whether the stream of messages has room and somebody to answer for it. May reject, for no. */
  takesMessages: () => Promise<boolean>;
  /** Has the broker keep the newest state of a run. Rejects where it did not acknowledge it. */
  write: (run: string, state: RelayRun) => Promise<unknown>;
  /** A new name each time. */
  newRun: () => string;
  /** `now` is ms since 1970, `elapsed` ms on a monotonic clock. */
  clock: { now: () => number; elapsed: () => number };
};

/** All by the monotonic clock, but `wall`, which is ms since 1970 at `from`. */
type Run = { name: string; wall: number; from: number; to: number };

/**
 * For when a relay vouches that what was offered to it was acknowledged. A beat says so up to its own moment, or up to the oldest
 * message that still waits then: so no run covers one that comes to nothing. That one ends the run, as does a beat that fails.
 */
export class Ledger {
  readonly #parts: LedgerParts;
  /** When the messages that still wait were offered, the oldest first. */
  readonly #waiting = new Map<symbol, number>();
  #run: Run | null = null;
  #failures = 0;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  /** Whether a message that is offered now would be acknowledged, as far as can be known. */
  get isTaking(): boolean {
    return this.#run !== null && this.#parts.clock.elapsed() - this.#run.to <= LONGEST_GAP_MS;
  }

  /** How many messages wait for their fate. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** A message is offered. The answer is to be called once it has its fate: `false` for one that should have been kept and was not. */
  offered(): (isKept: boolean) => void {
    const message = Symbol('offered');
    this.#waiting.set(message, this.#parts.clock.elapsed());
    return (isKept) => {
      this.#waiting.delete(message);
      if (!isKept) this.interrupt();
    };
  }

  /** The run has ended: nothing is taken any more, or a load balancer may take it that way. */
  interrupt(): void {
    this.#failures += 1;
    this.#run = null;
  }

  /** Says once that messages are taken, if they are. Never rejects. */
  async beat(): Promise<void> {
    const { takesMessages, write } = this.#parts;
    const failures = this.#failures;
    const run = this.#continued();
    try {
      if (!(await takesMessages())) throw new Error('the stream takes no messages');
      await write(run.name, { from: run.wall, to: run.wall + Math.floor(run.to - run.from) });
    } catch {
      this.interrupt();
    }
    if (failures === this.#failures) this.#run = run;
  }

  /** The run as it is if this beat succeeds: the one before, up to now, or a new one. */
  #continued(): Run {
    const { clock, newRun } = this.#parts;
    const [oldest = Number.POSITIVE_INFINITY] = this.#waiting.values();
    const [now, wall] = [clock.elapsed(), clock.now()];
    const run = this.#run;
    const isClockTrue = run !== null && Math.abs(wall - run.wall - (now - run.from)) <= CLOCK_SLACK_MS;
    const to = Math.min(now, oldest - 1);
    if (run !== null && isClockTrue && to - run.to <= LONGEST_GAP_MS) return { ...run, to: Math.max(run.to, to) };
    return { name: newRun(), wall, from: now, to: now };
  }
}

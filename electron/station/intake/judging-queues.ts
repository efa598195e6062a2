import { JudgingTurns, type WaitingBody } from './judging-turns.ts';

/** Bodies up to this are judged in milliseconds; larger ones wait apart from them, so that no check-in waits for a megabyte. */
const USUAL_BYTES = 16_384;
/** What the bodies that wait to be judged may hold of memory, the usual ones and the larger ones each. */
const WAITING_BYTES = 32 * 1_048_576;

/** The turns of the usual bodies and those of the larger ones. */
export class JudgingQueues {
  readonly #usual: JudgingTurns;
  readonly #large: JudgingTurns;

  /** `elapsed` is ms on a monotonic clock. */
  constructor(elapsed: () => number) {
    this.#usual = new JudgingTurns(elapsed, WAITING_BYTES);
    this.#large = new JudgingTurns(elapsed, WAITING_BYTES);
  }

  /** Somebody new has come, a connection or a body: others' bodies can wait. */
  disturb(): void {
    this.#usual.disturb();
    this.#large.disturb();
  }

  take(waiting: WaitingBody): void {
    (waiting.bytes <= USUAL_BYTES ? this.#usual : this.#large).take(waiting);
  }

  /** Refuses whoever still waits. */
  stop(): void {
    this.#usual.stop();
    this.#large.stop();
  }
}

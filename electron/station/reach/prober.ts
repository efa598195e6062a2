import type { ProbeProblem } from '../../../shared/reach.ts';

/** A first failure is looked at again so soon, in ms: of one lost connection a sender that tries again notices nothing. */
const AGAIN_AFTER_MS = 3_000;
/** While nothing arrives the way is tried at least this often, in ms, so that it is known soon when it does again. */
const BLIND_EVERY_MS = 30_000;

export type ProberParts = {
  /** Tries the way once. */
  probe: () => Promise<ProbeProblem | null>;
  /** How often, in ms, while all is well. */
  everyMs: () => number;
  againAfterMs?: number;
  /** Called when it is known whether something arrives: null, or what goes wrong. */
  found: (problem: ProbeProblem | null) => void;
};

/** Tries a way at once and then in turn, for as long as it is meant to lead here. */
export class Prober {
  readonly #parts: ProberParts;
  #timer: NodeJS.Timeout | null = null;
  /** Of this round; what an earlier one finds is of no interest any more. */
  #round = 0;
  #under: Promise<void> | null = null;

  constructor(parts: ProberParts) {
    this.#parts = parts;
  }

  /** Begins anew, with a try at once. */
  start(): Promise<void> {
    this.stop();
    const round = this.#round;
    const under = this.#look(round, true).finally(() => {
      if (this.#under === under) this.#under = null;
    });
    this.#under = under;
    return under;
  }

  /** Tries at once, or waits for the try that is under way. */
  now(): Promise<void> {
    return this.#under ?? this.start();
  }

  /** Something has arrived by this way: the next try has time. */
  arrived(): void {
    if (this.#timer !== null) this.#next(this.#parts.everyMs());
  }

  stop(): void {
    this.#round += 1;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #look(round: number, isFirst: boolean): Promise<void> {
    const problem = await this.#parts.probe();
    if (round !== this.#round) return;
    if (problem !== null && isFirst) {
      await new Promise((resolve) => setTimeout(resolve, this.#parts.againAfterMs ?? AGAIN_AFTER_MS));
      if (round === this.#round) await this.#look(round, false);
      return;
    }
    this.#parts.found(problem);
    const everyMs = this.#parts.everyMs();
    if (round === this.#round) this.#next(problem === null ? everyMs : Math.min(everyMs, BLIND_EVERY_MS));
  }

  #next(afterMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.start(), afterMs);
  }
}

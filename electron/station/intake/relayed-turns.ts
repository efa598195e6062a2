/** How long relayed bodies are judged at a stretch, in ms: about a commit of usual ones. Then the loop turns half as long for all else. */
const STRETCH_MS = 30;

/**
 * The turns in which bodies of a relay are judged: as they came, so that a backlog is stored in the order in which customers
 * came. Whoever hands them over hands over no more before these are stored, so nothing has to be refused for want of memory.
 */
export class RelayedTurns {
  readonly #elapsed: () => number;
  readonly #waiting: { judge: () => void; giveUp: () => void }[] = [];
  #isTurning = false;

  /** `elapsed` is ms on a monotonic clock. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  take(waiting: { judge: () => void; giveUp: () => void }): void {
    this.#waiting.push(waiting);
    if (this.#isTurning) return;
    this.#isTurning = true;
    setImmediate(() => this.#turn());
  }

  /** Gives up what still waits: the relay has it. */
  stop(): void {
    for (const { giveUp } of this.#waiting.splice(0)) giveUp();
  }

  #turn(): void {
    const since = this.#elapsed();
    while (this.#elapsed() - since < STRETCH_MS) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#isTurning = false;
        return;
      }
      next.judge();
    }
    setTimeout(() => this.#turn(), STRETCH_MS / 2);
  }
}

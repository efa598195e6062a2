/** How long bodies are judged at a stretch, in ms: as long as a batch of usual ones takes on a slow PC. */
const STRETCH_MS = 10;
/** So many times as long as a stretch the event loop then turns for everybody else, while somebody new keeps coming. */
const REST_TIMES = 4;

/** A body that is to be judged, or refused where too many wait. */
export type WaitingBody = { bytes: number; judge: () => void; refuse: () => void };

/**
 * The turns in which bodies are judged. A hostile megabyte takes a tenth of a second, and Node takes one new connection in each
 * turn of the event loop only, so judging one after another would keep everybody out. After a stretch the loop turns freely for as
 * long as the stretch took, or until a turn brings nobody new; who waits is taken by size, the smallest first.
 */
export class JudgingTurns {
  readonly #elapsed: () => number;
  readonly #mostBytes: number;
  /** The smallest first. */
  #waiting: WaitingBody[] = [];
  #bytes = 0;
  #spentMs = 0;
  #restsUntil = 0;
  #isTurning = false;
  #turnsSince = 0;
  #cameNew = false;

  /** `elapsed` is ms on a monotonic clock; bodies that wait hold at most `mostBytes`, and the largest of them are refused. */
  constructor(elapsed: () => number, mostBytes: number) {
    this.#elapsed = elapsed;
    this.#mostBytes = mostBytes;
  }

  /** Somebody new has come, a connection or a body: not a moment to go on judging. */
  disturb(): void {
    this.#cameNew = true;
  }

  /** Judges at once where nobody waits and the stretch is not over, else in its turn; or refuses it. */
  take(waiting: WaitingBody): void {
    this.#cameNew = true;
    if (this.#waiting.length === 0 && this.#spentMs < STRETCH_MS) {
      this.#do(waiting);
      this.#turnSoon();
      return;
    }
    const place = this.#waiting.findIndex(({ bytes }) => bytes > waiting.bytes);
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, waiting);
    this.#bytes += waiting.bytes;
    while (this.#bytes > this.#mostBytes) {
      const largest = this.#waiting.pop();
      this.#bytes -= largest?.bytes ?? 0;
      largest?.refuse();
    }
    this.#turnSoon();
  }

  /** Refuses whoever still waits. */
  stop(): void {
    for (const { refuse } of this.#waiting.splice(0)) refuse();
    this.#bytes = 0;
  }

  #do({ judge }: WaitingBody): void {
    const since = this.#elapsed();
    judge();
    const now = this.#elapsed();
    this.#spentMs += now - since;
    this.#restsUntil = now + this.#spentMs * REST_TIMES;
    this.#turnsSince = 0;
  }

  #turnSoon(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    this.#cameNew = false;
    setImmediate(() => {
      this.#isTurning = false;
      this.#turn();
    });
  }

  #turn(): void {
    this.#turnsSince += 1;
    // The rest of the turn in which a body was judged has not looked for anybody new yet.
    const isQuiet = this.#turnsSince > 1 && !this.#cameNew;
    if (this.#spentMs < STRETCH_MS || isQuiet || this.#elapsed() >= this.#restsUntil) {
      this.#spentMs = 0;
      while (this.#spentMs < STRETCH_MS) {
        const next = this.#waiting.shift();
        if (next === undefined) return;
        this.#bytes -= next.bytes;
        this.#do(next);
      }
    }
    this.#turnSoon();
  }
}

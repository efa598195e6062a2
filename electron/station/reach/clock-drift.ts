import { CLOCK_NEEDS_MESSAGES, type ClockState } from '../../../shared/clock.ts';

/** A first delivery: when AutoX3 says that it made it, and when it came by the PC's clock; ms since 1970. */
export type Delivered = { createTime: number; receivedAt: number };

export type Drift = Omit<ClockState, 'system'>;

/** A clock that is wrong by more than this is worth a word, in ms. */
const WRONG_MS = 60_000;
/** AutoX3's last try comes so long after its first (contract, Delivery), in ms. */
const RETRIES_MS = 126_000;
/** So many of the latest messages are looked at. */
const LOOKED_AT = 30;
/** A clock that moved against the monotonic one by more than this was set, or the PC slept: what was measured before is void, in ms. */
const JUMP_MS = 30_000;

/**
 * How far the PC's clock is from AutoX3's. Received minus made is the drift plus a delay; tries and relays make it larger,
 * never smaller. So the quickest messages bound the drift from above: a slow clock is certain, a fast one only beyond what
 * delay explains. The quickest fifth is left out, or one message with an odd time would decide alone.
 */
export function estimateDrift(delivered: readonly Delivered[]): Drift {
  const offsets = delivered.map(({ createTime, receivedAt }) => receivedAt - createTime).sort((a, b) => a - b);
  const messages = offsets.length;
  const driftMs = offsets[Math.floor(messages / 5)] ?? null;
  const median = offsets[Math.floor(messages / 2)];
  if (driftMs === null || median === undefined || messages < CLOCK_NEEDS_MESSAGES) {
    return { verdict: 'unknown', driftMs: null, delayMs: null, mayBeDelay: false, messages };
  }
  const verdict = driftMs > WRONG_MS ? 'fast' : driftMs < -WRONG_MS ? 'slow' : 'right';
  const mayBeDelay = verdict === 'fast' && driftMs <= RETRIES_MS + WRONG_MS;
  return { verdict, driftMs, delayMs: median - driftMs, mayBeDelay, messages };
}

/** Watches the clock over the messages that come while the station runs; `elapsed` is ms on a clock that never jumps. */
export class ClockWatch {
  #drift = estimateDrift([]);
  #delivered: Delivered[] = [];
  #offset: number | null = null;
  readonly #changed: () => void;

  /** `changed` is told of another verdict. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get drift(): Drift {
    return this.#drift;
  }

  saw(delivered: Delivered, elapsed: number): void {
    const offset = delivered.receivedAt - elapsed;
    if (this.#offset !== null && Math.abs(offset - this.#offset) > JUMP_MS) this.#delivered = [];
    this.#offset = offset;
    this.#delivered = [...this.#delivered, delivered].slice(-LOOKED_AT);
    const { verdict } = this.#drift;
    this.#drift = estimateDrift(this.#delivered);
    if (verdict !== this.#drift.verdict) this.#changed();
  }
}

import type { BeatClock } from '../reach/heartbeat.ts';

/** A word of the relay: when its broker had it, by the broker's clock, and when it came here, by a clock that nobody sets; in ms. */
export type Heard = { brokerAt: number; sinceBoot: number };

/** So many of the latest words are looked at: some minutes of one relay. */
const LOOKED_AT = 30;
/** Words that took equally long to within this, in ms... */
const ALIKE_MS = 2_000;
/** ...and came so long after each other at least, in ms, were live: what has waited comes all at once. */
const APART_MS = 2_000;
/** Clocks that differ by less, in ms, count as one: then a check-in has the very time that the broker gave it. */
const WRONG_MS = 60_000;

/**
 * How far a clock that nobody sets is ahead of the broker's, in ms, by the quickest of the words: what has waited only seems to be
 * further ahead. Null while nothing shows that any of them was live.
 */
export function aheadOfBroker(heard: readonly Heard[]): number | null {
  const quickest = heard.reduce<Heard | null>(
    (best, one) => (best === null || lag(one) < lag(best) ? one : best),
    null,
  );
  if (quickest === null) return null;
  const isLive = heard.some(
    (one) => Math.abs(one.sinceBoot - quickest.sinceBoot) >= APART_MS && lag(one) - lag(quickest) <= ALIKE_MS,
  );
  return isLive ? lag(quickest) : null;
}

const lag = ({ brokerAt, sinceBoot }: Heard): number => sinceBoot - brokerAt;

/**
 * Tells the times of the broker by this PC's clock, whichever of both is wrong. It goes by what it hears live and by the time since
 * this PC started, its sleep included: so what has waited while the PC slept is told rightly before anything live is heard again.
 */
export class RelayClock {
  readonly #clock: BeatClock;
  #heard: readonly Heard[] = [];
  #ahead: number | null = null;

  /** `now` is ms since 1970 by this PC's clock, `sinceBoot` ms since it started, its sleep included. */
  constructor(clock: BeatClock) {
    this.#clock = clock;
  }

  /** Whether it is known how both clocks stand to each other. */
  get isKnown(): boolean {
    return this.#ahead !== null;
  }

  /** The broker had something at a time by its clock, which has just come here. */
  heard(brokerAt: number): void {
    this.#heard = [...this.#heard, { brokerAt, sinceBoot: this.#clock.sinceBoot() }].slice(-LOOKED_AT);
    this.#ahead = aheadOfBroker(this.#heard) ?? this.#ahead;
  }

  /** What this PC's clock showed when the broker's showed that; the same where nothing else is known. */
  here(brokerAt: number): number {
    if (this.#ahead === null) return brokerAt;
    const { now, sinceBoot } = this.#clock;
    const ahead = Math.round(now() - sinceBoot() + this.#ahead);
    return Math.abs(ahead) > WRONG_MS ? brokerAt + ahead : brokerAt;
  }
}

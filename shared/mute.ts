import { MUTE_MINUTES } from './ring.ts';
import { minutes } from './time-of-day.ts';

const LONGEST_MS = minutes(Math.max(...MUTE_MINUTES));

/** What a mute needs. Times in ms since 1970. */
export type MuteParts = {
  now: () => number;
  /** Until when somebody has last asked for silence, as it outlives the program; null when nobody has. */
  recall: () => number | null;
  remember: (end: number) => void;
  /** The silence has begun or ended. */
  changed: () => void;
};

/** The silence that somebody has asked for. It outlives a restart, and tells when it begins and ends. */
export class Mute {
  readonly #parts: MuteParts;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: MuteParts) {
    this.#parts = parts;
    this.#waitForEnd();
  }

  /** Until when it is silent, in ms since 1970; null while it may ring. */
  get until(): number | null {
    const { end } = this;
    return end !== null && end > this.#parts.now() ? end : null;
  }

  /** Until when it is or was silent, in ms since 1970: the ring begins softly from there. */
  get end(): number | null {
    const end = this.#parts.recall();
    // A clock that was set back must not make five minutes a day.
    return end !== null && end <= this.#parts.now() + LONGEST_MS ? end : null;
  }

  /** Silences the ring for so many minutes; 0 ends it. */
  set(count: number): void {
    this.#parts.remember(this.#parts.now() + minutes(count));
    this.remembered();
  }

  /** What is remembered has changed: here, or in another tab of the browser. */
  remembered(): void {
    this.#waitForEnd();
    this.#parts.changed();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #waitForEnd(): void {
    this.stop();
    const { until } = this;
    if (until !== null) this.#timer = setTimeout(() => this.remembered(), until - this.#parts.now());
  }
}

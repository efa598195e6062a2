import { MUTE_MINUTES } from '../../shared/ring.ts';
import { minutes } from '../../shared/time-of-day.ts';
import type { DesktopMemory } from './desktop-file.ts';

const LONGEST_MINUTES = Math.max(...MUTE_MINUTES);

/** The silence that somebody has asked for. It outlives a restart, and tells when it begins and ends. */
export class Mute {
  readonly #memory: DesktopMemory;
  readonly #now: () => number;
  readonly #changed: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(memory: DesktopMemory, now: () => number, changed: () => void) {
    this.#memory = memory;
    this.#now = now;
    this.#changed = changed;
    this.#waitForEnd();
  }

  /** Until when it is silent, in ms since 1970; null while it may ring. */
  get until(): number | null {
    const { end } = this;
    return end !== null && end > this.#now() ? end : null;
  }

  /** Until when it is or was silent, in ms since 1970: the ring begins softly from there. */
  get end(): number | null {
    const end = this.#memory.get('mutedUntil');
    // A clock that was set back must not make five minutes a day.
    return end !== null && end <= this.#now() + minutes(LONGEST_MINUTES) ? end : null;
  }

  /** Silences the ring for so many minutes; 0 ends it. */
  set(count: number): void {
    this.#memory.set({ mutedUntil: this.#now() + minutes(count) });
    this.#waitForEnd();
    this.#changed();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #waitForEnd(): void {
    this.stop();
    const { until } = this;
    this.#timer = until === null ? null : setTimeout(this.#changed, until - this.#now());
  }
}

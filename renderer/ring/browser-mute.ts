import { MUTE_MINUTES } from '../../shared/ring.ts';
import { minutes } from '../../shared/time-of-day.ts';
import { recall, remember } from '../ui/memory.ts';

const KEY = 'forecourt.muted-until';
const LONGEST_MS = minutes(Math.max(...MUTE_MINUTES));

/** The silence that somebody has asked for in this browser: all its tabs keep it, and a reload. */
export class BrowserMute {
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `changed` is told when the silence begins or ends, in another tab too. */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.#waitForEnd();
    window.addEventListener('storage', ({ key }) => {
      if (key === KEY) this.#hasChanged();
    });
  }

  /** Until when it is silent, in ms since 1970; null while it may ring. */
  get until(): number | null {
    const { end } = this;
    return end !== null && end > Date.now() ? end : null;
  }

  /** Until when it is or was silent, in ms since 1970: the ring begins softly from there. */
  get end(): number | null {
    const end = Number(recall(KEY) || Number.NaN);
    // A clock that was set back must not make five minutes a day.
    return end <= Date.now() + LONGEST_MS ? end : null;
  }

  /** Silences the ring for so many minutes; 0 ends it. */
  set(count: number): void {
    remember(KEY, String(Date.now() + minutes(count)));
    this.#hasChanged();
  }

  #hasChanged(): void {
    this.#waitForEnd();
    this.#changed();
  }

  #waitForEnd(): void {
    clearTimeout(this.#timer);
    const { until } = this;
    if (until !== null) this.#timer = setTimeout(() => this.#hasChanged(), until - Date.now());
  }
}

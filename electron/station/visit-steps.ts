import type { Logger } from 'pino';
import { rowId } from './store/rows.ts';
import type { StepStore, StepTimes } from './store/step-store.ts';

/** The times may trail by this much, in ms: they cost no check-in anything, and a burst is one transaction. */
const TRAILS_MS = 400;
/** How soon those that could not be written are tried again, in ms. */
const AGAIN_MS = 2_000;
/** More wait for a full disk than a day brings; what comes then stays unknown. */
const MOST_WAITING = 10_000;

export type VisitStepParts = {
  store: StepStore;
  now: () => number;
  /** These were first shown long after they had arrived, which their cards say. */
  shownLate: (ids: readonly number[]) => void;
  log: Logger;
};

/** Notes when each visit was stored, first shown and first rung for, a moment after it has happened. */
export class VisitSteps {
  readonly #parts: VisitStepParts;
  readonly #waiting = new Map<number, StepTimes>();
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: VisitStepParts) {
    this.#parts = parts;
  }

  /** These have just been committed. */
  stored(ids: readonly number[]): void {
    this.#note(ids, 'stored');
  }

  /** A board or wall draws these, or a ring has sounded for them; ids that name no visit are nobody's. */
  happened(step: 'shown' | 'rung', ids: readonly string[]): void {
    this.#note(ids.map(rowId).filter(Number.isInteger), step);
  }

  /** Writes what still waits. */
  stop(): void {
    this.#write();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #note(ids: readonly number[], step: keyof StepTimes): void {
    const at = this.#parts.now();
    for (const id of ids) {
      if (this.#waiting.size < MOST_WAITING) this.#waiting.set(id, { [step]: at, ...this.#waiting.get(id) });
    }
    if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => this.#write(), TRAILS_MS);
  }

  #write(): void {
    this.#timer = null;
    if (this.#waiting.size === 0) return;
    const { store, now, shownLate, log } = this.#parts;
    try {
      const late = store.note(this.#waiting, now());
      this.#waiting.clear();
      if (late.length > 0) shownLate(late);
    } catch (error) {
      log.debug({ err: error }, 'the steps of check-ins could not be written yet');
      this.#timer = setTimeout(() => this.#write(), AGAIN_MS);
    }
  }
}

import { DAY_MS } from '../../../shared/calendar.ts';

export type ContactParts = {
  /** When this desk last heard from the relay, before this; in ms since 1970, kept on disk. */
  last: () => number | null;
  saw: (at: number) => void;
  now: () => number;
  /** What the relay took from then to then it had dropped before this desk came for it. */
  missed: (from: number, to: number) => void;
};

/** Watches that this desk is never away for longer than its relay keeps messages. */
export class RelayContact {
  readonly #parts: ContactParts;
  #keptMs: number | null = null;

  constructor(parts: ContactParts) {
    this.#parts = parts;
  }

  /** The relay says for how many days it keeps messages; null where it does not. */
  keeps(days: number | null): void {
    if (days !== null) this.#keptMs = days * DAY_MS;
    this.heard();
  }

  /** The relay was heard from just now. */
  heard(): void {
    if (this.#keptMs === null) return;
    const { last, saw, now, missed } = this.#parts;
    const at = now();
    const before = last();
    if (before !== null && at - before > this.#keptMs) missed(before, at - this.#keptMs);
    saw(at);
  }
}

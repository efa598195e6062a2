import type { Logger } from 'pino';
import type { OutageCause } from '../../../shared/blind-spot.ts';
import type { Beat, BlindStore, Outage } from '../store/blind-store.ts';
import { isStorageError } from '../store/database.ts';

export type OutagesParts = {
  store: Pick<BlindStore, 'outages' | 'save' | 'lastBeat'>;
  /** Something has begun or ended. */
  changed: () => void;
  log: Logger;
};

/**
 * When AutoX3 could not have delivered, and why. Each change is durable when the method returns, unless nothing can be
 * stored: then it is kept in memory and stored as soon as that is possible, and until then no heartbeat is, so that a
 * station that ends meanwhile counts as off since before.
 */
export class Outages {
  readonly #parts: OutagesParts;
  readonly #all: Outage[];
  readonly #open = new Map<OutageCause, Outage>();
  readonly #unsaved = new Set<Outage>();
  #lastBeat: Beat | null;

  constructor(parts: OutagesParts) {
    this.#parts = parts;
    this.#all = parts.store.outages();
    this.#lastBeat = parts.store.lastBeat();
    for (const outage of this.#all) if (outage.to === null) this.#open.set(outage.cause, outage);
  }

  /** All there ever were, oldest entry first; `to` is null while one goes on, and what has ended changes no more. */
  get all(): readonly Readonly<Outage>[] {
    return this.#all;
  }

  get open(): ReadonlyMap<OutageCause, Readonly<Outage>> {
    return this.#open;
  }

  /** The last moment at which the station is known to have run; null before it could accept anything. */
  get lastBeat(): Beat | null {
    return this.#lastBeat;
  }

  /** Something keeps AutoX3 out since then (ms since 1970). Of what goes on already only an earlier beginning is news. */
  began(cause: OutageCause, atMs: number): void {
    const open = this.#open.get(cause);
    if (open === undefined) {
      const outage = { id: (this.#all.at(-1)?.id ?? 0) + 1, cause, from: atMs, to: null };
      this.#all.push(outage);
      this.#open.set(cause, outage);
      this.#change(outage);
    } else if (atMs < open.from) {
      open.from = atMs;
      this.#change(open);
    }
  }

  /** It does so no more, since then (ms since 1970). No news where it did not. */
  ended(cause: OutageCause, atMs: number): void {
    const open = this.#open.get(cause);
    if (open === undefined) return;
    // A clock that was set back meanwhile: all that it showed is part of it.
    [open.from, open.to] = [Math.min(open.from, atMs), Math.max(open.from, atMs)];
    this.#open.delete(cause);
    this.#change(open);
  }

  /** Says at a moment whether a cause holds then. */
  holds(cause: OutageCause, does: boolean, atMs: number): void {
    if (does) this.began(cause, atMs);
    else this.ended(cause, atMs);
  }

  /** The station runs at this moment, and all that was told before is as it is. */
  beat(beat: Beat): void {
    this.#lastBeat = beat;
    this.#store(beat);
  }

  #change(outage: Outage): void {
    this.#unsaved.add(outage);
    this.#store(null);
    this.#parts.changed();
  }

  #store(beat: Beat | null): void {
    try {
      this.#parts.store.save([...this.#unsaved], beat);
      this.#unsaved.clear();
    } catch (error) {
      if (!isStorageError(error)) throw error;
      this.#parts.log.warn({ err: error }, 'the ledger of blind spots could not be written yet');
    }
  }
}

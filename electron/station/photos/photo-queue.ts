import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Photo } from '../../../shared/photo.ts';
import type { DuePhoto, PhotoStore } from '../store/photo-store.ts';
import type { Capture } from './photo-capture.ts';
import { nextTry, waitAfter } from './retry-plan.ts';

/** Photos that are fetched at once, and from one host. */
const AT_ONCE = 4;
const AT_ONCE_OF_A_HOST = 2;
/** After a photo took too long, its host is asked for one at a time for so long, in ms: two would share a slow line. */
const SLOW_MS = 60 * 60_000;
/** How long a host that did not answer is left alone, in ms: many photos of it must not keep the station busy. */
const REST_MS = 500;
/** How soon to look again when the queue itself could not be read or written, in ms. */
const AGAIN_MS = 10_000;
/** The longest that stopping waits for a photo that is being decoded, in ms. */
const STOP_WITHIN_MS = 1_000;
/** A timer cannot be set for longer than this, and clocks are put right meanwhile; in ms. */
const LOOK_EVERY_MS = 60_000;

/** What the queue needs from the station. */
export type PhotoQueueParts = {
  store: PhotoStore;
  capture: (url: string, stop: AbortSignal) => Promise<Capture>;
  now: () => number;
  log: Logger;
  /** Something of this check-in's photos has changed. */
  changed: (checkInId: number) => void;
  /** Whether so many check-ins arrive that photos had better wait. */
  isBusy: () => boolean;
};

/** Fetches what waits in the store, several at once and no host too often, until each photo is captured or given up. */
export class PhotoQueue {
  readonly #parts: PhotoQueueParts;
  readonly #running = new Map<number, { host: string; done: Promise<void> }>();
  readonly #resting = new Map<string, number>();
  readonly #slow = new Map<string, number>();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #isFailing = false;

  constructor(parts: PhotoQueueParts) {
    this.#parts = parts;
  }

  /** There may be something to fetch. */
  wake(): void {
    this.#lookIn(0);
  }

  /** Fetches a photo now that waits or was given up. Null where there is none; throws when that cannot be stored. */
  retry(id: string): { photo: Photo; checkInId: number } | null {
    const photo = this.#parts.store.retry(id);
    this.wake();
    return photo;
  }

  /** Breaks off what is under way, to be taken up by the next run. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    const ended = Promise.all([...this.#running.values()].map(({ done }) => done));
    await Promise.race([ended, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  }

  #lookIn(ms: number): void {
    if (this.#stopping.signal.aborted) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look(): void {
    this.#timer = null;
    try {
      const now = this.#parts.now();
      forgetPast(this.#resting, now, REST_MS);
      forgetPast(this.#slow, now, SLOW_MS);
      while (this.#running.size < (this.#parts.isBusy() ? 1 : AT_ONCE)) {
        const due = this.#parts.store.due(now, this.#hostsToLeave(), [...this.#running.keys()]);
        if (due === null) break;
        this.#start(due, now);
      }
      const next = this.#parts.store.nextAt();
      if (next !== null) this.#lookIn(Math.min(Math.max(next - now, REST_MS), LOOK_EVERY_MS));
      this.#isFailing = false;
    } catch (error) {
      this.#failing(error);
    }
  }

  #hostsToLeave(): string[] {
    const counts = new Map<string, number>();
    for (const { host } of this.#running.values()) counts.set(host, (counts.get(host) ?? 0) + 1);
    const most = (host: string): number => (this.#slow.has(host) ? 1 : AT_ONCE_OF_A_HOST);
    const full = [...counts].filter(([host, count]) => count >= most(host)).map(([host]) => host);
    return [...full, ...this.#resting.keys()];
  }

  #start(photo: DuePhoto, now: number): void {
    this.#parts.store.begin(photo.id, now + (waitAfter('no-connection', photo.attempts + 1, 0) ?? LOOK_EVERY_MS));
    const done = this.#fetch(photo).then(() => {
      this.#running.delete(photo.id);
      this.wake();
    });
    this.#running.set(photo.id, { host: photo.host, done });
  }

  async #fetch(photo: DuePhoto): Promise<void> {
    const { signal } = this.#stopping;
    const capture = await this.#parts.capture(photo.url, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return null;
    });
    try {
      if (capture === null) this.#parts.store.giveBack(photo.id);
      else this.#settle(photo, capture);
    } catch (error) {
      this.#failing(error);
    }
  }

  #settle(photo: DuePhoto, capture: Capture): void {
    const { store, log, changed } = this.#parts;
    const { id, checkInId, host, problem: before } = photo;
    const now = this.#parts.now();
    if (capture.ok) {
      store.captured(id, capture.photo, now);
      changed(checkInId);
      return;
    }
    const { problem } = capture;
    if (problem === 'no-connection' || problem === 'timed-out') this.#resting.set(host, now + REST_MS);
    if (problem === 'timed-out') this.#slow.set(host, now + SLOW_MS);
    const { attempts, triedSince, wait } = nextTry(photo, problem, now);
    if (wait === null) store.failed(id, problem);
    else store.tryAgain(id, { problem, attempts, triedSince, nextAt: now + wait });
    // One more attempt in vain is no news.
    if (wait !== null && problem === before) return;
    log.info({ photo: id, checkIn: checkInId, problem, attempts, isLast: wait === null }, 'a photo was not captured');
    changed(checkInId);
  }

  /** The database cannot be used at the moment; a photo under way is tried again. */
  #failing(error: unknown): void {
    if (!this.#isFailing) this.#parts.log.error({ err: error }, 'the queue of photos could not be read or written');
    this.#isFailing = true;
    this.#lookIn(AGAIN_MS);
  }
}

/** Forgets what is over; a clock that was set back must not keep it for longer than it was meant for. */
function forgetPast(until: Map<string, number>, now: number, longest: number): void {
  for (const [host, at] of until) if (at <= now || at > now + longest) until.delete(host);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DAY_MS } from '../../../shared/calendar.ts';
import { REMOVAL_KINDS, type RetentionSettings } from '../../../shared/retention-settings.ts';
import type { RemovalRemains } from '../store/removal-remains.ts';
import type { RetentionWriter } from '../store/retention-writer.ts';

/** After the start, in ms: whoever opens the board comes first. */
const FIRST_MS = 3_000;
/** How often to look whether another day has begun, in ms. */
const LOOK_EVERY_MS = 15 * 60_000;
/** How soon files are tried again that could not go yet, in ms. */
const AGAIN_MS = 6_000;
/** Visits or photos of one slice, and the pause after it, in ms: nobody waits for more than one. */
const SLICE = 16;
const PAUSE_MS = 4;
/** While check-ins arrive in a burst, in ms. */
const BUSY_PAUSE_MS = 500;

/** What the keeper needs from the station; `now` in ms since 1970. */
export type RetentionParts = {
  writer: RetentionWriter;
  remains: RemovalRemains;
  /** Removes the files of a photo; false where it must be tried later. */
  removeFiles: (sha256: string) => boolean;
  /** Removes the kept sheets of check-ins that have lost their personal data; false where some must be tried later. */
  removeSheets: () => Promise<boolean>;
  /** Whether something beside the visits shows the photo, the shop's logo say. */
  isKept: (sha256: string) => boolean;
  settings: () => RetentionSettings;
  now: () => number;
  isBusy: () => boolean;
  /** Something that boards show is gone. */
  changed: () => void;
  log: Logger;
};

/** Removes once a day what the terms of the shop have ended for, in slices; what was broken off goes on at the start. */
export class RetentionKeeper {
  readonly #parts: RetentionParts;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null;
  #running: Promise<void> | null = null;
  #isWanted = false;
  #lastDay: number | null = null;
  #isFileLeft = false;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
    this.#timer = setTimeout(() => this.wake(), FIRST_MS);
  }

  /** Removes now what is due: a term has changed, or somebody has asked for it. Resolves when it is done. */
  wake(): Promise<void> {
    this.#isWanted = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#lookLater();
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #lookLater(): void {
    if (this.#stopping.signal.aborted) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const isFileLeft = this.#isFileLeft;
    this.#timer = setTimeout(
      () => {
        if (!isFileLeft && Math.floor(this.#parts.now() / DAY_MS) === this.#lastDay) this.#lookLater();
        else void this.wake();
      },
      isFileLeft ? AGAIN_MS : LOOK_EVERY_MS,
    );
  }

  async #run(): Promise<void> {
    try {
      while (this.#isWanted && !this.#stopping.signal.aborted) {
        this.#isWanted = false;
        this.#lastDay = Math.floor(this.#parts.now() / DAY_MS);
        await this.#removeDue();
      }
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#parts.log.error({ err: error }, 'what is due could not be removed');
    }
  }

  async #removeDue(): Promise<void> {
    const { writer, remains, settings, now, changed } = this.#parts;
    let isAny = false;
    for (const kind of REMOVAL_KINDS) {
      for (;;) {
        const days = settings()[kind];
        if (days === null) break;
        const at = now();
        if (!writer.slice(kind, { days, before: at - days * DAY_MS, limit: SLICE, at })) break;
        isAny = true;
        await this.#pause();
      }
    }
    writer.ended(now());
    if (isAny) changed();
    await this.#removeFiles();
    if (!(await this.#parts.removeSheets())) this.#isFileLeft = true;
    while (remains.wipeSlice()) await this.#pause();
  }

  async #removeFiles(): Promise<void> {
    const { remains, removeFiles, isKept } = this.#parts;
    for (;;) {
      let done = 0;
      const files = remains.files(SLICE);
      this.#isFileLeft = files.length > 0;
      for (const sha256 of files) {
        if (!remains.isNamed(sha256) && !isKept(sha256) && !removeFiles(sha256)) continue;
        remains.fileGone(sha256);
        done += 1;
      }
      if (done === 0) return;
      await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    await sleep(this.#parts.isBusy() ? BUSY_PAUSE_MS : PAUSE_MS, undefined, { signal: this.#stopping.signal });
  }
}

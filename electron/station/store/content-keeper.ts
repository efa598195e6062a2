import type { Logger } from 'pino';
import type { StoredContent } from './stored-content.ts';

/** Messages of one slice, and the pause between two, in ms: no check-in waits for what was stored long ago. */
const SLICE = 100;
const PAUSE_MS = 20;
/** How soon what could not be written, on a full disk say, is tried again, in ms. */
const AGAIN_MS = 2_000;

/** What the keeper needs from the station. */
export type ContentKeeperParts = {
  content: Pick<StoredContent, 'isDone' | 'catchUp'>;
  log: Logger;
  /** All is read: cards may say more than before. */
  done: () => void;
};

/** After an update, has the reports and plans read that were stored before it; then it has nothing to do, for good. */
export class ContentKeeper {
  readonly #parts: ContentKeeperParts;
  #timer: NodeJS.Timeout | null = null;
  #isFailing = false;

  constructor(parts: ContentKeeperParts) {
    this.#parts = parts;
    if (!parts.content.isDone) this.#timer = setTimeout(() => this.#slice(), PAUSE_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #slice(): void {
    this.#timer = null;
    const { content, log, done } = this.#parts;
    try {
      const isMore = content.catchUp(SLICE);
      this.#isFailing = false;
      if (isMore) this.#timer = setTimeout(() => this.#slice(), PAUSE_MS);
      else done();
    } catch (error) {
      if (!this.#isFailing) log.error({ err: error }, 'reports and plans of before the update could not be read');
      this.#isFailing = true;
      this.#timer = setTimeout(() => this.#slice(), AGAIN_MS);
    }
  }
}

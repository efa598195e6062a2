import { type BoardEvent, TICK_MS } from '../../../shared/contract.ts';

/** Changes that are remembered for boards that were away: one that missed more gets a snapshot. */
const REMEMBERED = 1_000;

/** All that a board shows. */
export type BoardSnapshot = Extract<BoardEvent, { type: 'snapshot' }>;
type Cause = Extract<BoardEvent, { type: 'card' }>['cause'];
type Change = { type: 'card'; id: string; cause: Cause } | { type: 'status' } | { type: 'settings' };

/** What the hub needs to say what a change means: it remembers only that a card changed, and reads it when it is told. */
export type HubParts = {
  /** Sets this run of the station apart from earlier ones, whose numbering is over. */
  run: string;
  /** The whole board. */
  snapshot: () => BoardSnapshot;
  /** The present state of a card that changed; null when it is gone. */
  card: (id: string, cause: Cause) => BoardEvent | null;
  status: () => BoardEvent;
  settings: () => BoardEvent;
};

/** An event with the id by which a board can resume after it. */
export type NumberedEvent = { id: string; event: BoardEvent };

/** Tells every open board what changed, in order and without a gap: also after it slept, and however slowly it reads. */
export class Hub {
  readonly #parts: HubParts;
  readonly #changes: Change[] = [];
  readonly #wakers = new Set<() => void>();
  /** Number of the newest change; the oldest remembered one is `#last - #changes.length + 1`. */
  #last = 0;

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  publish(changes: readonly Change[]): void {
    this.#changes.push(...changes);
    this.#last += changes.length;
    if (this.#changes.length > REMEMBERED) this.#changes.splice(0, this.#changes.length - REMEMBERED);
    for (const wake of this.#wakers) wake();
  }

  /** Has every board begin anew with a snapshot: something that it shows may be gone. */
  startAgain(): void {
    this.#last += 1;
    this.#changes.length = 0;
    for (const wake of this.#wakers) wake();
  }

  /**
   * All that a board must hear from now on: what it missed since `lastEventId`, or a snapshot where that is unknown or
   * too long ago; then every change, and a tick in each silence of {@link TICK_MS}. Ends when `signal` aborts.
   */
  async *watch(lastEventId: string | undefined, signal: AbortSignal): AsyncGenerator<NumberedEvent, void> {
    let seen = this.#resume(lastEventId);
    while (!signal.aborted) {
      if (seen === null || seen < this.#last - this.#changes.length) {
        seen = this.#last;
        yield this.#numbered(seen, this.#parts.snapshot());
      } else if (seen < this.#last) {
        const before = seen;
        const events = this.#eventsOf(this.#changes.slice(this.#changes.length - (this.#last - seen)));
        seen = this.#last;
        // Only the last of a group lets a board resume after the group: a break in the middle repeats it.
        for (const [index, event] of events.entries()) {
          yield this.#numbered(index === events.length - 1 ? seen : before, event);
        }
      } else if (!(await this.#changeWithin(TICK_MS, signal)) && !signal.aborted) {
        yield this.#numbered(seen, { type: 'tick' });
      }
    }
  }

  #resume(lastEventId: string | undefined): number | null {
    const [, run, number] = /^([^.]+)\.(\d{1,15})$/.exec(lastEventId ?? '') ?? [];
    const seen = Number(number);
    return run === this.#parts.run && seen <= this.#last ? seen : null;
  }

  /**
   * One event for each card, with the first cause: a card that arrived and moved since has, for this board, arrived. One that
   * came back is told as that whatever was before, since it is news.
   */
  #eventsOf(changes: readonly Change[]): BoardEvent[] {
    const causes = new Map<string, Cause>();
    for (const change of changes) {
      if (change.type !== 'card') continue;
      const isNews = change.cause === 'returned' && causes.get(change.id) !== 'arrived';
      if (isNews || !causes.has(change.id)) causes.set(change.id, change.cause);
    }
    const cards = [...causes].map(([id, cause]) => this.#parts.card(id, cause)).filter((event) => event !== null);
    const has = (type: Change['type']): boolean => changes.some((change) => change.type === type);
    return [
      ...cards,
      ...(has('status') ? [this.#parts.status()] : []),
      ...(has('settings') ? [this.#parts.settings()] : []),
    ];
  }

  #numbered(number: number, event: BoardEvent): NumberedEvent {
    return { id: `${this.#parts.run}.${number}`, event };
  }

  #changeWithin(ms: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (changed: boolean): void => {
        clearTimeout(timer);
        this.#wakers.delete(wake);
        signal.removeEventListener('abort', stop);
        resolve(changed);
      };
      const wake = (): void => finish(true);
      const stop = (): void => finish(false);
      const timer = setTimeout(stop, ms);
      this.#wakers.add(wake);
      signal.addEventListener('abort', stop);
    });
  }
}

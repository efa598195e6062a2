import type { RelayProblem, RelayState } from '../../../shared/relay.ts';
import type { RelayJoin } from '../../../shared/relay-join.ts';
import type { DeskConsumer } from '../../relay/names.ts';
import { instantOrNull } from '../instant.ts';
import type { MessageWay } from '../store/message-runs.ts';

/** What messages change of it is told this much later at most, in ms: a backlog brings thousands a second. */
const TELL_EVERY_MS = 1_000;

export type StandingParts = {
  changed: () => void;
  now: () => number;
  /** By which way AutoX3's latest message came. */
  lastWay: () => MessageWay | null;
  /** Whether nobody knows that a relay takes messages. */
  isUnheard: () => boolean;
};

/** How a desk stands with its relay, for whoever looks. */
export class RelayStanding {
  readonly #parts: StandingParts;
  #join: Pick<RelayJoin, 'shops'> | null = null;
  #server: string | null = null;
  /** Why it is not connected; null before the first try, and while it is. */
  #problem: RelayProblem | null = null;
  /** Consumers that cannot be read, and why. */
  readonly #unread = new Map<string, RelayProblem>();
  readonly #waiting = new Map<string, number>();
  /** Another PC reads as this desk. */
  #isShared = false;
  #lastMessageAt: number | null = null;
  #told: RelayState['state'] = 'off';
  #since: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: StandingParts) {
    this.#parts = parts;
  }

  /** Reads by another join from now on; null is none. */
  begin(join: Pick<RelayJoin, 'shops'> | null): void {
    this.#join = join;
    this.#server = null;
    this.#problem = null;
    this.#lastMessageAt = null;
    this.#isShared = false;
    this.#unread.clear();
    this.#waiting.clear();
    this.#look();
  }

  up(server: string): void {
    this.#server = server;
    this.#problem = null;
    this.#look();
  }

  /** Not connected, and why; true where that is another thing than before. */
  down(problem: RelayProblem): boolean {
    const isNews = this.#server !== null || this.#problem !== problem;
    this.#server = null;
    this.#problem = problem;
    this.#look();
    return isNews;
  }

  /** A consumer is read, or why not; true where that is another thing than before. */
  read(consumer: DeskConsumer, problem: RelayProblem | null): boolean {
    const key = keyOf(consumer);
    if ((this.#unread.get(key) ?? null) === problem) return false;
    if (problem === null) this.#unread.delete(key);
    else this.#unread.set(key, problem);
    this.#look();
    return true;
  }

  /** Whether another PC reads as this desk; true where that is another thing than before. */
  shared(isShared: boolean): boolean {
    if (this.#isShared === isShared) return false;
    this.#isShared = isShared;
    this.#look();
    return true;
  }

  /** So many messages wait at a consumer. */
  waiting(consumer: DeskConsumer, count: number): void {
    if (this.#waiting.get(keyOf(consumer)) === count) return;
    this.#waiting.set(keyOf(consumer), count);
    this.#tellSoon();
  }

  /** A message was taken. */
  took(): void {
    this.#lastMessageAt = this.#parts.now();
    this.#tellSoon();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#join = null;
  }

  state(): RelayState {
    const counts = [...this.#waiting.values()];
    return {
      state: this.#told,
      since: instantOrNull(this.#since),
      server: this.#server,
      lastMessageAt: instantOrNull(this.#lastMessageAt),
      backlog: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
      isAwaited: this.#join !== null && this.#parts.lastWay() === 'direct',
      isUnheard: this.#join !== null && this.#parts.isUnheard(),
      isHeadOffice: this.#join !== null && this.#join.shops === null,
    };
  }

  get #state(): RelayState['state'] {
    if (this.#join === null) return 'off';
    const problems = [this.#problem, ...this.#unread.values()];
    if (problems.includes('refused')) return 'refused';
    if (problems.includes('unknown-stream')) return 'unknown-stream';
    if (this.#server === null || problems.includes('not-reached')) return 'connecting';
    return this.#isShared ? 'shared' : 'connected';
  }

  /** Tells at once when the state has become another one. */
  #look(): void {
    const state = this.#state;
    if (state === this.#told) return;
    this.#told = state;
    this.#since = state === 'off' ? null : this.#parts.now();
    this.#parts.changed();
  }

  #tellSoon(): void {
    if (this.#join === null) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#parts.changed();
    }, TELL_EVERY_MS).unref();
  }
}

const keyOf = ({ stream, name }: DeskConsumer): string => `${stream} ${name}`;

import { hash } from 'node:crypto';
import { DAY_MS } from '../../shared/calendar.ts';
import type { CallbackPath } from '../../shared/callback-path.ts';
import { instantOrNull } from './instant.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import type { Secrets } from './secrets.ts';

type EarlierKey = Secrets['earlierKeys'][number];

/** Paths that are answered beside the newest. */
const MOST_EARLIER = 4;

/** The whole path that a key ends. */
export const pathOf = (key: string): string => `/callback/${key}`;

/** Tells paths apart without giving one away: 32 bits of its SHA-256. */
export const pathId = (path: string): string => hash('sha256', path, 'hex').slice(0, 8);

/** One more path would be too many; `endFirst` are the last characters of the earlier one that has gone unused the longest. */
export class TooManyPaths extends Error {
  readonly endFirst: string;

  constructor(endFirst: string) {
    super('As many callback paths are answered as can be');
    this.endFirst = endFirst;
  }
}

/**
 * The callback paths that the receiver answers: the newest, and for a time those before it. Times in ms since 1970.
 * `lastUse` says when a message of AutoX3 was last accepted by a path.
 */
export class CallbackPaths {
  readonly #kept: Pick<KeptSecrets, 'all' | 'change'>;
  readonly #newKey: () => string;
  readonly #lastUse: (path: string) => number | null;

  constructor(
    kept: Pick<KeptSecrets, 'all' | 'change'>,
    newKey: () => string,
    lastUse: (path: string) => number | null,
  ) {
    this.#kept = kept;
    this.#newKey = newKey;
    this.#lastUse = lastUse;
  }

  /** The one that AutoX3 is to be given. */
  get current(): string {
    return pathOf(this.#kept.all.callbackKey);
  }

  /** All that are answered now. */
  open(now: number): string[] {
    return [this.current, ...this.#earlier(now).map(({ key }) => pathOf(key))];
  }

  list(now: number): CallbackPath[] {
    const paths = [{ key: this.#kept.all.callbackKey, endsAt: null }, ...this.#earlier(now)];
    return paths.map(({ key, endsAt }, index) => ({
      id: pathId(pathOf(key)),
      isCurrent: index === 0,
      ending: key.slice(-4),
      endsAt: instantOrNull(endsAt),
      isOverdue: endsAt !== null && endsAt <= now,
      lastUsedAt: instantOrNull(this.#lastUse(pathOf(key))),
    }));
  }

  /** When a path was to end by which AutoX3 has sent since; null when there is none. */
  overdueSince(now: number): number | null {
    const isOverdue = ({ key, endsAt }: EarlierKey): boolean =>
      endsAt !== null && (this.#lastUse(pathOf(key)) ?? 0) >= endsAt;
    return this.#earlier(now).find(isOverdue)?.endsAt ?? null;
  }

  /**
   * Makes a new path; the one before is answered for so many days more, or until it is ended. Rejects with {@link TooManyPaths},
   * or with `UserError`.
   */
  async renew(keepDays: number | null, now: number): Promise<void> {
    await this.#kept.change((before) => {
      const earlier = this.#earlier(now);
      if (keepDays !== 0)
        earlier.unshift({ key: before.callbackKey, endsAt: keepDays === null ? null : now + keepDays * DAY_MS });
      if (earlier.length > MOST_EARLIER) throw new TooManyPaths(this.#longestUnused(now).slice(-4));
      return { ...before, callbackKey: this.#newKey(), earlierKeys: earlier };
    });
  }

  /** Has an earlier path end now; false when there is none of this id. Rejects with `UserError`. */
  async end(id: string, now: number): Promise<boolean> {
    const isIt = ({ key }: { key: string }): boolean => pathId(pathOf(key)) === id;
    if (!this.#earlier(now).some(isIt)) return false;
    await this.#kept.change((before) => ({ ...before, earlierKeys: before.earlierKeys.filter((one) => !isIt(one)) }));
    return true;
  }

  /** Before AutoX3 has used the present path none ends by itself: perhaps nobody has told AutoX3 of it. */
  #earlier(now: number): EarlierKey[] {
    const isInUse = this.#lastUse(this.current) !== null;
    return this.#kept.all.earlierKeys.filter(({ endsAt }) => endsAt === null || now < endsAt || !isInUse);
  }

  /** The key of an earlier path; of those that were never used the oldest. */
  #longestUnused(now: number): string {
    const used = (key: string): number => this.#lastUse(pathOf(key)) ?? 0;
    const keys = this.#earlier(now).map(({ key }) => key);
    return keys.reduceRight((first, key) => (used(key) < used(first) ? key : first));
  }
}

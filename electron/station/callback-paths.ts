import { hash } from 'node:crypto';
import { DAY_MS } from '../../shared/calendar.ts';
import type { CallbackPath } from '../../shared/callback-path.ts';
import { instantOrNull } from './instant.ts';
import type { KeptSecrets } from './kept-secrets.ts';

/** Paths that are answered beside the newest: who makes more has the oldest end. */
const MOST_EARLIER = 4;

/** The whole path that a key ends. */
export const pathOf = (key: string): string => `/callback/${key}`;

/** Tells paths apart without giving one away: 32 bits of its SHA-256. */
export const pathId = (path: string): string => hash('sha256', path, 'hex').slice(0, 8);

/** The callback paths that the receiver answers: the newest, and for a time those before it. Times in ms since 1970. */
export class CallbackPaths {
  readonly #kept: KeptSecrets;
  readonly #newKey: () => string;

  constructor(kept: KeptSecrets, newKey: () => string) {
    this.#kept = kept;
    this.#newKey = newKey;
  }

  /** The one that AutoX3 is to be given. */
  get current(): string {
    return pathOf(this.#kept.all.callbackKey);
  }

  /** All that are answered now. */
  open(now: number): string[] {
    return [this.current, ...this.#earlier(now).map(({ key }) => pathOf(key))];
  }

  list(now: number, lastUse: (path: string) => number | null): CallbackPath[] {
    const paths = [{ key: this.#kept.all.callbackKey, endsAt: null }, ...this.#earlier(now)];
    return paths.map(({ key, endsAt }, index) => ({
      id: pathId(pathOf(key)),
      isCurrent: index === 0,
      ending: key.slice(-4),
      endsAt: instantOrNull(endsAt),
      lastUsedAt: instantOrNull(lastUse(pathOf(key))),
    }));
  }

  /** Makes a new path; the one before is answered for so many days more, or until it is ended. Rejects with `UserError`. */
  async renew(keepDays: number | null, now: number): Promise<void> {
    await this.#kept.change((before) => ({
      ...before,
      callbackKey: this.#newKey(),
      earlierKeys: [
        { key: before.callbackKey, endsAt: keepDays === null ? null : now + keepDays * DAY_MS },
        ...this.#earlier(now),
      ].slice(0, MOST_EARLIER),
    }));
  }

  /** Has an earlier path end now; false when there is none of this id. Rejects with `UserError`. */
  async end(id: string, now: number): Promise<boolean> {
    const isIt = ({ key }: { key: string }): boolean => pathId(pathOf(key)) === id;
    if (!this.#earlier(now).some(isIt)) return false;
    await this.#kept.change((before) => ({ ...before, earlierKeys: before.earlierKeys.filter((one) => !isIt(one)) }));
    return true;
  }

  #earlier(now: number) {
    return this.#kept.all.earlierKeys.filter(({ endsAt }) => endsAt === null || now < endsAt);
  }
}

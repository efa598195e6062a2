import type Database from 'better-sqlite3';
import type { Logger } from 'pino';

/** What accepted messages use; secrets and paths by a fingerprint. And the relay that a desk hears from. */
export type UsedKind = 'secret' | 'path' | 'dialect' | 'relay';
type UseRow = { kind: UsedKind; name: string; at: number };

/** How often it is stored when something was last used, in ms: a crash forgets as much, and no message. */
const STORE_EVERY_MS = 60_000;

/** When secrets, callback paths and dialects were last used by an accepted message, in ms since 1970. */
export class LastUse {
  readonly #rows = new Map<string, UseRow & { isStored: boolean }>();
  readonly #store: Database.Transaction<(rows: readonly UseRow[]) => void>;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | null = null;

  constructor(db: Database.Database, log: Logger) {
    this.#log = log;
    const store = db.prepare<[UseRow]>(
      'INSERT INTO last_use VALUES ($kind, $name, $at) ON CONFLICT DO UPDATE SET at = excluded.at',
    );
    this.#store = db.transaction((rows) => {
      for (const { kind, name, at } of rows) store.run({ kind, name, at });
    });
    for (const row of db.prepare<[], UseRow>('SELECT kind, name, at FROM last_use').all())
      this.#rows.set(keyOf(row.kind, row.name), { ...row, isStored: true });
  }

  saw(kind: UsedKind, name: string, at: number): void {
    this.#rows.set(keyOf(kind, name), { kind, name, at, isStored: false });
    this.#timer ??= setTimeout(() => this.#storeAll(), STORE_EVERY_MS).unref();
  }

  of(kind: UsedKind, name: string): number | null {
    return this.#rows.get(keyOf(kind, name))?.at ?? null;
  }

  /** All of a kind, the latest first. */
  all(kind: UsedKind): UseRow[] {
    return [...this.#rows.values()].filter((row) => row.kind === kind).sort((a, b) => b.at - a.at);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#storeAll();
  }

  #storeAll(): void {
    this.#timer = null;
    const waiting = [...this.#rows.values()].filter(({ isStored }) => !isStored);
    if (waiting.length === 0) return;
    try {
      this.#store.immediate(waiting);
      for (const row of waiting) row.isStored = true;
    } catch (error) {
      this.#log.warn({ err: error }, 'it could not be stored when secrets and callback paths were last used');
    }
  }
}

const keyOf = (kind: UsedKind, name: string): string => `${kind} ${name}`;

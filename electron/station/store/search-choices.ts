import type Database from 'better-sqlite3';

/** What a filter offers a choice of. */
export type ChoiceKind = 'store' | 'adviser' | 'light';

/** Of a kind so many values are offered: who has more types the one that is meant. */
const MOST_CHOICES = 500;

/** Keeps the values that visits have named, in the caller's transaction. */
export class SearchChoices {
  readonly #all: Database.Statement<[], { kind: ChoiceKind; value: string }>;
  readonly #insert: Database.Statement<[ChoiceKind, string]>;
  readonly #clear: Database.Statement<[]>;
  /** Those that are written, so that almost no visit writes any; null while they have not been read. */
  #known: Record<ChoiceKind, Set<string>> | null = null;

  constructor(db: Database.Database) {
    this.#all = db.prepare('SELECT kind, value FROM search_choice');
    this.#insert = db.prepare('INSERT INTO search_choice (kind, value) VALUES (?, ?) ON CONFLICT DO NOTHING');
    this.#clear = db.prepare('DELETE FROM search_choice');
  }

  add(kind: ChoiceKind, value: string | null): void {
    if (value === null || value === '') return;
    this.#known ??= this.#read();
    const known = this.#known[kind];
    if (known.has(value) || known.size >= MOST_CHOICES) return;
    this.#insert.run(kind, value);
    known.add(value);
  }

  clear(): void {
    this.#clear.run();
    this.forget();
  }

  /** The transaction has failed: what is written is read again. */
  forget(): void {
    this.#known = null;
  }

  #read(): Record<ChoiceKind, Set<string>> {
    const known = { store: new Set<string>(), adviser: new Set<string>(), light: new Set<string>() };
    for (const { kind, value } of this.#all.all()) known[kind].add(value);
    return known;
  }
}

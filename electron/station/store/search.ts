import type Database from 'better-sqlite3';
import { writeTrailing } from './database.ts';

/** Ends a field: no phrase reaches across it, since no query holds it. */
const FIELD_END = '¶';
const SINGLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/v;
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]+/gv;
const PLAIN = /^[\x20-\x7e]*$/;
const PLAIN_RUNS = /[a-z0-9]+/g;
/** What people write between the parts of a plate or a phone number. */
const SEPARATORS = /[\s·•.-]+/g;
/** What of one field can be searched for; the rest of a long remark cannot. */
const MAX_FIELD = 2_000;
const MAX_QUERY_TERMS = 12;
const MAX_WORD = 40;

/** Runs of letters and digits in lower case, without accents and width variants, so that what looks alike is found alike. */
function runsOf(text: string): string[] {
  if (PLAIN.test(text)) return text.toLowerCase().match(PLAIN_RUNS) ?? [];
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();
  return folded.match(RUNS) ?? [];
}

/** Adds the tokens of one run of a code: every three characters in order, and its end by itself. */
function addParts(tokens: string[], run: string): void {
  for (let i = 0; i <= run.length - 3; i++) tokens.push(run.slice(i, i + 3));
  // The end of a code is found from its first typed digit on.
  tokens.push(run.slice(-2), run.slice(-1));
}

/** Adds a run as it is: a word that is found by its beginning, or Chinese, Japanese and Korean by single characters. */
function addWord(tokens: string[], run: string): void {
  if (SINGLE.test(run)) tokens.push(...run);
  else tokens.push(run.slice(0, MAX_WORD));
}

/** Only single characters can make a phrase with those of the next field. */
function endField(tokens: string[]): void {
  if (SINGLE.test(tokens.at(-1) ?? '')) tokens.push(FIELD_END);
}

/**
 * What one check-in can be found by. Codes (plate, VIN, phone) are found by any part, whatever their spacing; texts by the
 * beginnings of their words, and by any characters where they are Chinese.
 */
export type Searchable = { codes: readonly (string | null)[]; texts: readonly (string | null)[] };

/** The search row of a check-in. */
export function searchRow({ codes, texts }: Searchable): string {
  const tokens: string[] = [];
  for (const code of codes) {
    if (code === null) continue;
    for (const run of runsOf(code.replaceAll(SEPARATORS, ''))) {
      if (SINGLE.test(run)) addWord(tokens, run);
      else addParts(tokens, run);
    }
    endField(tokens);
  }
  for (const text of texts) {
    if (text === null) continue;
    for (const run of runsOf(text.slice(0, MAX_FIELD))) addWord(tokens, run);
    endField(tokens);
  }
  return tokens.join(' ');
}

/** The full-text query for what somebody typed: every term must be found. Null when it holds no letter or digit. */
export function searchQuery(typed: string): string | null {
  const terms = runsOf(typed).slice(0, MAX_QUERY_TERMS);
  if (terms.length === 0) return null;
  return terms.map(termQuery).join(' AND ');
}

function termQuery(run: string): string {
  if (SINGLE.test(run)) return `"${[...run].join(' ')}"`;
  const beginning = `"${run.slice(0, MAX_WORD)}"*`;
  if (run.length < 3) return beginning;
  const parts = Array.from({ length: run.length - 2 }, (_, i) => run.slice(i, i + 3));
  return `("${parts.join(' ')}" OR ${beginning})`;
}

/** Keeps the search rows in step with the check-ins, a slice at a time. */
export class SearchIndex {
  readonly #db: Database.Database;
  readonly #mark: Database.Statement<[]>;
  readonly #setMark: Database.Statement<[number]>;
  readonly #pending: Database.Statement<[number, number], SearchSource>;
  readonly #one: Database.Statement<[number], SearchSource>;
  readonly #insert: Database.Statement<[number, string]>;
  readonly #delete: Database.Statement<[number]>;
  readonly #clear: Database.Statement<[]>;
  readonly #slice: Database.Transaction<(limit: number) => number>;

  constructor(db: Database.Database) {
    this.#db = db;
    const source = `SELECT id, plate, vin, owner_mobile, owner_first_name, owner_last_name, brand, style, remark, belongings, adviser, key_tag, desk_note FROM check_in`;
    this.#mark = db.prepare('SELECT check_in_id FROM search_mark').pluck();
    this.#setMark = db.prepare('UPDATE search_mark SET check_in_id = ?');
    this.#pending = db.prepare(`${source} WHERE id > ? ORDER BY id LIMIT ?`);
    this.#one = db.prepare(`${source} WHERE id = ?`);
    this.#insert = db.prepare('INSERT INTO check_in_search (rowid, tokens) VALUES (?, ?)');
    this.#delete = db.prepare('DELETE FROM check_in_search WHERE rowid = ?');
    this.#clear = db.prepare("INSERT INTO check_in_search (check_in_search) VALUES ('delete-all')");
    this.#slice = db.transaction((limit) => this.catchUpInTransaction(limit));
  }

  /** Indexes up to `limit` check-ins that have no search row yet; answers how many there were. */
  catchUp(limit: number): number {
    return writeTrailing(this.#db, () => this.#slice.immediate(limit));
  }

  /** Forgets all search rows, in the caller's transaction. */
  clear(): void {
    this.#clear.run();
    this.#setMark.run(0);
  }

  /** As {@link catchUp}, in the caller's transaction. */
  catchUpInTransaction(limit: number): number {
    const rows = this.#pending.all(this.#mark.get() as number, limit);
    for (const row of rows) this.#insert.run(row.id, searchRow(searchable(row)));
    const last = rows.at(-1);
    if (last !== undefined) this.#setMark.run(last.id);
    return rows.length;
  }

  /** Writes the search row of a check-in anew, in the caller's transaction; one still to be indexed is left to that. */
  refresh(checkInId: number): void {
    if (checkInId > (this.#mark.get() as number)) return;
    const source = this.#one.get(checkInId);
    this.#delete.run(checkInId);
    if (source !== undefined) this.#insert.run(checkInId, searchRow(searchable(source)));
  }
}

type SearchSource = {
  id: number;
  plate: string | null;
  vin: string | null;
  owner_mobile: string | null;
  owner_first_name: string | null;
  owner_last_name: string | null;
  brand: string | null;
  style: string | null;
  remark: string | null;
  belongings: string;
  adviser: string | null;
  key_tag: string | null;
  desk_note: string | null;
};

function searchable(row: SearchSource): Searchable {
  return {
    codes: [row.plate, row.vin, row.owner_mobile, row.key_tag],
    texts: [
      // Family name first and unspaced, so that a Chinese name is found whole.
      `${row.owner_last_name ?? ''}${SINGLE.test(row.owner_last_name ?? '') ? '' : ' '}${row.owner_first_name ?? ''}`,
      row.brand,
      row.style,
      row.remark,
      row.belongings,
      row.adviser,
      row.desk_note,
    ],
  };
}

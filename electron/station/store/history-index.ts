import type Database from 'better-sqlite3';
import type { Severity } from '../../../shared/check-in.ts';
import { type HistoryCount, type HistoryFilter, MOST_COUNTED } from '../../../shared/history.ts';
import { ArrivalSpans, type Span } from './arrival-spans.ts';
import { markQueries } from './search-marks.ts';
import { searchQuery } from './search-tokens.ts';

/** What a filter comes to: the full-text query, null where there is none, and the visits of its time, newest first. */
type Ask = { query: string | null; spans: Span[] };
type Wanted = Span & { query: string; limit: number; skip: number };

/** What there is to choose from in the filters. */
export type HistoryChoices = { stores: string[]; advisers: string[]; lightCodes: string[] };

/** Finds the numbers of visits by a filter, newest first; it walks lists that hold nothing else. */
export class HistoryIndex {
  readonly #severities: () => Readonly<Record<string, Severity>>;
  readonly #spans: ArrivalSpans;
  readonly #all: Database.Statement<[Span & { limit: number }], number>;
  readonly #found: Database.Statement<[Wanted], number>;
  readonly #countFound: Database.Statement<[Wanted], number>;
  readonly #unsearchable: Database.Statement<[{ most: number }], number>;
  readonly #choices: Database.Statement<[string], string>;

  constructor(db: Database.Database, severities: () => Readonly<Record<string, Severity>>) {
    this.#severities = severities;
    this.#spans = new ArrivalSpans(db);
    this.#all = db
      .prepare<[Span & { limit: number }], number>(
        'SELECT id FROM check_in WHERE id BETWEEN $first AND $last ORDER BY id DESC LIMIT $limit',
      )
      .pluck();
    // A number is bound as a double, and the index heeds no bounds but integers: it would be walked from its newest visit on.
    const found = `SELECT rowid FROM check_in_search WHERE check_in_search MATCH $query
      AND rowid BETWEEN CAST($first AS INTEGER) AND CAST($last AS INTEGER)
      ORDER BY rowid DESC LIMIT $limit OFFSET $skip`;
    this.#found = db.prepare<[Wanted], number>(found).pluck();
    this.#countFound = db.prepare<[Wanted], number>(`SELECT count(*) FROM (${found})`).pluck();
    this.#unsearchable = db
      .prepare<[{ most: number }], number>(
        'SELECT count(*) FROM (SELECT id FROM check_in WHERE id > (SELECT check_in_id FROM search_mark) LIMIT $most)',
      )
      .pluck();
    this.#choices = db
      .prepare<[string], string>('SELECT value FROM search_choice WHERE kind = ? ORDER BY value')
      .pluck();
  }

  /** The numbers of up to `limit` visits before one. */
  ids(filter: HistoryFilter, before: number | undefined, limit: number): number[] {
    const ask = this.#ask(filter, before);
    const ids: number[] = [];
    for (const span of ask?.spans ?? []) {
      if (ids.length >= limit) break;
      ids.push(...this.#idsIn(span, ask?.query ?? null, limit - ids.length, 0));
    }
    return ids;
  }

  /** The number from which the list goes on at a place in it; null beyond its end. */
  idAt(filter: HistoryFilter, before: number | undefined, position: number): number | null {
    const ask = this.#ask(filter, before);
    let skip = position;
    for (const span of ask?.spans ?? []) {
      const query = ask?.query ?? null;
      const id = query === null ? this.#spans.at(span, skip) : (this.#idsIn(span, query, 1, skip)[0] ?? null);
      if (id !== null) return id;
      skip -= this.#countIn(span, query, skip);
    }
    return null;
  }

  /** How many there are: all that are only asked for by time, up to {@link MOST_COUNTED} of those that are searched for. */
  count(filter: HistoryFilter, before: number | undefined, after: number): HistoryCount {
    const ask = this.#ask(filter, before, after);
    const query = ask?.query ?? null;
    const most = query === null ? Number.MAX_SAFE_INTEGER : MOST_COUNTED + 1;
    let count = 0;
    for (const span of ask?.spans ?? []) {
      if (count >= most) break;
      count += this.#countIn(span, query, most - count);
    }
    const isMore = count >= most;
    const unsearchable = this.#unsearchable.get({ most: Number.MAX_SAFE_INTEGER }) ?? 0;
    return { count: isMore ? MOST_COUNTED : count, isMore, unsearchable };
  }

  choices(): HistoryChoices {
    return {
      stores: this.#choices.all('store'),
      advisers: this.#choices.all('adviser'),
      lightCodes: this.#choices.all('light'),
    };
  }

  #idsIn(span: Span, query: string | null, limit: number, skip: number): number[] {
    return query === null ? this.#all.all({ ...span, limit }) : this.#found.all({ ...span, query, limit, skip });
  }

  #countIn(span: Span, query: string | null, limit: number): number {
    return query === null ? this.#spans.count(span) : (this.#countFound.get({ ...span, query, limit, skip: 0 }) ?? 0);
  }

  /** Null where nothing can fit: only signs were typed, or no light has such a severity. */
  #ask(filter: HistoryFilter, before = Number.MAX_SAFE_INTEGER, after = 0): Ask | null {
    const marks = markQueries(filter, {
      severities: this.#severities(),
      codes: () => this.#choices.all('light'),
    });
    if (marks === null) return null;
    const typed = filter.q?.trim() ?? '';
    const words = typed === '' ? null : searchQuery(typed);
    if (typed !== '' && words === null) return null;
    const queries = words === null ? marks : [words, ...marks];
    const spans = this.#spans
      .between(timeOf(filter.from), timeOf(filter.to))
      .map(({ first, last }) => ({ first: Math.max(first, after + 1), last: Math.min(last, before - 1) }))
      .filter(({ first, last }) => first <= last);
    return { query: queries.length === 0 ? null : queries.join(' AND '), spans };
  }
}

const timeOf = (iso: string | undefined): number | undefined => (iso === undefined ? undefined : Date.parse(iso));

import type Database from 'better-sqlite3';
import type { HistoryPlace } from '../../../shared/history.ts';
import type { Arrivals } from './arrivals.ts';
import { writeTrailing } from './database.ts';
import { SearchChoices } from './search-choices.ts';
import { marksOf } from './search-marks.ts';
import { type Searchable, searchRow } from './search-tokens.ts';

const HAN = /\p{Script=Han}/u;

/** Keeps the search rows in step with the check-ins, a slice at a time. */
export class SearchIndex {
  readonly #db: Database.Database;
  readonly #arrivals: Arrivals;
  readonly #choices: SearchChoices;
  readonly #mark: Database.Statement<[], number>;
  readonly #setMark: Database.Statement<[number]>;
  readonly #pending: Database.Statement<[number, number], SearchSource>;
  readonly #one: Database.Statement<[number], SearchSource>;
  readonly #insert: Database.Statement<[number, string, string]>;
  readonly #delete: Database.Statement<[number]>;
  readonly #clear: Database.Statement<[]>;
  readonly #slice: Database.Transaction<(limit: number) => number>;

  constructor(db: Database.Database, arrivals: Arrivals) {
    this.#db = db;
    this.#arrivals = arrivals;
    this.#choices = new SearchChoices(db);
    const source = `SELECT id, plate, vin, owner_mobile, owner_first_name, owner_last_name, brand, style, remark, belongings,
      adviser, key_tag, desk_note, lane, set_aside, store_id, lights, damage_count, photo_count FROM check_in`;
    this.#mark = db.prepare<[], number>('SELECT check_in_id FROM search_mark').pluck();
    this.#setMark = db.prepare('UPDATE search_mark SET check_in_id = ?');
    this.#pending = db.prepare(`${source} WHERE id > ? ORDER BY id LIMIT ?`);
    this.#one = db.prepare(`${source} WHERE id = ?`);
    this.#insert = db.prepare('INSERT INTO check_in_search (rowid, words, codes) VALUES (?, ?, ?)');
    this.#delete = db.prepare('DELETE FROM check_in_search WHERE rowid = ?');
    this.#clear = db.prepare("INSERT INTO check_in_search (check_in_search) VALUES ('delete-all')");
    this.#slice = db.transaction((limit) => this.catchUpInTransaction(limit));
  }

  /** Indexes up to `limit` check-ins that have no search row yet; answers how many there were. */
  catchUp(limit: number): number {
    try {
      return writeTrailing(this.#db, () => this.#slice.immediate(limit));
    } catch (error) {
      this.#choices.forget();
      throw error;
    }
  }

  /** Forgets all search rows, in the caller's transaction. */
  clear(): void {
    this.#clear.run();
    this.#choices.clear();
    this.#setMark.run(0);
  }

  /** Whether not every check-in that should have a search row has one. */
  isIncomplete(): boolean {
    return (
      this.#db
        .prepare('SELECT count(*) <> (SELECT count(*) FROM check_in_search) FROM check_in WHERE id <= ?')
        .pluck()
        .get(this.#mark.get() ?? 0) === 1
    );
  }

  /** As {@link catchUp}, in the caller's transaction. */
  catchUpInTransaction(limit: number): number {
    const rows = this.#pending.all(this.#mark.get() ?? 0, limit);
    for (const row of rows) this.#write(row);
    const last = rows.at(-1);
    if (last !== undefined) this.#setMark.run(last.id);
    return rows.length;
  }

  /**
   * Writes the search row of a check-in anew, in the caller's transaction, or forgets one that is gone; one still to be
   * indexed is left to that.
   */
  refresh(checkInId: number): void {
    const source = this.#one.get(checkInId);
    if (checkInId <= (this.#mark.get() ?? 0)) {
      this.#delete.run(checkInId);
      if (source !== undefined) this.#write(source);
    }
    if (source === undefined) this.#arrivals.remove(checkInId);
  }

  #write(source: SearchSource): void {
    const lightCodes = (JSON.parse(source.lights) as { code: string | null }[]).map(({ code }) => code);
    const { words, codes } = searchRow(searchable(source, lightCodes));
    this.#insert.run(source.id, words, codes);
    this.#choices.add('store', source.store_id);
    this.#choices.add('adviser', source.adviser);
    for (const code of lightCodes) this.#choices.add('light', code);
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
  lane: Exclude<HistoryPlace, 'set-aside'>;
  set_aside: string | null;
  store_id: string | null;
  lights: string;
  damage_count: number;
  photo_count: number;
};

function searchable(row: SearchSource, lightCodes: readonly (string | null)[]): Searchable {
  const { owner_first_name: first, owner_last_name: last } = row;
  return {
    codes: [row.plate, row.vin, row.owner_mobile, row.key_tag],
    texts: [
      // Family name first and unspaced, so that a Chinese name is found whole.
      `${last ?? ''}${HAN.test(last ?? '') ? '' : ' '}${first ?? ''}`,
      row.brand,
      row.style,
      row.remark,
      row.belongings,
      row.adviser,
      row.desk_note,
    ],
    marks: marksOf({
      place: row.set_aside === null ? row.lane : 'set-aside',
      store: row.store_id,
      adviser: row.adviser,
      lightCodes,
      damageCount: row.damage_count,
      photoCount: row.photo_count,
    }),
  };
}

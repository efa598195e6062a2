import type Database from 'better-sqlite3';
import { rowId } from './rows.ts';

/** Pages of the search index that are merged in one turn of the event loop. */
const MERGE_PAGES = 64;

/** What is still to be done after rows were removed: files of photos, and words that stand in the file of the database. */
export class RemovalRemains {
  readonly #db: Database.Database;
  readonly #remain: Database.Statement<[], number>;
  readonly #clear: Database.Statement<[]>;
  readonly #merge: Database.Statement<[number]>;
  readonly #changes: Database.Statement<[], number>;
  readonly #files: Database.Statement<[number], string>;
  readonly #addFiles: Database.Statement<[string]>;
  readonly #isNamed: Database.Statement<[string]>;
  readonly #hasPerson: Database.Statement<[number]>;
  readonly #fileGone: Database.Statement<[string]>;
  readonly #removals: () => number;
  /** What {@link #removals} said when the merge under way began; null between two. */
  #begunAt: number | null = null;

  /** `removals` counts what has been removed since the start; who only notes files does without. */
  constructor(db: Database.Database, removals: () => number = () => 0) {
    this.#db = db;
    this.#removals = removals;
    this.#remain = db.prepare<[], number>('SELECT remain FROM removal_traces').pluck();
    this.#clear = db.prepare('UPDATE removal_traces SET remain = 0');
    this.#merge = db.prepare("INSERT INTO check_in_search (check_in_search, rank) VALUES ('merge', ?)");
    this.#changes = db.prepare<[], number>('SELECT total_changes()').pluck();
    this.#files = db.prepare<[number], string>('SELECT sha256 FROM photo_to_remove LIMIT ?').pluck();
    this.#addFiles = db.prepare('INSERT OR IGNORE INTO photo_to_remove (sha256) SELECT value FROM json_each(?)');
    this.#isNamed = db.prepare('SELECT 1 FROM photo WHERE sha256 = ? LIMIT 1');
    // A merge that a crash broke off is ended first; it says nothing of what was removed meanwhile.
    if (this.#remain.get() === 1) this.#begunAt = -1;
    this.#hasPerson = db.prepare('SELECT 1 FROM check_in WHERE id = ? AND personal_removed_at IS NULL');
    this.#fileGone = db.prepare('DELETE FROM photo_to_remove WHERE sha256 = ?');
  }

  /**
   * Takes the tokens of removed visits out of the search index, which a deletion by itself leaves where they are, a few pages
   * at a time; then empties the log of the database. A merge has passed by what was removed during it, so that another one
   * follows. Answers whether there is more to do.
   */
  wipeSlice(): boolean {
    if (this.#remain.get() !== 1) return false;
    const before = this.#changes.get() ?? 0;
    // The negative number has everything merged, however well it is merged already (https://www.sqlite.org/fts5.html#the_merge_command).
    this.#merge.run(this.#begunAt === null ? -MERGE_PAGES : MERGE_PAGES);
    this.#begunAt ??= this.#removals();
    if ((this.#changes.get() ?? 0) - before >= 2) return true;
    const isAll = this.#begunAt === this.#removals();
    this.#begunAt = null;
    if (!isAll) return true;
    this.#emptyLog();
    this.#clear.run();
    this.#emptyLog();
    return false;
  }

  /** Has the files of photos go, but for those that are named when it comes to that. */
  addFiles(sha256s: readonly string[]): void {
    this.#addFiles.run(JSON.stringify(sha256s));
  }

  /** Photos whose files may go. */
  files(limit: number): string[] {
    return this.#files.all(limit);
  }

  /** Whether a visit shows the photo. */
  isNamed(sha256: string): boolean {
    return this.#isNamed.get(sha256) !== undefined;
  }

  /** Whether the visit is there, with its personal data. */
  hasPerson(checkInId: string): boolean {
    return this.#hasPerson.get(rowId(checkInId)) !== undefined;
  }

  fileGone(sha256: string): void {
    this.#fileGone.run(sha256);
  }

  #emptyLog(): void {
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }
}

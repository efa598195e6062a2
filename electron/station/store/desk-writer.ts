import type Database from 'better-sqlite3';
import { isDone, type Lane, type LaneMover, type SetAsideReason } from '../../../shared/check-in.ts';
import type { DeskNote } from '../../../shared/desk-note.ts';
import { type ReceptionSettings, showsStore } from '../../../shared/reception-settings.ts';
import { instantOrNull } from '../instant.ts';
import type { StoreFigures } from './entries.ts';
import { rowId } from './rows.ts';
import type { SearchIndex } from './search.ts';

/** Where a visit stands, as the table says it. */
export type Place = { lane: Lane; set_aside: SetAsideReason | null };
type StandingRow = Place & { id: number; store_id: string };
type NoteRow = { desk_note: string | null; key_tag: string | null; promised_at: number | null };

/** What became of something that the desk did, from what it saw; something else meanwhile is a conflict and nothing changes. */
export type DeskResult<Present> =
  | { type: 'done' }
  | { type: 'unchanged' }
  | { type: 'not-found' }
  | ({ type: 'conflict' } & Present);
export type MoveResult = DeskResult<{ lane: Lane; setAside: SetAsideReason | null }>;
export type SetAsideResult = DeskResult<{ setAside: SetAsideReason | null }>;
export type NoteResult = DeskResult<{ desk: DeskNote }>;

/**
 * Writes what the desk does with visits; every method is one transaction. Keeps the counts of the lanes in step, and has
 * search find a visit where it stands now.
 */
export class DeskWriter {
  readonly #figures: StoreFigures;
  readonly #place: Database.Statement<[number], Place>;
  readonly #standsSince: Database.Statement<[number], number>;
  readonly #setLane: Database.Statement<[Lane, number, number]>;
  readonly #insertLaneChange: Database.Statement<[number, Lane, Lane, number, LaneMover | null]>;
  readonly #wasReady: Database.Statement<[number]>;
  readonly #hasReport: Database.Statement<[number]>;
  readonly #setAside: Database.Statement<[SetAsideReason | null, number, number]>;
  readonly #insertSetAside: Database.Statement<[number, SetAsideReason | null, number]>;
  readonly #ofOtherStores: Database.Statement<[{ since: number }], StandingRow>;
  readonly #note: Database.Statement<[number], NoteRow>;
  readonly #setNote: Database.Statement<[string | null, string | null, number | null, number]>;
  readonly #search: SearchIndex;
  readonly #inTransaction: Database.Transaction<(work: () => void) => void>;

  constructor(db: Database.Database, figures: StoreFigures, search: SearchIndex) {
    this.#figures = figures;
    this.#search = search;
    this.#place = db.prepare('SELECT lane, set_aside FROM check_in WHERE id = ?');
    this.#standsSince = db
      .prepare<[number], number>('SELECT max(lane_changed_at, coalesce(set_aside_at, 0)) FROM check_in WHERE id = ?')
      .pluck();
    this.#setLane = db.prepare('UPDATE check_in SET lane = ?, lane_changed_at = ? WHERE id = ?');
    this.#insertLaneChange = db.prepare(
      'INSERT INTO lane_change (check_in_id, from_lane, to_lane, at, moved_by) VALUES (?, ?, ?, ?, ?)',
    );
    this.#wasReady = db.prepare("SELECT 1 FROM lane_change WHERE check_in_id = ? AND 'ready' IN (from_lane, to_lane)");
    this.#hasReport = db.prepare(
      `SELECT 1 FROM check_in c JOIN health_report r ON r.service_order = c.service_order
       WHERE c.id = ? AND r.proven >= c.proven`,
    );
    this.#setAside = db.prepare('UPDATE check_in SET set_aside = ?, set_aside_at = ? WHERE id = ?');
    this.#insertSetAside = db.prepare('INSERT INTO set_aside_change (check_in_id, reason, at) VALUES (?, ?, ?)');
    this.#ofOtherStores = db.prepare(
      `SELECT id, lane, set_aside, store_id FROM check_in WHERE store_id IS NOT NULL
       AND (set_aside IS NULL AND lane <> 'handed-over' OR set_aside = 'other-store' AND arrived_at > $since)`,
    );
    this.#note = db.prepare('SELECT desk_note, key_tag, promised_at FROM check_in WHERE id = ?');
    this.#setNote = db.prepare('UPDATE check_in SET desk_note = ?, key_tag = ?, promised_at = ? WHERE id = ?');
    this.#inTransaction = db.transaction((work) => work());
  }

  /** Moves a visit to another lane; one that was set aside stands in none. */
  move(id: string, from: Lane, to: Lane, at: number): MoveResult {
    const row = rowId(id);
    const place = this.#place.get(row);
    if (place === undefined) return { type: 'not-found' };
    const { lane, set_aside: setAside } = place;
    if (lane !== from || setAside !== null) return { type: 'conflict', lane, setAside };
    if (lane === to) return { type: 'unchanged' };
    // Nobody had seen it when its report came, so that it stayed in New and went on ringing.
    const goesOn = from === 'new' && to === 'seen' && this.#hasReport.get(row) !== undefined && !this.#wasInReady(row);
    this.#inTransaction.immediate(() => {
      this.#moveTo(row, from, to, at, null);
      if (goesOn) this.#moveTo(row, to, 'ready', at, 'report');
      this.#search.refresh(row);
    });
    this.#figures.lanes[from] -= 1;
    this.#figures.lanes[goesOn ? 'ready' : to] += 1;
    return { type: 'done' };
  }

  /**
   * Has a visit whose health check report has come stand in Ready, in the caller's transaction: from Seen or In health check, and
   * only where it never was in Ready, since then somebody, or an earlier report, has decided that. One in New goes on ringing.
   * `now` is when the report became known here, however long it was on its way.
   */
  reported(row: number, now: number): void {
    const place = this.#place.get(row);
    if (place === undefined || place.set_aside !== null || this.#wasInReady(row)) return;
    const { lane } = place;
    if (lane !== 'seen' && lane !== 'health-check') return;
    this.#moveTo(row, lane, 'ready', this.#next(row, now), 'report');
    this.#search.refresh(row);
    this.#figures.lanes[lane] -= 1;
    this.#figures.lanes.ready += 1;
  }

  /** Sets a visit aside, for another reason, or puts it back into its lane. */
  setAside(id: string, from: SetAsideReason | null, to: SetAsideReason | null, at: number): SetAsideResult {
    const row = rowId(id);
    const place = this.#place.get(row);
    if (place === undefined) return { type: 'not-found' };
    const { lane, set_aside: setAside } = place;
    if (setAside !== from) return { type: 'conflict', setAside };
    if (setAside === to) return { type: 'unchanged' };
    this.#inTransaction.immediate(() => {
      this.#setAside.run(to, at, row);
      this.#insertSetAside.run(row, to, at);
      this.#search.refresh(row);
    });
    if (from === null) this.#figures.lanes[lane] -= 1;
    if (to === null) this.#figures.lanes[lane] += 1;
    return { type: 'done' };
  }

  /**
   * Has a visit that the desk was done with stand in New again, in the caller's transaction: AutoX3 has sent something newer
   * for it, which nobody would see otherwise. `now` is when that became known here. Answers whether it was done with.
   */
  bringBack(row: number, { lane, set_aside: setAside }: Place, now: number): boolean {
    if (!isDone({ lane, setAside }) || setAside === 'other-store') return false;
    const at = this.#next(row, now);
    if (setAside !== null) {
      this.#setAside.run(null, at, row);
      this.#insertSetAside.run(row, null, at);
    }
    if (lane !== 'new') {
      this.#moveTo(row, lane, 'new', at, null);
    }
    this.#search.refresh(row);
    if (setAside === null) this.#figures.lanes[lane] -= 1;
    this.#figures.lanes.new += 1;
    return true;
  }

  /**
   * Sets aside what is on the board of stores that are not shown any more, and puts back what came since a moment of those
   * that are shown now; what is older stays in the history. In one transaction.
   */
  showStores(reception: ReceptionSettings, since: number, at: number): void {
    const wrong = this.#ofOtherStores
      .all({ since })
      .filter(({ store_id, set_aside }) => showsStore(reception, store_id) !== (set_aside === null));
    this.#inTransaction.immediate(() => {
      for (const { id, set_aside } of wrong) {
        const reason = set_aside === null ? 'other-store' : null;
        this.#setAside.run(reason, at, id);
        this.#insertSetAside.run(id, reason, at);
        this.#search.refresh(id);
      }
    });
    for (const { lane, set_aside } of wrong) this.#figures.lanes[lane] += set_aside === null ? -1 : 1;
  }

  #moveTo(row: number, from: Lane, to: Lane, at: number, by: LaneMover | null): void {
    this.#setLane.run(to, at, row);
    this.#insertLaneChange.run(row, from, to, at, by);
  }

  /** A moment after all that happened to a visit, also where the clock was set back since. */
  #next(row: number, now: number): number {
    return Math.max(now, this.#standsSince.get(row) ?? now);
  }

  #wasInReady(row: number): boolean {
    return this.#wasReady.get(row) !== undefined;
  }

  /** Writes note, key tag and promised time of a visit; search finds them at once. */
  writeNote(id: string, from: DeskNote, to: DeskNote): NoteResult {
    const row = rowId(id);
    const present = this.#note.get(row);
    if (present === undefined) return { type: 'not-found' };
    const desk = toDeskNote(present);
    if (!isSame(desk, from)) return { type: 'conflict', desk };
    if (isSame(desk, to)) return { type: 'unchanged' };
    this.#inTransaction.immediate(() => {
      this.#setNote.run(to.note, to.keyTag, to.promisedAt === null ? null : Date.parse(to.promisedAt), row);
      this.#search.refresh(row);
    });
    return { type: 'done' };
  }
}

function toDeskNote({ desk_note, key_tag, promised_at }: NoteRow): DeskNote {
  return {
    note: desk_note,
    keyTag: key_tag,
    promisedAt: instantOrNull(promised_at),
  };
}

function isSame(one: DeskNote, other: DeskNote): boolean {
  return one.note === other.note && one.keyTag === other.keyTag && one.promisedAt === other.promisedAt;
}

import type Database from 'better-sqlite3';
import type { Card, CheckIn, CheckInDetail, Lane } from '../../../shared/check-in.ts';
import { CARDS_PER_LANE, DONE_CARDS } from '../../../shared/contract.ts';
import type { HealthReport, ReportHead, ReportSummary } from '../../../shared/health-report.ts';
import type { HistoryCount, HistoryFilter, HistoryRow } from '../../../shared/history.ts';
import type { Photo } from '../../../shared/photo.ts';
import type { BoardSettings } from '../../../shared/settings.ts';
import { minutes } from '../../../shared/time-of-day.ts';
import { type HistoryChoices, HistoryIndex } from './history-index.ts';
import { ReportReader } from './report-reader.ts';
import {
  BY_HAND_COLUMNS,
  CARD_COLUMNS,
  CARD_MEMORY,
  type CardRow,
  CHECK_IN_COLUMNS,
  type CheckInRow,
  type LaneChangeRow,
  PHOTO_COLUMNS,
  type PhotoRow,
  photosOf,
  rowId,
  type SetAsideChangeRow,
  STEP_COLUMNS,
  type StepRow,
  toCard,
  toCheckIn,
  toHistoryRow,
  toLaneChange,
  toPhoto,
  toSetAsideChange,
  toSteps,
  toVisitMessage,
  type VisitMessageRow,
} from './rows.ts';

/** A page of a list, newest first; `next` is where the following page starts, null at the end. */
export type Page<T> = { items: T[]; next: number | null };

/** A visit as it is written into a file: with its health check reports, and what they come to. */
export type ExportedVisit = CheckIn & { report: ReportSummary | null; reports: Omit<HealthReport, 'photos'>[] };

/** Photos that a card shows at most. */
const CARD_PHOTOS = 3;

/** As the index of them says it, or SQLite would look through all visits. */
const IS_DONE = "set_aside IS NOT NULL OR lane = 'handed-over'";
const DONE_AT = 'max(lane_changed_at, coalesce(set_aside_at, 0))';

const LANES_ON_THE_BOARD = ['new', 'seen', 'health-check', 'ready'] as const satisfies readonly Lane[];

/** Everything that reads the station's database; it cannot change it. */
export class StationReader {
  readonly #settings: () => BoardSettings;
  readonly #laneCards: Database.Statement<[Lane, number], CardRow>;
  readonly #doneCards: Database.Statement<[number, number], CardRow>;
  readonly #card: Database.Statement<[number], CardRow>;
  readonly #checkInById: Database.Statement<[number], CheckInRow>;
  readonly #checkInByServiceOrder: Database.Statement<[string], CheckInRow>;
  readonly #laneChanges: Database.Statement<[number], LaneChangeRow>;
  readonly #setAsides: Database.Statement<[number], SetAsideChangeRow>;
  readonly #messages: Database.Statement<[{ id: number }], VisitMessageRow>;
  readonly #steps: Database.Statement<[number], StepRow>;
  readonly #photos: Database.Statement<[number], PhotoRow>;
  readonly #cardPhotos: Database.Statement<[string], PhotoRow & { check_in_id: number; place: number }>;
  readonly #reports: ReportReader;
  readonly #history: HistoryIndex;
  readonly #checkIns: Database.Statement<[string], CheckInRow>;
  readonly #historyRows: Database.Statement<[string], CardRow>;

  constructor(db: Database.Database, settings: () => BoardSettings) {
    this.#settings = settings;
    this.#laneCards = db.prepare(
      `SELECT ${CARD_COLUMNS}, ${CARD_MEMORY} FROM check_in WHERE lane = ? AND set_aside IS NULL ORDER BY id DESC LIMIT ?`,
    );
    this.#doneCards = db.prepare(
      `SELECT ${CARD_COLUMNS}, ${CARD_MEMORY} FROM check_in WHERE (${IS_DONE}) AND ${DONE_AT} > ?
       AND set_aside IS NOT 'other-store' ORDER BY ${DONE_AT} DESC LIMIT ?`,
    );
    this.#card = db.prepare(`SELECT ${CARD_COLUMNS}, ${CARD_MEMORY} FROM check_in WHERE id = ?`);
    this.#checkInById = db.prepare(`SELECT ${CHECK_IN_COLUMNS} FROM check_in WHERE id = ?`);
    this.#checkInByServiceOrder = db.prepare(`SELECT ${CHECK_IN_COLUMNS} FROM check_in WHERE service_order = ?`);
    this.#laneChanges = db.prepare(
      'SELECT from_lane, to_lane, at, moved_by FROM lane_change WHERE check_in_id = ? ORDER BY id',
    );
    this.#setAsides = db.prepare('SELECT reason, at FROM set_aside_change WHERE check_in_id = ? ORDER BY id');
    const message = `SELECT msg_id, msg_type, received_at, create_time, dialect, weak, proven, length(raw) AS bytes,
        ${BY_HAND_COLUMNS} FROM message LEFT JOIN accepted_by_hand AS h ON proven = 0 AND h.body_sha256 = raw_sha256`;
    this.#messages = db.prepare(
      `${message} WHERE id = $id AND check_in_id = $id UNION ALL
       SELECT * FROM (${message} WHERE check_in_id = $id AND check_in_id <> id ORDER BY id)`,
    );
    this.#steps = db.prepare(`SELECT ${STEP_COLUMNS} FROM check_in WHERE id = ?`);
    this.#photos = db.prepare(`SELECT ${PHOTO_COLUMNS} FROM photo WHERE check_in_id = ? AND place IS NOT NULL`);
    this.#cardPhotos = db.prepare(
      `SELECT check_in_id, place, ${PHOTO_COLUMNS} FROM photo
       WHERE check_in_id IN (SELECT value FROM json_each(?)) AND place < ${CARD_PHOTOS}`,
    );
    this.#reports = new ReportReader(db);
    this.#history = new HistoryIndex(db, () => this.#settings().lights);
    const those = 'FROM check_in WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC';
    this.#checkIns = db.prepare(`SELECT ${CHECK_IN_COLUMNS} ${those}`);
    this.#historyRows = db.prepare(`SELECT ${CARD_COLUMNS} ${those}`);
  }

  /**
   * The cards of a board at the moment `now` (ms since 1970): of each lane but the last the newest ones, newest first,
   * then what was handed over or set aside lately.
   */
  boardCards(now: number): Card[] {
    const waiting = LANES_ON_THE_BOARD.flatMap((lane) => this.#laneCards.all(lane, CARDS_PER_LANE));
    const done = this.#doneCards.all(now - minutes(this.#settings().doneMinutes), DONE_CARDS);
    return this.#toCards([...waiting, ...done]);
  }

  card(id: string): Card | null {
    const row = this.#card.get(rowId(id));
    return row === undefined ? null : (this.#toCards([row])[0] ?? null);
  }

  checkIn(id: string): CheckInDetail | null {
    return this.#detail(this.#checkInById.get(rowId(id)));
  }

  /** Reports of which no check-in has come, newest first. */
  reportsWithoutCheckIn(limit: number): ReportHead[] {
    return this.#reports.withoutCheckIn(limit);
  }

  checkInOfServiceOrder(receiveBaseId: string): CheckInDetail | null {
    return this.#detail(this.#checkInByServiceOrder.get(receiveBaseId));
  }

  /** A page of the visits that a filter finds, whole, from those before a number on. */
  history(filter: HistoryFilter, before: number | undefined, limit: number): Page<CheckIn> {
    const ids = this.#history.ids(filter, before, limit + 1);
    const rows = this.#checkIns.all(JSON.stringify(ids.slice(0, limit)));
    return { items: rows.map((row) => toCheckIn(row, this.#settings())), next: nextOf(ids, limit) };
  }

  /** The same as {@link history}, each with the reports of its health check. */
  exported(filter: HistoryFilter, before: number | undefined, limit: number): Page<ExportedVisit> {
    const { items, next } = this.history(filter, before, limit);
    const summaries = this.#reports.summaries(items.map(({ id }) => Number(id)));
    const withReports = items.map((checkIn) => {
      const report = summaries.get(Number(checkIn.id)) ?? null;
      const visit = { serviceOrder: checkIn.receiveBaseId, isProven: checkIn.proven };
      return {
        ...checkIn,
        report,
        reports: this.#reports.ofVisit(visit, []).map(({ photos: _photos, ...one }) => one),
      };
    });
    return { items: withReports, next };
  }

  /** The same as {@link history}, as the list shows them. */
  historyRows(filter: HistoryFilter, before: number | undefined, limit: number): Page<HistoryRow> {
    const ids = this.#history.ids(filter, before, limit + 1);
    const rows = this.#historyRows.all(JSON.stringify(ids.slice(0, limit)));
    return { items: rows.map((row) => toHistoryRow(row, this.#settings())), next: nextOf(ids, limit) };
  }

  /** The page of that list which begins at a place in it, counted from the newest before a number. */
  historyRowsAt(filter: HistoryFilter, before: number | undefined, position: number, limit: number): Page<HistoryRow> {
    const first = this.#history.idAt(filter, before, position);
    return first === null ? { items: [], next: null } : this.historyRows(filter, first + 1, limit);
  }

  /** How many visits a filter finds, of those between two numbers. */
  historyCount(filter: HistoryFilter, before: number | undefined, after: number | undefined): HistoryCount {
    return this.#history.count(filter, before, after ?? 0);
  }

  historyChoices(): HistoryChoices {
    return this.#history.choices();
  }

  /** All photos in one question: one for each card would take most of the time that a board takes. */
  #toCards(rows: readonly CardRow[]): Card[] {
    const withPhotos = rows.filter(({ photo_count }) => photo_count > 0).map(({ id }) => id);
    const photos = new Map<number, Photo[]>(withPhotos.map((id) => [id, []]));
    const found = withPhotos.length === 0 ? [] : this.#cardPhotos.all(JSON.stringify(withPhotos));
    const counts = new Map(rows.map(({ id, photo_count }) => [id, photo_count]));
    for (const photo of found.sort((a, b) => a.place - b.place)) {
      // Behind those of the damage come those of reports.
      if (photo.place < (counts.get(photo.check_in_id) ?? 0)) photos.get(photo.check_in_id)?.push(toPhoto(photo));
    }
    const reports = this.#reports.summaries(rows.map(({ id }) => id));
    return rows.map((row) => toCard(row, this.#settings(), photos.get(row.id) ?? [], reports.get(row.id) ?? null));
  }

  #detail(row: CheckInRow | undefined): CheckInDetail | null {
    if (row === undefined) return null;
    const checkIn = toCheckIn(row, this.#settings());
    const steps = this.#steps.get(row.id);
    if (steps === undefined) return null;
    const photos = this.#photos.all(row.id);
    return {
      ...checkIn,
      steps: toSteps(steps),
      photos: photosOf(checkIn.damage, photos),
      reports: this.#reports.ofVisit({ serviceOrder: row.service_order, isProven: row.proven === 1 }, photos),
      laneChanges: this.#laneChanges.all(row.id).map(toLaneChange),
      setAsides: this.#setAsides.all(row.id).map(toSetAsideChange),
      messages: this.#messages.all({ id: row.id }).map(toVisitMessage),
    };
  }
}

/** One is asked for beyond the limit: that one tells whether there is more. */
function nextOf(ids: readonly number[], limit: number): number | null {
  return ids.length > limit ? (ids[limit - 1] ?? null) : null;
}

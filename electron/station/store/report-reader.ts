import type Database from 'better-sqlite3';
import {
  CHECK_POINT_STATUSES,
  type CheckGroup,
  type CheckPointStatus,
  type HealthReport,
  REPORTS_OF_VISIT,
  type ReportHead,
  type ReportSummary,
} from '../../../shared/health-report.ts';
import { instant } from '../instant.ts';
import { type PhotoRow, photosOf } from './rows.ts';

/** Up to so many messages before the newest report those are looked for whose check-in has not come: all would cost with their number. */
const LOOKED_THROUGH = 5_000;

/** What the detail of all reports of a visit may come to, in characters; of older ones beyond that the head is told. */
const TEXT_READ = 2_000_000;

type Counts = Record<CheckPointStatus, number>;

type SummaryRow = Counts & {
  visit: number;
  created_at: number;
  msg_id: string;
  service: string | null;
  is_unreadable: 0 | 1;
};

type HeadRow = Counts & {
  msg_id: string;
  received_at: number;
  created_at: number;
  service_order: string | null;
  plate: string | null;
  service: string | null;
  score: number | null;
  page_url: string | null;
  weak: 0 | 1;
  proven: 0 | 1;
  is_unreadable: 0 | 1;
  clipped: 0 | 1;
};

const WITHOUT_CHECK_IN = 'NOT EXISTS (SELECT 1 FROM check_in c WHERE c.service_order = r.service_order)';
const COUNTS = CHECK_POINT_STATUSES.join(', ');
const HEAD = `msg_id, received_at, created_at, service_order, plate, service, score, page_url, weak, proven, is_unreadable, clipped, ${COUNTS}`;

/** Asks for what the reports of visits come to. What proves nothing counts for nothing beside a proven visit. */
export const SUMMARIES = `SELECT c.id AS visit, r.created_at, r.msg_id, r.service, r.is_unreadable, ${CHECK_POINT_STATUSES.map((status) => `r.${status}`).join(', ')}
  FROM check_in c CROSS JOIN health_report r ON r.message_id IN (
    SELECT message_id FROM health_report h WHERE h.service_order = c.service_order AND h.proven >= c.proven
    ORDER BY created_at DESC, msg_id DESC LIMIT ${REPORTS_OF_VISIT})
  WHERE c.id IN (SELECT value FROM json_each(?))`;

/** Reads health check reports, each by the service order of its visit. */
export class ReportReader {
  readonly #summaries: Database.Statement<[string], SummaryRow>;
  readonly #ofOrder: Database.Statement<[string, 0 | 1], HeadRow & { groups: string }>;
  readonly #aside: Database.Statement<[string, number], HeadRow>;
  readonly #withoutCheckIn: Database.Statement<[number, number], HeadRow>;

  constructor(db: Database.Database) {
    this.#summaries = db.prepare(SUMMARIES);
    this.#ofOrder = db.prepare(
      `SELECT ${HEAD}, groups FROM health_report WHERE service_order = ? AND proven = ?
       ORDER BY created_at DESC, msg_id DESC LIMIT ${REPORTS_OF_VISIT}`,
    );
    this.#aside = db.prepare(
      `SELECT ${HEAD} FROM health_report r WHERE compared_plate = ?
       AND ${WITHOUT_CHECK_IN}
       ORDER BY created_at DESC, msg_id DESC LIMIT ?`,
    );
    this.#withoutCheckIn = db.prepare(
      `SELECT ${HEAD} FROM health_report r WHERE message_id > (SELECT max(message_id) FROM health_report) - ?
       AND is_unreadable = 0 AND ${WITHOUT_CHECK_IN} ORDER BY message_id DESC LIMIT ?`,
    );
  }

  /** What the reports of each of these visits come to, by visit; nothing of one that has none. */
  summaries(visits: readonly number[]): Map<number, ReportSummary> {
    const found = new Map<number, { summary: ReportSummary; services: Set<string | null> }>();
    const rows = visits.length === 0 ? [] : this.#summaries.all(JSON.stringify(visits));
    for (const row of rows.sort(newestFirst)) {
      const known = found.get(row.visit) ?? { summary: { ...NONE }, services: new Set() };
      found.set(row.visit, known);
      known.summary.reports += 1;
      if (known.services.has(row.service)) continue;
      known.services.add(row.service);
      for (const status of CHECK_POINT_STATUSES) known.summary[status] += row[status];
      known.summary.isUnreadable ||= row.is_unreadable === 1;
    }
    return new Map([...found].map(([visit, { summary }]) => [visit, summary]));
  }

  /** The reports of a visit, oldest first; `photos` are those that are kept of it. */
  ofVisit(visit: { serviceOrder: string | null; isProven: boolean }, photos: readonly PhotoRow[]): HealthReport[] {
    const { serviceOrder } = visit;
    if (serviceOrder === null) return [];
    let read = 0;
    // Each sort by itself: however many come that prove nothing, they push out none that does.
    return [...this.#ofOrder.all(serviceOrder, 1), ...this.#ofOrder.all(serviceOrder, 0)]
      .map((row) => {
        read += row.groups.length;
        const isTold = read <= TEXT_READ;
        const groups = isTold ? (JSON.parse(row.groups) as CheckGroup[]) : [];
        const isFetched = row.proven === 1 || !visit.isProven;
        const head = toHead(row);
        return {
          ...head,
          clipped: head.clipped || !isTold,
          groups,
          photos: isFetched ? photosOf(groups, photos) : groups.map(() => []),
        };
      })
      .sort(oldestFirst);
  }

  /** The newest reports with a plate whose service order nobody knows, newest first. */
  aside(plate: string, limit: number): ReportHead[] {
    return this.#aside.all(plate, limit).map(toHead);
  }

  /** Of the newest reports those whose service order nobody knows, and which can be read, newest first. */
  withoutCheckIn(limit: number): ReportHead[] {
    return this.#withoutCheckIn.all(LOOKED_THROUGH, limit).map(toHead);
  }
}

function oldestFirst(one: ReportHead, other: ReportHead): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return one.msgId < other.msgId ? -1 : 1;
}

function newestFirst(one: SummaryRow, other: SummaryRow): number {
  return other.created_at - one.created_at || (one.msg_id < other.msg_id ? 1 : -1);
}

const NONE: ReportSummary = { dangerous: 0, major: 0, minor: 0, passed: 0, reports: 0, isUnreadable: false };

function toHead(row: HeadRow): ReportHead {
  const { dangerous, major, minor, passed } = row;
  return {
    msgId: row.msg_id,
    receivedAt: instant(row.received_at),
    createdAt: instant(row.created_at),
    receiveBaseId: row.service_order,
    plate: row.plate,
    service: row.service,
    score: row.score,
    pageUrl: row.page_url,
    dangerous,
    major,
    minor,
    passed,
    weak: row.weak === 1,
    proven: row.proven === 1,
    isUnreadable: row.is_unreadable === 1,
    clipped: row.clipped === 1,
  };
}

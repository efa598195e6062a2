import type Database from 'better-sqlite3';
import { CHECK_POINT_STATUSES } from '../../../shared/health-report.ts';
import type { ReportContent } from '../autox3/messages.ts';
import type { AdmittedMessage } from './entries.ts';
import { comparedPlate } from './vehicle-identity.ts';

/** The visit that a report is of, as far as it decides what the report may do. */
export type ReportedVisit = { id: number; proven: 0 | 1; personal_removed_at: number | null };

/** Derives the rows of health check reports from their messages, inside the caller's transaction. */
export class HealthReportWriter {
  readonly #insert: Database.Statement<unknown[]>;
  readonly #visit: Database.Statement<[string], ReportedVisit>;
  readonly #forget: Database.Statement<[number]>;
  readonly #dropTwin: Database.Statement<[string]>;
  readonly #hasProven: Database.Statement<[string | null, string]>;

  constructor(db: Database.Database) {
    this.#insert = db.prepare(
      `INSERT OR REPLACE INTO health_report (message_id, msg_id, service_order, received_at, created_at, weak, proven, clipped,
         is_unreadable, plate, compared_plate, service, score, page_url, ${CHECK_POINT_STATUSES.join(', ')}, groups)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#visit = db.prepare('SELECT id, proven, personal_removed_at FROM check_in WHERE service_order = ?');
    this.#forget = db.prepare('DELETE FROM health_report WHERE message_id = ?');
    this.#dropTwin = db.prepare('DELETE FROM health_report WHERE msg_id = ? AND proven = 0');
    this.#hasProven = db.prepare('SELECT 1 FROM health_report WHERE service_order = ? AND msg_id = ? AND proven = 1');
  }

  /** Takes away what was derived of a message that gets another number. */
  forget(messageId: number): void {
    this.#forget.run(messageId);
  }

  /**
   * Stores what a report says; answers the visit that it is of, null where that has not come yet. A verified report takes the
   * place of one with its `msgId` that proved nothing. Of a visit without personal data it says nothing that may hold some.
   */
  apply(message: AdmittedMessage, report: ReportContent, messageId: number): ReportedVisit | null {
    const { receiveBaseId } = report;
    const visit = receiveBaseId === null ? null : (this.#visit.get(receiveBaseId) ?? null);
    if (message.proven) this.#dropTwin.run(message.msgId);
    else if (this.#hasProven.get(receiveBaseId, message.msgId) !== undefined) return null;
    const { groups, pageUrl } = visit === null || visit.personal_removed_at === null ? report : withoutPerson(report);
    const statuses = groups.flatMap(({ checkPoints }) => checkPoints.map(({ status }) => status));
    this.#insert.run(
      messageId,
      message.msgId,
      receiveBaseId,
      message.receivedAt,
      message.createTime,
      Number(message.weak),
      Number(message.proven),
      Number(report.clipped),
      Number(report.isUnreadable),
      report.plate,
      comparedPlate(report.plate),
      report.service,
      report.score,
      pageUrl,
      ...CHECK_POINT_STATUSES.map((status) => statuses.filter((each) => each === status).length),
      JSON.stringify(groups),
    );
    return visit;
  }
}

function withoutPerson(report: ReportContent): Pick<ReportContent, 'groups' | 'pageUrl'> {
  return { groups: report.groups.map((group) => ({ ...group, comment: null })), pageUrl: null };
}

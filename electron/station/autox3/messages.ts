import type { MessageKind } from '../../../shared/delivery.ts';
import { type CheckInContent, readCheckIn } from './check-in-content.ts';
import { parseExactly } from './exact-json.ts';
import { FieldReader, member } from './fields.ts';
import { type PlanContent, readPlan } from './plan-content.ts';
import { type ReportContent, readReport } from './report-content.ts';

export type { CheckInContent } from './check-in-content.ts';
export type { PlanContent } from './plan-content.ts';
export type { ReportContent } from './report-content.ts';

/** What a message says: that of its kind, and null for the others. */
export type MessageContent = {
  checkIn: CheckInContent | null;
  report: ReportContent | null;
  plan: PlanContent | null;
};

/** What a message is about, and what it says. */
export type Message = { kind: MessageKind } & MessageContent;

/** Of a message of which nothing is read. */
export const NO_CONTENT: MessageContent = { checkIn: null, report: null, plan: null };

/** Whether nothing that could be shown was read of a message. */
export function saysNothing({ checkIn, report, plan }: MessageContent): boolean {
  return checkIn === null && (report === null || report.isUnreadable) && (plan === null || plan.isUnreadable);
}

/** The type of a check-in. */
export const CHECK_IN_TYPE = 'event.autox3.order.receivebase.create';

/** Message types that decide when the content's shape does not (contract, Message types); `…detection.finish` alone tells nothing. */
const KIND_BY_TYPE: ReadonlyMap<string, MessageKind> = new Map([
  [CHECK_IN_TYPE, 'check-in'],
  ['event.autox3.order.detection.finish.report', 'health-report'],
  ['event.autox3.order.detection.finish.maintenance', 'maintenance-plan'],
  ['event.autox3.order.detection.finish.maintenance.v2', 'maintenance-plan'],
]);

/**
 * Reads a message from the text that `verify` hashed, or from a source on trust in the path. No field is required and
 * none can make it fail: it throws only on text that never passed `readEnvelope`.
 */
export function readMessage(contentText: string, msgType: string): Message {
  const content: unknown = JSON.parse(contentText);
  const kind = kindOf(content, msgType);
  const fields = new FieldReader();
  const read = readContent(kind, content, contentText, fields);
  return {
    kind,
    ...(fields.inexact ? readContent(kind, parseExactly(contentText), contentText, new FieldReader()) : read),
  };
}

function readContent(kind: MessageKind, content: unknown, text: string, fields: FieldReader): MessageContent {
  switch (kind) {
    case 'check-in':
      return { ...NO_CONTENT, checkIn: readCheckIn(content, text, fields) };
    case 'health-report':
      return { ...NO_CONTENT, report: readReport(content, text, fields) };
    case 'maintenance-plan':
      return { ...NO_CONTENT, plan: readPlan(content, fields) };
    case 'unknown':
      return NO_CONTENT;
  }
}

/** By the shape of the content first: AutoX3's pages print one type for several messages. */
function kindOf(content: unknown, msgType: string): MessageKind {
  const has = (name: string): boolean => (member(content, name) ?? null) !== null;
  if (has('carInfo') && has('receiveBaseId')) return 'check-in';
  if (has('reportJson')) return 'health-report';
  if (has('carMaintenancePlanList')) return 'maintenance-plan';
  return KIND_BY_TYPE.get(msgType) ?? 'unknown';
}

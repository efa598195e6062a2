import type { MessageKind } from '../../../shared/delivery.ts';
import { type CheckInContent, readCheckIn } from './check-in-content.ts';
import { FieldReader, member } from './fields.ts';

export type { CheckInContent } from './check-in-content.ts';

/** What a message is about, and for a check-in (only, and always) what it says. */
export type Message =
  | { kind: 'check-in'; checkIn: CheckInContent }
  | { kind: Exclude<MessageKind, 'check-in'>; checkIn: null };

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
  if (kind !== 'check-in') return { kind, checkIn: null };
  const fields = new FieldReader();
  const checkIn = readCheckIn(content, contentText, fields);
  if (!fields.inexact) return { kind, checkIn };
  return { kind, checkIn: readCheckIn(parseExactly(contentText), contentText, new FieldReader()) };
}

/** By the shape of the content first: AutoX3's pages print one type for several messages. */
function kindOf(content: unknown, msgType: string): MessageKind {
  const has = (name: string): boolean => (member(content, name) ?? null) !== null;
  if (has('carInfo') && has('receiveBaseId')) return 'check-in';
  if (has('reportJson')) return 'health-report';
  if (has('carMaintenancePlanList')) return 'maintenance-plan';
  return KIND_BY_TYPE.get(msgType) ?? 'unknown';
}

type ReviverContext = { source?: string };

/** Integers beyond 2^53 become strings of their digits: a store id must not turn into another. */
function parseExactly(text: string): unknown {
  const keepDigits = (_name: string, value: unknown, context?: ReviverContext): unknown =>
    Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?[0-9]+$/.test(context?.source ?? '')
      ? context?.source
      : value;
  return JSON.parse(text, keepDigits);
}

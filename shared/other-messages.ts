import { z } from 'zod';
import { BodyView } from './deliveries.ts';
import { MessageKind } from './delivery.ts';
import { ReportHead } from './health-report.ts';
import { Cursor, Id, Limit, oc, page } from './procedure.ts';

const Count = z.number().int();

/** A message that was accepted and is kept, and of which nothing could be read to be shown. */
export const OtherMessage = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  msgId: z.string(),
  msgType: z.string(),
  kind: MessageKind,
  bytes: Count,
});
export type OtherMessage = z.infer<typeof OtherMessage>;

/** Why nothing is shown of it, as a look at its bytes with today's program finds. */
export const OtherFinding = z.enum([
  'unknown-kind',
  'report-broken',
  'plan-without-items',
  'unreadable',
  'readable-now',
]);
export type OtherFinding = z.infer<typeof OtherFinding>;

/** What a member of a content is: texts, lists and objects with how long they are. */
export const ShapeMember = z.object({
  name: z.string(),
  type: z.enum(['text', 'number', 'yes-no', 'nothing', 'list', 'object']),
  length: Count.nullable(),
});
export type ShapeMember = z.infer<typeof ShapeMember>;

export const OtherMessageDetail = z.object({
  message: OtherMessage,
  finding: OtherFinding,
  shape: z.array(ShapeMember).nullable().describe('the first members of its content; null where it cannot be read'),
  moreMembers: Count.describe('members that are not in `shape`'),
  body: BodyView,
});
export type OtherMessageDetail = z.infer<typeof OtherMessageDetail>;

/** What a second reading has come to; each message counts once. */
export const ProcessedAgain = z.object({
  checkIns: Count,
  reports: Count,
  plans: Count,
  notShown: Count.describe('check-ins of stores that this desk drops'),
  unchanged: Count,
  failed: Count.describe('could not be stored, and stay as they are'),
});
export type ProcessedAgain = z.infer<typeof ProcessedAgain>;

const noSuch = { NOT_FOUND: { message: 'No such message' } };

/** So many reports without a check-in are told. */
export const MOST_REPORTS_TOLD = 20;

/** The part of the contract about messages that are kept and shown nowhere. */
export const otherMessagesContract = {
  list: oc.input(z.object({ limit: Limit, cursor: Cursor.optional() })).output(page(OtherMessage)),
  get: oc.input(Id).errors(noSuch).output(OtherMessageDetail),
  /** The whole body as a text file, with its signature masked. */
  file: oc
    .input(Id)
    .errors(noSuch)
    .output(z.object({ text: z.string() })),
  /** Reports of which no check-in has come, newest first; none where check-ins of other stores are dropped. */
  reportsWithoutCheckIn: oc.output(z.array(ReportHead).max(MOST_REPORTS_TOLD)),
  /** Reads one again with today's program: what becomes of it is stored, and shown as if it had just come. */
  processOne: oc.input(Id).output(ProcessedAgain),
  /** The same for as many as can be read in about two seconds, oldest first; to go on, ask again with `nextCursor`. */
  processAll: oc
    .input(z.object({ cursor: Cursor.optional() }))
    .output(ProcessedAgain.extend({ nextCursor: z.string().nullable() })),
};

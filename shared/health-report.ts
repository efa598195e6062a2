import { z } from 'zod';
import { Photo } from './photo.ts';

/** How a check point was found, the worst first. */
export const CHECK_POINT_STATUSES = ['dangerous', 'major', 'minor', 'passed'] as const;
export const CheckPointStatus = z.enum(CHECK_POINT_STATUSES);
export type CheckPointStatus = z.infer<typeof CheckPointStatus>;

/** One thing that a technician looked at, with what was answered, as sent; null where AutoX3 names no status that is known. */
export const CheckPoint = z.object({
  description: z.string().nullable(),
  answer: z.string().nullable(),
  status: CheckPointStatus.nullable(),
});
export type CheckPoint = z.infer<typeof CheckPoint>;

/** Check points that belong together, with the technician's comment and the addresses of photos and videos as sent. */
export const CheckGroup = z.object({
  comment: z.string().nullable(),
  checkPoints: z.array(CheckPoint),
  photos: z.array(z.string()),
  videos: z.array(z.string()),
});
export type CheckGroup = z.infer<typeof CheckGroup>;

/** Reports of one visit that are looked at, the newest: more than anybody reads, whatever was sent. */
export const REPORTS_OF_VISIT = 20;

const counts = {
  dangerous: z.number().int(),
  major: z.number().int(),
  minor: z.number().int(),
  passed: z.number().int(),
};

/** What the reports of a visit come to: of each service the newest one counts. */
export const ReportSummary = z.object({
  ...counts,
  reports: z.number().int().max(REPORTS_OF_VISIT).describe('how many there are'),
  isUnreadable: z.boolean().describe('one that counts could not be read'),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

/** A health check report without what it says in detail. */
export const ReportHead = z.object({
  msgId: z.string(),
  receivedAt: z.iso.datetime(),
  createdAt: z.iso.datetime().describe("the message's createTime: when AutoX3 made it"),
  receiveBaseId: z.string().nullable().describe('the service order that it names'),
  plate: z.string().nullable(),
  service: z.string().nullable().describe('what was looked at, as sent'),
  score: z.number().nullable().describe('as sent; its scale is a setting'),
  pageUrl: z.string().nullable().describe("AutoX3's page for the customer, an address as sent"),
  ...counts,
  weak: z.boolean().describe('accepted on a truncated signature'),
  proven: z.boolean().describe("false when no signature proves that it is AutoX3's"),
  isUnreadable: z.boolean().describe('it came, and what it says could not be read'),
  clipped: z.boolean().describe('something was too long to show whole; the message itself is kept whole'),
});
export type ReportHead = z.infer<typeof ReportHead>;

/** A health check report of a visit. */
export const HealthReport = ReportHead.extend({
  groups: z.array(CheckGroup),
  photos: z
    .array(z.array(Photo))
    .describe('for each group its photos, in the order of their addresses; none while none are fetched'),
});
export type HealthReport = z.infer<typeof HealthReport>;

import { z } from 'zod';
import { ByHand } from './delivery.ts';
import { HealthReport, ReportSummary } from './health-report.ts';
import { ComingMaintenance } from './maintenance-plan.ts';
import { Photo } from './photo.ts';
import { FailedStep, VisitSteps } from './pipeline.ts';
import { VisitMemory } from './visit-memory.ts';

/** The lanes of the board, in the order in which a visit passes through them. */
export const LANES = ['new', 'seen', 'health-check', 'ready', 'handed-over'] as const;
export const Lane = z.enum(LANES);
export type Lane = z.infer<typeof Lane>;

/** The lane after this one, or null at the end. */
export function nextLane(lane: Lane): Lane | null {
  return LANES[LANES.indexOf(lane) + 1] ?? null;
}

/** For what somebody sets a visit aside: it should not have been checked in, or was twice. */
export const SET_ASIDE_REASONS = ['mistake', 'duplicate'] as const;
/** Why a visit was set aside; `other-store` is by itself, since this desk does not show its store. */
export const SetAsideReason = z.enum([...SET_ASIDE_REASONS, 'other-store']);
export type SetAsideReason = z.infer<typeof SetAsideReason>;

/** How urgent a warning light is. `unmapped` means that its code is not in the table yet, or that it came without one. */
export const Severity = z.enum(['red', 'amber', 'info', 'unmapped']);
export type Severity = z.infer<typeof Severity>;

/** A warning light as AutoX3 sent it (`code_label`), with the severity that our table gives to its code. */
export const WarningLight = z.object({
  code: z.string().nullable(),
  label: z.string().nullable(),
  severity: Severity,
});
export type WarningLight = z.infer<typeof WarningLight>;

/** One damage entry of the bodywork: where, what, and the addresses of its photos as sent. */
export const Damage = z.object({
  position: z.string().nullable(),
  positionName: z.string().nullable(),
  describe: z.string().nullable(),
  photos: z.array(z.string()),
});
export type Damage = z.infer<typeof Damage>;

/** The person who brought the vehicle; every part as sent. */
export const Owner = z.object({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  gender: z.string().nullable(),
  mobile: z.string().nullable(),
});
export type Owner = z.infer<typeof Owner>;

const Instant = z.iso.datetime().describe('UTC, ISO 8601 with milliseconds');

/** What the desk has added to a visit. */
const desk = {
  setAside: SetAsideReason.nullable().describe('why it was set aside; it then stands in no lane'),
  setAsideAt: Instant.nullable().describe('when it was last set aside or put back'),
  deskNote: z.string().nullable(),
  keyTag: z.string().nullable(),
  promisedAt: Instant.nullable().describe('by when the vehicle is promised to its owner'),
};

/** A check-in that came late: the relay held it while this PC was away. */
export const Late = z.object({ storedAt: Instant.describe('when it came here; it arrived at the relay') });
export type Late = z.infer<typeof Late>;

/** What a card on the board shows: the part of a check-in that is small whatever was sent. */
export const Card = z.object({
  id: z.string(),
  receiveBaseId: z.string().nullable().describe("AutoX3's service order id, exact, as decimal digits"),
  lane: Lane,
  arrivedAt: Instant,
  laneChangedAt: Instant,
  createdAt: Instant.describe("the message's createTime: when AutoX3 made it"),
  plate: z.string().nullable(),
  brand: z.string().nullable(),
  style: z.string().nullable(),
  manufactured: z.iso.date().nullable().describe('manufacture date, a calendar day in the zone of AutoX3 (+08:00)'),
  ownerName: z.string().nullable().describe('display name; family name first where it is written in Chinese'),
  adviser: z.string().nullable(),
  storeId: z.string().nullable(),
  odometer: z.number().nullable().describe("in the shop's unit"),
  fuel: z.number().nullable().describe('percent, as sent'),
  lights: z.array(WarningLight).describe('the most urgent ones, most urgent first'),
  lightCount: z.number().int().describe('all of them'),
  damageCount: z.number().int(),
  photoCount: z.number().int(),
  photos: z.array(Photo).max(3).describe('the first ones'),
  belongingsCount: z.number().int(),
  memory: VisitMemory.nullable().describe('of earlier visits of the vehicle; it trails the check-in'),
  maintenance: ComingMaintenance.nullable().describe('of the plan of its plate, on the newest visit of that plate'),
  messageCount: z.number().int().describe('check-in messages received for this visit'),
  weak: z.boolean().describe('accepted on a truncated signature'),
  proven: z.boolean().describe("false when no signature proves that it is AutoX3's"),
  typed: z.boolean().describe('true when it never came from AutoX3, and somebody typed it'),
  late: Late.nullable().describe('null unless it came late from the relay'),
  report: ReportSummary.nullable().describe('of its health check; null while no report has come'),
  failedSteps: z.array(FailedStep).describe('what went wrong on its way to the desk'),
  isTest: z.boolean().describe('part of a drill: on the board while that runs, and stored nowhere'),
  ...desk,
});
export type Card = z.infer<typeof Card>;

/** Where a visit stands: in its lane, unless it was set aside from there. */
export type Place = Pick<Card, 'lane' | 'setAside'>;

/** Whether the desk is done with a visit: it has left the lanes of the board. */
export function isDone({ lane, setAside }: Place): boolean {
  return lane === 'handed-over' || setAside !== null;
}

/** A check-in: one visit of one vehicle, as derived from the newest message for its service order. */
export const CheckIn = z.object({
  id: z.string(),
  receiveBaseId: Card.shape.receiveBaseId,
  lane: Lane,
  arrivedAt: Instant,
  laneChangedAt: Instant,
  createdAt: Card.shape.createdAt,
  plate: z.string().nullable(),
  vin: z.string().nullable().describe('may be partial'),
  brand: z.string().nullable(),
  style: z.string().nullable(),
  manufactured: Card.shape.manufactured,
  owner: Owner,
  odometer: Card.shape.odometer,
  fuel: Card.shape.fuel,
  lights: z.array(WarningLight),
  damage: z.array(Damage),
  belongings: z.array(z.string()),
  remark: z.string().nullable(),
  adviser: z.string().nullable(),
  adviserMobile: z.string().nullable(),
  storeId: z.string().nullable(),
  messageCount: Card.shape.messageCount,
  weak: Card.shape.weak,
  proven: Card.shape.proven,
  typed: Card.shape.typed,
  late: Card.shape.late,
  personalRemovedAt: Instant.nullable().describe('when phone, name and all that may hold them were removed'),
  clipped: z.boolean().describe('true when a value was too long to show whole; the message itself is kept whole'),
  ...desk,
});
export type CheckIn = z.infer<typeof CheckIn>;

/** What moves a visit beside a person: its health check report, by coming. */
export const LaneMover = z.enum(['report']);
export type LaneMover = z.infer<typeof LaneMover>;

/** One move between lanes. */
export const LaneChange = z.object({
  from: Lane,
  to: Lane,
  at: Instant,
  by: LaneMover.nullable().describe('null: a person'),
});
export type LaneChange = z.infer<typeof LaneChange>;

/** A visit that was set aside, or put back where there is no reason. */
export const SetAsideChange = z.object({ reason: SetAsideReason.nullable(), at: Instant });
export type SetAsideChange = z.infer<typeof SetAsideChange>;

/** In place of a dialect: no message of AutoX3, but what somebody typed. */
export const BY_HAND = 'by-hand';

/** One message that AutoX3 sent for this visit, and how it was verified. */
export const VisitMessage = z.object({
  msgId: z.string(),
  msgType: z.string(),
  receivedAt: Instant,
  createdAt: Instant,
  dialect: z.string().nullable(),
  weak: z.boolean(),
  proven: z.boolean(),
  bytes: z.number().int(),
  byHand: ByHand.nullable(),
});
export type VisitMessage = z.infer<typeof VisitMessage>;

/** A check-in with its way through the shop: what the side panel shows. */
export const CheckInDetail = CheckIn.extend({
  laneChanges: z.array(LaneChange).describe('oldest first'),
  setAsides: z.array(SetAsideChange).describe('oldest first'),
  messages: z.array(VisitMessage).describe('oldest first'),
  steps: VisitSteps.describe('what else is known of its way to the desk'),
  photos: z.array(z.array(Photo)).describe('for each damage entry its photos, in the order of its addresses'),
  reports: z.array(HealthReport).describe('of its health check, oldest first'),
});
export type CheckInDetail = z.infer<typeof CheckInDetail>;

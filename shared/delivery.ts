import { z } from 'zod';

/** What became of a request to the callback address. */
export const Outcome = z.enum(['accepted', 'repeat', 'quarantined', 'refused', 'failed']);
export type Outcome = z.infer<typeof Outcome>;

/** Who had a message taken: AutoX3, itself or by the relay, or somebody at the board who sent, tried or accepted one that was kept. */
export const DeliveryOrigin = z.enum(['sender', 'relay', 'sent-again', 'tried-again', 'by-hand']);
export type DeliveryOrigin = z.infer<typeof DeliveryOrigin>;

/** What the operator is told of a signature that covers a part of the signed text only; the sender never is. */
export const Advice = z.enum(['secret-leaking', 'truncated-unprovable']);
export type Advice = z.infer<typeof Advice>;

/**
 * Who accepted a message that could not be verified, and why, or who typed it, which has no reason. Both go with the message's
 * personal data: then the name is empty.
 */
export const ByHand = z.object({ at: z.iso.datetime(), name: z.string(), reason: z.string().nullable() });
export type ByHand = z.infer<typeof ByHand>;

/** What a message is about, decided by the shape of its content and then by its type. */
export const MessageKind = z.enum(['check-in', 'health-report', 'maintenance-plan', 'unknown']);
export type MessageKind = z.infer<typeof MessageKind>;

/** The rules of form that a body can break, each named for what is wrong with the body. */
export const SHAPE_PROBLEMS = [
  'too-large',
  'not-utf8',
  'not-json',
  'not-an-object',
  'too-deep',
  'duplicate-member',
  'missing-member',
  'bad-msg-id',
  'bad-msg-type',
  'bad-create-time',
  'bad-signature-form',
  'bad-staff-info',
  'bad-content',
] as const;
export type ShapeProblem = (typeof SHAPE_PROBLEMS)[number];

/** Why a request was not simply accepted. `shape-…` names the rule of form that the body broke. */
export const Reason = z.enum([
  'signature',
  'no-secret',
  'too-large',
  'too-many-unverified',
  'incomplete',
  'storage-full',
  'storage-failed',
  'same-message',
  'same-signature',
  'path-trusted',
  'by-hand',
  ...SHAPE_PROBLEMS.map((problem) => `shape-${problem}` as const),
]);
export type Reason = z.infer<typeof Reason>;

/** One request to the callback address, as the delivery log keeps it. */
export const Delivery = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  origin: DeliveryOrigin,
  outcome: Outcome,
  reason: Reason.nullable(),
  msgId: z.string().nullable(),
  msgType: z.string().nullable(),
  kind: MessageKind.nullable(),
  dialect: z.string().nullable(),
  weak: z.boolean(),
  proven: z.boolean(),
  httpStatus: z.number().int(),
  durationMs: z.number().describe('from the request to the decision, before the commit'),
  bytes: z.number().int(),
});
export type Delivery = z.infer<typeof Delivery>;

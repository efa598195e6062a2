import { z } from 'zod';
import { Advice, ByHand, Delivery, MessageKind, Outcome, Reason } from './delivery.ts';
import { DeskName } from './desk-names.ts';
import { Cursor, Id, Limit, notStored, oc, page } from './procedure.ts';

const Instant = z.iso.datetime();
const Count = z.number().int();

/** Which deliveries are asked for: all that every given member fits. */
export const DeliveryFilter = z.object({
  outcome: Outcome.optional(),
  reason: Reason.optional(),
  kind: MessageKind.optional(),
  msgId: z.string().max(64).optional(),
  from: z.iso.datetime({ offset: true }).optional().describe('received at or after'),
  to: z.iso.datetime({ offset: true }).optional().describe('received before'),
});
export type DeliveryFilter = z.infer<typeof DeliveryFilter>;

/** A message in quarantine, counted once however often it came. `msgId` and `msgType` are as sent: nobody vouches for them. */
export const Quarantined = z.object({
  id: z.string(),
  firstAt: Instant,
  lastAt: Instant,
  count: Count,
  reason: Reason,
  advice: Advice.nullable(),
  msgId: z.string().nullable(),
  msgType: z.string().nullable(),
  bytes: Count,
});
export type Quarantined = z.infer<typeof Quarantined>;

/** What may have happened to a message on its way, each found by undoing it. */
export const TRANSIT_CHANGES = [
  'byte-order-mark',
  'line-ends',
  'end-of-text',
  'white-space',
  'escaped-characters',
  'escaped-slashes',
  'normalized',
  'charset',
] as const;
export const TransitChange = z.enum(TRANSIT_CHANGES);
export type TransitChange = z.infer<typeof TransitChange>;

/** What a look at a signature that could not be verified has found. Dialects are named as the message log names them. */
export const SignatureFinding = z.discriminatedUnion('type', [
  z.object({ type: z.literal('no-secret') }),
  z.object({ type: z.literal('fits-now') }).describe('it would be accepted now'),
  z.object({ type: z.literal('fits-ended-secret') }).describe('the previous secret fits, whose time has ended'),
  z.object({ type: z.literal('fits-other-case') }).describe('the secret fits in capitals, or in small letters'),
  z.object({ type: z.literal('fits-other-dialect'), dialect: z.string() }).describe('another than the pinned one'),
  z.object({ type: z.literal('truncated'), covers: z.enum(['enough', 'part', 'nothing']) }),
  z.object({ type: z.literal('changed'), change: TransitChange, dialect: z.string() }),
  z
    .object({ type: z.literal('unknown'), mayBeTruncated: z.boolean() })
    .describe('most likely another secret, or not from AutoX3'),
]);
export type SignatureFinding = z.infer<typeof SignatureFinding>;

/** A text that was hashed, without the secret at its end; clipped where it is long, and safe to show. */
export const SignedTextView = z.object({ dialect: z.string(), text: z.string(), characters: Count });

/** How a signature was looked at, and what came of it. */
export const SignatureCheck = z.object({
  finding: SignatureFinding,
  secrets: z.array(z.enum(['current', 'previous'])).describe('those that were tried'),
  dialects: z.array(z.string()).describe('those that were tried; what they have in common was hashed once'),
  texts: z.array(SignedTextView),
});
export type SignatureCheck = z.infer<typeof SignatureCheck>;

/** The body of a message as text, its signature and our secrets masked, and what could steer the page made visible. */
export const BodyView = z.object({ text: z.string(), isClipped: z.boolean() });
export type BodyView = z.infer<typeof BodyView>;

/** All that is known of one delivery. */
export const DeliveryDetail = z.object({
  delivery: Delivery,
  body: BodyView.nullable(),
  kept: z
    .enum(['here', 'gone', 'never'])
    .describe('whether its bytes are still here; `never`: they were not kept, as of a repeat'),
  checkInId: z.string().nullable().describe('the visit that it is part of'),
  quarantinedId: z.string().nullable().describe('where it lies in quarantine'),
  laterId: z.string().nullable().describe('the delivery by which a message in quarantine was taken later'),
  byHand: ByHand.nullable(),
  check: SignatureCheck.nullable(),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

export const QuarantinedDetail = z.object({
  quarantined: Quarantined,
  body: BodyView,
  check: SignatureCheck.nullable().describe('null where the form is broken: then no signature was looked at'),
});
export type QuarantinedDetail = z.infer<typeof QuarantinedDetail>;

/** Messages that one request names at most: as many as the quarantine holds. */
const Ids = z.array(z.string().max(20)).min(1).max(1_000);

/** What became of messages that were tried or accepted: each counts once. */
export const QuarantineResult = z.object({
  accepted: Count,
  repeats: Count.describe('were stored already'),
  refused: Count.describe('stay in quarantine'),
  failed: Count.describe('could not be stored, and stay in quarantine'),
});
export type QuarantineResult = z.infer<typeof QuarantineResult>;

const noSuch = { NOT_FOUND: { message: 'No such message' } };
const Of = z.object({ of: z.enum(['delivery', 'quarantine']), id: z.string().max(20) });

/** The part of the contract about every request to the callback address, and what failed verification. */
export const deliveriesContract = {
  list: oc
    .route({ method: 'GET', path: '/deliveries', summary: 'The delivery log, newest first' })
    .input(DeliveryFilter.extend({ limit: Limit, cursor: Cursor.optional() }))
    .output(page(Delivery)),
  get: oc.input(Id).errors(noSuch).output(DeliveryDetail),
  /** The whole body as a text file, with its signature masked. */
  file: oc
    .input(Of)
    .errors(noSuch)
    .output(z.object({ text: z.string() })),
  /** Takes the bytes of a stored message again, as if they had just come: nothing new comes of it but a proof that was missing. */
  sendAgain: oc
    .input(Id)
    .errors({ ...noSuch, ...notStored })
    .output(z.object({ outcome: Outcome, reason: Reason.nullable() })),
  quarantine: {
    list: oc.input(z.object({ limit: Limit, cursor: Cursor.optional() })).output(page(Quarantined)),
    get: oc.input(Id).errors(noSuch).output(QuarantinedDetail),
    /** How many would be accepted with the secrets and settings of now. */
    fitting: oc.output(z.object({ count: Count })),
    /** Judges those that are named, or all, with the secrets and settings of now. */
    tryAgain: oc.input(z.object({ ids: Ids.nullable() })).output(QuarantineResult),
    /** Accepts messages that cannot be verified; what breaks the rules of form cannot be read and stays. */
    accept: oc
      .meta({ role: 'manager', changesVisits: true })
      .input(z.object({ ids: Ids, name: DeskName, reason: z.string().trim().min(1).max(500) }))
      .output(QuarantineResult),
    /** Removes messages for good. */
    reject: oc
      .input(z.object({ ids: Ids }))
      .errors(notStored)
      .output(z.object({ rejected: Count })),
  },
};

import type { LaneCounts } from '../../../shared/contract.ts';
import type { Advice, DeliveryOrigin, MessageKind, Outcome, Reason } from '../../../shared/delivery.ts';
import type { MessageContent } from '../autox3/messages.ts';

/** A message that may enter: verified, taken on trust in the path (`proven` false, `dialect` null), or typed by hand. Times in ms since 1970. */
export type AdmittedMessage = {
  receivedAt: number;
  createTime: number;
  msgId: string;
  msgType: string;
  kind: MessageKind;
  dialect: string | null;
  weak: boolean;
  proven: boolean;
  signature: Uint8Array;
  raw: Uint8Array;
  rawSha256: Uint8Array;
  /** When it was stored, for one that a relay had had for long by then; ms since 1970. */
  storedLateAt?: number | null;
} & MessageContent;

/**
 * What the delivery log keeps of a request besides its message; without `origin` it came from the sender. `relayedAt` is since when
 * a relay had it by its broker's clock, where the time of the message is not that one.
 */
export type RequestFacts = {
  receivedAt: number;
  durationMs: number;
  bytes: number;
  origin?: DeliveryOrigin;
  relayedAt?: number;
};

/** Who accepts a message that cannot be verified, and why; a reason that is null is that of somebody who typed it. */
export type HandAcceptance = { at: number; name: string; reason: string | null };

/** A message leaves the quarantine by entering: verified by now, or accepted by hand. */
export type FromQuarantine = { id: number; byHand: HandAcceptance | null };

/** A request that is logged with what is known of its message; `msgId` and `msgType` are untrusted unless it was accepted. */
export type LoggedRequest = RequestFacts & {
  outcome: Outcome;
  reason: Reason | null;
  httpStatus: number;
  msgId: string | null;
  msgType: string | null;
};

/** One thing to be written with the next commit. */
export type Entry =
  | { type: 'admit'; message: AdmittedMessage; facts: RequestFacts; from?: FromQuarantine }
  | {
      type: 'quarantine';
      request: LoggedRequest & { reason: Reason };
      advice: Advice | null;
      body: Uint8Array;
      bodySha256: Uint8Array;
      /** Since when a relay has had it, in ms since 1970; without that it came when it was received. */
      firstAt?: number;
    }
  | { type: 'log'; request: LoggedRequest };

/**
 * What a board must hear of: a check-in that arrived, that a later message brought back after the desk was done with it, or
 * that one came for.
 */
export type CheckInChange = { id: number; cause: 'arrived' | 'returned' | 'updated' };

/** What became of an entry, valid once the commit has succeeded. */
export type Written = { outcome: Outcome; reason: Reason | null; change: CheckInChange | null };

/** Figures of the store that are kept in step with it, so that no board has to count rows. */
export type StoreFigures = {
  lanes: LaneCounts;
  quarantined: number;
  quarantinedBytes: number;
  otherMessages: number;
  lastAcceptedAt: number | null;
  deliveries: Record<Outcome, number>;
};

import { hash } from 'node:crypto';
import type { Reason } from '../../../shared/delivery.ts';
import { type Envelope, readEnvelope } from '../autox3/envelope.ts';
import { readMessage } from '../autox3/messages.ts';
import { type Verification, type VerificationPolicy, verify } from '../autox3/signature.ts';
import type { AdmittedMessage } from '../store/entries.ts';

/** What decides whether a message may enter. */
export type IntakePolicy = VerificationPolicy & {
  /** Accept what has the right form and came by the right path, though its signature cannot be proven. */
  trustPath: boolean;
  /** False for a secret and message type whose weak signatures have ended by themselves. */
  weakStillOpen: (secret: 'current' | 'previous', msgType: string) => boolean;
};

/** The verdict on one body. A rejected one is untrusted: its `msgId` and `msgType` only have the right form. */
export type Judgement =
  | { type: 'admitted'; message: AdmittedMessage; endsWeak: 'current' | 'previous' | null }
  | {
      type: 'rejected';
      httpStatus: 400 | 401;
      reason: Reason;
      advice: string | null;
      msgId: string | null;
      msgType: string | null;
    };

/** Decides on a body that came by the callback path at `receivedAt` (ms since 1970). */
export function judge(body: Uint8Array, policy: IntakePolicy, receivedAt: number): Judgement {
  const read = readEnvelope(body);
  if (!read.ok) {
    return {
      type: 'rejected',
      httpStatus: 400,
      reason: `shape-${read.problem}`,
      advice: null,
      msgId: null,
      msgType: null,
    };
  }
  const { envelope } = read;
  const verification = withWeakClosed(verify(envelope, policy), policy, envelope.msgType);
  if (verification.ok) {
    const { dialect, weak, contentText, secret, ascii } = verification;
    return {
      type: 'admitted',
      message: admit(envelope, body, receivedAt, contentText, { dialect, weak, proven: true }),
      endsWeak: policy.acceptWeak && !weak && !ascii ? secret : null,
    };
  }
  if (policy.trustPath) {
    const unproven = { dialect: null, weak: false, proven: false };
    return {
      type: 'admitted',
      message: admit(envelope, body, receivedAt, envelope.content.text, unproven),
      endsWeak: null,
    };
  }
  const { reason, advice } = verification;
  return { type: 'rejected', httpStatus: 401, reason, advice, msgId: envelope.msgId, msgType: envelope.msgType };
}

function withWeakClosed(verification: Verification, policy: IntakePolicy, msgType: string): Verification {
  if (!verification.ok || !verification.weak || policy.weakStillOpen(verification.secret, msgType)) return verification;
  return { ok: false, reason: 'signature', advice: 'secret-leaking' };
}

function admit(
  envelope: Envelope,
  body: Uint8Array,
  receivedAt: number,
  contentText: string,
  proof: Pick<AdmittedMessage, 'dialect' | 'weak' | 'proven'>,
): AdmittedMessage {
  const { msgId, msgType, signature } = envelope;
  return {
    receivedAt,
    createTime: Number(envelope.createTime),
    msgId,
    msgType,
    signature,
    ...proof,
    ...readMessage(contentText, msgType),
    raw: body,
    rawSha256: sha256(body),
  };
}

/** SHA-256 of a body, 32 bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

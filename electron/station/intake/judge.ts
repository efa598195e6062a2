import { hash } from 'node:crypto';
import type { Advice, Reason } from '../../../shared/delivery.ts';
import type { DialectPair } from '../../../shared/dialect.ts';
import type { SecretName, VerificationSettings } from '../../../shared/verification.ts';
import { type Envelope, readEnvelope } from '../autox3/envelope.ts';
import { readMessage } from '../autox3/messages.ts';
import { type Verification, verify } from '../autox3/signature.ts';
import type { AdmittedMessage } from '../store/entries.ts';

/** What decides whether a message may enter. */
export type IntakePolicy = {
  currentSecret: string | null;
  previousSecret: string | null;
  /** From then on the previous secret is no longer tried, in ms since 1970. */
  previousEnds: number;
  /** Only this dialect, or mixed pair, is tried. */
  pin: DialectPair | null;
  weakSignatures: VerificationSettings['weakSignatures'];
  /** Where weak signatures have ended by themselves. */
  weakEnded: readonly { secret: SecretName; msgType: string }[];
  /** Accept what has the right form and came by the right path, though its signature cannot be proven. */
  trustPath: boolean;
};

/** What a message holds that is signed and JSON. */
export type SignedTexts = { content: string; staffInfo: string };

/** The verdict on one body. A rejected one is untrusted: its `msgId` and `msgType` only have the right form. */
export type Judgement =
  | {
      type: 'admitted';
      message: AdmittedMessage;
      /** That it was signed with; null for one that is not proven. */
      secret: SecretName | null;
      /** The secret for which this message shows that weak signatures are not needed for its type. */
      endsWeak: SecretName | null;
      /** The JSON of both signed values: as it was hashed, or as it was sent where nothing is proven. */
      texts: SignedTexts;
    }
  | {
      type: 'rejected';
      httpStatus: 400 | 401;
      reason: Reason;
      advice: Advice | null;
      msgId: string | null;
      msgType: string | null;
    };

/** Decides on a body that came by the callback path at `receivedAt` (ms since 1970). */
export function judge(body: Uint8Array, policy: IntakePolicy, receivedAt: number): Judgement {
  const read = readEnvelope(body);
  if (!read.ok) {
    const reason = `shape-${read.problem}` as const;
    return { type: 'rejected', httpStatus: 400, reason, advice: null, msgId: null, msgType: null };
  }
  const { envelope } = read;
  const verification = verifyBy(policy, envelope, receivedAt);
  if (verification.ok) {
    const { dialect, weak, contentText, staffInfoText, secret, ascii } = verification;
    return {
      type: 'admitted',
      message: admit(envelope, body, receivedAt, contentText, { dialect, weak, proven: true }),
      secret,
      endsWeak: policy.weakSignatures === 'until-proven' && !weak && !ascii ? secret : null,
      texts: { content: contentText, staffInfo: staffInfoText },
    };
  }
  if (policy.trustPath) {
    const texts = { content: envelope.content.text, staffInfo: envelope.staffInfo.text };
    return {
      type: 'admitted',
      message: admitUnproven(envelope, body, receivedAt),
      secret: null,
      endsWeak: null,
      texts,
    };
  }
  const { reason, advice } = verification;
  return { type: 'rejected', httpStatus: 401, reason, advice, msgId: envelope.msgId, msgType: envelope.msgType };
}

/** The message without proof, with values from its source. */
export function admitUnproven(envelope: Envelope, body: Uint8Array, receivedAt: number): AdmittedMessage {
  return admit(envelope, body, receivedAt, envelope.content.text, { dialect: null, weak: false, proven: false });
}

function verifyBy(policy: IntakePolicy, envelope: Envelope, now: number): Verification {
  const verification = verify(envelope, {
    currentSecret: policy.currentSecret,
    previousSecret: now < policy.previousEnds ? policy.previousSecret : null,
    pin: policy.pin,
    acceptWeak: policy.weakSignatures !== 'off',
  });
  const weakHasEnded =
    verification.ok &&
    verification.weak &&
    policy.weakSignatures === 'until-proven' &&
    policy.weakEnded.some(({ secret, msgType }) => secret === verification.secret && msgType === envelope.msgType);
  return weakHasEnded ? { ok: false, reason: 'signature', advice: 'secret-leaking' } : verification;
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

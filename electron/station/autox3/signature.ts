import { createHash, type Hash, hash, timingSafeEqual } from 'node:crypto';
import type { DialectPair } from '../../../shared/dialect.ts';
import type { SecretName } from '../../../shared/verification.ts';
import { type Rendering, renderings } from './dialect.ts';
import type { Envelope, SignedValue } from './envelope.ts';

export { parseDialectPair } from './dialect.ts';

/** What the operator decided: secrets (null when unset), a dialect pair that alone is tried, and whether truncated signatures may pass. */
export type VerificationPolicy = {
  currentSecret: string | null;
  previousSecret: string | null;
  pin: DialectPair | null;
  acceptWeak: boolean;
};

/**
 * A match, with how it was found, or a refusal. `weak`: the signature covered only part of the secret. `ascii`: whether
 * the signed text was, in which case truncation would not have shown. The two texts are the JSON that was hashed, a
 * string's decoded: every value and the kind are read from them, never from the source.
 * The advice of a refusal is for the operator, never for the sender.
 */
export type Verification =
  | {
      ok: true;
      dialect: DialectPair;
      weak: boolean;
      secret: SecretName;
      ascii: boolean;
      contentText: string;
      staffInfoText: string;
    }
  | { ok: false; reason: 'signature' | 'no-secret'; advice: 'secret-leaking' | 'truncated-unprovable' | null };

type Secret = { name: SecretName; value: string };

/** Bytes of the secret that a truncated signature must cover to pass as weak: a shorter secret never has one. */
export const WEAK_COVER = 32;
/**
 * Bytes that it must cover to tell anything about its maker. The contract leaves one to seven open: so few can be hit by
 * trying, and an alarm that a stranger can raise is none. They count as nothing.
 */
const TELLING_COVER = 8;
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

/** A secret as entered, without the white space around it: 16 to 256 printable ASCII characters (contract, Signature). */
export function parseSecret(
  entered: unknown,
): { ok: true; secret: string } | { ok: false; problem: 'too-short' | 'too-long' | 'not-ascii' | 'not-text' } {
  if (typeof entered !== 'string') return { ok: false, problem: 'not-text' };
  const secret = entered.trim();
  if (secret !== '' && !PRINTABLE_ASCII.test(secret)) return { ok: false, problem: 'not-ascii' };
  if (secret.length < 16) return { ok: false, problem: 'too-short' };
  if (secret.length > 256) return { ok: false, problem: 'too-long' };
  return { ok: true, secret };
}

/**
 * Whether the message was signed with one of the secrets, and in which dialect: `sha1(msgId + msgType + staffInfo +
 * createTime + content + appSecret)` [doc]. Truncated signatures are looked at last, and pass only when the policy says so.
 */
export function verify(envelope: Envelope, policy: VerificationPolicy): Verification {
  const secrets = usableSecrets(policy);
  if (secrets.length === 0) return { ok: false, reason: 'no-secret', advice: null };
  const { staffInfo, content, signature } = envelope;

  const tried: SignedText[] = [];
  for (const rendering of renderings(staffInfo, content, policy.pin)) {
    const signed = signedText(envelope, rendering);
    for (const secret of secrets) {
      if (matches(digest(signed, secret.value), signature)) return accept(envelope, signed, secret, false);
    }
    if (!signed.ascii) tried.push(signed);
  }

  for (const signed of tried) {
    for (const secret of secrets) {
      const covered = coveredBytes(signed, secret.value);
      if (!matches(truncatedDigest(signed, secret.value, covered), signature)) continue;
      if (policy.acceptWeak && covered >= WEAK_COVER) return accept(envelope, signed, secret, true);
      const advice = covered >= TELLING_COVER ? 'secret-leaking' : 'truncated-unprovable';
      return { ok: false, reason: 'signature', advice };
    }
  }
  return { ok: false, reason: 'signature', advice: null };
}

/** The signature of the parts as AutoX3 makes it, in upper-case hex. For the simulator and the tests. */
export function sign(
  parts: { msgId: string; msgType: string; staffInfo: string; createTime: string; content: string },
  secret: string,
): string {
  return createHash('sha1')
    .update(textToSign(parts) + secret)
    .digest('hex')
    .toUpperCase();
}

/** The contract's text T without the secret, and its length in UTF-8. */
type SignedText = {
  rendering: Rendering;
  text: string;
  bytes: number;
  ascii: boolean;
  hash: Hash | null;
  asked: boolean;
};

function signedText(envelope: Envelope, rendering: Rendering): SignedText {
  const { msgId, msgType, createTime } = envelope;
  const text = textToSign({ msgId, msgType, staffInfo: rendering.staffInfo, createTime, content: rendering.content });
  const bytes = Buffer.byteLength(text, 'utf8');
  return { rendering, text, bytes, ascii: bytes === text.length, hash: null, asked: false };
}

function digest(signed: SignedText, secret: string): Buffer {
  // A genuine message is asked about once, and one call is the cheapest; a hostile one, of a megabyte say, many times.
  if (!signed.asked) {
    signed.asked = true;
    return hash('sha1', signed.text + secret, 'buffer');
  }
  signed.hash ??= createHash('sha1').update(signed.text);
  return signed.hash.copy().update(secret).digest();
}

/** Bytes of the secret among the first n bytes of T, n being T's length in UTF-16 units; less than 0 when even other text is cut. */
function coveredBytes(signed: SignedText, secret: string): number {
  return signed.text.length + secret.length - signed.bytes;
}

function truncatedDigest(signed: SignedText, secret: string, covered: number): Buffer {
  if (covered >= 0) return digest(signed, secret.slice(0, covered));
  return hash('sha1', Buffer.from(signed.text, 'utf8').subarray(0, covered), 'buffer');
}

/** The text that is signed, before the secret: the contract's T without it. */
export function textToSign(parts: {
  msgId: string;
  msgType: string;
  staffInfo: string;
  createTime: string;
  content: string;
}): string {
  return parts.msgId + parts.msgType + parts.staffInfo + parts.createTime + parts.content;
}

/** Only what parseSecret takes is ever tried: an empty secret would let anyone sign. */
function usableSecrets(policy: VerificationPolicy): Secret[] {
  const current = parseSecret(policy.currentSecret);
  const previous = parseSecret(policy.previousSecret);
  return [
    ...(current.ok ? [{ name: 'current', value: current.secret } as const] : []),
    ...(previous.ok ? [{ name: 'previous', value: previous.secret } as const] : []),
  ];
}

function accept(envelope: Envelope, signed: SignedText, secret: Secret, weak: boolean): Verification {
  const { rendering, ascii } = signed;
  return {
    ok: true,
    dialect: rendering.dialect,
    weak,
    secret: secret.name,
    ascii,
    contentText: decoded(envelope.content, rendering.content),
    staffInfoText: decoded(envelope.staffInfo, rendering.staffInfo),
  };
}

function decoded(value: SignedValue, hashed: string): string {
  return value.form === 'string' ? value.text : hashed;
}

/** In constant time: how long a comparison takes must not tell how much of a guess was right. */
function matches(digest: Buffer, signature: Buffer): boolean {
  return digest.length === signature.length && timingSafeEqual(digest, signature);
}

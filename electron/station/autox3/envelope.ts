import { isUtf8 } from 'node:buffer';
import type { ShapeProblem } from '../../../shared/delivery.ts';
import { decodeString, scan } from './scan.ts';

/** The longest body that is read, in bytes, a byte order mark included. */
export const MAX_BODY_BYTES = 1_048_576;

/**
 * A signed value as it came: an object, a string that holds one object, or (`staffInfo` only) null. `source` is its exact
 * source text in the body; `text` the decoded text of a string and otherwise the same as `source`. Both went through
 * `scan`, so `text` is always JSON of the contract's form. The text of a string may hold unpaired surrogates.
 */
export type SignedValue = { form: 'object' | 'string' | 'null'; source: string; text: string };

/** The six signed members of a message. Nothing else of a body is used. `createTime` is its 13 digits, ms since 1970. */
export type Envelope = {
  msgId: string;
  msgType: string;
  createTime: string;
  /** The 20 bytes of msgSignature. */
  signature: Buffer;
  staffInfo: SignedValue;
  content: SignedValue;
};

type Refusal = { ok: false; problem: ShapeProblem };

const MEMBERS = ['msgId', 'msgType', 'createTime', 'msgSignature', 'staffInfo', 'content'] as const;
const MSG_ID = /^[0-9A-Za-z_-]{1,64}$/;
const MSG_TYPE = /^event\.autox3\.[0-9A-Za-z._-]{1,100}$/;
const CREATE_TIME = /^[1-9][0-9]{12}$/;
const SIGNATURE = /^[0-9A-Fa-f]{40}$/;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads a body by the contract's rules of form, completely, before anything is hashed. Never throws; the first broken
 * rule is named. There are no separators in the signed text: these rules keep bytes from moving between its fields.
 * What a string-held value breaks is named as in the body (`too-deep`, `duplicate-member`), else as `bad-…` of its member.
 */
export function readEnvelope(body: Uint8Array): { ok: true; envelope: Envelope } | Refusal {
  if (body.byteLength > MAX_BODY_BYTES) return refuse('too-large');
  if (!isUtf8(body)) return refuse('not-utf8');
  // Valid UTF-8 survives decoding and encoding byte for byte: slices of this text are as good as slices of the body.
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  const scanned = scan(text, text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0);
  if (!scanned.ok) return refuse(scanned.problem);
  return scanned.members === null ? refuse('not-an-object') : readMembers(scanned.members);
}

function readMembers(members: ReadonlyMap<string, string>): { ok: true; envelope: Envelope } | Refusal {
  if (!MEMBERS.every((name) => members.has(name))) return refuse('missing-member');
  const sourceOf = (name: (typeof MEMBERS)[number]): string => members.get(name) ?? '';

  const msgId = readString(sourceOf('msgId'), MSG_ID);
  if (msgId === null) return refuse('bad-msg-id');
  const msgType = readString(sourceOf('msgType'), MSG_TYPE);
  if (msgType === null) return refuse('bad-msg-type');
  const createTime = sourceOf('createTime');
  if (!CREATE_TIME.test(createTime)) return refuse('bad-create-time');
  const hex = readString(sourceOf('msgSignature'), SIGNATURE);
  if (hex === null) return refuse('bad-signature-form');

  const staffInfo = readSignedValue(sourceOf('staffInfo'));
  if (typeof staffInfo === 'string') return refuse(staffInfo === 'not-an-object' ? 'bad-staff-info' : staffInfo);
  const content = readSignedValue(sourceOf('content'));
  if (typeof content === 'string') return refuse(content === 'not-an-object' ? 'bad-content' : content);
  if (content.form === 'null') return refuse('bad-content');

  return {
    ok: true,
    envelope: {
      msgId: copy(msgId),
      msgType: copy(msgType),
      createTime: copy(createTime),
      signature: Buffer.from(hex, 'hex'),
      staffInfo,
      content,
    },
  };
}

/** The decoded text of a string whose text matches the pattern whole; null for any other value. */
function readString(source: string, pattern: RegExp): string | null {
  if (!source.startsWith('"')) return null;
  const text = decodeString(source);
  return pattern.test(text) ? text : null;
}

/** A string must hold exactly one object: no second encoding, no byte order mark, nothing after it. Depth counts afresh. */
function readSignedValue(source: string): SignedValue | 'not-an-object' | 'too-deep' | 'duplicate-member' {
  if (source.startsWith('{')) return { form: 'object', source, text: source };
  if (source === 'null') return { form: 'null', source, text: source };
  if (!source.startsWith('"')) return 'not-an-object';
  const text = decodeString(source);
  const scanned = scan(text);
  if (!scanned.ok) return scanned.problem === 'not-json' ? 'not-an-object' : scanned.problem;
  return scanned.members === null ? 'not-an-object' : { form: 'string', source, text };
}

/** V8's slices hold on to the text that they come from: without a copy, a list of known msgIds would keep every body in memory. */
function copy(ascii: string): string {
  return Buffer.from(ascii, 'latin1').toString('latin1');
}

function refuse(problem: ShapeProblem): Refusal {
  return { ok: false, problem };
}

import type { Dialect, DialectPair } from '../../shared/dialect.ts';
import { sign } from '../station/autox3/signature.ts';
import { COMPACT, type Json, type JsonStyle, jsonText, quote } from './json-text.ts';
import type { NonEmpty, Random } from './random.ts';

/** What a message says, before it is written down and signed. */
export interface MessageDraft {
  /** A text is the JSON of a content that AutoX3 sends as a string. */
  content: Json;
  msgType: string;
  msgId: string;
  /** In ms since 1970. */
  createTime: number;
  staffInfo: Json;
}

/** With what, and how, a message is signed; `random` chooses its format. */
export interface Signing {
  secret: string;
  dialect: DialectPair;
  random: Random;
}

/** A message as it goes over the wire: every try sends these very bytes. */
export interface SignedMessage {
  msgId: string;
  msgType: string;
  createTime: number;
  body: Buffer;
}

/** A signed member: its source in the body, and the text that goes into the hash. */
interface Written {
  source: string;
  signed: string;
}

type Layout = Omit<JsonStyle, 'escapes'>;

// Serialisers that AutoX3 may be using: its documentation prints two spaces; the others are common defaults.
const SPACED: NonEmpty<Layout> = [
  { newline: '\n', indent: '  ', colon: ': ', comma: ',' },
  { newline: '\n', indent: '\t', colon: ': ', comma: ',' },
  { newline: '', indent: '', colon: ': ', comma: ', ' },
];
const ANY: NonEmpty<Layout> = [COMPACT, ...SPACED];

const MEMBERS = ['content', 'createTime', 'msgType', 'msgSignature', 'msgId', 'staffInfo'] as const;
const MEMBER_ORDERS: NonEmpty<readonly (typeof MEMBERS)[number][]> = [
  MEMBERS,
  ['msgId', 'msgType', 'createTime', 'staffInfo', 'content', 'msgSignature'],
];

/**
 * Writes a message in one of the formats that real serialisers produce, and signs it in the dialect asked for. The format
 * is one under which a receiver that tries the dialects in their order finds exactly this one: that is why `token` makes
 * a value a string, and why all but a plain `verbatim` have white space, and where it matters escapes, to lose.
 */
export function buildMessage(message: MessageDraft & Signing): SignedMessage {
  const { msgId, msgType, createTime, dialect, random, secret } = message;
  const [forStaffInfo, forContent = forStaffInfo] = dialect.split('/') as [Dialect, Dialect?];
  const style: JsonStyle = {
    ...random.pick(dialect === 'verbatim' ? ANY : SPACED),
    escapes: dialect === 'reserialized' || forStaffInfo !== forContent || random.chance(0.25) ? 'html-safe' : 'minimal',
  };
  const staffInfo = write(message.staffInfo, forStaffInfo, forContent, style);
  const content = write(message.content, forContent, forStaffInfo, style);
  const signature = sign(
    { msgId, msgType, staffInfo: staffInfo.signed, createTime: String(createTime), content: content.signed },
    secret,
  );

  const sources = {
    content: content.source,
    createTime: String(createTime),
    msgType: quote(msgType, 'minimal'),
    msgSignature: quote(signature, 'minimal'),
    msgId: quote(msgId, 'minimal'),
    staffInfo: staffInfo.source,
  };
  const members = random.pick(MEMBER_ORDERS).map((name) => `"${name}"${style.colon}${sources[name]}`);
  const inner = style.newline + style.indent;
  const body = Buffer.from(`{${inner}${members.join(style.comma + inner)}${style.newline}}`);
  return { msgId, msgType, createTime, body };
}

function write(value: Json, dialect: Dialect, other: Dialect, style: JsonStyle): Written {
  if (typeof value === 'string') {
    const source = quote(value, style.escapes);
    return { source, signed: dialect === 'token' ? source : value };
  }
  const text = jsonText(value, style, 1);
  // For an object `token` is the same as `verbatim`, so a pair of the two shows only on values that are both strings.
  const inString = dialect === 'token' || (dialect === 'verbatim' && other === 'token');
  const source = inString ? quote(text, style.escapes) : text;
  switch (dialect) {
    case 'verbatim':
      return { source, signed: text };
    case 'compact':
      return { source, signed: jsonText(value, { ...style, ...COMPACT }) };
    case 'reserialized':
      return { source, signed: JSON.stringify(JSON.parse(text)) };
    case 'token':
      return { source, signed: source };
  }
}

import { createHash } from 'node:crypto';
import {
  type SignatureCheck,
  type SignatureFinding,
  TRANSIT_CHANGES,
  type TransitChange,
} from '../../../shared/deliveries.ts';
import type { DialectPair } from '../../../shared/dialect.ts';
import { type Rendering, renderings } from './dialect.ts';
import type { Envelope } from './envelope.ts';
import { mask, visible } from './show-body.ts';
import { textToSign, type VerificationPolicy, verify } from './signature.ts';

/** What a message was refused by. Secrets are null where they are unset. */
export type Refusing = Omit<VerificationPolicy, 'acceptWeak'> & {
  /** The previous secret once its time has ended: not tried any more, but known. */
  endedSecret: string | null;
  /** Whether the message would be accepted as things stand now. */
  fitsNow: boolean;
};

/** Characters of a signed text that are shown of its beginning and of its end. */
const SHOWN = { beginning: 700, end: 300 };
/** Changes are undone in texts of so many characters at most: each way is hashed anew, while the station receives. */
const LONGEST_UNDONE = 262_144;

/**
 * Says why a signature was not verified, as far as that can be found out, with the texts that were hashed. The time of the
 * message plays no part. Takes longer than `verify`, and is for the operator alone.
 */
export function explain(envelope: Envelope, refusing: Refusing): SignatureCheck {
  const { currentSecret, previousSecret, endedSecret, pin } = refusing;
  const tried = [...renderings(envelope.staffInfo, envelope.content, pin)];
  const known = [currentSecret, previousSecret, endedSecret].filter((secret) => secret !== null);
  return {
    finding: find(envelope, refusing),
    secrets: [
      ...(currentSecret === null ? [] : (['current'] as const)),
      ...(previousSecret === null ? [] : (['previous'] as const)),
    ],
    dialects: tried.map(({ dialect }) => dialect),
    texts: tried
      .filter(({ dialect }) => isPlain(dialect) || dialect === pin)
      .map((rendering) => {
        const text = textOf(envelope, rendering);
        return { dialect: rendering.dialect, text: shortened(visible(mask(text, known))), characters: text.length };
      }),
  };
}

function find(
  envelope: Envelope,
  { currentSecret, previousSecret, endedSecret, pin, fitsNow }: Refusing,
): SignatureFinding {
  const tryWith = (policy: Partial<VerificationPolicy>) =>
    verify(envelope, { currentSecret, previousSecret, pin: null, acceptWeak: true, ...policy });
  const isFull = (policy: Partial<VerificationPolicy>): boolean => {
    const verification = tryWith(policy);
    return verification.ok && !verification.weak;
  };
  const inCase = (change: (secret: string) => string): boolean =>
    isFull({
      currentSecret: currentSecret && change(currentSecret),
      previousSecret: previousSecret && change(previousSecret),
    });

  if (fitsNow) return { type: 'fits-now' };
  if (endedSecret !== null && isFull({ currentSecret: endedSecret, previousSecret: null, pin }))
    return { type: 'fits-ended-secret' };
  const verification = tryWith({});
  if (verification.ok) {
    return verification.weak
      ? { type: 'truncated', covers: 'enough' }
      : { type: 'fits-other-dialect', dialect: verification.dialect };
  }
  if (verification.reason === 'no-secret') return { type: 'no-secret' };
  if (verification.advice !== null)
    return { type: 'truncated', covers: verification.advice === 'secret-leaking' ? 'part' : 'nothing' };
  if (inCase((secret) => secret.toUpperCase()) || inCase((secret) => secret.toLowerCase()))
    return { type: 'fits-other-case' };

  const plain = [...renderings(envelope.staffInfo, envelope.content, null)].filter(({ dialect }) => isPlain(dialect));
  const secrets = [currentSecret, previousSecret].filter((secret) => secret !== null);
  const mayBeTruncated = plain.some((rendering) => /\P{ASCII}/u.test(textOf(envelope, rendering)));
  return changeOf(envelope, plain, secrets) ?? { type: 'unknown', mayBeTruncated };
}

/** The change that, undone, makes the signature fit. */
function changeOf(
  envelope: Envelope,
  plain: readonly Rendering[],
  secrets: readonly string[],
): Extract<SignatureFinding, { type: 'changed' }> | null {
  for (const change of TRANSIT_CHANGES) {
    for (const rendering of plain) {
      if (rendering.staffInfo.length + rendering.content.length > LONGEST_UNDONE) continue;
      for (const text of UNDONE[change](envelope, rendering)) {
        const hash = createHash('sha1').update(text);
        if (secrets.some((secret) => hash.copy().update(secret).digest().equals(envelope.signature)))
          return { type: 'changed', change, dialect: rendering.dialect };
      }
    }
  }
  return null;
}

type Undo = (envelope: Envelope, rendering: Rendering) => (string | Buffer)[];

/** Undoes a change in both values, by each of these ways. */
const inValues =
  (...ways: ((text: string) => string)[]): Undo =>
  (envelope, { staffInfo, content }) =>
    ways.map((undo) => textOf(envelope, { staffInfo: undo(staffInfo), content: undo(content) }));

const atEnd =
  (end: string): Undo =>
  (envelope, rendering) => [
    textOf(envelope, { ...rendering, content: rendering.content + end }),
    textOf(envelope, { ...rendering, content: rendering.content + end, staffInfo: rendering.staffInfo + end }),
  ];

const escaped =
  (characters: RegExp, inCapitals = false) =>
  (text: string) =>
    text.replace(characters, (character) => {
      const code = character.charCodeAt(0).toString(16).padStart(4, '0');
      return `\\u${inCapitals ? code.toUpperCase() : code}`;
    });
/** Other characters stand escaped in any JSON. */
const unescaped = (text: string): string =>
  text.replace(/\\u([0-9A-Fa-f]{4})/g, (source, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return character < ' ' || character === '"' || character === '\\' ? source : character;
  });
const NOT_ASCII = /[\u0080-\uffff]/g;
/** What Gson escapes by default (https://github.com/google/gson, `htmlSafe`). */
const HTML = /[<>&=']/g;
const indented = (indent: string | number) => (text: string) => JSON.stringify(JSON.parse(text), null, indent);
/** As Python's json.dumps writes it. */
const spaced = (text: string): string =>
  text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|[,:]\s*/g, (token) => (token.startsWith('"') ? token : `${token[0]} `));

const UNDONE = {
  'byte-order-mark': (envelope, rendering) => [`\ufeff${textOf(envelope, rendering)}`],
  'line-ends': inValues(
    (text) => text.replaceAll('\r\n', '\n'),
    (text) => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'),
  ),
  'end-of-text': (envelope, rendering) => [
    ...['\n', '\r\n', ' '].flatMap((end) => atEnd(end)(envelope, rendering)),
    ...inValues((text) => text.trim())(envelope, rendering),
  ],
  'white-space': inValues(spaced, indented(2), indented(4), indented('\t')),
  'escaped-characters': inValues(
    escaped(NOT_ASCII),
    escaped(NOT_ASCII, true),
    escaped(HTML),
    (text) => escaped(NOT_ASCII)(escaped(HTML)(text)),
    unescaped,
  ),
  'escaped-slashes': inValues(
    (text) => text.replaceAll('\\/', '/'),
    (text) => text.replaceAll('\\/', '/').replaceAll('/', '\\/'),
  ),
  normalized: inValues(
    (text) => text.normalize('NFC'),
    (text) => text.normalize('NFD'),
  ),
  // What Java's getBytes makes of a text in a character set that lacks its characters.
  charset: (envelope, rendering) => {
    const text = textOf(envelope, rendering);
    return [/[^\p{ASCII}\u0080-\u00ff]/gu, /\P{ASCII}/gu].map((lacking) =>
      Buffer.from(text.replace(lacking, '?'), 'latin1'),
    );
  },
} satisfies Record<TransitChange, Undo>;

function textOf(envelope: Envelope, { staffInfo, content }: Pick<Rendering, 'staffInfo' | 'content'>): string {
  const { msgId, msgType, createTime } = envelope;
  return textToSign({ msgId, msgType, createTime, staffInfo, content });
}

/** Mixed pairs say nothing new to whoever reads them. */
const isPlain = (dialect: DialectPair): boolean => !dialect.includes('/');

function shortened(text: string): string {
  const { beginning, end } = SHOWN;
  return text.length <= beginning + end ? text : `${text.slice(0, beginning)} … ${text.slice(-end)}`;
}

import type { Dialect, DialectPair } from '../../../shared/dialect.ts';
import type { SignedValue } from './envelope.ts';

/** The ways in which a signed value may have become text, in the order in which they are tried (contract, Signature). */
const DIALECTS = ['verbatim', 'compact', 'reserialized', 'token'] as const;

/** The two values as one dialect pair writes them. */
export type Rendering = { dialect: DialectPair; staffInfo: string; content: string };

/** All pairs in the order in which they are tried: the same dialect for both values first, then the mixed ones. */
const PAIRS: readonly DialectPair[] = [
  ...DIALECTS,
  ...DIALECTS.flatMap((staffInfo) =>
    DIALECTS.filter((content) => content !== staffInfo).map((content) => `${staffInfo}/${content}` as const),
  ),
];

/** The pair that the text names (`compact`, `compact/verbatim`; `compact/compact` is `compact`), or null. */
export function parseDialectPair(text: unknown): DialectPair | null {
  if (typeof text !== 'string') return null;
  const [staffInfo, content, ...rest] = text.split('/');
  const short = staffInfo === content ? staffInfo : text;
  return rest.length > 0 ? null : (PAIRS.find((pair) => pair === short) ?? null);
}

/**
 * The two values as text in each pair worth hashing, in order: with a pin that pair alone, and never the same two texts
 * twice. Nothing is rendered before it is asked for, so that a message in the first dialect costs nothing more.
 */
export function* renderings(
  staffInfo: SignedValue,
  content: SignedValue,
  pin: DialectPair | null,
): Generator<Rendering, void, undefined> {
  const staffInfoIn = remember((dialect) => render(staffInfo, dialect));
  const contentIn = remember((dialect) => render(content, dialect));
  const done: Rendering[] = [];
  for (const dialect of pin === null ? PAIRS : [pin]) {
    const [first, second = first] = dialect.split('/') as [Dialect, Dialect?];
    const rendering = { dialect, staffInfo: staffInfoIn(first), content: contentIn(second) };
    if (!isHashable(rendering)) continue;
    if (done.some((other) => other.staffInfo === rendering.staffInfo && other.content === rendering.content)) continue;
    done.push(rendering);
    yield rendering;
  }
}

/** UTF-8 has no bytes for an unpaired surrogate: hashing would put U+FFFD for it and so take one text for another. */
function render(value: SignedValue, dialect: Dialect): string | null {
  const text =
    value.form === 'object' ? renderObject(value.source, dialect) : dialect === 'token' ? value.source : value.text;
  return text.isWellFormed() ? text : null;
}

function renderObject(source: string, dialect: Dialect): string {
  switch (dialect) {
    case 'verbatim':
    case 'token':
      return source;
    case 'compact':
      return compact(source);
    case 'reserialized':
      return JSON.stringify(JSON.parse(source));
  }
}

/** The JSON text without its insignificant white space. Bytes serve: white space and quotes are ASCII, never part of a longer character. */
function compact(source: string): string {
  const bytes = Buffer.from(source, 'utf8');
  let length = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!inString && (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) continue;
    bytes[length++] = byte;
    if (byte === 0x22) inString = !inString;
    else if (byte === 0x5c) bytes[length++] = bytes[++at] ?? 0; // an escape: its second character may be a quote
  }
  return bytes.toString('utf8', 0, length);
}

function isHashable(rendering: {
  dialect: DialectPair;
  staffInfo: string | null;
  content: string | null;
}): rendering is Rendering {
  return rendering.staffInfo !== null && rendering.content !== null;
}

function remember(render: (dialect: Dialect) => string | null): (dialect: Dialect) => string | null {
  const known = new Map<Dialect, string | null>();
  return (dialect) => {
    const text = known.get(dialect);
    if (text !== undefined) return text;
    const rendered = render(dialect);
    known.set(dialect, rendered);
    return rendered;
  };
}

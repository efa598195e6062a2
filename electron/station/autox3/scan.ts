const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LOWER_U = 0x75;
const ESCAPES: ReadonlySet<string> = new Set('"\\/bfnrt');

/** What the helpers return instead of a position when the text breaks the grammar. */
const BROKEN = -1;

/** Levels of nesting that a document may have; its top value is the first. From the contract's rules of form. */
export const MAX_DEPTH = 64;

/** What a scan found: the top object's members by decoded name, each with its exact source text; null for any other top value. */
export type Scan =
  | { ok: true; members: ReadonlyMap<string, string> | null }
  | { ok: false; problem: 'not-json' | 'too-deep' | 'duplicate-member' };

/** An open object or array. An object's names are kept from its first one on: a body can hold 300,000 empty objects. */
type Container = { close: number; names: Set<string> | null };
type Due = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'comma-or-end';

/**
 * Checks that the text from `start` on is one JSON document by RFC 8259, at most 64 levels deep, in which no object has
 * two members of one decoded name. One pass, no recursion, time linear in the text, whatever is sent.
 * JSON.parse cannot stand in: it takes duplicate names in silence, knows no limit of depth and keeps no source text.
 */
export function scan(text: string, start = 0): Scan {
  const members = new Map<string, string>();
  const open: Container[] = [];
  let due: Due = 'value';
  let topIsObject = false;
  let topName = '';
  let topValueStart = 0;
  let at = start;

  for (;;) {
    at = skipWhiteSpace(text, at);
    const code = text.charCodeAt(at);
    const container = open.at(-1);
    let valueEnded = false;

    if (container !== undefined && code === container.close && due !== 'value' && due !== 'name') {
      open.pop();
      at += 1;
      valueEnded = true;
    } else if (due === 'comma-or-end') {
      if (container === undefined) {
        return at === text.length
          ? { ok: true, members: topIsObject ? members : null }
          : { ok: false, problem: 'not-json' };
      }
      if (code !== COMMA) return { ok: false, problem: 'not-json' };
      at += 1;
      due = container.close === CLOSE_BRACE ? 'name' : 'value';
    } else if (container !== undefined && (due === 'name' || due === 'name-or-end')) {
      const end = code === QUOTE ? endOfString(text, at) : BROKEN;
      if (end === BROKEN) return { ok: false, problem: 'not-json' };
      const name = decodeString(text.slice(at, end));
      at = skipWhiteSpace(text, end);
      if (text.charCodeAt(at) !== COLON) return { ok: false, problem: 'not-json' };
      at = skipWhiteSpace(text, at + 1);
      container.names ??= new Set();
      if (container.names.has(name)) return { ok: false, problem: 'duplicate-member' };
      container.names.add(name);
      if (open.length === 1) {
        topName = name;
        topValueStart = at;
      }
      due = 'value';
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.length === MAX_DEPTH) return { ok: false, problem: 'too-deep' };
      const isObject = code === OPEN_BRACE;
      if (open.length === 0) topIsObject = isObject;
      open.push({ close: isObject ? CLOSE_BRACE : CLOSE_BRACKET, names: null });
      at += 1;
      due = isObject ? 'name-or-end' : 'value-or-end';
    } else {
      at = endOfScalar(text, at, code);
      if (at === BROKEN) return { ok: false, problem: 'not-json' };
      valueEnded = true;
    }

    if (valueEnded) {
      due = 'comma-or-end';
      if (open.length === 1 && topIsObject) members.set(topName, text.slice(topValueStart, at));
    }
  }
}

/** The text of a string token, quotes included, that a scan has passed. */
export function decodeString(token: string): string {
  return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
}

/** JSON's four white space characters and no others: a no-break space between members is an error. */
function skipWhiteSpace(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** The position after the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at = endOfEscape(text, at);
    else at = code >= 0x20 ? at + 1 : BROKEN; // below are control characters; NaN is the end of the text
    if (at === BROKEN) return BROKEN;
  }
}

/** The position after the escape whose backslash is at `start`. */
function endOfEscape(text: string, start: number): number {
  const at = start + 1;
  if (text.charCodeAt(at) !== LOWER_U) return ESCAPES.has(text.charAt(at)) ? at + 1 : BROKEN;
  for (let digit = at + 1; digit <= at + 4; digit += 1) {
    if (!isHexDigit(text.charCodeAt(digit))) return BROKEN;
  }
  return at + 5;
}

function endOfScalar(text: string, at: number, code: number): number {
  if (code === QUOTE) return endOfString(text, at);
  if (text.startsWith('true', at) || text.startsWith('null', at)) return at + 4;
  if (text.startsWith('false', at)) return at + 5;
  return endOfNumber(text, at);
}

function endOfNumber(text: string, start: number): number {
  let at = text.charAt(start) === '-' ? start + 1 : start;
  const integer = at;
  at = skipDigits(text, at);
  if (at === integer || (at > integer + 1 && text.charAt(integer) === '0')) return BROKEN;
  if (text.charAt(at) === '.') {
    const fraction = at + 1;
    at = skipDigits(text, fraction);
    if (at === fraction) return BROKEN;
  }
  if (text.charAt(at) === 'e' || text.charAt(at) === 'E') {
    const sign = text.charAt(at + 1);
    const exponent = sign === '+' || sign === '-' ? at + 2 : at + 1;
    at = skipDigits(text, exponent);
    if (at === exponent) return BROKEN;
  }
  return at;
}

function skipDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

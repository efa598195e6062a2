import { scan } from './scan.ts';

/** What stands for what is not shown. */
export const MASK = '••••';
const BYTE_ORDER_MARK = 0xfeff;
/** As hex digits stand in JSON: plainly, or escaped. */
const HEX = String.raw`(?:[0-9A-Fa-f]|\\u00(?:3[0-9]|[46][1-6]))`;
/** A signature wherever it stands: 40 hex digits, no more. */
const SIGNATURE = new RegExp(`(?<!${HEX})${HEX}{40}(?!${HEX})`, 'g');
/** One that is no such thing, by the name before it: in JSON, in JSON within a string, or in a form. */
const NAMED = /(msgSignature[\\"']*\s*[:=]\s*[\\"']*)(?:\\u[0-9A-Fa-f]{4}|[^"'\\,&}\s])+/gi;
/** Characters that are not seen, or that turn the text around them. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones that must not reach a screen.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A body as text, without its signature and without the secrets given; what is no UTF-8 becomes U+FFFD. */
export function maskedText(body: Uint8Array, secrets: readonly string[]): string {
  return mask(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'), secrets);
}

/** The text without the secrets given, and without anything that may be a signature. */
export function mask(text: string, secrets: readonly string[]): string {
  const written = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return written
    .reduce((masked, secret) => masked.replaceAll(secret, MASK), text)
    .replace(NAMED, `$1${MASK}`)
    .replace(SIGNATURE, MASK);
}

/** The text with what cannot be seen written out: it neither hides anything nor turns the lines around it. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSEEN, (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** JSON in lines, its literals as they were sent, up to so many characters; text that is no JSON stays as it is. */
export function inLines(text: string, longest: number): { text: string; isClipped: boolean } {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  const lines = scan(text, start).ok ? format(text.slice(start), longest) : text;
  return { text: lines.slice(0, longest), isClipped: lines.length > longest };
}

/** Of valid JSON; stops when it is long enough. */
function format(json: string, longest: number): string {
  let lines = '';
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  for (const [token] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[{]\s*[\]}]|[[\]{},:]|[^\s"[\]{},:]+/g)) {
    if (lines.length > longest) break;
    if (token === '{' || token === '[') {
      depth += 1;
      lines += token + line();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      lines += line() + token;
    } else if (token === ',') lines += token + line();
    else lines += token === ':' ? ': ' : token;
  }
  return lines;
}

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** How one serialiser lays JSON out, and which characters it escapes without need. */
export interface JsonStyle {
  newline: string;
  indent: string;
  colon: string;
  comma: string;
  /** `html-safe` writes what .NET's System.Text.Json writes by default: `+` as `\u002B`, and ASCII only. */
  escapes: 'minimal' | 'html-safe';
}

/** No insignificant white space at all. */
export const COMPACT = { newline: '', indent: '', colon: ':', comma: ',' } as const satisfies Partial<JsonStyle>;

// A Java double prints its fraction even when that is zero, as in the documented 67000.0.
const DOUBLE_MEMBERS: ReadonlySet<string> = new Set(['odograph', 'forecastPrice', 'payProbability', 'perMiles']);

/** A JSON string literal. */
export function quote(text: string, escapes: JsonStyle['escapes']): string {
  const literal = JSON.stringify(text);
  if (escapes === 'minimal') return literal;
  return literal.replace(
    /[^ -~]|[+'&<>`]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** The JSON text of a value; `depth` is how far in it will stand in the text around it. */
export function jsonText(value: Json, style: JsonStyle, depth = 0): string {
  return write(value, style, depth, false);
}

function write(value: Json, style: JsonStyle, depth: number, double: boolean): string {
  if (typeof value === 'string') return quote(value, style.escapes);
  if (typeof value === 'number') return double && Number.isInteger(value) ? `${value}.0` : String(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) {
    return bracket(
      value.map((item) => write(item, style, depth + 1, false)),
      '[]',
      style,
      depth,
    );
  }
  const members = Object.entries(value).map(
    ([name, member]) =>
      quote(name, style.escapes) + style.colon + write(member, style, depth + 1, DOUBLE_MEMBERS.has(name)),
  );
  return bracket(members, '{}', style, depth);
}

function bracket(parts: readonly string[], ends: '[]' | '{}', style: JsonStyle, depth: number): string {
  if (parts.length === 0) return ends;
  const inner = style.newline + style.indent.repeat(depth + 1);
  const outer = style.newline + style.indent.repeat(depth);
  return `${ends.charAt(0)}${inner}${parts.join(style.comma + inner)}${outer}${ends.charAt(1)}`;
}

// Array.isArray does not narrow a readonly array.
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

/** UTF-16 units of a short field: names, plates, codes. */
export const SHORT_TEXT = 300;
/** UTF-16 units of a remark or a description. */
export const LONG_TEXT = 10_000;

/** The own member of an object, undefined otherwise: a prototype has no say in what a message holds. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A finite number, also one written as a plain decimal in a string (`"67000.5"`, not `"67,000"`); else null. */
export function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?[0-9]+(\.[0-9]+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Reads values of any type into fields of bounded size, and remembers in `clipped` whether one was too long to show whole. */
export class FieldReader {
  clipped = false;
  /** Whether a field held a number that a double cannot hold exactly. */
  inexact = false;

  /**
   * A string as sent, with NUL and unpaired surrogates shown as U+FFFD (contract, Check-in content), or a number as its
   * digits. Null for white space alone and for any other type.
   */
  text(value: unknown, limit: number = SHORT_TEXT): string | null {
    if (typeof value === 'number') {
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) this.inexact = true;
      return Number.isFinite(value) ? String(value) : null;
    }
    if (typeof value !== 'string' || value.trim() === '') return null;
    return this.#cut(value, limit).toWellFormed().replaceAll('\0', '\ufffd');
  }

  /** The entries of an array that `read` makes something of, `limit` at most. Empty for any other type. */
  list<T>(value: unknown, limit: number, read: (entry: unknown) => T | null): T[] {
    const entries: T[] = [];
    if (!Array.isArray(value)) return entries;
    for (const entry of value) {
      const field = read(entry);
      if (field === null) continue;
      if (entries.length === limit) {
        this.clipped = true;
        break;
      }
      entries.push(field);
    }
    return entries;
  }

  #cut(text: string, limit: number): string {
    if (text.length <= limit) return text;
    this.clipped = true;
    const splitsPair = (text.codePointAt(limit - 1) ?? 0) > 0xffff;
    return text.slice(0, splitsPair ? limit - 1 : limit);
  }
}

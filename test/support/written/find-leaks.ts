import type { Known, Source } from './trace.ts';

/** Something private that stands where it must not. */
export type Leak = { rule: 'secret' | 'path' | 'key' | 'signature' | 'name' | 'phone'; found: string };

// Whatever they belong to: who has one of these in hand needs no list of those that were made up.
/** As long as the random keys of a station, in base64url (tokens, callback paths) or hex (the proof of a probe). */
const KEY = /(?<![\w-])(?:(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{43}|[0-9a-f]{64})(?![\w-])/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/g;
const SIGNATURE = /(?<![\dA-Za-z])[\dA-Fa-f]{40}(?![\dA-Za-z])/g;

const DIGITS = /(?<![\d.])\+?\d(?:[ ()-]?\d){7,15}(?!\d)/g;
/** Before a number: its country, or the zero that stands for it. */
const PREFIX = /^(?:00)?(?:44|86)?0?/;
/** The numbers that the simulator makes up, by the thousand. */
const MADE_UP = /^(?:7700900\d{3}|1000000\d{4})$/;
const WORD = /[\p{L}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;
const LETTER = /[\p{L}\p{N}]/u;

/** How a telephone number is told apart, however it is written. */
function bareNumber(phone: string): string {
  return phone.replaceAll(/\D/g, '').replace(PREFIX, '');
}

/** Looks for what is private. Cards and panels show names and telephone numbers on purpose: a page may hold those. */
export function leakFinder(known: Known): (source: Source, text: string) => Leak[] {
  const secrets = [...known.secret].flatMap(waysToWrite);
  const paths = [...known.path];
  const phones = new Set([...known.phone].map(bareNumber));
  const hanNames = [...known.name].filter((name) => HAN.test(name));
  const names = Map.groupBy(
    [...known.name].filter((name) => !HAN.test(name)),
    (name) => name.match(WORD)?.[0] ?? '',
  );

  function* persons(text: string): Generator<Leak> {
    for (const [digits] of text.matchAll(DIGITS)) {
      const bare = bareNumber(digits);
      if (phones.has(bare) || MADE_UP.test(bare)) yield { rule: 'phone', found: digits };
    }
    for (const { 0: word, index } of text.matchAll(WORD)) {
      for (const name of names.get(word) ?? []) {
        const after = text[index + name.length] ?? '';
        if (text.startsWith(name, index) && !LETTER.test(after)) yield { rule: 'name', found: name };
      }
    }
    if (HAN.test(text)) yield* holding(text, hanNames, 'name');
  }

  return (source, text) => [
    ...holding(text, secrets, 'secret'),
    ...holding(text, paths, 'path'),
    ...matching(text, PRIVATE_KEY, 'key'),
    ...matching(text, KEY, 'key'),
    ...matching(text, SIGNATURE, 'signature'),
    ...(source === 'page' ? [] : persons(text)),
  ];
}

/** A secret as it is, as it stands in JSON, and as it stands in an address. */
function waysToWrite(secret: string): string[] {
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])];
}

function holding(text: string, values: readonly string[], rule: Leak['rule']): Leak[] {
  return values.filter((value) => text.includes(value)).map((found) => ({ rule, found }));
}

function matching(text: string, what: RegExp, rule: Leak['rule']): Leak[] {
  return [...text.matchAll(what)].map(([found]) => ({ rule, found }));
}

/** Ends a field, or a run of Chinese: no phrase reaches across it, since no query holds it. */
const FIELD_END = '¶';
const SINGLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/v;
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]+/gv;
const PLAIN = /^[\x20-\x7e]*$/;
const PLAIN_RUNS = /[a-z0-9]+/g;
/** What people write between the parts of a plate or a phone number. */
const SEPARATORS = /[\s·•.-]+/g;
/** What of one field can be searched for; the rest of a long remark cannot. */
const MAX_FIELD = 2_000;
const MAX_QUERY_TERMS = 12;
const MAX_WORD = 40;
/** A beginning of a word up to here is a token of its own: reading one list is fast however many words begin so. */
const LONGEST_BEGINNING = 8;
/** Parts of a code are tokens up to here; longer ones are phrases of those. */
const PART = 3;
/** One character again and again, as in a VIN that is filled up with zeros: its parts are in half of all visits, each many times. */
const REPEATED = /(.)\1{3,}/gs;
const ALL_ONE = /^(.)\1*$/s;

/** Runs of letters and digits in lower case, without accents and width variants, so that what looks alike is found alike. */
function runsOf(text: string): string[] {
  if (PLAIN.test(text)) return text.toLowerCase().match(PLAIN_RUNS) ?? [];
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();
  return folded.match(RUNS) ?? [];
}

/** Single characters in their order, which makes any part of them a phrase. */
function addCharacters(column: string[], run: string): void {
  column.push(...run, FIELD_END);
}

/** Adds the beginnings of a word, from so many characters on, and itself. */
function addWord(words: Set<string>, run: string, shortest = 1): void {
  const word = run.slice(0, MAX_WORD);
  for (let end = shortest; end < word.length && end <= LONGEST_BEGINNING; end++) words.add(word.slice(0, end));
  words.add(word);
}

/** Adds every part of a code: the short ones and the runs of one character once, those of three characters in order. */
function addCode(words: Set<string>, codes: string[], run: string): void {
  for (let i = 0; i < run.length; i++) {
    words.add(run.slice(i, i + 1));
    if (i + 2 <= run.length) words.add(run.slice(i, i + 2));
    if (i + PART <= run.length) codes.push(run.slice(i, i + PART));
  }
  for (const [same] of run.matchAll(REPEATED)) addWord(words, same, PART + 1);
  codes.push(FIELD_END);
}

/**
 * What one check-in can be found by. Codes (plate, VIN, phone) are found by any part, whatever their spacing; texts by the
 * beginnings of their words, and by any characters where they are Chinese; marks as they are.
 */
export type Searchable = {
  codes: readonly (string | null)[];
  texts: readonly (string | null)[];
  marks: readonly string[];
};

/** The search row of a check-in: what stands in no order or is Chinese, and the parts of its codes. */
export type SearchRow = { words: string; codes: string };

/** The search row of a check-in. */
export function searchRow({ codes, texts, marks }: Searchable): SearchRow {
  const characters: string[] = [];
  const parts: string[] = [];
  const words = new Set<string>(marks);
  for (const code of codes) {
    if (code === null) continue;
    for (const run of runsOf(code.replaceAll(SEPARATORS, ''))) {
      if (SINGLE.test(run)) addCharacters(characters, run);
      else addCode(words, parts, run);
    }
  }
  for (const text of texts) {
    if (text === null) continue;
    for (const run of runsOf(text.slice(0, MAX_FIELD))) {
      if (SINGLE.test(run)) addCharacters(characters, run);
      else addWord(words, run);
    }
  }
  return { words: [...characters, ...words].join(' '), codes: parts.join(' ') };
}

/** The full-text query for what somebody typed: every term must be found. Null when it holds no letter or digit. */
export function searchQuery(typed: string): string | null {
  const terms = runsOf(typed).slice(0, MAX_QUERY_TERMS);
  if (terms.length === 0) return null;
  return terms.map(termQuery).join(' AND ');
}

function termQuery(run: string): string {
  if (SINGLE.test(run)) return `"${[...run].join(' ')}"`;
  if (run.length <= PART) return `"${run}"`;
  const word = run.slice(0, MAX_WORD);
  const beginning = word.length <= LONGEST_BEGINNING ? `"${word}"` : `"${word}"*`;
  if (ALL_ONE.test(run)) return `{words} : ${beginning}`;
  const parts = Array.from({ length: run.length - PART + 1 }, (_, i) => run.slice(i, i + PART));
  return `({codes} : "${parts.join(' ')}" OR {words} : ${beginning})`;
}

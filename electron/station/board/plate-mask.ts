/** What stands in the place of a character that not everybody needs to read. */
const HIDDEN = '\u2022';
const SEPARATOR = /^[\p{Z}\s\p{P}]+$/u;
/** Controls, marks of direction and halves of characters: nothing of a plate that one could see. */
const INVISIBLE = /^[\p{C}\p{Default_Ignorable_Code_Point}]+$/u;
const CHINESE = /^\p{Script=Han}/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A plate with its middle hidden: whoever came with the vehicle still knows it, nobody else can look it up. Spaces and
 * dashes stay, as does the character of the province; what cannot be seen is left out.
 */
export function maskPlate(plate: string): string {
  const parts = [...graphemes.segment(plate)].map(({ segment }) => segment).filter((part) => !INVISIBLE.test(part));
  const places = parts.flatMap((part, index) => (SEPARATOR.test(part) ? [] : [index]));
  const count = places.length;
  const hasProvince = count > 1 && CHINESE.test(parts[places[0] ?? 0] ?? '');
  const shownAtStart = Math.min(2, Math.max(Math.floor(count / 3), hasProvince ? 1 : 0));
  const shownAtEnd = Math.min(2, Math.floor((count - 1) / 3));
  const hidden = new Set(places.slice(shownAtStart, count - shownAtEnd));
  return parts.map((part, index) => (hidden.has(index) ? HIDDEN : part)).join('');
}

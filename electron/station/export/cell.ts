/** What a spreadsheet takes for the beginning of a formula, after whatever it passes over (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r]/u;
/** A code that a spreadsheet would turn into a number, a date or a truth: plates and partial VINs look like these. */
const NO_TEXT =
  /^[\d.,(]|^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s./-]*\d|^(true|false|wahr|falsch|inf|nan)$/iu;
/** Control characters that no text needs; tab and line ends are kept. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/** Text from outside as a cell: a spreadsheet shows it and does nothing else with it. An apostrophe keeps what would act. */
export function textCell(text: string | null): string {
  if (text === null) return '';
  const plain = text.toWellFormed().replace(CONTROLS, '');
  return FORMULA.test(plain) ? `'${plain}` : plain;
}

/** A plate, VIN, phone or number of an order as a cell: it stays the text that it is, leading zeros and all. */
export function codeCell(code: string | null): string {
  const cell = textCell(code);
  return NO_TEXT.test(cell.trimStart()) ? `'${cell}` : cell;
}

/** The folder, below the data folder, of the PDFs of sheets that could not be printed. */
export const KEPT_SHEETS = 'sheets';

/** Letters and digits of a plate that the name of a file holds. */
const MOST_LETTERS = 24;

/** The name of a sheet's file: of the plate, which anybody can send, only what no system takes for anything else. */
export function sheetFileName(checkInId: string, plate: string | null): string {
  const plain = (plate ?? '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const letters = Array.from(plain).slice(0, MOST_LETTERS).join('').trim();
  return letters === '' ? `check-in ${checkInId}.pdf` : `check-in ${checkInId} ${letters}.pdf`;
}

/** Of which check-in a file is that is named so; null for any other file. */
export function checkInOfSheetFile(name: string): string | null {
  return /^check-in (\d+)(?= |\.pdf)/.exec(name)?.[1] ?? null;
}

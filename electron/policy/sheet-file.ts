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

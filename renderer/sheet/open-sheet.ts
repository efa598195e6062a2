import { getDesktop } from '../desktop/desktop.ts';
import { printSheet } from '../printing/print-sheet.ts';
import { sheetAddress } from './sheet-wishes.ts';

/** Prints the sheet of a check-in in the desktop app; in a browser it opens, to be printed. */
export function openSheet(id: string): void {
  const desktop = getDesktop();
  if (desktop !== null) {
    printSheet(desktop, id);
    return;
  }
  window.open(sheetAddress({ type: 'check-in', id }), '_blank', 'noopener');
}

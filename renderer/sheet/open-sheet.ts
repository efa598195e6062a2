import { sheetAddress } from './sheet-wishes.ts';

/** Opens the sheet of a check-in, to be printed. */
export function openSheet(id: string): void {
  window.open(sheetAddress({ type: 'check-in', id }), '_blank', 'noopener');
}

import { closePlacedCheckIn, placeCheckIn, usePlacedCheckIn } from '../ui/place.ts';

/** The id of the check-in that the address names, or null. */
export function useOpenCheckIn(): string | null {
  return usePlacedCheckIn();
}

/** Opens a check-in beside the board, at an address that can be sent to another desk; the browser's back closes it. */
export function openCheckIn(id: string): void {
  placeCheckIn(id);
}

/** Closes the check-in that is open. */
export function closeCheckIn(): void {
  closePlacedCheckIn();
}

import { closePlace, openPlace, usePlace } from '../ui/place.ts';

const PARAMETER = 'check-in';

/** The id of the check-in that the address names, or null. */
export function useOpenCheckIn(): string | null {
  return usePlace(PARAMETER);
}

/** Opens a check-in beside the board, at an address that can be sent to another desk; the browser's back closes it. */
export function openCheckIn(id: string): void {
  openPlace(PARAMETER, id);
}

/** Closes the check-in that is open. */
export function closeCheckIn(): void {
  closePlace();
}

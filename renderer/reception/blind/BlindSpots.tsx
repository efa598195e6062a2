/** The times in which a check-in could have been missed. */
export function BlindSpots() {
  return null;
}

/** What tells a vehicle apart, as it is compared; null where what was sent tells nothing. */
export type VehicleIdentity = { vin: string | null; plate: string | null };

/** A part of a VIN is shared by many vehicles; chassis numbers from before 1981 may be as short as this. */
const SHORTEST_VIN = 10;
const LONGEST_VIN = 24;
const LONGEST_PLATE = 16;
/** What people type to get past a field, such as 00000000000000000 or 123456789. */
const FEWEST_DIFFERENT = 4;
const COUNTED_UP = /123456789|234567890|987654321/;

/** A code in capitals, whatever the width of its characters and without what people write between its parts. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}\p{Pd}._·•・/]+/gu, '');
}

/**
 * A VIN as it is compared. ISO 3779 has no I, O and Q, so that nobody takes them for 1 and 0: whoever typed one meant the digit.
 * Null for what is too short, too long, or filled in for the sake of it.
 */
export function comparedVin(vin: string | null): string | null {
  if (vin === null) return null;
  const text = plain(vin).replaceAll('I', '1').replaceAll(/[OQ]/g, '0');
  if (!/^[A-Z0-9]+$/.test(text) || text.length < SHORTEST_VIN || text.length > LONGEST_VIN) return null;
  if (new Set(text).size < FEWEST_DIFFERENT || COUNTED_UP.test(text)) return null;
  // Every manufacturer ends with a serial number; a word such as NOTAVAILABLE does not.
  return /\d{3}$/.test(text) ? text : null;
}

/**
 * A plate as it is compared. Null for what no plate is: without a digit (`none`, 无牌), of one character again and again, or
 * longer than any.
 */
export function comparedPlate(plate: string | null): string | null {
  if (plate === null) return null;
  const text = plain(plate);
  const isPlate =
    text.length >= 2 && text.length <= LONGEST_PLATE && /^[\p{L}\p{M}\p{N}]*\p{N}[\p{L}\p{M}\p{N}]*$/u.test(text);
  return isPlate && new Set(text).size > 1 ? text : null;
}

/** What tells the vehicle of a visit apart. */
export function vehicleIdentity({ vin, plate }: VehicleIdentity): VehicleIdentity {
  return { vin: comparedVin(vin), plate: comparedPlate(plate) };
}

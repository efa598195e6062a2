import type { Random } from './random.ts';
import type { ShopLanguage } from './vocabulary.ts';

const VIN_CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const DIGITS = '0123456789';
// Letters that cannot be taken for a digit, as registration offices use them.
const PLATE_LETTERS = 'ABCDEFGHJKLMNPRSTVWXYZ';
const PROVINCES = '京沪粤苏浙川鲁渝';

const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;
const VIN_LETTER_VALUES = new Map(
  [...'ABCDEFGHJKLMNPRSTUVWXYZ'].map((letter, index) => [letter, [...'12345678123457923456789'][index] ?? '0']),
);

function characters(random: Random, alphabet: string, count: number): string {
  let text = '';
  while (text.length < count) text += alphabet.charAt(random.integer(0, alphabet.length - 1));
  return text;
}

/** The check digit that belongs at the ninth place of a VIN of 17 characters (49 CFR 565.15; GB 16735 has the same sum). */
export function vinCheckDigit(vin: string): string {
  let sum = 0;
  for (const [index, weight] of VIN_WEIGHTS.entries()) {
    const character = vin.charAt(index);
    sum += weight * Number(VIN_LETTER_VALUES.get(character) ?? character);
  }
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/** A VIN of the maker whose world manufacturer identifier is `wmi`, with a check digit that is right. */
export function generateVin(random: Random, wmi: string): string {
  const front = wmi + characters(random, VIN_CHARACTERS, 5);
  const back = characters(random, VIN_CHARACTERS, 4) + characters(random, DIGITS, 4);
  return `${front}${vinCheckDigit(`${front}0${back}`)}${back}`;
}

/** A registration: Chinese for a Chinese shop, else British, or now and then German, French or Irish. */
export function generatePlate(random: Random, language: ShopLanguage): string {
  const letters = (count: number): string => characters(random, PLATE_LETTERS, count);
  const digits = (count: number): string => characters(random, DIGITS, count);
  if (language === 'zh') {
    const office = characters(random, PROVINCES, 1) + characters(random, 'ABCDEF', 1);
    // Plates of electric vehicles have six places after the office, the first a D or an F.
    return random.chance(0.3) ? `${office}${characters(random, 'DF', 1)}${digits(5)}` : `${office}${digits(5)}`;
  }
  switch (random.integer(0, 7)) {
    case 0:
      return `${letters(1)}-${letters(2)} ${random.integer(1, 9)}${digits(3)}`;
    case 1:
      return `${letters(2)}-${digits(3)}-${letters(2)}`;
    case 2:
      return `${random.integer(14, 25)}${random.integer(1, 2)}-D-${random.integer(100, 49_999)}`;
    default:
      return `${letters(2)}${random.integer(10, 25)} ${letters(3)}`;
  }
}

/**
 * A telephone number that reaches nobody: Ofcom keeps 07700 900000 to 900999 for drama; China keeps none, but no mobile
 * number there begins with 100.
 */
export function generateMobile(random: Random, language: ShopLanguage): string {
  return language === 'zh' ? `1000000${characters(random, DIGITS, 4)}` : `07700900${characters(random, DIGITS, 3)}`;
}

const DAY_MS = 86_400_000;
const ELECTRIC = /\bEV\b|Leaf/;

/** How far a vehicle goes a day, by its odometer and its age at `at`; to the thousandth, and never nothing. */
export function distanceADay(odometer: number, builtAt: number, at: number): number {
  const days = Math.max((at - builtAt) / DAY_MS, 30);
  return Math.max(Math.round((odometer / days) * 1_000) / 1_000, 0.1);
}

/** Whether a model line has no engine. */
export function isElectric(style: string): boolean {
  return ELECTRIC.test(style);
}

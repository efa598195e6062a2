import { describe, expect, test } from 'vitest';
import { comparedPlate, comparedVin } from '../../../../electron/station/store/vehicle-identity.ts';

describe('a VIN is the same', () => {
  const vin = 'WBA8E9G50GNT12345';
  test.each([
    ['in small letters', 'wba8e9g50gnt12345'],
    ['with separators', ' WBA-8E9 G50·GNT_12345. '],
    ['in full width', 'ＷＢＡ８Ｅ９Ｇ５０ＧＮＴ１２３４５'],
    ['with O for 0 and I for 1', 'WBA8E9G5OGNTI2345'],
    ['with a mark of direction in it', 'WBA8E9G50\u202eGNT12345'],
  ])('%s', (_how, text) => expect(comparedVin(text)).toBe(vin));

  test('for a chassis number from before VINs', () => expect(comparedVin('GHN5-UB-123 456')).toBe('GHN5UB123456'));
});

test.each([
  null,
  '',
  '   ',
  '12345',
  'NT12345',
  '00000000000000000',
  'XXXXXXXXXXXXXXXXX',
  '11111111111111112',
  '12345678901234567',
  'NOT AVAILABLE',
  'WBA8E9G50GNT*****',
  '车架号不清楚请稍后补充',
  'WBA8E9G50GNT12345'.repeat(2),
  '<img src=x onerror=alert(1)>123',
  '=HYPERLINK("http://x")123',
  '９'.repeat(300),
])('%j is no VIN that tells a vehicle apart', (text) => expect(comparedVin(text)).toBeNull());

describe('a plate is the same', () => {
  test.each([
    ['京A·12345', '京a12345'],
    ['京A 12345', '京Ａ１２３４５'],
    ['ab12 cde', 'AB12CDE'],
    ['M-AB 123', 'm ab-123'],
    ['MÜ X 1', 'mü-x1'],
  ])('%s and %s', (one, other) => {
    expect(comparedPlate(one)).not.toBeNull();
    expect(comparedPlate(one)).toBe(comparedPlate(other));
  });
  test('as short as the shortest', () => expect(comparedPlate('A 1')).toBe('A1'));
});

test.each([null, '', '-', '无牌', '临牌', 'NONE', 'N/A', '0000000', '1', '７７７', 'A1'.repeat(20), '\u202e\u200f'])(
  '%j is no plate that tells a vehicle apart',
  (text) => expect(comparedPlate(text)).toBeNull(),
);

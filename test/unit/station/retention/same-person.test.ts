import { describe, expect, test } from 'vitest';
import { isOf, isSamePhone, phoneBytes } from '../../../../electron/station/retention/same-person.ts';

describe('a phone number is the same', () => {
  test.each([
    ['07700900123', '07700 900 123'],
    ['07700900123', '+44 7700 900123'],
    ['07700900123', '0044 (7700) 900-123'],
    ['13800138000', '+86 138 0013 8000'],
    ['１３８００１３８０００', '13800138000'],
    ['12345', '12345'],
  ])('%s as %s', (one, other) => expect(isSamePhone(one, other)).toBe(true));

  test.each([
    ['07700900123', '07700900124'],
    ['900123', '07700900123'],
    ['00900123', '9900123'],
    ['12345678901234', '345678'],
    ['', ''],
    ['abc', 'abc'],
  ])('not %s as %s', (one, other) => expect(isSamePhone(one, other)).toBe(false));
});

describe('a visit is that of a name on a vehicle', () => {
  const visit = { phone: null, plate: 'AB12 CDE', ownerName: 'Sam Okafor' };
  test.each([
    ['Sam Okafor', 'ab12cde'],
    ['okafor, SAM', 'AB-12-CDE'],
    ['Sám  Okafor', 'AB12CDE'],
  ])('%s, %s', (name, plate) => expect(isOf({ by: 'name', name, plate }, visit)).toBe(true));

  test.each([
    ['Sam', 'AB12 CDE'],
    ['Sam Okafor', 'AB12 CDF'],
    ['Sam Okafor', ''],
    ['', 'AB12 CDE'],
  ])('not of %j, %j', (name, plate) => expect(isOf({ by: 'name', name, plate }, visit)).toBe(false));

  test('not where it names nobody', () => {
    const person = { by: 'name', name: 'Sam', plate: 'A' } as const;
    expect([isOf(person, { ...visit, ownerName: null }), isOf(person, { ...visit, plate: null })]).toEqual([
      false,
      false,
    ]);
  });
});

test('a number of few digits is looked for in no message', () => {
  expect(phoneBytes(['12345', null, '0770 0900 123']).map(String)).toEqual(['0770 0900 123', '7700900123']);
});

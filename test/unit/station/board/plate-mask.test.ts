import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPlate } from '../../../../electron/station/board/plate-mask.ts';

describe('a plate with its middle hidden', () => {
  test.each([
    ['a British one', 'AB12 CDE', 'AB•• •DE'],
    ['a German one', 'M-XY 1234', 'M-X• ••34'],
    ['a Chinese one', '粤B12345', '粤B•••45'],
    ['a Chinese one with a dot', '京A·D12345', '京A·••••45'],
    ['a Chinese one that ends in a character', '粤B1234学', '粤B•••4学'],
    ['one in full-width digits', '粤Ｂ１２３４５', '粤Ｂ•••４５'],
    ['six characters', 'ABC123', 'AB•••3'],
    ['five', 'AB123', 'A•••3'],
    ['four', 'A123', 'A••3'],
    ['three', 'A12', 'A••'],
    ['two', 'A1', '••'],
    ['two that begin with a province', '粤B', '粤•'],
    ['one', 'A', '•'],
    ['a province alone', '粤', '•'],
    ['none', '', ''],
    ['only marks', ' - ', ' - '],
    ['dots in its place already', 'A•B', '•••'],
  ])('%s', (_what, plate, masked) => {
    expect(maskPlate(plate)).toBe(masked);
  });

  test('hides a character outside of the first plane whole, not by halves', () => {
    expect(maskPlate('𠀀B12𠮷45')).toBe('𠀀B•••45');
    expect(maskPlate('AB🚗🚗🚗CD')).toBe('AB•••CD');
    expect(maskPlate('AB\u{1F468}\u200D\u{1F469}\u200D\u{1F467}12CD')).toBe('AB•••CD');
  });

  test('hides a letter with the marks on it', () => {
    expect(maskPlate('AB1e\u0301\u03012CD')).toBe('AB•••CD');
  });

  test.each([
    ['marks of direction', '\u202eAB12\u202c CDE\u200f', 'AB•• •DE'],
    ['isolating marks', '\u2066AB12 CDE\u2069', 'AB•• •DE'],
    ['zero-width spaces', 'A\u200bB1\u200b2 C\ufeffDE', 'AB•• •DE'],
    ['controls', 'A\0B\u001b12 CDE', 'AB•• •DE'],
    ['half a character', 'AB\ud8001 2CDE', 'AB• ••DE'],
  ])('leaves out what nobody sees: %s', (_what, plate, masked) => {
    expect(maskPlate(plate)).toBe(masked);
  });

  test('holds no more than four characters of a long text', () => {
    const masked = maskPlate('1234567890'.repeat(1_000));
    expect(masked.replaceAll('•', '')).toBe('1290');
    expect(masked).toHaveLength(10_000);
  });

  test('shows less than two thirds of whatever was sent, from its two ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AB7京一²- ·'), maxLength: 20 }), (plate) => {
        const shown = [...maskPlate(plate)].filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
        const sent = [...plate].filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
        expect(shown === 0 || shown * 3 < sent * 2 || sent <= 2).toBe(true);
      }),
    );
  });
});

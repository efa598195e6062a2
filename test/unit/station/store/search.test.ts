import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type TestStore } from './rows.ts';

let store: TestStore;
/** Visits by a name that says what they are there for. */
const visits = new Map<string, string>();

function visit(name: string, carInfo: { [member: string]: string }, remark = ''): void {
  const id = store.store({ content: { carInfo, preCheckInfo: { remark, personalItemList: ['Golf bag'] } } });
  visits.set(String(id), name);
}

beforeAll(() => {
  store = openStore();
  visit('london', {
    carNum: 'AB12 CDE',
    carVin: 'WBA8E9G50GNT12345',
    carOwnerMobile: '+44 7700 900123',
    carBrandName: 'BMW',
  });
  visit(
    'beijing',
    { carNum: '京M65068', carOwnerLastName: '欧阳', carOwnerFirstName: '娜娜', carOwnerMobile: '13812345678' },
    '客户要求检查空调和刹车片',
  );
  visit('dotted', { carNum: '沪A·12345' }, '前挡风玻璃有裂纹');
  visit('paris', {
    carNum: 'GH-567-JK',
    carOwnerFirstName: 'Zoë',
    carOwnerLastName: 'Šťastná',
    carBrandName: 'Citroën',
  });
  visit('short', { carNum: 'A 1' });
  visit('spaced', { carNum: 'X Y 9 Z', carVin: '...77701' });
  visit('shouting', { carNum: 'ÖL-E 88' }, 'said "NEAR(a, b)" AND * OR NOT');
  visit('zeros', { carNum: 'AAAA AAAA 7', carVin: 'LSV00000000000481', carOwnerMobile: '500 0012' });
  visit('seoul', { carNum: '12가3456' }, 'ブレーキ');
  store.index();
});
afterAll(() => store?.dispose());

const find = (q: string): string[] =>
  store.reader.history({ q }, undefined, 50).items.map(({ id }) => visits.get(id) ?? id);

describe('a visit is found by', () => {
  test.each([
    ['its whole plate', 'AB12 CDE', 'london'],
    ['its plate without the space', 'ab12cde', 'london'],
    ['its plate with another separator', 'AB12-CDE', 'london'],
    ['the begin of its plate', 'AB1', 'london'],
    ['the middle of its plate, across the space', '2CD', 'london'],
    ['the end of its plate', 'CDE', 'london'],
    ['the last two of its plate', 'DE', 'london'],
    ['its VIN', 'WBA8E9G50GNT12345', 'london'],
    ['the end of its VIN', 'T12345', 'london'],
    ['the middle of its VIN', '9g50', 'london'],
    ['what a partial VIN shows', '77701', 'spaced'],
    ['its whole phone', '+447700900123', 'london'],
    ['its phone as people say it', '7700 900 123', 'london'],
    ['the last three digits of its phone', '678', 'beijing'],
    ['a run of one digit', '00000000', 'zeros'],
    ['four of one digit across a space', '0000', 'zeros'],
    ['a run of one digit to its last', '00000000000', 'zeros'],
    ['a run of one digit with what follows it', '0000481', 'zeros'],
    ['a run of one letter, in lower case', 'aaaaaaaa', 'zeros'],
    ['the last two digits of its phone', '78', 'beijing'],
    ['the last four digits of its phone', '0123', 'london'],
    ['a mixed plate', '京M65068', 'beijing'],
    ['a mixed plate in lower case', '京m65068', 'beijing'],
    ['the Latin part of a mixed plate', 'M650', 'beijing'],
    ['the Chinese part of a mixed plate', '京', 'beijing'],
    ['a plate with its Chinese dot', '沪A·12345', 'dotted'],
    ['a plate without its Chinese dot', '沪A12345', 'dotted'],
    ['a plate with a full stop for its dot', '沪A.12345', 'dotted'],
    ['full-width characters', 'ＡＢ１２', 'london'],
    ['a Chinese name, whole', '欧阳娜娜', 'beijing'],
    ['a Chinese family name', '欧阳', 'beijing'],
    ['a Chinese given name', '娜娜', 'beijing'],
    ['the end of one name with the begin of the other', '阳娜', 'beijing'],
    ['one Chinese character of a remark', '刹', 'beijing'],
    ['two characters in the middle of a remark', '空调', 'beijing'],
    ['three characters in the middle of a remark', '风玻璃', 'dotted'],
    ['the whole of a remark', '客户要求检查空调和刹车片', 'beijing'],
    ['a name without its accents', 'zoe stastna', 'paris'],
    ['a name with its accents, in capitals', 'ŠŤASTNÁ', 'paris'],
    ['a brand without its accent', 'citroen', 'paris'],
    ['two words in any order', 'stastna citroen', 'paris'],
    ['a word of its brand and a part of its plate', 'bmw cde', 'london'],
    ['a plate with an umlaut, typed without', 'ole88', 'shouting'],
    ['a plate of two characters', 'A1', 'short'],
    ['the end of a plate of two characters', '1', 'short'],
    ['a Korean plate', '12가3456', 'seoul'],
    ['Japanese text', 'レーキ', 'seoul'],
    ['words that are operators elsewhere', 'NEAR AND NOT', 'shouting'],
  ])('%s', (_what, q, name) => {
    expect(find(q)).toContain(name);
  });
});

describe('a visit is not found by', () => {
  test.each([
    ['characters of its remark in another order', '调空', 'beijing'],
    ['characters from two places', '客检', 'beijing'],
    ['one right word and one wrong', 'bmw zzz', 'london'],
    ['the end of one field with the begin of the next', 'cdewba', 'london'],
    ['a plate with one character changed', '京M65069', 'beijing'],
    ['a remark and a name run together', '娜娜客', 'beijing'],
  ])('%s', (_what, q, name) => {
    expect(find(q)).not.toContain(name);
  });

  test.each(['"', '*', '   ...', '()', '^:{}', '¶', '🚗'])('punctuation alone: %s', (q) => {
    expect(find(q)).toEqual([]);
  });
});

test('nothing typed but white space means no search', () => {
  expect(find('  \t')).toHaveLength(visits.size);
});

test.each([
  '"',
  '*',
  '"*',
  'NEAR(',
  'NEAR(a b, 1)',
  'AND',
  'a AND',
  'OR OR',
  'NOT',
  'tokens:x',
  '{tokens}:x',
  "'; DROP",
  '-a',
  '^a',
  '\0',
  '\ud800',
  'a"b',
])('the operator %j is text like any other', (q) => {
  expect(() => find(q)).not.toThrow();
});

test('whatever is typed is no error, up to 200 characters and beyond', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '"',
      '*',
      'NEAR(',
      ' AND ',
      ' OR ',
      ' NOT ',
      '^',
      ':',
      '(',
      ')',
      '-',
      '+',
      '{',
      '}',
      '京',
      '¶',
      '\0',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      find(pieces.join(''));
    }),
    { numRuns: 400 },
  );
  expect(find('京'.repeat(200))).toEqual([]);
  expect(find('zz '.repeat(66))).toEqual([]);
});

test('any part of a plate, VIN or phone finds it, however it is spaced', () => {
  const code = fc.stringMatching(/^[A-Z0-9]{1,17}$/);
  const spaced = (text: string, every: number): string =>
    text.replaceAll(new RegExp(`(.{${every}})`, 'g'), '$1 ').trim();
  const part = fc.record({ code, every: fc.integer({ min: 1, max: 6 }), from: fc.nat(), length: fc.nat() });
  const member = fc.constantFrom('carNum', 'carVin', 'carOwnerMobile');
  fc.assert(
    fc.property(part, member, ({ code: text, every, from, length }, name) => {
      const start = from % text.length;
      const typed = text.slice(start, start + 1 + (length % (text.length - start)));
      const id = store.store({ content: { carInfo: { [name]: spaced(text, every) } } });
      store.index();
      // The newest comes first: however many others hold the same part.
      expect(store.reader.history({ q: typed }, undefined, 1).items[0]?.id).toBe(String(id));
    }),
    { numRuns: 150 },
  );
});

test('a message that changes a visit changes what it is found by', () => {
  const order = { receiveBaseId: 900_001 };
  const before = String(store.store({ ...order, plate: 'BEFORE7', createTime: 1_700_000_000_000 }));
  store.index();
  visits.set(before, 'changed');
  expect(find('BEFORE7')).toEqual(['changed']);
  store.store({ ...order, plate: 'AFTER88', createTime: 1_700_000_000_001 });
  expect(find('AFTER88')).toEqual(['changed']);
  expect(find('BEFORE7')).toEqual([]);
});

test('a visit that is changed before it has a search row gets the right one', () => {
  const order = { receiveBaseId: 900_002 };
  const id = String(store.store({ ...order, plate: 'EARLY11', createTime: 1_700_000_000_000 }));
  store.store({ ...order, plate: 'LATER22', createTime: 1_700_000_000_001 });
  store.index();
  visits.set(id, 'quick');
  expect(find('LATER22')).toEqual(['quick']);
  expect(find('EARLY11')).toEqual([]);
});

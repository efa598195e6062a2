import { describe, expect, test } from 'vitest';
import { leakFinder } from '../support/written/find-leaks.ts';
import { withoutPurpose } from '../support/written/on-purpose.ts';
import { personsIn } from '../support/written/persons.ts';
import type { Source } from '../support/written/trace.ts';

const KEY = 'Zk3-9aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789_A';
const SHA1 = '8678C2E06EBD5A413427F67A125F853A3D4E404E';
const SHA256 = 'd54b5b3aa1d29975dd41722788a4053cad6131aa91f7f8a28a220520d9ecc498';

const find = leakFinder({
  secret: new Set(['a secret "of" the shop']),
  path: new Set(['the-path-of-the-callback']),
  name: new Set(['Okafor', 'Y Xing', '王志明', 'A梦 哆啦']),
  phone: new Set(['07999 888777', '13800138000']),
});
const rulesOf = (source: Source, text: string): string[] =>
  find(source, withoutPurpose(source, text)).map(({ rule }) => rule);

describe('what is private is found', () => {
  test.each<[string, string]>([
    ['the secret is a secret "of" the shop!', 'secret'],
    [JSON.stringify({ text: 'xa secret "of" the shopx' }), 'secret'],
    [`/?secret=${encodeURIComponent('a secret "of" the shop')}`, 'secret'],
    ['POST /callback/the-path-of-the-callback', 'path'],
    [`token=${KEY}`, 'key'],
    [`proof ${SHA256}`, 'key'],
    ['-----BEGIN EC PRIVATE KEY-----', 'key'],
    [`"msgSignature":"${SHA1}"`, 'signature'],
    [SHA1.toLowerCase(), 'signature'],
    ['{"owner":"Sam Okafor"}', 'name'],
    ['by Y Xing.', 'name'],
    ['车主王志明先生', 'name'],
    ['A梦 哆啦 was here', 'name'],
    ['{"mobile":"07999888777"}', 'phone'],
    ['+44 7999 888-777', 'phone'],
    ['0044(7999)888777', 'phone'],
    ['+86 138 0013 8000', 'phone'],
    ['one of the simulator: 07700900999', 'phone'],
  ])('%s', (text, rule) => {
    expect(rulesOf('log', text)).toContain(rule);
  });
});

test.each([
  'Okaforia, Y Xingu and 1795906395765',
  `{"level":30,"time":1795906395765,"pid":19595,"msg":"how AutoX3 reaches this PC"}`,
  'dd863f91-3ece-438b-9bf9-1a235338cd86',
  '127.0.0.1:39535, 07999888778, 107999888777, 0.7999888777',
  'a'.repeat(43),
  `${SHA1}A ${SHA256}0 ${KEY}0`,
])('what only looks like it is not: %s', (text) => {
  expect(rulesOf('log', text)).toEqual([]);
});

describe('a page', () => {
  test('may show who a customer is, the callback address and a photo', () => {
    expect(
      rulesOf('page', `Sam Okafor 07999888777 http://x/callback/${KEY} <img src="/photos/${SHA256}/card.webp">`),
    ).toEqual([]);
  });

  test.each([
    ['a secret "of" the shop', 'secret'],
    [`?token=${KEY}`, 'key'],
    [SHA1, 'signature'],
    ['the-path-of-the-callback', 'path'],
  ])('may not hold %s', (text, rule) => {
    expect(rulesOf('page', text)).toContain(rule);
  });
});

test('the ready line may hold the three ways to reach a station, and nothing else', () => {
  const ready = (more: string) =>
    `{"event":"ready","callback":"http://x/callback/${KEY}","board":"http://x/?token=${KEY}","api":"http://x","token":"${KEY}"${more}}`;
  expect(rulesOf('output', ready(''))).toEqual([]);
  expect(rulesOf('log', ready(''))).toContain('key');
  expect(rulesOf('output', ready(`,"secret":"${KEY}"`))).toEqual(['key']);
});

test('a message tells whose name and number are private, also when a part of it is a text', () => {
  const carInfo = { carOwnerFirstName: 'Annabel', carOwnerLastName: '\u202eevil', carOwnerMobile: '07' };
  expect(personsIn({ content: { carInfo }, staffInfo: { mobile: '07700 900380', staffName: '谢颖' } })).toEqual({
    name: new Set(['Annabel', '谢颖']),
    phone: new Set(['07700 900380']),
  });
});

test('a message that is nested as deep as can be is read, too', () => {
  let deep: unknown = { userName: 'Annabel' };
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(personsIn(deep).name).toEqual(new Set(['Annabel']));
});

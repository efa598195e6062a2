import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenIn, check } from '../../support/custody.ts';
import { SECRET } from '../../support/messages.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/custody');
const read = (name: string): Buffer => readFileSync(join(FOLDER, name));

describe('a file of format version 1, kept as the first program made it', () => {
  test('is in order, with the key that was given out then', () => {
    const expected = read('version-1.key.txt').toString('utf8').trim();
    expect(check(read('version-1.zip'), { secrets: [SECRET], expected })).toMatchObject({
      verdict: 'ok',
      version: 1,
      key: { isExpected: true },
      visit: { id: '7', plate: '京M65068', serviceOrder: '4711' },
      messages: [
        { form: 'whole', vendor: 'fits' },
        { form: 'masked', byHand: { name: 'Ann Lee' } },
      ],
      photos: 1,
      missingPhotos: ['not-found'],
    });
  });

  test('is told when a byte of it is another', () => {
    const file = read('version-1.zip');
    const at = file.indexOf('"Ann Lee"') + 2;
    file[at] = (file[at] ?? 0) ^ 1;
    expect(brokenIn(check(file))).toEqual(['record: changed']);
  });
});

import { describe, expect, test } from 'vitest';
import { helpAddress } from '../../../electron/policy/help-links.ts';
import { HELP_LINKS } from '../../../shared/desktop.ts';
import { FOREIGN } from './hostile-addresses.ts';

const HOMEPAGE = 'https://github.com/example/forecourt';

describe('a page of help', () => {
  test.each(HELP_LINKS)('is below the home page: %s', (link) => {
    const address = helpAddress(link, HOMEPAGE) ?? '';
    expect(new URL(address).origin).toBe('https://github.com');
    expect(address.slice(0, HOMEPAGE.length)).toBe(HOMEPAGE);
    expect(address.slice(HOMEPAGE.length)).toMatch(/^[/#][\w./-]*$/);
  });

  test('has an address of its own', () => {
    expect(new Set(HELP_LINKS.map((link) => helpAddress(link, HOMEPAGE))).size).toBe(HELP_LINKS.length);
  });

  test.each<[string, unknown]>([
    ...FOREIGN,
    ['the address of one', `${HOMEPAGE}#readme`],
    ['a name in capitals', 'HELP'],
    ['a name with a space', 'help '],
    ['a name with a path behind', 'help/../../evil'],
    ['what every object has', 'constructor'],
    ['what else every object has', '__proto__'],
    ['a list with a name in it', ['help']],
    ['an object that reads as one', { toString: () => 'help' }],
    ['a number', 0],
    ['true', true],
    ['null', null],
    ['nothing', undefined],
  ])('is not what %s names', (_what, name) => {
    expect(helpAddress(name, HOMEPAGE)).toBeNull();
  });

  test.each([null, '', 'http://example.com', 'file:///etc', 'javascript:alert(1)//https://', ' https://example.com'])(
    'is nowhere in a build whose home page is %j',
    (homepage) => {
      for (const link of HELP_LINKS) expect(helpAddress(link, homepage)).toBeNull();
    },
  );
});

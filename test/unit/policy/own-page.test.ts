import { describe, expect, test } from 'vitest';
import { ownPage, PAGES, pageAddress, parseAddress } from '../../../electron/policy/own-page.ts';
import { FOREIGN, HOSTILE_PATHS } from './hostile-addresses.ts';

describe('a page of the app is known by its address:', () => {
  test.each([
    ['the root', 'app://forecourt/', 'board'],
    ['the board', 'app://forecourt/index.html', 'board'],
    ['the board with a check-in', 'app://forecourt/index.html?check-in=7', 'board'],
    ['the board with whatever else', 'app://forecourt/?x=app://evil/#https://evil.example', 'board'],
    ['the ring', 'app://forecourt/ring.html', 'ring'],
    ['the wall', 'app://forecourt/wall.html', 'wall'],
    ['the wall with a query', 'app://forecourt/wall.html?lang=zh-CN', 'wall'],
    ['the ring with a query', 'app://forecourt/ring.html?volume=1', 'ring'],
    ['the scheme in capitals', 'APP://forecourt/index.html', 'board'],
    ['an empty port', 'app://forecourt:/index.html', 'board'],
    ['no user', 'app://@forecourt/index.html', 'board'],
    ['a detour that the address itself ends', 'app://forecourt/assets/../index.html', 'board'],
    ['the same, encoded', 'app://forecourt/assets/%2e%2e/ring.html', 'ring'],
    ['a way up from the top, which stays there', 'app://forecourt/../../index.html', 'board'],
    ['line breaks, which addresses leave out', '\tapp://fore\ncourt/index.html ', 'board'],
  ])('%s', (_what, address, page) => {
    expect(ownPage(address)).toBe(page);
  });

  test.each(FOREIGN)('not %s', (_what, address) => {
    expect(ownPage(address)).toBeNull();
  });

  test.each(HOSTILE_PATHS)('not %s', (_what, path) => {
    expect(ownPage(`app://forecourt${path}`)).toBeNull();
  });

  test.each([
    '/INDEX.HTML',
    '/Index.html',
    '/ring',
    '/ring.html/',
    '/wall',
    '/WALL.html',
    '/wall.html/',
    '/index.html;x',
    '/assets/index.html',
  ])('not the path %s', (path) => {
    expect(ownPage(`app://forecourt${path}`)).toBeNull();
  });
});

describe('the address of a page', () => {
  test.each(Object.keys(PAGES) as (keyof typeof PAGES)[])('is its own: %s', (page) => {
    expect(ownPage(pageAddress(page))).toBe(page);
    expect(pageAddress(page)).not.toContain('?');
  });

  test('carries whatever text as a query, and is still its own', () => {
    const address = pageAddress('board', { 'check-in': '7&x=1#y/../ring.html?\0', view: '客' });
    expect(ownPage(address)).toBe('board');
    expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
      'check-in': '7&x=1#y/../ring.html?\0',
      view: '客',
    });
  });
});

test.each([
  ['app://forecourt/a?b#c', { origin: 'app://forecourt', path: '/a' }],
  ['app://forecourt:80/', { origin: 'app://forecourt:80', path: '/' }],
  ['app://user@forecourt/', { origin: 'app://@forecourt', path: '/' }],
  ['https://Example.com:443/A', { origin: 'https://example.com', path: '/A' }],
  ['nonsense', null],
])('the address %s is taken apart', (address, parts) => {
  expect(parseAddress(address)).toEqual(parts);
});

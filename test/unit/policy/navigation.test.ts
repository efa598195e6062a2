import { describe, expect, test } from 'vitest';
import { mayAttachWebview, mayLoad, mayNavigate, mayOpenWindow } from '../../../electron/policy/navigation.ts';
import { FOREIGN, HOSTILE_PATHS } from './hostile-addresses.ts';

const REFUSED = { ok: false, why: expect.stringMatching(/^[a-z].{10,}[^.]$/) };

describe('a window goes', () => {
  test.each([
    ['the board', 'app://forecourt/', 'board'],
    ['the board', 'app://forecourt/index.html?check-in=7#top', 'board'],
    ['the ring', 'app://forecourt/ring.html', 'ring'],
  ] as const)('to %s when it is made for it: %s', (_what, address, page) => {
    expect(mayNavigate(address, page, true)).toEqual({ ok: true });
  });

  test.each([
    ['the board', 'app://forecourt/ring.html', 'board'],
    ['the ring', 'app://forecourt/index.html', 'ring'],
    ['the ring', 'app://forecourt/', 'ring'],
  ] as const)('never from %s to the other page: %s', (_what, address, page) => {
    expect(mayNavigate(address, page, true)).toEqual(REFUSED);
  });

  test.each(FOREIGN)('never to %s', (_what, address) => {
    expect(mayNavigate(address, 'board', true)).toEqual(REFUSED);
    expect(mayNavigate(address, 'ring', true)).toEqual(REFUSED);
  });

  test.each(HOSTILE_PATHS)('never to a path of the app that is no page: %s', (_what, path) => {
    expect(mayNavigate(`app://forecourt${path}`, 'board', true)).toEqual(REFUSED);
  });

  test.each(['app://forecourt/', 'app://forecourt/ring.html', 'about:srcdoc', 'https://evil.example/'])(
    'nowhere in a frame: %s',
    (address) => {
      expect(mayNavigate(address, 'board', false)).toEqual(REFUSED);
      expect(mayNavigate(address, 'ring', false)).toEqual(REFUSED);
    },
  );
});

test('no page opens a window, or embeds another', () => {
  expect(mayOpenWindow()).toEqual(REFUSED);
  expect(mayAttachWebview()).toEqual(REFUSED);
});

describe('a page loads', () => {
  test.each([
    'app://forecourt/index.html',
    'app://forecourt/assets/index-1a2b.js',
    'data:image/png;base64,AAAA',
    'blob:app://forecourt/6f1e0d0c-0000-4000-8000-000000000000',
    'devtools://devtools/bundled/inspector.html',
  ])('what is in the app: %s', (address) => {
    expect(mayLoad(address)).toEqual({ ok: true });
  });

  // Whether a blob is of the own origin the browser sees to; data and the developer tools reach nothing outside.
  const inside = /^(data|blob|devtools):/;
  test.each(FOREIGN.filter(([, address]) => !inside.test(address)))('never %s', (_what, address) => {
    expect(mayLoad(address)).toEqual(REFUSED);
  });

  test.each([
    'https://fonts.example.com/a.woff2',
    'http://127.0.0.1:8791/api/v1/status',
    'ws://127.0.0.1:8791/',
    'ftp://example.com/a.png',
    'file:///C:/Users/a/secrets.json',
    'chrome-extension://abcdef/a.js',
    'intent://scan/#Intent;end',
  ])('never from outside it: %s', (address) => {
    expect(mayLoad(address)).toEqual(REFUSED);
  });
});

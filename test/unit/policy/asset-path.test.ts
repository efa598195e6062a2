import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assetOf, isForGood, PAGE_HEADERS, photoOf } from '../../../electron/policy/asset-path.ts';
import { FOREIGN, HOSTILE_PATHS } from './hostile-addresses.ts';

describe('an address names a file of the page:', () => {
  test.each([
    ['app://forecourt/', 'index.html', 'text/html; charset=utf-8'],
    ['app://forecourt/index.html?check-in=7#x', 'index.html', 'text/html; charset=utf-8'],
    ['app://forecourt/ring.html', 'ring.html', 'text/html; charset=utf-8'],
    ['app://forecourt/assets/index-B1_x2.js', 'assets/index-B1_x2.js', 'text/javascript; charset=utf-8'],
    ['app://forecourt/assets/index.min.css', 'assets/index.min.css', 'text/css; charset=utf-8'],
    ['app://forecourt/icon.svg', 'icon.svg', 'image/svg+xml'],
    ['app://forecourt/assets/a.png', 'assets/a.png', 'image/png'],
    ['app://forecourt/assets/fonts/a.woff2', 'assets/fonts/a.woff2', 'font/woff2'],
    ['app://forecourt/assets/context.js', 'assets/context.js', 'text/javascript; charset=utf-8'],
    ['app://forecourt/assets/%2e%2e/%2e%2e/ring.html', 'ring.html', 'text/html; charset=utf-8'],
  ])('%s', (address, path, type) => {
    expect(assetOf(address)).toEqual({ path, type });
  });

  test.each(FOREIGN)('never for %s', (_what, address) => {
    expect(assetOf(address)).toBeNull();
  });

  test.each(HOSTILE_PATHS)('never for %s', (_what, path) => {
    expect(assetOf(`app://forecourt${path}`)).toBeNull();
  });
});

describe('an address names a picture of a photo, below the data folder:', () => {
  const hash = '0123456789abcdef'.repeat(4);

  test.each(['card', 'list', 'full'])('%s', (size) => {
    const picture = photoOf(`app://forecourt/photos/${hash}/${size}.webp`);
    expect(picture).toEqual({ path: `photos/pictures/01/${hash}/${size}.webp`, type: 'image/webp' });
    expect(picture && isForGood(picture)).toBe(true);
    // The page's folder holds none.
    expect(assetOf(`app://forecourt/photos/${hash}/${size}.webp`)).toBeNull();
  });

  test.each([
    `/photos/${hash}/huge.webp`,
    `/photos/${hash}/card.jpg`,
    `/photos/${hash}/card.webp/`,
    `/photos/${hash}/card.webp%00`,
    `/photos/${hash}0/card.webp`,
    `/photos/${hash.slice(1)}/card.webp`,
    `/photos/${hash.toUpperCase()}/card.webp`,
    `/photos//${hash}/card.webp`,
    `/photos/..%2f${hash}/card.webp`,
    `/photos/${hash}/..%5ccard.webp`,
    `/photos/${hash}/%63ard.webp`,
    `/photos/originals/01/${hash}`,
    `/photos/pictures/01/${hash}/card.webp`,
    `/x/photos/${hash}/card.webp`,
    '/photos/',
    '/forecourt.db',
    '/secrets.json',
  ])('never for %s', (path) => {
    expect(photoOf(`app://forecourt${path}`)).toBeNull();
  });

  test.each(FOREIGN)('never for %s', (_what, address) => {
    expect(photoOf(address)).toBeNull();
  });

  test.each(['http://forecourt', 'app://other', 'app://user@forecourt', 'app://forecourt:80', 'file://'])(
    'never for %s',
    (origin) => {
      expect(photoOf(`${origin}/photos/${hash}/card.webp`)).toBeNull();
    },
  );
});

describe('whatever the address, the file', () => {
  const piece = fc.oneof(
    fc.constantFrom('..', '.', '%2e%2e', '%2E.', '%2f', '%5c', '\\', '/', '//', ':', '::$DATA', '%00', '\0', 'C:', '~'),
    fc.constantFrom('index', 'assets', 'ring', '.html', '.js', '.css', '.constructor', 'con', '\u202e', ' '),
    fc.string({ maxLength: 6, unit: 'binary' }),
  );
  const address = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => `app://forecourt/${pieces.join('')}`),
    fc.array(piece, { maxLength: 12 }).map((pieces) => `app:${pieces.join('')}`),
    fc.webPath().map((path) => `app://forecourt${path}.js`),
    fc.string({ unit: 'binary' }),
  );

  test.each([
    ['POSIX', posix, '/opt/forecourt/renderer'],
    ['Windows', win32, 'C:\\Program Files\\Forecourt\\renderer'],
  ] as const)('lies below the folder of the page, on %s', (_system, { join, relative, isAbsolute, sep }, folder) => {
    let named = 0;
    fc.assert(
      fc.property(address, (given) => {
        const asset = assetOf(given);
        if (asset === null) return;
        named++;
        const { path, type } = asset;
        expect(path).not.toMatch(/^\/|\.\.|[\\:\0%~]|\/\/|[. ](\/|$)/);
        const below = relative(folder, join(folder, path));
        expect(isAbsolute(below)).toBe(false);
        expect(below.split(sep).join('/')).toBe(path);
        expect(type).toMatch(/^[a-z]+\/[a-z+0-9]+(; charset=utf-8)?$/);
      }),
      { numRuns: 3_000 },
    );
    // A rule that lets nothing through would always hold.
    expect(named).toBeGreaterThan(20);
  });
});

test('what is named for its content never changes; a page does', () => {
  const isGood = (address: string): boolean => {
    const asset = assetOf(address);
    if (asset === null) throw new Error(`${address} names no file`);
    return isForGood(asset);
  };
  expect(isGood('app://forecourt/assets/index-1a2b.js')).toBe(true);
  expect(isGood('app://forecourt/')).toBe(false);
  expect(isGood('app://forecourt/ring.html')).toBe(false);
  expect(isGood('app://forecourt/icon.svg')).toBe(false);
  expect(isGood('app://forecourt/other/assets/a.js')).toBe(false);
});

describe('the policy of the pages', () => {
  const policy = new Map(
    (PAGE_HEADERS['content-security-policy'] ?? '').split(';').map((rule) => {
      const [name = '', ...sources] = rule.trim().split(' ');
      return [name, sources] as const;
    }),
  );

  test('allows nothing that it does not name', () => {
    expect(policy.get('default-src')).toEqual(["'none'"]);
    // Without these, default-src would not hold for them.
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(policy.get(name)).toEqual(["'none'"]);
  });

  test('allows scripts of the app alone: none inline, none made from text', () => {
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(PAGE_HEADERS['content-security-policy']).not.toContain('unsafe-eval');
  });

  test('names no other origin, and lets the page connect nowhere', () => {
    expect(policy.get('connect-src')).toBeUndefined();
    const sources = [...policy.values()].flat();
    expect(sources.filter((source) => !["'none'", "'self'", "'unsafe-inline'", 'data:'].includes(source))).toEqual([]);
    expect([...policy].filter(([, allowed]) => allowed.includes("'unsafe-inline'")).map(([name]) => name)).toEqual([
      'style-src',
    ]);
  });

  test('lets nobody guess a type, learn an address or reach into a window', () => {
    expect(PAGE_HEADERS).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
});

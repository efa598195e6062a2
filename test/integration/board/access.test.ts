import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type HttpQuestion, portOf } from '../../support/http.ts';
import { documentedSample } from '../../support/messages.ts';
import { PAGE_FOLDER, startTestStation, type TestStation, TOKEN } from '../../support/station.ts';

let station: TestStation;
let port: number;
let host: string;
let cookie: string;
const asset = `/assets/${readdirSync(join(PAGE_FOLDER, 'assets')).find((name) => name.endsWith('.js'))}`;
const bearer = { authorization: `Bearer ${TOKEN}` };

beforeAll(async () => {
  station = await startTestStation();
  port = portOf(station.board);
  host = `127.0.0.1:${port}`;
  cookie = `forecourt-${port}=${TOKEN}`;
  await station.post(documentedSample());
});
afterAll(() => station?.dispose());

const statusOf = async (question: HttpQuestion): Promise<number> => (await ask(port, question)).status;

/** Everything that a stranger could ask for. */
const EVERYTHING: [string, string][] = [
  ['GET', '/'],
  ['GET', '/index.html'],
  ['GET', asset],
  ['GET', '/favicon.ico'],
  ['GET', '/nothing-here'],
  ['POST', '/rpc/status'],
  ['GET', '/rpc/status'],
  ['POST', '/rpc/checkIns/list'],
  ['POST', '/rpc/checkIns/move'],
  ['POST', '/rpc/board/watch'],
  ['POST', '/rpc/wall/watch'],
  ['GET', '/api/v1/status'],
  ['GET', '/api/v1/check-ins'],
  ['GET', '/api/v1/check-ins/1'],
  ['GET', '/api/v1/service-orders/6482'],
  ['GET', '/api/v1/deliveries'],
  ['GET', '/api/v1/openapi.json'],
  ['GET', '/api/v1/nothing-here'],
  ['OPTIONS', '/rpc/status'],
  ['HEAD', '/'],
  ['GET', '/api/v1/health/'],
  ['GET', '/api/v1//health'],
  ['GET', '/api/v1/Health'],
  ['GET', '/%2e%2e/package.json'],
];

describe('without the token', () => {
  test.each(EVERYTHING)('%s %s tells nothing', async (method, path) => {
    const tellsNothing = await ask(port, { method, path });
    expect(tellsNothing.status).toBe(401);
    expect(tellsNothing.body).toBe(
      method === 'HEAD'
        ? ''
        : 'Open the board with the link that Forecourt gave you, or pair this screen at /pair with a code from the main desk.\n请使用 Forecourt 提供的链接打开看板，或在 /pair 页面输入主工位提供的配对码。\n',
    );
    expect(tellsNothing.headers['set-cookie']).toBeUndefined();
  });

  test('the health check answers, without details', async () => {
    const { status, body } = await ask(port, { path: '/api/v1/health' });
    expect([status, JSON.parse(body)]).toEqual([200, { ok: true }]);
  });
});

describe('a wrong token', () => {
  test.each<[string, () => HttpQuestion]>([
    ['as Bearer', () => ({ path: '/api/v1/status', headers: { authorization: `Bearer ${TOKEN}x` } })],
    [
      'as Bearer, one character short',
      () => ({ path: '/api/v1/status', headers: { authorization: `Bearer ${TOKEN.slice(1)}` } }),
    ],
    ['as Bearer, empty', () => ({ path: '/api/v1/status', headers: { authorization: 'Bearer ' } })],
    ['by another scheme', () => ({ path: '/api/v1/status', headers: { authorization: `Basic ${TOKEN}` } })],
    ['as cookie', () => ({ headers: { cookie: `forecourt-${port}=wrong` } })],
    ['as the cookie of another port', () => ({ headers: { cookie: `forecourt-${port + 1}=${TOKEN}` } })],
    ['as a cookie of another name', () => ({ headers: { cookie: `token=${TOKEN}` } })],
    ['in the link', () => ({ path: '/?token=wrong' })],
    ['in the link, empty', () => ({ path: '/?token=' })],
    ['in the link, twice', () => ({ path: `/?token=${TOKEN}&token=${TOKEN}` })],
  ])('%s opens nothing', async (_how, question) => {
    const answer = await ask(port, question());
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('the link', () => {
  test('lets the browser in with a cookie that no script and no other site can use, and leaves the address', async () => {
    const answer = await ask(port, { path: `/?token=${TOKEN}` });
    expect(answer.status).toBe(200);
    const [set = ''] = answer.headers['set-cookie'] ?? [];
    expect(set.split('; ').map((part) => part.toLowerCase())).toEqual(
      expect.arrayContaining([`forecourt-${port}=${TOKEN}`, 'httponly', 'samesite=strict', 'path=/']),
    );
    expect(set).not.toMatch(/domain/i);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.body).toMatch(/http-equiv="refresh" content="0;url=\/"/);
    expect(answer.body).not.toContain(TOKEN);
    const next = await ask(port, { headers: { cookie: set.split(';')[0] } });
    expect(next.status).toBe(200);
    expect(next.body).toContain('<div id="root">');
  });

  test.each(['/rpc/status', '/api/v1/status', asset, '/index.html'])('opens the page alone, not %s', async (path) => {
    expect(await statusOf({ path: `${path}?token=${TOKEN}` })).toBe(401);
  });
});

test.each<[string, 'cookie' | 'bearer', HttpQuestion, number]>([
  ['the page', 'cookie', { path: '/' }, 200],
  ['an asset', 'cookie', { path: asset }, 200],
  ['a procedure', 'cookie', { method: 'POST', path: '/rpc/status' }, 200],
  ['the REST API', 'cookie', { path: '/api/v1/status' }, 401],
  ['the description of the REST API', 'cookie', { path: '/api/v1/openapi.json' }, 401],
  ['the page', 'bearer', { path: '/' }, 200],
  ['a procedure', 'bearer', { method: 'POST', path: '/rpc/status' }, 200],
  ['the REST API', 'bearer', { path: '/api/v1/status' }, 200],
  ['the description of the REST API', 'bearer', { path: '/api/v1/openapi.json' }, 200],
])('%s asked for with the %s', async (_what, credential, question, status) => {
  const headers = credential === 'cookie' ? { cookie } : bearer;
  expect(await statusOf({ ...question, headers })).toBe(status);
});

describe('asked for by the name', () => {
  test.each<[string, () => string, number]>([
    ['127.0.0.1', () => host, 200],
    ['localhost', () => `localhost:${port}`, 200],
    ['LOCALHOST', () => `LOCALHOST:${port}`, 200],
    ['[::1]', () => `[::1]:${port}`, 200],
    ['another site that points here', () => `rebound.example.com:${port}`, 421],
    ['another site, on the usual port', () => 'rebound.example.com', 421],
    ['a name that begins like ours', () => `localhost.example.com:${port}`, 421],
    ['our name with a dot', () => `localhost.:${port}`, 421],
    ['another port', () => `127.0.0.1:${port + 1}`, 421],
    ['no port, which is 80', () => '127.0.0.1', 421],
    ['another loopback address', () => `127.0.0.2:${port}`, 421],
    ['another IPv6 address', () => `[fe80::1]:${port}`, 421],
    ['a user before the name', () => `x@localhost:${port}`, 421],
    ['nothing', () => '', 421],
  ])('%s', async (_name, name, status) => {
    for (const path of ['/', '/rpc/status', '/api/v1/status', '/api/v1/health']) {
      const answer = await ask(port, { path, headers: { host: name(), ...bearer }, setHost: false });
      expect([path, answer.status]).toEqual([path, status]);
    }
  });

  test('that is missing altogether', async () => {
    const answer = await ask(port, { path: '/', headers: bearer, setHost: false });
    // Node itself refuses HTTP/1.1 without it.
    expect(answer.status).toBe(400);
  });
});

describe("a page of another origin, with the board's own cookie,", () => {
  const foreign: [string, () => Record<string, string>][] = [
    ['of another site', () => ({ origin: 'https://evil.example.com', 'sec-fetch-site': 'cross-site' })],
    ['of another site, in a browser that says no more', () => ({ origin: 'https://evil.example.com' })],
    [
      'on another port of this machine',
      () => ({ origin: `http://127.0.0.1:${port + 1}`, 'sec-fetch-site': 'same-site' }),
    ],
    ['on another port, in a browser that says no more', () => ({ origin: `http://127.0.0.1:${port + 1}` })],
    ['on another port, by a request without Origin', () => ({ 'sec-fetch-site': 'same-site' })],
    ['on https', () => ({ origin: `https://${host}` })],
    ['without an origin of its own', () => ({ origin: 'null' })],
    ['that shows an image or a frame of ours', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['by another name of ours', () => ({ origin: `http://localhost:${port}` })],
  ];
  const wanted: HttpQuestion[] = [
    { path: '/' },
    { path: asset },
    { method: 'POST', path: '/rpc/status', body: '{}' },
    { path: '/rpc/checkIns/list?data=%7B%7D' },
    { method: 'POST', path: '/rpc/checkIns/move', body: '{"json":{"id":"1","from":"new","to":"seen"}}' },
    { path: '/api/v1/check-ins' },
  ];
  test.each(foreign)('%s, gets nothing', async (_which, headers) => {
    for (const question of wanted) {
      expect(
        await statusOf({ ...question, headers: { cookie, 'content-type': 'application/json', ...headers() } }),
      ).toBe(401);
    }
    expect((await station.client.status()).lanes.new).toBe(1);
  });

  test("the board's own page, and a typed address, get what they ask for", async () => {
    const own = { cookie, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
    expect(await statusOf({ method: 'POST', path: '/rpc/status', headers: own })).toBe(200);
    expect(await statusOf({ path: asset, headers: { cookie, 'sec-fetch-site': 'same-origin' } })).toBe(200);
    expect(await statusOf({ path: '/', headers: { cookie, 'sec-fetch-site': 'none' } })).toBe(200);
  });

  test('no answer allows other origins to read it', async () => {
    for (const path of ['/', '/rpc/status', '/api/v1/status', '/api/v1/health']) {
      const { headers } = await ask(port, { path, headers: { ...bearer, origin: 'https://evil.example.com' } });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('every answer carries the security headers:', () => {
  test.each<[string, () => HttpQuestion]>([
    ['the page', () => ({ path: '/', headers: { cookie } })],
    ['the link', () => ({ path: `/?token=${TOKEN}` })],
    ['an asset', () => ({ path: asset, headers: { cookie } })],
    ['a refusal', () => ({ path: '/' })],
    ['a wrong name', () => ({ path: '/', headers: { host: 'evil.example.com' } })],
    ['what is not there', () => ({ path: '/nothing', headers: bearer })],
    ['a procedure', () => ({ method: 'POST', path: '/rpc/status', headers: bearer })],
    ['a procedure that is not there', () => ({ method: 'POST', path: '/rpc/nothing', headers: bearer })],
    ['the REST API', () => ({ path: '/api/v1/check-ins', headers: bearer })],
    ['a bad parameter', () => ({ path: '/api/v1/check-ins?limit=x', headers: bearer })],
    ['the health check', () => ({ path: '/api/v1/health' })],
    ['the description of the API', () => ({ path: '/api/v1/openapi.json', headers: bearer })],
    ['a broken address', () => ({ path: '/%E0%A4%A', headers: bearer })],
    [
      'a body that is too large',
      () => ({ method: 'POST', path: '/rpc/status', headers: bearer, body: 'x'.repeat(70_000) }),
    ],
  ])('%s', async (_what, question) => {
    const { headers } = await ask(port, question());
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:|\*/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});

test.each([
  '/../package.json',
  '/assets/../../electron/headless.js',
  '/assets/..%2f..%2felectron/headless.js',
  '/%2e%2e/electron/headless.js',
  '/%2e%2e%2felectron%2fheadless.js',
  '/..%5c..%5cpackage.json',
  '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
  '//etc/passwd',
  '/assets//etc/passwd',
  '/%00index.html',
  '/assets/',
  '/assets',
])('the path %s leads nowhere', async (path) => {
  const answer = await ask(port, { path, headers: { cookie } });
  expect([400, 403, 404]).toContain(answer.status);
  expect(answer.body).not.toMatch(/forecourt"|root:|import |at \w+ \(|node_modules|<html/i);
});

test('nothing is changed by GET, which a link or an image can cause', async () => {
  const path = `/rpc/checkIns/move?data=${encodeURIComponent('{"json":{"id":"1","from":"new","to":"seen"}}')}`;
  expect(await statusOf({ path, headers: bearer })).toBe(405);
  expect((await station.client.status()).lanes).toMatchObject({ new: 1, seen: 0 });
});

test('nothing that is answered holds the token, or a stack', async () => {
  for (const question of [
    { path: '/' },
    { path: '/nothing' },
    { path: '/%E0%A4%A' },
    { method: 'POST', path: '/rpc/status', body: '{' },
    { method: 'POST', path: '/rpc/checkIns/get', body: '{"json":{"id":7}}' },
    { path: '/api/v1/status' },
    { path: '/api/v1/openapi.json' },
    { method: 'DELETE', path: '/api/v1/status' },
  ] satisfies HttpQuestion[]) {
    const headers = { ...bearer, 'content-type': 'application/json' };
    const { body } = await ask(port, { ...question, headers });
    expect(body).not.toContain(TOKEN);
    expect(body).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
  }
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, portOf } from '../../support/http.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';

const MIB = 1_048_576;
let station: TestStation;
let port: number;
let path: string;

beforeAll(async () => {
  station = await startTestStation();
  port = portOf(station.callback);
  path = new URL(station.callback).pathname;
});
afterAll(() => station?.dispose());

const newest = async () => (await station.client.deliveries.list({ limit: 1 })).items[0];

/** A signed check-in of exactly so many bytes: white space may follow the object. */
function padded(bytes: number): { body: Buffer; receiveBaseId: number } {
  const receiveBaseId = bytes;
  const { body } = signedCheckIn({ receiveBaseId });
  return { body: Buffer.concat([body, Buffer.alloc(bytes - body.length, ' ')]), receiveBaseId };
}

test('an accepted message is answered with exactly what AutoX3 documents, as JSON', async () => {
  const { body } = signedCheckIn();
  const answer = await ask(port, { method: 'POST', path, body });
  expect(answer).toMatchObject({ status: 200, body: '{"data":null,"errorInfo":"","status":0}' });
  expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
  const repeat = await ask(port, { method: 'POST', path, body });
  expect(repeat).toMatchObject({ status: 200, body: '{"data":null,"errorInfo":"","status":0}' });
});

test.each([
  ['a wrong signature', () => signedCheckIn({ secret: 'another-secret-of-20' }).body, 401, 403],
  ['a wrong shape', () => Buffer.from('{}'), 400, 400],
  ['too many bytes', () => padded(MIB + 1).body, 413, 413],
])('%s is answered with JSON whose status is not 0', async (_what, body, httpStatus, status) => {
  const answer = await ask(port, { method: 'POST', path, body: body() });
  expect(answer.status).toBe(httpStatus);
  expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
  expect(JSON.parse(answer.body)).toEqual({ data: null, errorInfo: expect.stringMatching(/./), status });
});

describe('the size of a body', () => {
  test('of exactly 1 MiB is judged like any other', async () => {
    const { body, receiveBaseId } = padded(MIB);
    expect(await station.post(body)).toMatchObject({ status: 200 });
    expect(await newest()).toMatchObject({ outcome: 'accepted', bytes: MIB });
    expect((await station.rest(`/service-orders/${receiveBaseId}`)).status).toBe(200);
  });

  test('of one byte more is refused, and nothing of it is kept', async () => {
    const before = await station.client.status();
    const { body, receiveBaseId } = padded(MIB + 1);
    expect(await station.post(body)).toMatchObject({ status: 413 });
    expect(await newest()).toMatchObject({
      outcome: 'refused',
      reason: 'too-large',
      httpStatus: 413,
      bytes: MIB + 1,
      msgId: null,
      msgType: null,
    });
    expect((await station.rest(`/service-orders/${receiveBaseId}`)).status).toBe(404);
    expect(await station.client.status()).toMatchObject({ quarantined: before.quarantined, lanes: before.lanes });
  });

  test('counts the BOM', async () => {
    const bom = Buffer.from([0xef, 0xbb, 0xbf]);
    const fits = Buffer.concat([bom, padded(MIB - 3).body]);
    expect((await station.post(fits)).status).toBe(200);
    expect((await station.post(Buffer.concat([fits, Buffer.from(' ')]))).status).toBe(413);
  });

  test('is limited as well where it is not announced', async () => {
    const headers = { 'transfer-encoding': 'chunked' };
    expect((await ask(port, { method: 'POST', path, headers, body: padded(MIB - 1).body })).status).toBe(200);
    const answer = await ask(port, { method: 'POST', path, headers, body: padded(MIB + 2).body });
    expect(answer.status).toBe(413);
  });
});

test.each([
  undefined,
  '',
  'text/plain',
  'text/plain; charset=gb2312',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'nonsense',
  ';;;',
  '*/*',
])('the Content-Type %j is not looked at', async (type) => {
  const headers = type === undefined ? {} : { 'content-type': type };
  const { body } = signedCheckIn();
  expect((await ask(port, { method: 'POST', path, headers, body })).status).toBe(200);
});

test('one leading BOM and a query string change nothing', async () => {
  const withBom = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), signedCheckIn().body]);
  expect((await ask(port, { method: 'POST', path: `${path}?from=autox3&x=%2F`, body: withBom })).status).toBe(200);
});

describe('what is not a POST on the callback path', () => {
  test.each<[string, string, (path: string) => string]>([
    ...['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'].map(
      (method) => [method, 'it', (p: string) => p] as [string, string, (path: string) => string],
    ),
    ['POST', 'it with a slash behind', (p) => `${p}/`],
    ['POST', 'it with two slashes in front', (p) => `/${p}`],
    ['POST', 'a longer one', (p) => `${p}x`],
    ['POST', 'a shorter one', (p) => p.slice(0, -1)],
    ['POST', 'it in upper case', (p) => p.toUpperCase()],
    ['POST', 'it with a letter encoded', (p) => p.replace('k', '%6B')],
    ['POST', 'it with a fragment', (p) => `${p}#x`],
    ['POST', 'a way around to it', (p) => `/x/..${p}`],
    ['POST', 'one with a broken encoding', (p) => p.replace('/callback/', '/callback/%E0%A4%A')],
    ['POST', 'its folder', () => '/callback/'],
    ['POST', 'its folder without the slash', () => '/callback'],
    ['POST', 'the root', () => '/'],
    ['GET', 'the root', () => '/'],
    ['GET', '/api/v1/health', () => '/api/v1/health'],
    ['GET', '/api/v1/check-ins', () => '/api/v1/check-ins'],
    ['POST', '/rpc/status', () => '/rpc/status'],
    ['GET', '/index.html', () => '/index.html'],
    ['GET', '/favicon.ico', () => '/favicon.ico'],
  ])('%s on %s gets 404 with an empty body and is counted, not logged', async (method, _which, change) => {
    const { notFound } = await station.client.status();
    const last = (await newest())?.id;
    const body = method === 'POST' || method === 'PUT' ? signedCheckIn().body : undefined;
    const answer = await ask(port, { method, path: change(path), ...(body === undefined ? {} : { body }) });
    expect(answer).toMatchObject({ status: 404, body: '' });
    // What it says of itself is as little.
    const usual = ['connection', 'content-length', 'date'];
    expect(Object.keys(answer.headers).filter((name) => !usual.includes(name))).toEqual([]);
    expect((await station.client.status()).notFound).toBe(notFound + 1);
    expect((await newest())?.id).toBe(last);
  });
});

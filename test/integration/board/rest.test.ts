import { validate } from '@readme/openapi-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CheckIn, CheckInDetail } from '../../../shared/check-in.ts';
import { Status } from '../../../shared/contract.ts';
import { Delivery } from '../../../shared/delivery.ts';
import { DoctorCheck } from '../../../shared/doctor.ts';
import { VehicleMaintenance } from '../../../shared/vehicle-maintenance.ts';
import { ask, portOf } from '../../support/http.ts';
import { signedCheckIn } from '../../support/messages.ts';
import { startTestStation, type TestStation, TOKEN } from '../../support/station.ts';

let station: TestStation;
let port: number;
let now = Date.parse('2026-03-01T08:00:00Z');
const headers = { authorization: `Bearer ${TOKEN}` };
const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().regex(/^\d+$/).nullable() });

beforeAll(async () => {
  station = await startTestStation({ now: () => now });
  port = portOf(station.api);
  // One a minute: AA1 at 8:00 to AA9 at 8:08.
  for (let n = 1; n <= 9; n++) {
    await station.post(signedCheckIn({ receiveBaseId: 100 + n, plate: `AA${n}`, remark: '老客户' }).body);
    now += 60_000;
  }
  await station.post(signedCheckIn({ secret: 'a-secret-that-is-wrong' }).body);
  await station.client.checkIns.move({ id: await idOf(105), from: 'new', to: 'ready' });
});
afterAll(() => station?.dispose());

const idOf = async (receiveBaseId: number): Promise<string> =>
  (await station.client.checkIns.byServiceOrder({ receiveBaseId: String(receiveBaseId) })).id;

async function plates(query: string): Promise<(string | null)[]> {
  const { status, json } = await station.rest(`/check-ins${query}`);
  expect(status).toBe(200);
  return page(z.looseObject(CheckIn.shape))
    .parse(json)
    .items.map(({ plate }) => plate);
}

describe('GET /check-ins', () => {
  test.each([
    ['newest first', '', ['AA9', 'AA8', 'AA7', 'AA6', 'AA5', 'AA4', 'AA3', 'AA2', 'AA1']],
    ['limited', '?limit=2', ['AA9', 'AA8']],
    ['of a lane', '?lane=ready', ['AA5']],
    ['of an empty lane', '?lane=seen', []],
    ['from a time on', '?from=2026-03-01T08:07:00Z', ['AA9', 'AA8']],
    ['from a time on, in another zone', '?from=2026-03-01T16:07:00%2B08:00', ['AA9', 'AA8']],
    ['before a time', '?to=2026-03-01T08:02:00.000Z', ['AA2', 'AA1']],
    ['between two times, in a lane', '?from=2026-03-01T08:03:00Z&to=2026-03-01T08:06:00Z&lane=new', ['AA6', 'AA4']],
    ['with an empty search', '?q=&limit=1', ['AA9']],
    ['with the largest limit', '?limit=200&q=%20', ['AA9', 'AA8', 'AA7', 'AA6', 'AA5', 'AA4', 'AA3', 'AA2', 'AA1']],
    ['with a parameter that nobody knows', '?limit=1&colour=red', ['AA9']],
  ])('%s', async (_what, query, expected) => {
    expect(await plates(query)).toEqual(expected);
  });

  test('searched', async () => {
    await expect.poll(() => plates('?q=aa7'), { timeout: 5_000 }).toEqual(['AA7']);
    expect(await plates('?q=%E5%AE%A2%E6%88%B7&lane=ready')).toEqual(['AA5']);
  });

  test('page by page, by the cursor, while a new one arrives', async () => {
    const seen: (string | null)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`;
      const { json } = await station.rest(`/check-ins?limit=4${query}`);
      const { items, nextCursor } = page(CheckIn).parse(json);
      seen.push(...items.map(({ plate }) => plate));
      cursor = nextCursor;
      if (seen.length === 4) await station.post(signedCheckIn({ receiveBaseId: 109, plate: 'AA9' }).body);
    }
    expect(seen).toEqual(['AA9', 'AA8', 'AA7', 'AA6', 'AA5', 'AA4', 'AA3', 'AA2', 'AA1']);
  });
});

describe('one check-in', () => {
  test('is found by its id and by its service order, the same', async () => {
    const byOrder = await station.rest('/service-orders/105');
    expect(byOrder.status).toBe(200);
    const checkIn = CheckInDetail.strict().parse(byOrder.json);
    expect(checkIn).toMatchObject({
      plate: 'AA5',
      lane: 'ready',
      laneChanges: [{ from: 'new', to: 'ready' }],
      messages: [{ dialect: 'verbatim', proven: true }],
    });
    // When it was stored is noted a moment later.
    const both = () =>
      Promise.all(['/service-orders/105', `/check-ins/${checkIn.id}`].map((path) => station.rest(path)));
    await expect.poll(async () => (await both())[1]?.json).toMatchObject({ steps: { storedAt: expect.any(String) } });
    const [again, byId] = await both();
    expect(byId?.json).toEqual(again?.json);
  });

  test.each([
    '/check-ins/99999',
    '/check-ins/0',
    '/check-ins/-1',
    '/check-ins/1.5',
    '/check-ins/nothing',
    '/check-ins/1.0',
    '/check-ins/1e0',
    '/check-ins/0x1',
    '/check-ins/01',
    '/check-ins/%201',
    '/check-ins/%20',
    '/service-orders/424242',
    '/service-orders/x',
    '/service-orders/9223372036854775807',
  ])('that does not exist is 404: %s', async (path) => {
    const { status, json } = await station.rest(path);
    expect(status).toBe(404);
    expect(json).toMatchObject({ code: 'NOT_FOUND', status: 404, message: 'No such check-in' });
  });
});

describe('a bad parameter is 400, and says which', () => {
  test.each([
    ['/check-ins?limit=0', 'limit'],
    ['/check-ins?limit=201', 'limit'],
    ['/check-ins?limit=-1', 'limit'],
    ['/check-ins?limit=1.5', 'limit'],
    ['/check-ins?limit=many', 'limit'],
    ['/check-ins?limit=1&limit=2', 'limit'],
    ['/check-ins?lane=garage', 'lane'],
    ['/check-ins?lane=', 'lane'],
    ['/check-ins?from=yesterday', 'from'],
    ['/check-ins?from=2026-03-01', 'from'],
    ['/check-ins?to=1700000000000', 'to'],
    ['/check-ins?to=2026-02-30T00:00:00Z', 'to'],
    ['/check-ins?cursor=x', 'cursor'],
    ['/check-ins?cursor=-1', 'cursor'],
    ['/check-ins?cursor=9999999999999999', 'cursor'],
    [`/check-ins?q=${'x'.repeat(201)}`, 'q'],
    ['/check-ins?q[a]=b', 'q'],
    [`/check-ins/${'9'.repeat(65)}`, 'id'],
    ['/service-orders/12345678901234567890', 'receiveBaseId'],
    ['/deliveries?outcome=lost', 'outcome'],
    ['/deliveries?limit=0', 'limit'],
    ['/deliveries?cursor=1%2C2', 'cursor'],
  ])('%s', async (path, parameter) => {
    const answer = await ask(port, { path: `/api/v1${path}`, headers });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'BAD_REQUEST',
      status: 400,
      data: { issues: [{ path: [parameter] }] },
    });
    expect(answer.body).not.toMatch(/\n\s+at |\.[jt]s:\d|node_modules/);
  });
});

test('GET /deliveries lists what came, newest first, and by outcome', async () => {
  const all = page(Delivery.strict()).parse((await station.rest('/deliveries?limit=200')).json);
  expect(all.items.filter(({ outcome }) => outcome === 'quarantined')).toHaveLength(1);
  const accepted = page(Delivery.strict()).parse((await station.rest('/deliveries?outcome=accepted&limit=3')).json);
  expect(accepted.items).toHaveLength(3);
  expect(new Set(accepted.items.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  const next = page(Delivery).parse(
    (await station.rest(`/deliveries?outcome=accepted&limit=200&cursor=${accepted.nextCursor}`)).json,
  );
  expect(next.nextCursor).toBeNull();
  const ids = [...accepted.items, ...next.items].map(({ id }) => Number(id));
  expect(ids).toEqual(all.items.filter(({ outcome }) => outcome === 'accepted').map(({ id }) => Number(id)));
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
});

test('no answer of the API holds a signature, a secret or the callback of another', async () => {
  for (const path of ['/status', '/check-ins', '/deliveries', '/service-orders/105']) {
    const { body } = await ask(port, { path: `/api/v1${path}`, headers });
    expect(body).not.toMatch(/"\w*signature"\s*:|[0-9A-F]{40}/i);
    expect(body).not.toContain(TOKEN);
  }
});

describe('the board alone can ask for', () => {
  test.each([
    ['POST', '/checkIns/move'],
    ['POST', '/check-ins/move'],
    ['POST', '/checkIns.move'],
    ['POST', '/board/watch'],
    ['GET', '/board/watch'],
    ['POST', '/wall/watch'],
  ])('%s %s: it is no part of the REST API', async (method, path) => {
    const body = JSON.stringify({ id: await idOf(101), from: 'new', to: 'seen' });
    const answer = await ask(port, {
      method,
      path: `/api/v1${path}`,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body } : {}),
    });
    expect(answer.status).toBe(404);
    expect((await station.client.status()).lanes.seen).toBe(0);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('the REST API answers GET alone, not %s', async (method) => {
    expect((await ask(port, { method, path: '/api/v1/check-ins', headers })).status).toBe(404);
  });
});

describe('the description of the API', () => {
  const ANSWERS: Record<string, { path: () => Promise<string> | string; answer: z.ZodType }> = {
    '/health': { path: () => '/health', answer: z.strictObject({ ok: z.literal(true) }) },
    '/status': { path: () => '/status', answer: Status.strict() },
    '/check-ins': { path: () => '/check-ins', answer: page(CheckIn.strict()) },
    '/check-ins/{id}': { path: async () => `/check-ins/${await idOf(101)}`, answer: CheckInDetail.strict() },
    '/check-ins/{id}/maintenance': {
      path: async () => `/check-ins/${await idOf(101)}/maintenance`,
      answer: z.strictObject({ plan: VehicleMaintenance.nullable() }),
    },
    '/service-orders/{receiveBaseId}': { path: () => '/service-orders/101', answer: CheckInDetail.strict() },
    '/deliveries': { path: () => '/deliveries', answer: page(Delivery.strict()) },
    '/doctor': { path: () => '/doctor', answer: z.array(DoctorCheck.strict()) },
  };
  type Document = {
    openapi: string;
    servers: { url: string }[];
    security: unknown;
    paths: Record<string, Record<string, { security?: unknown; responses: Record<string, unknown> }>>;
  };
  const read = async () => (await station.rest('/openapi.json')).json as unknown as Document;

  test('is valid OpenAPI 3.1', async () => {
    const document = await read();
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(await validate(structuredClone(document) as never)).toMatchObject({ valid: true });
  });

  test('names each path, GET alone, and no other', async () => {
    const { paths, servers } = await read();
    expect(servers).toEqual([{ url: '/api/v1' }]);
    expect(Object.keys(paths).sort()).toEqual(Object.keys(ANSWERS).sort());
    for (const operations of Object.values(paths)) expect(Object.keys(operations)).toEqual(['get']);
    expect(JSON.stringify(paths)).not.toMatch(/"operationId":"[^"]*(watch|move|snapshot)/i);
  });

  test('says that all but the health check need the token', async () => {
    const { paths, security } = await read();
    expect(security).toEqual([{ token: [] }]);
    expect(paths['/health']?.get?.security).toEqual([]);
    expect(paths['/status']?.get?.security).toBeUndefined();
  });

  test.each(Object.entries(ANSWERS))('%s answers as it says', async (_path, { path, answer }) => {
    const { status, json } = await station.rest(await path());
    expect(status).toBe(200);
    expect(() => answer.parse(json)).not.toThrow();
  });
});

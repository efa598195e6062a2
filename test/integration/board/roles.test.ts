import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayAct, ROLES, type Role } from '../../../shared/access.ts';
import { ask, portOf } from '../../support/http.ts';
import { documentedSample } from '../../support/messages.ts';
import { type Paired, pair } from '../../support/pair.ts';
import { PROCEDURES } from '../../support/procedures.ts';
import { startTestStation, type TestStation, TOKEN } from '../../support/station.ts';

/** Every procedure that is not for managers alone, with the least role that may call it. */
const FOR_OTHERS: Readonly<Record<string, Role>> = {
  health: 'wall',
  access: 'wall',
  'wall/watch': 'wall',
  'board/watch': 'desk',
  status: 'desk',
  'checkIns/list': 'desk',
  'checkIns/get': 'desk',
  'checkIns/byServiceOrder': 'desk',
  'checkIns/move': 'desk',
  'checkIns/setAside': 'desk',
  'checkIns/writeDesk': 'desk',
  'checkIns/enter': 'desk',
  'blind/list': 'desk',
  'blind/tick': 'desk',
  'blind/untick': 'desk',
  'checkIns/shown': 'wall',
  'checkIns/rung': 'desk',
  'history/list': 'desk',
  'history/count': 'desk',
  'history/jump': 'desk',
  'history/choices': 'desk',
  'photos/retry': 'desk',
  'sheets/begin': 'desk',
  'sheets/end': 'desk',
  'sheets/ofCheckIn': 'desk',
  'sheets/catchUp': 'desk',
  'sheets/printMissing': 'desk',
  'sheets/dismissMissing': 'desk',
  'settings/get': 'desk',
  'sheet/boardAddress': 'desk',
  'vehicles/get': 'desk',
  'vehicles/visits': 'desk',
  'vehicles/memory': 'desk',
  'custody/key': 'desk',
  'custody/make': 'desk',
  'custody/piece': 'desk',
  'custody/check': 'desk',
  'custody/add': 'desk',
  'custody/report': 'desk',
  'maintenance/checkIn': 'desk',
  'maintenance/vehicle': 'desk',
  'platform/state': 'desk',
  'platform/reports': 'desk',
  'platform/fetch': 'desk',
};

let station: TestStation;
let desk: Paired;
let wall: Paired;
beforeAll(async () => {
  station = await startTestStation();
  [desk, wall] = [await pair(station, 'desk'), await pair(station, 'wall')];
  await station.post(documentedSample());
});
afterAll(() => station?.dispose());

const headersOf = (role: Role): Record<string, string> => {
  switch (role) {
    case 'manager':
      return { authorization: `Bearer ${TOKEN}` };
    case 'desk':
      return { cookie: desk.cookie };
    case 'wall':
      return { cookie: wall.cookie };
  }
};

/** The status of a call; what is wrong about its input comes after who asks. */
async function statusOf(path: string, role: Role, input?: unknown): Promise<number> {
  const ends = new AbortController();
  const response = await fetch(new URL(`/rpc/${path}`, station.board), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(role) },
    body: JSON.stringify({ json: input ?? {} }),
    signal: ends.signal,
  });
  ends.abort();
  return response.status;
}

test('the table names procedures of the contract only', () => {
  expect(PROCEDURES.length).toBeGreaterThan(15);
  expect(Object.keys(FOR_OTHERS).filter((path) => !PROCEDURES.includes(path))).toEqual([]);
});

describe.each(PROCEDURES)('the procedure %s', (path) => {
  const needed = FOR_OTHERS[path] ?? 'manager';
  test.each(ROLES)('asked by a %s', async (role) => {
    const status = await statusOf(path, role);
    const isRefused = !mayAct(role, needed);
    if (isRefused) expect(status).toBe(403);
    else expect([401, 403, 500]).not.toContain(status);
  });
});

describe('a wall', () => {
  test.each<[string, unknown]>([
    ['checkIns/get', { id: '1' }],
    ['checkIns/list', { q: 'a' }],
    ['checkIns/move', { id: '1', from: 'new', to: 'seen' }],
    ['settings/get', undefined],
    ['settings/set', { lan: { isOpen: true } }],
    ['deliveries/list', {}],
    ['devices/list', undefined],
    ['board/watch', undefined],
  ])('gets 403 for %s with %j', async (path, input) => {
    expect(await statusOf(path, 'wall', input)).toBe(403);
  });

  test('changes nothing by what it was refused', async () => {
    expect((await station.client.settings.get()).lan.isOpen).toBe(false);
    expect((await station.client.status()).lanes).toMatchObject({ new: 1, seen: 0 });
  });

  test('may watch as a wall', async () => {
    expect(await statusOf('wall/watch', 'wall')).toBe(200);
    expect(await wall.client.access()).toEqual({ role: 'wall', device: 'wall' });
  });
});

test('a desk moves a card', async () => {
  const { items } = await desk.client.checkIns.list({});
  expect(await desk.client.checkIns.move({ id: items[0]?.id ?? '', from: 'new', to: 'seen' })).toMatchObject({
    lane: 'seen',
  });
});

test('the callback address, as good as a password, is told to managers alone', async () => {
  const snapshotFor = async (client: Paired['client']) => {
    const events = await client.board.watch();
    for await (const event of events) if (event.type === 'snapshot') return event.status.callback;
    return null;
  };
  expect([(await desk.client.status()).callback, await snapshotFor(desk.client)]).toEqual(['', '']);
  const all = [(await station.client.status()).callback, await snapshotFor(station.client)];
  expect(all).toEqual([station.callback, station.callback]);
});

test('a refusal is told in a form that the page understands', async () => {
  const answer = await ask(portOf(station.board), {
    method: 'POST',
    path: '/rpc/settings/set',
    headers: { cookie: desk.cookie, 'content-type': 'application/json' },
    body: '{"json":{"lan":{"isOpen":true}}}',
  });
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { json: { code: 'FORBIDDEN' } }]);
});

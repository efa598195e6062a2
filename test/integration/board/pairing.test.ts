import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Devices } from '../../../electron/station/board/devices.ts';
import { Invites } from '../../../electron/station/board/invites.ts';
import { servePairing } from '../../../electron/station/board/pairing.ts';
import { photoPath } from '../../../shared/photo.ts';
import { ask, type HttpQuestion, portOf } from '../../support/http.ts';
import { documentedSample } from '../../support/messages.ts';
import { clientWith, cookieOf, pair, sendCode } from '../../support/pair.ts';
import { PAGE_FOLDER, type StationParts, startTestStation, type TestStation, TOKEN } from '../../support/station.ts';

const asset = `/assets/${readdirSync(join(PAGE_FOLDER, 'assets')).find((name) => name.endsWith('.js'))}`;

async function stationForTest(parts: StationParts = {}): Promise<TestStation> {
  const station = await startTestStation(parts);
  onTestFinished(() => station.dispose());
  return station;
}

const get = (station: TestStation, question: HttpQuestion) => ask(portOf(station.board), question);

describe('the pairing page', () => {
  test('is there for a stranger, without script, and says nothing of the shop', async () => {
    const station = await stationForTest({ settings: { shop: { name: 'Harbour Road' } } });
    const { status, body, headers } = await get(station, { path: '/pair' });
    expect(status).toBe(200);
    expect(body).toContain('<form method="post" action="/pair">');
    expect(body).not.toMatch(/<script|Harbour Road|src=|javascript:/);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  test.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', '配对此屏幕'],
    ['de, en-GB', 'Pair this screen'],
    ['fr', 'Pair this screen'],
    [undefined, 'Pair this screen'],
  ])('speaks the language of the browser: %s', async (language, title) => {
    const station = await stationForTest();
    const headers = language === undefined ? {} : { 'accept-language': language };
    expect((await get(station, { path: '/pair', headers })).body).toContain(`<h1>${title}</h1>`);
  });

  test('takes nothing from its address but the letters of a code', async () => {
    const station = await stationForTest();
    const path = `/pair?code=${encodeURIComponent('"><script>alert(1)</script>k7qd')}`;
    const { body } = await get(station, { path });
    expect(body).toContain('value="SCRIPTALERT1SCRIPTK7QD"');
    expect(body).not.toContain('<script');
    expect((await get(station, { path: '/pair?code=a&code=b' })).status).toBe(200);
  });

  test('uses no code up by being looked at, however often: programs look at links before people do', async () => {
    const station = await stationForTest();
    const { code } = await station.client.devices.invite({ role: 'desk', name: 'Reception' });
    for (const method of ['GET', 'GET', 'HEAD', 'OPTIONS']) {
      const { headers } = await get(station, { method, path: `/pair?code=${code}` });
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect((await station.client.devices.list()).invites).toMatchObject([{ code }]);
    expect((await sendCode(station, code)).status).toBe(200);
  });
});

describe('a code', () => {
  test('lets a desk in with a cookie of its own that no script and no other site can use', async () => {
    const station = await stationForTest();
    const { id, code } = await station.client.devices.invite({ role: 'desk', name: 'Reception' });
    const answer = await sendCode(station, code);
    expect(answer.status).toBe(200);
    const [set = ''] = answer.headers['set-cookie'] ?? [];
    expect(set).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(set).toMatch(/Max-Age=34560000/);
    expect(set).not.toContain(TOKEN);
    expect(answer.body).toContain('http-equiv="refresh" content="0;url=/"');
    const headers = { cookie: cookieOf(answer) };
    expect((await get(station, { headers })).body).toContain('<div id="root">');
    expect(await station.client.devices.list()).toMatchObject({
      devices: [{ id, name: 'Reception', role: 'desk', browser: null, address: '127.0.0.1' }],
      invites: [],
    });
    await get(station, { headers: { ...headers, 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0' } });
    expect((await station.client.devices.list()).devices).toMatchObject([{ browser: 'Chrome, Windows' }]);
    expect(await clientWith(station, headers).access()).toEqual({ role: 'desk', device: 'Reception' });
  });

  test('sends a wall to its own page, also from the board', async () => {
    const station = await stationForTest();
    const { code } = await station.client.devices.invite({ role: 'wall', name: 'Yard' });
    const answer = await sendCode(station, code);
    expect(answer.body).toContain('content="0;url=/wall.html"');
    const board = await get(station, { headers: { cookie: cookieOf(answer) } });
    expect([board.status, board.headers.location]).toEqual([302, '/wall.html']);
  });

  test('is good once: whoever comes second is told so and gets nothing', async () => {
    const station = await stationForTest();
    const { code } = await station.client.devices.invite({ role: 'desk', name: 'Reception' });
    expect((await sendCode(station, code)).status).toBe(200);
    const again = await sendCode(station, code);
    expect([again.status, again.headers['set-cookie']]).toEqual([410, undefined]);
    expect(again.body).toContain('This code has been used');
    expect((await station.client.devices.list()).devices).toHaveLength(1);
  });

  test('is good for ten minutes', async () => {
    let now = Date.parse('2026-03-03T10:00:00Z');
    const station = await stationForTest({ now: () => now });
    const { code, expiresAt } = await station.client.devices.invite({ role: 'desk', name: 'Reception' });
    expect(expiresAt).toBe('2026-03-03T10:10:00.000Z');
    now += 10 * 60_000;
    const late = await sendCode(station, code, { 'accept-language': 'zh' });
    expect([late.status, late.headers['set-cookie']]).toEqual([410, undefined]);
    expect(late.body).toContain('配对码已超过十分钟');
  });

  test('that was taken back lets nobody in', async () => {
    const station = await stationForTest();
    const { id, code } = await station.client.devices.invite({ role: 'desk', name: 'Reception' });
    await station.client.devices.cancelInvite({ id });
    expect((await sendCode(station, code)).status).toBe(403);
  });

  test('that is wrong twenty times closes pairing for ten minutes, but shuts no paired device out', async () => {
    let now = Date.parse('2026-03-03T10:00:00Z');
    const station = await stationForTest({ now: () => now });
    const desk = await pair(station, 'desk');
    const { code } = await station.client.devices.invite({ role: 'desk', name: 'Late' });
    for (let tried = 0; tried < 20; tried += 1) expect((await sendCode(station, '22222222')).status).toBe(403);

    const closed = await sendCode(station, code);
    expect([closed.status, closed.headers['set-cookie']]).toEqual([429, undefined]);
    expect(closed.body).toContain('Too many wrong codes');
    expect((await station.client.devices.list()).closedUntil).toBe('2026-03-03T10:10:00.000Z');
    expect((await desk.client.status()).lanes.new).toBe(0);
    now += 10 * 60_000;
    const { code: later } = await station.client.devices.invite({ role: 'desk', name: 'Late' });
    expect((await sendCode(station, later)).status).toBe(200);
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example.com' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page that hides where it is from', { origin: 'null' }],
    ['something that says nothing of where it is from', { origin: '' }],
  ])('is not taken from a form of %s', async (_where, headers) => {
    const station = await stationForTest();
    const { code } = await station.client.devices.invite({ role: 'desk', name: 'Reception' });
    const answer = await sendCode(station, code, headers);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    expect((await station.client.devices.list()).invites).toHaveLength(1);
  });

  test('is not taken in place of the own link of the station, which may do more', async () => {
    const station = await stationForTest();
    const { code } = await station.client.devices.invite({ role: 'desk', name: 'Reception' });
    const cookie = `forecourt-${portOf(station.board)}=${TOKEN}`;
    expect((await get(station, { path: `/pair?code=${code}`, headers: { cookie } })).status).toBe(409);
    const answer = await sendCode(station, code, { cookie });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([409, undefined]);
    expect((await station.client.devices.list()).invites).toHaveLength(1);
  });

  test('makes a paired browser a new device in place of the one that it was', async () => {
    const station = await stationForTest();
    const desk = await pair(station, 'desk');
    const { id, code } = await station.client.devices.invite({ role: 'wall', name: 'Yard' });
    expect((await sendCode(station, code, { cookie: desk.cookie })).status).toBe(200);
    expect((await station.client.devices.list()).devices.map((device) => device.id)).toEqual([id]);
    expect((await get(station, { headers: { cookie: desk.cookie } })).status).toBe(401);
  });

  test.each<[string, string | undefined, string]>([
    ['JSON', 'application/json', '{"code":"x"}'],
    ['no form at all', undefined, 'code=x'],
    ['a form that is too long', 'application/x-www-form-urlencoded', `code=${'x'.repeat(2_000)}`],
  ])('is not looked for in %s', async (_what, type, body) => {
    const station = await stationForTest();
    const { host } = new URL(station.board);
    const answer = await get(station, {
      method: 'POST',
      path: '/pair',
      headers: { origin: `http://${host}`, host, ...(type !== undefined && { 'content-type': type }) },
      body,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
  });

  test('that cannot be stored pairs nobody, says so, and is still good', async () => {
    const store = {
      all: () => [],
      add: () => {
        throw new Error('disk full');
      },
      rename: () => {},
      remove: () => {},
      seen: () => {},
    };
    const devices = new Devices({ store, now: Date.now, log: pino({ level: 'silent' }) });
    const invites = new Invites({ now: Date.now, id: () => 'a', random: () => 7 });
    const { code } = invites.create('desk', 'Reception');
    const server = Fastify();
    const failures: unknown[] = [];
    servePairing(server, {
      devices,
      invites,
      isOwn: () => false,
      tokenOf: () => undefined,
      keepToken: () => expect.unreachable(),
      failed: (error) => failures.push(error),
    });
    const answer = await server.inject({
      method: 'POST',
      url: '/pair',
      headers: { host: 'a', origin: 'http://a', 'content-type': 'application/x-www-form-urlencoded' },
      body: `code=${code}`,
    });
    expect([answer.statusCode, failures.length, invites.open.length]).toEqual([503, 1, 1]);
    expect(answer.body).toContain('could not be stored');
    await server.close();
  });
});

describe('a paired device', () => {
  test('is still paired after the station was started again', async () => {
    const first = await startTestStation();
    const desk = await pair(first, 'desk');
    await first.stop();
    const station = await stationForTest({ dataFolder: first.dataFolder, boardPort: portOf(first.board) });
    const answer = await get(station, { method: 'POST', path: '/rpc/access', headers: { cookie: desk.cookie } });
    expect(JSON.parse(answer.body)).toEqual({ json: { role: 'desk', device: 'desk' } });
  });

  test('opens no REST API, by its cookie or as a token', async () => {
    const station = await stationForTest();
    const { cookie } = await pair(station, 'desk');
    const token = cookie.split('=')[1] ?? '';
    for (const path of ['/api/v1/status', '/api/v1/check-ins', '/api/v1/openapi.json']) {
      expect((await get(station, { path, headers: { cookie } })).status).toBe(401);
      expect((await get(station, { path, headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
    }
    expect((await get(station, { path: `/?token=${token}` })).status).toBe(401);
  });

  test.each(['desk', 'wall'] as const)('as a %s opens the files of the page, for its own pages only', async (role) => {
    const station = await stationForTest();
    const { cookie } = await pair(station, role);
    const { host } = new URL(station.board);
    expect((await get(station, { path: asset, headers: { cookie } })).status).toBe(200);
    for (const headers of [
      { origin: 'https://evil.example.com' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: `http://localhost:${portOf(station.board)}`, host },
    ]) {
      expect((await get(station, { path: asset, headers: { cookie, ...headers } })).status).toBe(401);
    }
  });

  test('as a wall sees photos as small as a card shows them, as a desk whole', async () => {
    const station = await stationForTest();
    const [desk, wall] = [await pair(station, 'desk'), await pair(station, 'wall')];
    const statusOf = async (cookie: string, size: 'card' | 'list' | 'full') =>
      (await get(station, { path: photoPath('a'.repeat(64), size), headers: { cookie } })).status;
    // There is no such photo: who may see it is told that it is not there.
    expect(await Promise.all((['card', 'list', 'full'] as const).map((size) => statusOf(wall.cookie, size)))).toEqual([
      404, 403, 403,
    ]);
    expect(await statusOf(desk.cookie, 'full')).toBe(404);
  });

  test('that is removed is cut off within a second in the midst of watching, and gets 401 from then on', async () => {
    const station = await stationForTest();
    const [desk, other] = [await pair(station, 'desk'), await pair(station, 'desk')];
    const watch = async (client: typeof desk.client) => (await client.board.watch())[Symbol.asyncIterator]();
    const [events, others] = [await watch(desk.client), await watch(other.client)];
    expect((await events.next()).value).toMatchObject({ type: 'snapshot' });
    expect((await others.next()).value).toMatchObject({ type: 'snapshot' });
    expect((await station.client.devices.list()).devices.map(({ isConnected }) => isConnected)).toEqual([true, true]);

    const next = events.next();
    const removedAt = performance.now();
    await station.client.devices.revoke({ id: desk.id });
    expect((await next).done).toBe(true);
    expect(performance.now() - removedAt).toBeLessThan(1_000);
    for (const question of [{}, { path: asset }, { method: 'POST', path: '/rpc/status' }] satisfies HttpQuestion[]) {
      expect((await get(station, { ...question, headers: { cookie: desk.cookie } })).status).toBe(401);
    }
    expect((await station.client.devices.list()).devices.map(({ id }) => id)).toEqual([other.id]);

    await station.post(documentedSample());
    expect((await others.next()).value).toMatchObject({ type: expect.stringMatching(/card|status/) });
    await others.return?.();
  });

  test('is renamed, and what is not there is said to be not there', async () => {
    const station = await stationForTest();
    const desk = await pair(station, 'desk');
    await station.client.devices.rename({ id: desk.id, name: '  Counter 2 ' });
    expect(await desk.client.access()).toEqual({ role: 'desk', device: 'Counter 2' });
    await expect(station.client.devices.rename({ id: 'x', name: 'y' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(station.client.devices.revoke({ id: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const name of ['', '   ', 'x'.repeat(41), 'a\u0000b', 'a\u202eb']) {
      await expect(station.client.devices.rename({ id: desk.id, name })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
  });
});

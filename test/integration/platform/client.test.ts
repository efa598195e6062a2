import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PlatformClient, type PlatformClientParts } from '../../../electron/station/platform/client.ts';
import { type Pace, steadyPace } from '../../../electron/station/platform/pace.ts';
import { PlatformError } from '../../../electron/station/platform/platform-error.ts';
import type { PlatformFailure } from '../../../shared/platform.ts';
import { FakePlatform, type Fault, playedReport } from '../../support/fake-platform.ts';
import { SECRET } from '../../support/messages.ts';

const PLATE = '京M65068';

let platform: FakePlatform;
beforeEach(async () => {
  platform = await FakePlatform.start({ appSecret: SECRET, reports: { [PLATE]: [playedReport(PLATE)] } });
});
afterEach(() => platform.stop());

const NEVER = new AbortController().signal;
const wait = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal });
const elapsed = () => performance.now();
/** Nobody waits for anybody, as if nothing bounded the calls but the token. */
const AT_ONCE: Pace = { turn: (work) => work(), ready: async () => {} };

function clientOf(parts: Partial<PlatformClientParts> = {}): PlatformClient {
  return new PlatformClient({
    credentials: () => ({ base: platform.base, appKey: 'AK-TEST', appSecret: SECRET }),
    pace: AT_ONCE,
    now: Date.now,
    elapsed,
    random: () => 0.5,
    wait,
    firstPauseMs: 1,
    tryWithinMs: 5_000,
    ended: () => {},
    ...parts,
  });
}

const times = <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, work));

/** What was told of a call that did not succeed. */
const failureOf = (call: Promise<unknown>): Promise<PlatformFailure> =>
  call.then(
    () => Promise.reject(new Error('it was answered')),
    (error) => (error instanceof PlatformError ? error.failure : Promise.reject(error)),
  );

describe('the token', () => {
  test('is asked for once, however many calls wait for it', async () => {
    const client = clientOf();
    platform.next(...Array<Fault>(50).fill({ what: 'rest', delayMs: 50 }));
    const answers = await times(50, () => client.reports(PLATE, NEVER));
    expect(platform.logIns).toBe(1);
    expect(answers.map((reports) => reports.length)).toEqual(Array(50).fill(1));
    expect(platform.mostAtOnce).toBeGreaterThan(10);
  });

  test('is renewed once when 50 calls are refused in mid-flight, and each is made once more', async () => {
    const client = clientOf();
    await client.reports(PLATE, NEVER);
    platform.expireTokens();
    const answers = await times(50, () => client.reports(PLATE, NEVER));
    expect(platform.logIns).toBe(2);
    expect(answers.map((reports) => reports.length)).toEqual(Array(50).fill(1));
    expect(platform.plates).toHaveLength(1 + 50 + 50);
  });

  test('is not renewed again for a refusal that comes late: the one that was fetched meanwhile is used', async () => {
    const client = clientOf();
    await client.reports(PLATE, NEVER);
    platform.next({ what: 'rest', http: 403, delayMs: 100 }, { what: 'rest', http: 403 });
    const late = client.reports(PLATE, NEVER);
    await expect.poll(() => platform.plates.length).toBe(2);
    expect(await client.reports(PLATE, NEVER)).toHaveLength(1);
    expect(await late).toHaveLength(1);
    expect(platform.logIns).toBe(2);
  });

  test('that is refused although it is new is told: the call is made twice and no more', async () => {
    platform.refusesAll = true;
    expect(await failureOf(clientOf().reports(PLATE, NEVER))).toEqual({ problem: 'refused', code: 403 });
    expect([platform.logIns, platform.plates.length]).toEqual([2, 2]);
  });

  test('that is refused in the body of an answer is renewed as well', async () => {
    platform.next({ what: 'rest', code: 403 });
    expect(await clientOf().reports(PLATE, NEVER)).toHaveLength(1);
    expect([platform.logIns, platform.plates.length]).toEqual([2, 2]);
  });

  test('is refused to all who wait by one log-in, and not asked for again by itself', async () => {
    const client = clientOf({
      credentials: () => ({ base: platform.base, appKey: 'AK-TEST', appSecret: 'another secret, of 16' }),
    });
    const told = await times(50, () => failureOf(client.reports(PLATE, NEVER)));
    expect(new Set(told.map(({ problem }) => problem))).toEqual(new Set(['refused']));
    expect([platform.logIns, platform.plates.length]).toEqual([1, 0]);
  });

  test('is waited for by the others when whoever asked first gives up', async () => {
    const client = clientOf();
    const first = new AbortController();
    platform.next({ what: 'auth', delayMs: 60 });
    const given = client.reports(PLATE, first.signal);
    const other = client.reports(PLATE, NEVER);
    first.abort(new Error('gone'));
    await expect(given).rejects.toThrow('gone');
    expect(await other).toHaveLength(1);
    expect(platform.logIns).toBe(1);
  });

  test('lasts as long as AutoX3 says, less a minute', async () => {
    let now = 0;
    const client = clientOf({ elapsed: () => now });
    await client.reports(PLATE, NEVER);
    now = 529_139_000;
    await client.reports(PLATE, NEVER);
    expect(platform.logIns).toBe(1);
    now = 529_140_000;
    await client.reports(PLATE, NEVER);
    expect(platform.logIns).toBe(2);
  });

  test('of other credentials is another one', async () => {
    let appSecret = SECRET;
    const client = clientOf({ credentials: () => ({ base: platform.base, appKey: 'AK-TEST', appSecret }) });
    await client.reports(PLATE, NEVER);
    appSecret = 'another secret, of 16';
    expect(await failureOf(client.reports(PLATE, NEVER))).toMatchObject({ problem: 'refused' });
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'token-1'],
    ['a list', [{ accessToken: 'token-1' }]],
    ['no token', { expiresIn: 60 }],
    ['an empty token', { accessToken: ' ', expiresIn: 60 }],
    ['a number', { accessToken: 7, expiresIn: 60 }],
    ['what would end the header', { accessToken: 'token-1\r\nx-evil: 1', expiresIn: 60 }],
    ['Chinese', { accessToken: '令牌', expiresIn: 60 }],
    ['a novel', { accessToken: 'x'.repeat(10_000), expiresIn: 60 }],
  ])('is none when it is %s', async (_what, data) => {
    platform.next({ what: 'auth', body: JSON.stringify({ data, status: 0 }) });
    expect(await failureOf(clientOf().reports(PLATE, NEVER))).toEqual({ problem: 'unreadable', code: null });
    expect(platform.plates).toEqual([]);
  });
});

describe('a question', () => {
  test('has the documented form', async () => {
    await clientOf().reports(PLATE, NEVER);
    const [auth, rest] = platform.questions;
    expect(auth).toMatchObject({ method: 'POST', body: { appKey: 'AK-TEST', appSecret: SECRET } });
    expect(auth?.headers.authorization).toBeUndefined();
    expect(rest).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=UTF-8', authorization: 'token-1' },
      body: {
        method: 'autox3.order.detection.report.list',
        content: '{"carNum":"京M65068","isNeedJson":"false"}',
      },
    });
  });

  test('is not asked without credentials', async () => {
    expect(await failureOf(clientOf({ credentials: () => null }).reports(PLATE, NEVER))).toEqual({
      problem: 'not-set-up',
      code: null,
    });
    expect(platform.questions).toEqual([]);
  });

  test('that somebody stops waiting for ends at once', async () => {
    const client = clientOf();
    const stop = new AbortController();
    await client.reports(PLATE, NEVER);
    platform.next({ what: 'rest', stall: true });
    const call = client.reports(PLATE, stop.signal);
    await expect.poll(() => platform.plates.length).toBe(2);
    stop.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });

  test('ends with the station', async () => {
    const client = clientOf();
    platform.next({ what: 'auth', stall: true });
    const call = client.reports(PLATE, NEVER);
    await expect.poll(() => platform.logIns).toBe(1);
    client.stop();
    await expect(call).rejects.toThrow();
  });
});

describe('what may pass by itself is tried again:', () => {
  test.each<[string, Fault]>([
    ['a server that fails', { what: 'rest', http: 503 }],
    ['a gateway that fails', { what: 'rest', http: 502, body: '<html>Bad Gateway</html>' }],
    ['a connection that breaks', { what: 'rest', cut: 'before' }],
    ['an answer that breaks off', { what: 'rest', cut: 'within' }],
    ['an answer that never ends', { what: 'rest', stall: true }],
    ['a fault of its own network', { what: 'rest', code: 1_101 }],
    ['the same as a text, upon a log-in', { what: 'auth', code: '1101' }],
    ['a log-in that fails', { what: 'auth', http: 500 }],
    ['a log-in that breaks', { what: 'auth', cut: 'before' }],
  ])('%s', async (_what, fault) => {
    platform.next(fault);
    expect(await clientOf({ tryWithinMs: 150 }).reports(PLATE, NEVER)).toHaveLength(1);
    expect(platform.questions).toHaveLength(3);
  });

  test.each<[string, Fault, PlatformFailure]>([
    ['a server that goes on failing', { what: 'rest', http: 503 }, { problem: 'server-error', code: 503 }],
    [
      'a fault of its own network that stays',
      { what: 'rest', code: 1_101 },
      { problem: 'autox3-network', code: 1_101 },
    ],
    ['a connection that goes on breaking', { what: 'rest', cut: 'before' }, { problem: 'no-connection', code: null }],
    ['answers that never end', { what: 'rest', stall: true }, { problem: 'timeout', code: null }],
  ])('four times, and then it is told: %s', async (_what, fault, failure) => {
    platform.next(fault, fault, fault, fault);
    const client = clientOf({ tryWithinMs: 150 });
    expect(await failureOf(client.reports(PLATE, NEVER))).toEqual(failure);
    expect(platform.plates).toHaveLength(4);
    expect(client.last?.failure).toEqual(failure);
  });
});

describe('what would not pass by itself is told at once:', () => {
  test.each<[string, Fault, PlatformFailure]>([
    ['a number that is not documented', { code: 4_711 }, { problem: 'unknown-code', code: 4_711 }],
    ['a number as a text', { code: '4711' }, { problem: 'unknown-code', code: 4_711 }],
    ['a status that is no number', { body: '{"status":"ok","data":[]}' }, { problem: 'unreadable', code: null }],
    ['no status', { body: '{"data":[]}' }, { problem: 'unreadable', code: null }],
    ['what is no JSON', { body: 'hello' }, { problem: 'unreadable', code: null }],
    ['nothing', { body: '' }, { problem: 'unreadable', code: null }],
    ['null', { body: 'null' }, { problem: 'unreadable', code: null }],
    ['a deep pit', { body: '['.repeat(1_000_000) }, { problem: 'unreadable', code: null }],
    ['an object for the list', { body: '{"status":0,"data":{"0":{}}}' }, { problem: 'unreadable', code: null }],
    [
      'more than anybody reads',
      { body: `{"status":0,"data":"${'x'.repeat(2_097_152)}"}` },
      { problem: 'too-large', code: null },
    ],
    ['a path that is not there', { http: 404, body: 'no' }, { problem: 'not-taken', code: 404 }],
    ['too many questions', { http: 429 }, { problem: 'not-taken', code: 429 }],
  ])('%s', async (_what, fault, failure) => {
    platform.next({ what: 'rest', ...fault });
    expect(await failureOf(clientOf().reports(PLATE, NEVER))).toEqual(failure);
    expect([platform.logIns, platform.plates.length]).toEqual([1, 1]);
  });

  test('1102, after a log-in: it speaks of the token as 403 does', async () => {
    platform.next({ what: 'rest', code: 1_102 }, { what: 'rest', code: 1_102 });
    expect(await failureOf(clientOf().reports(PLATE, NEVER))).toEqual({ problem: 'not-authentic', code: 1_102 });
    expect([platform.logIns, platform.plates.length]).toEqual([2, 2]);
  });

  test('a redirect, which nobody follows with the token', async () => {
    const elsewhere = await FakePlatform.start({ appSecret: SECRET });
    for (const http of [301, 302, 307, 308]) {
      platform.next({ what: 'rest', http, headers: { location: `${elsewhere.base}/openapi/api-v1/rest` } });
      expect(await failureOf(clientOf().reports(PLATE, NEVER))).toEqual({ problem: 'redirected', code: http });
    }
    expect(elsewhere.questions).toEqual([]);
    await elsewhere.stop();
  });

  test('a PC that answers nothing is no connection', async () => {
    const client = clientOf({
      credentials: () => ({ base: 'http://127.0.0.1:1', appKey: 'AK-TEST', appSecret: SECRET }),
    });
    expect(await failureOf(client.reports(PLATE, NEVER))).toEqual({ problem: 'no-connection', code: null });
  });
});

describe('the pace', () => {
  test('is one call at a time, the log-in among them', async () => {
    const client = clientOf({ pace: steadyPace(1, { elapsed, wait }) });
    await times(8, () => client.reports(PLATE, NEVER));
    expect(platform.mostAtOnce).toBe(1);
    expect(platform.questions).toHaveLength(9);
  });

  test('lets whoever gives up go at once, and asks nothing for them', async () => {
    const client = clientOf({ pace: steadyPace(0, { elapsed, wait }) });
    const stop = new AbortController();
    platform.next({ what: 'rest', delayMs: 80 });
    const first = client.reports(PLATE, NEVER);
    const second = client.reports('沪A12345', stop.signal);
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    expect(await first).toHaveLength(1);
    await client.reports(PLATE, NEVER);
    expect(platform.plates).toEqual([PLATE, PLATE]);
  });
});

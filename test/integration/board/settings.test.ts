import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BoardEvent } from '../../../shared/contract.ts';
import { DEFAULT_SETTINGS, type StationSettings } from '../../../shared/settings.ts';
import type { ShopSettings } from '../../../shared/shop.ts';
import { HEADLESS, runScript, sentences } from '../../support/command.ts';
import { ask, portOf } from '../../support/http.ts';
import { SECRET, signedCheckIn } from '../../support/messages.ts';
import {
  endStation,
  type SpawnedStation,
  spawnStation,
  startTestStation,
  type TestStation,
  TOKEN,
  temporaryFolder,
  waysToUse,
} from '../../support/station.ts';

const NEVER = { current: null, previous: null };
const DAY_MS = 86_400_000;
const NEWER = 'a-newer-secret-of-the-shop';
const SHOP: ShopSettings = { name: 'Harbour Road', plateStyle: 'uk', distanceUnit: 'mi', timeZone: 'Asia/Tokyo' };
const SET: StationSettings = {
  ...DEFAULT_SETTINGS,
  alerts: {
    kinds: { plain: false, lights: true, damage: true },
    plate: false,
    ring: false,
    quietHours: { from: '19:00', to: '07:30' },
  },
};

type Client = TestStation['client'];

/** Another board, already told how things are; `next` waits for the next thing it is told, ticks apart. */
async function watcher(client: Client) {
  const ending = new AbortController();
  const events = await client.board.watch(undefined, { signal: ending.signal });
  const next = async (): Promise<Exclude<BoardEvent, { type: 'tick' }>> => {
    for (;;) {
      const { value, done } = await events.next();
      if (done) throw new Error('the board was told no more');
      if (value.type !== 'tick') return value;
    }
  };
  const first = await next();
  if (first.type !== 'snapshot') throw new Error(`the first event is a ${first.type}`);
  /** The next of a type, whatever is found out meanwhile, about the backups say. */
  const nextOf = async (type: BoardEvent['type']): Promise<BoardEvent> => {
    let heard = await next();
    while (heard.type !== type) heard = await next();
    return heard;
  };
  return { snapshot: first, next, nextOf, close: () => ending.abort() };
}

describe('the settings of the shop', () => {
  let station: TestStation;
  beforeAll(async () => {
    station = await startTestStation();
  });
  afterAll(() => station?.dispose());
  beforeEach(async () => void (await station.client.settings.set(DEFAULT_SETTINGS)));

  test('begin with alerts for everything', async () => {
    expect(await station.client.settings.get()).toEqual(DEFAULT_SETTINGS);
  });

  test('are answered as they were set, and heard at once by every other board', async () => {
    const others = await Promise.all([watcher(station.client), watcher(station.client)]);
    for (const { snapshot } of others) expect(snapshot.settings).toEqual(DEFAULT_SETTINGS);
    expect(await station.client.settings.set(SET)).toEqual(SET);
    for (const other of others) {
      expect(await other.nextOf('settings')).toEqual({ type: 'settings', settings: SET });
      other.close();
    }
    expect(await station.client.settings.get()).toEqual(SET);
    const later = await watcher(station.client);
    expect(later.snapshot.settings).toEqual(SET);
    later.close();
  });

  test('change a group at a time: what another board changes meanwhile stays', async () => {
    const { alerts, ...others } = SET;
    await station.client.settings.set({ photos: { allowedHosts: ['10.0.0.7'] } });
    await station.client.settings.set({ alerts });
    expect(await station.client.settings.get()).toEqual({ ...others, alerts, photos: { allowedHosts: ['10.0.0.7'] } });
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a part of them', { alerts: { ring: false } }],
    ['a member that nobody knows', { alerts: { ...SET.alerts, colour: 'red' } }],
    ['a group that nobody knows', { ...SET, colours: {} }],
    ['a value of another type', { alerts: { ...SET.alerts, plate: 'yes' } }],
    ['a sort that nobody knows', { alerts: { ...SET.alerts, kinds: { ...SET.alerts.kinds, loud: true } } }],
    ['a time that no clock shows', { alerts: { ...SET.alerts, quietHours: { from: '24:00', to: '07:00' } } }],
    [
      'an age that turns amber after it is red',
      { board: { ...SET.board, ages: { ...SET.board.ages, new: { amber: 9, red: 3 } } } },
    ],
    ['a severity that nobody knows', { board: { ...SET.board, lights: { 1: 'purple' } } }],
    ['a part that no vehicle has', { board: { ...SET.board, positions: { x: 'wing of an aeroplane' } } }],
    ['a host that is none', { photos: { allowedHosts: ['http://10.0.0.1/'] } }],
    ['a time with more behind', { alerts: { ...SET.alerts, quietHours: { from: '19:00\n', to: '07:00' } } }],
    ['a time zone that there is not', { shop: { ...SHOP, timeZone: 'Mars/Base' } }],
    ['a time zone that is an offset', { shop: { ...SHOP, timeZone: '+01:00' } }],
    ['a time zone with more behind', { shop: { ...SHOP, timeZone: 'Europe/London\u0000' } }],
    ['a time zone that is a list', { shop: { ...SHOP, timeZone: ['Europe/London'] } }],
    ['a shop without a zone', { shop: { name: 'x', plateStyle: 'uk', distanceUnit: 'mi' } }],
    ['a name that is too long', { shop: { ...SHOP, name: 'x'.repeat(61) } }],
    ['a name that is none', { shop: { ...SHOP, name: { html: '<b>' } } }],
    ['a style of plate that nobody draws', { shop: { ...SHOP, plateStyle: 'gold' } }],
    ['a unit that nobody drives', { shop: { ...SHOP, distanceUnit: 'furlong' } }],
    ['hours without an end', { alerts: { ...SET.alerts, quietHours: { from: '19:00' } } }],
  ])('are refused with %s, and nobody hears of it', async (_what, settings) => {
    const other = await watcher(station.client);
    const set = station.client.settings.set(settings as StationSettings);
    await expect(set).rejects.toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect(await station.client.settings.get()).toEqual(DEFAULT_SETTINGS);
    await station.client.settings.set(SET);
    expect(await other.nextOf('settings')).toEqual({ type: 'settings', settings: SET });
    other.close();
  });
});

describe('the shop', () => {
  test("lives in the time of the station's PC until it says otherwise, and every board hears of it", async () => {
    const station = await startTestStation({ timeZone: 'Europe/Lisbon' });
    try {
      const other = await watcher(station.client);
      expect(other.snapshot.status).toMatchObject({ timeZone: 'Europe/Lisbon', pcTimeZone: 'Europe/Lisbon' });
      await station.client.settings.set({ shop: SHOP });
      const told = [await other.next()];
      const isTold = (type: BoardEvent['type']): boolean => told.some((event) => event.type === type);
      while (
        !isTold('settings') ||
        !told.some((event) => event.type === 'status' && event.status.timeZone === SHOP.timeZone)
      )
        told.push(await other.next());
      expect(told).toContainEqual({ type: 'settings', settings: { ...DEFAULT_SETTINGS, shop: SHOP } });
      expect(told).toContainEqual({
        type: 'status',
        status: expect.objectContaining({ timeZone: 'Asia/Tokyo', pcTimeZone: 'Europe/Lisbon' }),
      });
      await station.client.settings.set({ shop: { ...SHOP, name: 'Other' } });
      expect(await other.nextOf('settings')).toMatchObject({ type: 'settings', settings: { shop: { name: 'Other' } } });
      expect((await station.rest('/status')).json).toMatchObject({ timeZone: 'Asia/Tokyo' });
      expect((await station.rest('/status')).json).not.toHaveProperty('shop');
      other.close();
    } finally {
      await station.dispose();
    }
  });

  test('has a name without space around it', async () => {
    const station = await startTestStation();
    const { shop } = await station.client.settings.set({ shop: { ...SHOP, name: '  Harbour Road\n' } });
    expect(shop.name).toBe('Harbour Road');
    await station.dispose();
  });

  test('of settings.json is taken over once; what the board sets later stays', async () => {
    const folder = temporaryFolder();
    const startWith = (shop: object) => startTestStation({ dataFolder: folder.path, settings: { shop } });
    try {
      const first = await startWith({ name: 'Harbour Road', distanceUnit: 'mi' });
      const taken = { name: 'Harbour Road', plateStyle: 'plain', distanceUnit: 'mi', timeZone: null };
      expect((await first.client.settings.get()).shop).toEqual(taken);
      await first.dispose();
      const second = await startWith({ name: 'Written later' });
      expect((await second.client.settings.get()).shop).toEqual(taken);
      await second.client.settings.set({ shop: SHOP });
      await second.dispose();
      const third = await startWith({ name: 'Written later' });
      expect((await third.client.settings.get()).shop).toEqual(SHOP);
      await third.dispose();
    } finally {
      folder.dispose();
    }
  });
});

test('the settings of the shop are there after a restart', async () => {
  const folder = temporaryFolder();
  try {
    const first = await startTestStation({ dataFolder: folder.path });
    await first.client.settings.set(SET);
    await first.dispose();
    const second = await startTestStation({ dataFolder: folder.path });
    expect(await second.client.settings.get()).toEqual(SET);
    await second.dispose();
  } finally {
    folder.dispose();
  }
});

describe('the app secret', () => {
  let station: TestStation;
  let now: number;
  beforeEach(() => {
    now = Date.parse('2026-03-03T09:00:00Z');
  });
  afterEach(() => station?.dispose());
  const start = async (appSecrets: Parameters<typeof startTestStation>[0] = {}): Promise<void> => {
    station = await startTestStation({ now: () => now, ...appSecrets });
  };
  const signed = async (secret: string): Promise<number> => (await station.post(signedCheckIn({ secret }).body)).status;

  test('that is set for the first time is verified with at once, and every board hears that check-ins are accepted', async () => {
    await start({ appSecrets: { current: null } });
    expect(await station.client.appSecret.state()).toEqual({
      isSet: false,
      protection: 'file',
      previousUntil: null,
      lastUsed: NEVER,
    });
    expect(await signed(NEWER)).toBe(401);
    const other = await watcher(station.client);
    expect(other.snapshot.status).toMatchObject({ accepting: false, obstacle: 'no-secret' });
    expect(await station.client.appSecret.set({ secret: `  ${NEWER}\n`, keepDays: 0 })).toEqual({
      isSet: true,
      protection: 'file',
      previousUntil: null,
      lastUsed: NEVER,
    });
    let told = await other.nextOf('status');
    while (told.type === 'status' && !told.status.accepting) told = await other.nextOf('status');
    expect(told).toMatchObject({ type: 'status', status: { accepting: true, obstacle: null } });
    other.close();
    expect(await signed(NEWER)).toBe(200);
  });

  test('before is accepted for seven days more when that is wanted, and not a moment longer', async () => {
    await start();
    expect(await station.client.appSecret.set({ secret: NEWER, keepDays: 7 })).toEqual({
      isSet: true,
      protection: 'file',
      previousUntil: '2026-03-10T09:00:00.000Z',
      lastUsed: NEVER,
    });
    expect([await signed(NEWER), await signed(SECRET)]).toEqual([200, 200]);
    now += 7 * DAY_MS - 1;
    expect([await signed(NEWER), await signed(SECRET)]).toEqual([200, 200]);
    now += 1;
    expect([await signed(NEWER), await signed(SECRET)]).toEqual([200, 401]);
    expect(await station.client.appSecret.state()).toMatchObject({ isSet: true, previousUntil: null });
  });

  test('before ends at once when that is wanted', async () => {
    await start();
    await station.client.appSecret.set({ secret: NEWER, keepDays: 0 });
    expect([await signed(NEWER), await signed(SECRET)]).toEqual([200, 401]);
  });

  test.each([
    ['', 'too-short'],
    ['fifteen letters', 'too-short'],
    ['x'.repeat(257), 'too-long'],
    ['sixteen letters 密', 'not-ascii'],
    ['sixteen letters\u0000', 'not-ascii'],
  ])('that is %j is refused with the reason, and the one before stays', async (secret, problem) => {
    await start();
    await expect(station.client.appSecret.set({ secret, keepDays: 0 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      status: 400,
      data: { problem },
    });
    expect(await signed(SECRET)).toBe(200);
    expect((await station.client.appSecret.state()).previousUntil).toBeNull();
  });

  test.each<[string, unknown]>([
    ['no secret', { keepDays: 7 }],
    ['no word on the one before', { secret: NEWER }],
    ['a secret that is no text', { secret: [NEWER], keepDays: 7 }],
    ['a secret that no field should take', { secret: 'x'.repeat(2_001), keepDays: 7 }],
  ])('is not changed by a call with %s', async (_what, input) => {
    await start();
    const set = station.client.appSecret.set(input as { secret: string; keepDays: number });
    await expect(set).rejects.toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect(await signed(SECRET)).toBe(200);
  });

  test('is in no answer, no event and no line of the log', async () => {
    await start();
    const other = await watcher(station.client);
    const answers = [
      await station.client.appSecret.set({ secret: NEWER, keepDays: 7 }),
      await station.client.appSecret.state(),
      await station.client.appSecret.set({ secret: `${NEWER}密`, keepDays: 7 }).catch((error: unknown) => error),
      await station.client.status(),
      await station.client.settings.get(),
      other.snapshot,
      await other.next(),
    ];
    other.close();
    const told = [...answers.map((answer) => `${String(answer)}${JSON.stringify(answer)}`), ...station.logged];
    for (const text of told) {
      expect(text).not.toContain(NEWER);
      expect(text).not.toContain(SECRET);
    }
  });
});

describe('a program of the shop, by the REST API,', () => {
  let station: TestStation;
  beforeAll(async () => {
    station = await startTestStation();
  });
  afterAll(() => station?.dispose());

  test.each(['/settings', '/settings/get', '/settings/set', '/appSecret', '/appSecret/state', '/appSecret/set'])(
    'finds nothing at %s',
    async (path) => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const hasBody = method !== 'GET' && method !== 'DELETE';
        const { status, body } = await ask(portOf(station.api), {
          method,
          path: `/api/v1${path}`,
          headers: { authorization: `Bearer ${TOKEN}`, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
          ...(hasBody ? { body: JSON.stringify({ ...SET, secret: NEWER, keepDays: 0 }) } : {}),
        });
        expect([method, status]).toEqual([method, 404]);
        expect(body).not.toMatch(/alerts|isSet/);
      }
      expect(await station.client.settings.get()).toEqual(DEFAULT_SETTINGS);
      expect((await station.post(signedCheckIn().body)).status).toBe(200);
    },
  );

  test('reads of no setting and no secret in its description', async () => {
    const { json } = await station.rest('/openapi.json');
    const text = JSON.stringify(json);
    expect(text).toContain('/check-ins');
    expect(text).not.toMatch(/settings|appSecret|quietHours|keepDays|previousUntil|protection/i);
  });

  test('and anybody without the token, finds no procedure either', async () => {
    for (const procedure of ['settings/get', 'settings/set', 'appSecret/state', 'appSecret/set']) {
      const { status } = await ask(portOf(station.api), { method: 'POST', path: `/rpc/${procedure}`, body: '{}' });
      expect([procedure, status]).toEqual([procedure, 401]);
    }
  });
});

describe('the headless station', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let spawned: SpawnedStation | null;
  beforeEach(() => {
    folder = temporaryFolder();
    spawned = null;
  });
  afterEach(async () => {
    if (spawned !== null) await endStation(spawned.process);
    folder.dispose();
  });

  const secretsFile = (): string => join(folder.path, 'secrets.json');
  const readSecrets = (): Record<string, unknown> => JSON.parse(readFileSync(secretsFile(), 'utf8'));
  async function spawnWith(appSecret: string): Promise<Pick<TestStation, 'client' | 'post'>> {
    spawned = await spawnStation(folder.path, { env: { FORECOURT_APP_SECRET: appSecret } });
    const { callback, api, token } = spawned.ready;
    return waysToUse(callback, api, token);
  }
  const signed = (secret: string): Uint8Array => signedCheckIn({ secret }).body;

  test('keeps a secret that is set in its file, and verifies with it after a restart, as with the one before', async () => {
    writeFileSync(secretsFile(), JSON.stringify({ appSecret: SECRET }));
    const { client } = await spawnWith('');
    const { callbackKey } = readSecrets();
    const state = await client.appSecret.set({ secret: NEWER, keepDays: 7 });
    expect(state).toMatchObject({ isSet: true, protection: 'file' });
    expect(readSecrets()).toMatchObject({ appSecret: NEWER, previousSecret: SECRET, callbackKey });
    await endStation((spawned as SpawnedStation).process);
    const again = await spawnWith('');
    expect(await again.client.appSecret.state()).toEqual(state);
    expect([(await again.post(signed(NEWER))).status, (await again.post(signed(SECRET))).status]).toEqual([200, 200]);
  });

  test('refuses another secret while its own comes from the environment', async () => {
    const { client, post } = await spawnWith(SECRET);
    expect(await client.appSecret.state()).toMatchObject({ isSet: true, protection: 'environment' });
    await expect(client.appSecret.set({ secret: NEWER, keepDays: 0 })).rejects.toMatchObject({
      code: 'CONFLICT',
      status: 409,
    });
    expect((await post(signed(SECRET))).status).toBe(200);
    expect((await post(signed(NEWER))).status).toBe(401);
    expect(readSecrets().appSecret).toBeNull();
  });

  test('says that a secret cannot be kept, and goes on with the one before', async () => {
    writeFileSync(secretsFile(), JSON.stringify({ appSecret: SECRET }));
    const { client, post } = await spawnWith('');
    const before = readSecrets();
    // Where the file is made first: writing it fails, as on a full disk.
    mkdirSync(join(folder.path, 'secrets.json.draft'));
    await expect(client.appSecret.set({ secret: NEWER, keepDays: 0 })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      status: 503,
    });
    expect(readSecrets()).toEqual(before);
    expect(await client.appSecret.state()).toMatchObject({ isSet: true, protection: 'file', previousUntil: null });
    expect((await post(signed(SECRET))).status).toBe(200);
    expect((await post(signed(NEWER))).status).toBe(401);
    expect(spawned?.stderr()).toContain('could not be stored');
    expect(spawned?.stderr()).not.toContain(NEWER);
  });

  test('refuses a folder whose secrets the desktop app protects, and makes no others there', async () => {
    writeFileSync(join(folder.path, 'secrets.safe'), '{"version":1,"encrypted":"AAAA"}');
    const { code, stdout, stderr } = await runScript(
      HEADLESS,
      ['--data', folder.path, '--receiver-port', '0', '--board-port', '0'],
      { env: { FORECOURT_APP_SECRET: SECRET } },
    );
    expect(sentences(stderr)).toEqual([expect.stringMatching(/^The secrets of .* protected by the desktop app.*\.$/)]);
    expect([code, stdout]).toEqual([1, '']);
    expect(readdirSync(folder.path)).not.toContain('secrets.json');
  });
});

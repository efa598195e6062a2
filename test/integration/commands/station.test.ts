import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { HEADLESS, runScript, sentences } from '../../support/command.ts';
import { documentedSample, PREVIOUS_SECRET, SECRET, signedCheckIn } from '../../support/messages.ts';
import { endStation, type Ready, spawnStation, temporaryFolder, waysToUse } from '../../support/station.ts';

let folder: ReturnType<typeof temporaryFolder>;
let running: ChildProcess[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const child of running) await endStation(child, 'SIGKILL');
  running = [];
  folder.dispose();
});

async function start(options: Parameters<typeof spawnStation>[1] = {}) {
  const station = await spawnStation(folder.path, options);
  running.push(station.process);
  const { callback, api, token } = station.ready;
  return { ...station, ...waysToUse(callback, api, token) };
}

function inDatabase<T>(use: (db: Database.Database) => T): T {
  const db = new Database(join(folder.path, 'forecourt.db'));
  try {
    return use(db);
  } finally {
    db.close();
  }
}

const KEY = /[\w-]{43}/.source;

test('the ready line says where everything is', async () => {
  const { ready, post } = await start();
  const line = z.strictObject({
    event: z.literal('ready'),
    callback: z.string().regex(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/callback/${KEY}$`)),
    board: z.string().regex(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/\\?token=${KEY}$`)),
    api: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1$/),
    token: z.string().regex(new RegExp(`^${KEY}$`)),
  });
  line.parse(ready);
  expect(ready.board.endsWith(ready.token)).toBe(true);
  expect(await post(documentedSample())).toEqual({ status: 200, json: { data: null, errorInfo: '', status: 0 } });
});

test('a secrets file with the app secret alone is enough, and is completed for its owner only', async () => {
  const path = join(folder.path, 'secrets.json');
  writeFileSync(path, JSON.stringify({ appSecret: SECRET }), { mode: 0o644 });
  const { post } = await start({ env: { FORECOURT_APP_SECRET: '' } });
  expect((await post(documentedSample())).status).toBe(200);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ appSecret: SECRET, callbackKey: expect.any(String) });
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with code 0, and leaves the database whole', async (signal) => {
  const station = await start();
  for (let n = 0; n < 5; n++) expect((await station.post(signedCheckIn().body)).status).toBe(200);
  expect(await endStation(station.process, signal)).toBe(0);
  expect(readdirSync(folder.path).filter((name) => /-wal|-shm|draft/.test(name))).toEqual([]);
  inDatabase((db) => {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM message').pluck().get()).toBe(5);
  });
});

test('the callback path and the token survive a restart, in a file that its owner alone can read', async () => {
  const parts = ({ callback, token }: Ready): string[] => [new URL(callback).pathname, token];
  const first = await start();
  const file = join(folder.path, 'secrets.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  await endStation(first.process);
  const second = await start();
  expect(parts(second.ready)).toEqual(parts(first.ready));
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(text).not.toContain(SECRET);
});

test('without a secret it starts, warns, and keeps what comes', async () => {
  const station = await start({ env: { FORECOURT_APP_SECRET: '' } });
  expect(station.stderr()).toContain('No app secret is set');
  expect((await station.post(documentedSample())).status).toBe(401);
  expect(await station.client.status()).toMatchObject({ accepting: false, obstacle: 'no-secret', quarantined: 1 });
});

test('the previous secret is accepted after a restart too, until the end that was fixed when it was first seen', async () => {
  const env = { FORECOURT_PREVIOUS_SECRET: ` ${PREVIOUS_SECRET}\n` };
  const ends = (): unknown => JSON.parse(readFileSync(join(folder.path, 'secrets.json'), 'utf8')).previousEnds.at;
  const first = await start({ env });
  expect((await first.post(signedCheckIn({ secret: PREVIOUS_SECRET }).body)).status).toBe(200);
  const end = ends();
  expect(end).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
  expect(end).toBeLessThan(Date.now() + 7.1 * 86_400_000);
  expect(readFileSync(join(folder.path, 'secrets.json'), 'utf8')).not.toContain(PREVIOUS_SECRET);
  await endStation(first.process);
  const second = await start({ env });
  expect((await second.post(signedCheckIn({ secret: PREVIOUS_SECRET }).body)).status).toBe(200);
  expect(ends()).toBe(end);
});

test('the log holds no secret, name, phone or signature', async () => {
  const station = await start({ env: { FORECOURT_LOG: 'trace' } });
  const sample = signedCheckIn();
  await station.post(sample.body);
  await station.post(signedCheckIn({ secret: PREVIOUS_SECRET }).body);
  await station.post('{"broken');
  await station.client.status();
  await endStation(station.process);
  const { msgSignature } = JSON.parse(sample.body.toString('utf8')) as { msgSignature: string };
  for (const hidden of [SECRET, station.ready.token, 'Okafor', '07700900', 'AB12 CDE', msgSignature]) {
    expect(station.stderr()).not.toContain(hidden);
  }
});

test('--help explains the options and does nothing', async () => {
  const { code, stdout, stderr } = await runScript(HEADLESS, ['--help', '--data', join(folder.path, 'not-made')]);
  expect([code, stderr]).toEqual([0, '']);
  for (const part of [
    '--data',
    '--receiver-port',
    '--board-port',
    '--host',
    '--rederive',
    '--demo',
    'FORECOURT_APP_SECRET',
  ])
    expect(stdout).toContain(part);
  expect(readdirSync(folder.path)).toEqual([]);
});

describe('an old Node', () => {
  const asNode20 = [
    '--import',
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.1.0"}})',
  ];
  const runner = new URL('../../../scripts/run.js', import.meta.url).pathname;
  test.each([
    ['the start script', runner, ['station']],
    ['the start script of the app', runner, ['start']],
    ['the built station', HEADLESS, []],
  ])('gets one sentence from %s', async (_which, script, args) => {
    const { code, stdout, stderr } = await runScript(script, [...args, '--data', folder.path], { nodeArgs: asNode20 });
    expect(stderr).toMatch(/^Forecourt needs Node 24 or newer, and this is Node 20\.1\.0\. .+\.\n$/);
    expect([code, stdout]).toEqual([1, '']);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('--rederive', () => {
  const derived = () =>
    inDatabase((db) => ({
      checkIns: db.prepare('SELECT * FROM check_in ORDER BY id').all(),
      messages: db.prepare('SELECT id, kind, check_in_id FROM message ORDER BY id').all(),
      broken: db.pragma('foreign_key_check'),
    }));

  test('derives the same check-ins again, mends a damaged one, and leaves the lanes', async () => {
    const station = await start();
    await station.post(signedCheckIn({ receiveBaseId: 1, plate: 'ONE 1', createTime: 1_700_000_000_000 }).body);
    await station.post(signedCheckIn({ receiveBaseId: 1, plate: 'ONE 2', createTime: 1_700_000_000_001 }).body);
    await station.post(signedCheckIn({ msgType: 'event.autox3.other', content: { carInfo: null } }).body);
    const { id } = await station.client.checkIns.byServiceOrder({ receiveBaseId: '1' });
    await station.client.checkIns.move({ id, from: 'new', to: 'ready' });
    await endStation(station.process);
    const before = derived();
    inDatabase((db) => db.exec("UPDATE check_in SET plate = 'WRONG', lights = '[]'"));

    const { code, stdout, stderr } = await runScript(HEADLESS, ['--data', folder.path, '--rederive']);
    expect(sentences(stderr)).toEqual([]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ event: 'rederived', messages: 3, unreadable: 0, checkIns: 1 });
    expect(derived()).toEqual(before);

    const again = await start();
    const { items } = await again.client.checkIns.list({ q: 'one 2', limit: 5 });
    expect(items).toMatchObject([{ id, lane: 'ready', plate: 'ONE 2' }]);
  });

  test('of a folder without messages is no mistake', async () => {
    const { code, stdout } = await runScript(HEADLESS, ['--data', folder.path, '--rederive']);
    expect(JSON.parse(stdout)).toEqual({ event: 'rederived', messages: 0, unreadable: 0, checkIns: 0 });
    expect(code).toBe(0);
  });
});

describe('--demo', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'shows check-ins that arrive, and leaves nothing behind after %s',
    async (signal) => {
      const station = await start({
        args: ['--demo'],
        env: { TMPDIR: folder.path, FORECOURT_APP_SECRET: '', FORECOURT_DATA: folder.path },
      });
      expect(readdirSync(folder.path)).toEqual([expect.stringMatching(/^forecourt-demo-/)]);
      await vi.waitFor(
        async () => {
          const { lanes, accepting } = await station.client.status();
          expect(accepting).toBe(true);
          // Some are seen at once, as in a shop.
          expect(lanes.seen + lanes.ready).toBeGreaterThanOrEqual(5);
          expect(lanes.new + lanes.seen + lanes.ready).toBeGreaterThanOrEqual(8);
          expect(sentences(station.stderr())).toEqual([expect.stringContaining(station.ready.board)]);
        },
        { timeout: 15_000, interval: 100 },
      );
      const { items } = await station.client.checkIns.list({ limit: 50 });
      expect(items.every(({ plate, proven }) => plate !== null && proven)).toBe(true);
      expect(await endStation(station.process, signal)).toBe(0);
      expect(readdirSync(folder.path)).toEqual([]);
    },
  );

  test('that cannot start leaves nothing behind either', async () => {
    const { code, stderr } = await runScript(HEADLESS, ['--demo', '--host', '203.0.113.7'], {
      env: { TMPDIR: folder.path },
    });
    expect(sentences(stderr)).toEqual([expect.stringContaining('cannot be listened on')]);
    expect(code).toBe(1);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FetchOf, FetchProgress } from '../../../shared/platform.ts';
import { FakePlatform, playedReport } from '../../support/fake-platform.ts';
import { PREVIOUS_SECRET, SECRET, signedCheckIn } from '../../support/messages.ts';
import { pair } from '../../support/pair.ts';
import { startTestStation, type TestStation } from '../../support/station.ts';

const [ONE, OTHER, THIRD] = ['AB12 CDE', '京M65068', 'S4M OK'] as const;

let platform: FakePlatform;
let station: TestStation;
beforeEach(async () => {
  platform = await FakePlatform.start({
    appSecret: SECRET,
    reports: {
      [ONE]: [playedReport(ONE), playedReport(ONE, { releaseDate: '2022-05-01 08:00:00', reportScore: 71.5 })],
      [OTHER]: [playedReport(OTHER)],
    },
  });
  station = await startTestStation({ platformTempo: { base: platform.base, everyMs: 0, firstPauseMs: 1 } });
});
afterEach(async () => {
  await station.dispose();
  await platform.stop();
});

const setUp = () =>
  station.client.settings.set({ platform: { region: 'uk', environment: 'production', appKey: 'AK-TEST' } });

/** A visit of a vehicle of its own; answers its id. */
async function visit(plate: string): Promise<string> {
  await station.post(signedCheckIn({ plate }).body);
  const [newest] = (await station.client.checkIns.list({})).items;
  return newest?.id ?? '';
}

async function fetchAll(of: FetchOf, client = station.client): Promise<FetchProgress[]> {
  const told: FetchProgress[] = [];
  for await (const progress of await client.platform.fetch(of)) told.push(progress);
  return told;
}

describe('access', () => {
  test('is not there before an app key is set, and nothing is asked', async () => {
    expect(await station.client.platform.state()).toEqual({ isSetUp: false, hasOwnSecret: false, last: null });
    expect(await station.client.platform.test()).toMatchObject({ failure: { problem: 'not-set-up' } });
    const told = await fetchAll({ type: 'vehicle', of: await visit(ONE) });
    expect(told.at(-1)).toMatchObject({ isOver: true, failure: { problem: 'not-set-up' }, added: 0 });
    expect(platform.questions).toEqual([]);
  });

  test('uses the app secret that signs the messages, and says how the last call ended', async () => {
    await setUp();
    expect(await station.client.platform.test()).toMatchObject({ failure: null });
    expect(await station.client.platform.state()).toMatchObject({ isSetUp: true, last: { failure: null } });
    expect(platform.questions[0]?.body).toEqual({ appKey: 'AK-TEST', appSecret: SECRET });
  });

  test('logs in anew with each test of the connection', async () => {
    await setUp();
    await station.client.platform.test();
    await station.client.platform.test();
    expect(platform.logIns).toBe(2);
    platform.next({ http: 403 });
    expect(await station.client.platform.test()).toMatchObject({ failure: { problem: 'refused', code: 403 } });
  });

  test('uses a secret of its own where there is one, which nothing reads back', async () => {
    await setUp();
    const set = (secret: string) => station.client.platform.setSecret({ secret });
    expect(await set(` ${PREVIOUS_SECRET} `)).toMatchObject({ hasOwnSecret: true });
    expect(await station.client.platform.test()).toMatchObject({ failure: { problem: 'refused' } });
    expect(platform.questions[0]?.body).toEqual({ appKey: 'AK-TEST', appSecret: PREVIOUS_SECRET });
    await expect(set('too short')).rejects.toMatchObject({ code: 'BAD_REQUEST', data: { problem: 'too-short' } });
    expect(await station.client.platform.state()).toMatchObject({ hasOwnSecret: true });
    expect(await set('')).toMatchObject({ hasOwnSecret: false });
    expect(await station.client.platform.test()).toMatchObject({ failure: null });
    const told = JSON.stringify([await station.client.platform.state(), await station.client.settings.get()]);
    expect(told).not.toContain(PREVIOUS_SECRET);
  });
});

describe('reports of a vehicle', () => {
  test('are fetched once however often they are asked for, and told last released first', async () => {
    await setUp();
    const of = await visit(ONE);
    const told = await fetchAll({ type: 'vehicle', of });
    expect(told).toEqual([
      { done: 0, total: 1, found: 0, added: 0, failed: 0, failure: null, isOver: false },
      { done: 1, total: 1, found: 2, added: 2, failed: 0, failure: null, isOver: true },
    ]);
    expect((await fetchAll({ type: 'vehicle', of })).at(-1)).toMatchObject({ found: 2, added: 0, isOver: true });
    const reports = await station.client.platform.reports({ of });
    expect(reports.map(({ releaseDate, score }) => [releaseDate, score])).toEqual([
      ['2022-05-01 08:00:00', '71.5'],
      ['2021-03-31 13:34:30', '100'],
    ]);
    expect(reports[0]).toMatchObject({ plate: 'AB12CDE', address: 'https://h5.example/report/AB12%20CDE' });
  });

  test('may be fetched by a desk', async () => {
    await setUp();
    const of = await visit(ONE);
    const { client } = await pair(station, 'desk');
    expect((await fetchAll({ type: 'vehicle', of }, client)).at(-1)).toMatchObject({ added: 2 });
    expect(await client.platform.reports({ of })).toHaveLength(2);
    await expect(client.platform.test()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('go with the last visit of the vehicle, and leave nothing in any file', async () => {
    await setUp();
    const of = await visit(ONE);
    await fetchAll({ type: 'vehicle', of });
    expect(holds(station.dataFolder, 'h5.example')).toBe(true);
    const person = { by: 'phone', phone: '07700900123' } as const;
    await station.client.retention.remove({ person, ids: [of], kind: 'visits' });
    await expect.poll(() => holds(station.dataFolder, 'h5.example'), { timeout: 20_000 }).toBe(false);
  });
});

describe('reports of the vehicles that were here', () => {
  const span = () => ({
    losesFrom: new Date(Date.now() - 3_600_000).toISOString(),
    losesTo: new Date(Date.now() + 3_600_000).toISOString(),
  });

  test('are fetched plate by plate, the latest arrival first, and one odd answer keeps none of the others away', async () => {
    await setUp();
    for (const plate of [ONE, OTHER, THIRD]) await visit(plate);
    platform.next({ what: 'rest', code: 4_711 });
    const told = await fetchAll({ type: 'blind', ...span() });
    expect(platform.plates).toEqual([THIRD, OTHER, ONE]);
    expect(told.map(({ done }) => done)).toEqual([0, 1, 2, 3]);
    expect(told.at(-1)).toEqual({
      done: 3,
      total: 3,
      found: 3,
      added: 3,
      failed: 1,
      failure: { problem: 'unknown-code', code: 4_711 },
      isOver: true,
    });
  });

  test('are all asked for, though a fault of its network comes between two of them', async () => {
    await setUp();
    for (const plate of [ONE, OTHER, THIRD]) await visit(plate);
    platform.next({ what: 'rest', delayMs: 1 }, { what: 'rest', code: 1_101 });
    const told = await fetchAll({ type: 'blind', ...span() });
    expect(told.at(-1)).toMatchObject({ done: 3, total: 3, failed: 0, failure: null, isOver: true });
    expect(platform.plates).toEqual([THIRD, OTHER, OTHER, ONE]);
  });

  test('are not asked for any further when AutoX3 refuses the access, and what was fetched is kept', async () => {
    await setUp();
    const of = await visit(ONE);
    for (const plate of [THIRD, OTHER]) await visit(plate);
    platform.next({ what: 'rest', delayMs: 1 }, { what: 'rest', code: 403 }, { what: 'rest', code: 403 });
    const told = await fetchAll({ type: 'blind', ...span() });
    expect(told.at(-1)).toMatchObject({ done: 2, total: 3, added: 1, isOver: true, failure: { code: 403 } });
    expect(platform.plates).toEqual([OTHER, THIRD, THIRD]);
    expect(await station.client.platform.reports({ of })).toEqual([]);
  });

  test('end with whoever has asked for them', async () => {
    await setUp();
    for (const plate of [ONE, OTHER, THIRD]) await visit(plate);
    const stop = new AbortController();
    platform.next({ what: 'rest', delayMs: 1 }, { what: 'rest', stall: true });
    const events = await station.client.platform.fetch({ type: 'blind', ...span() }, { signal: stop.signal });
    const told: FetchProgress[] = [];
    await expect(
      (async () => {
        for await (const progress of events) {
          told.push(progress);
          if (progress.done === 1) {
            await expect.poll(() => platform.plates.length).toBe(2);
            stop.abort();
          }
        }
      })(),
    ).rejects.toThrow();
    expect(told.at(-1)).toMatchObject({ done: 1, isOver: false });
    // The next question is the next one who asks: nobody is left in the line.
    expect(await station.client.platform.test()).toMatchObject({ failure: null });
    expect(platform.plates).toEqual([THIRD, OTHER]);
  });

  test('are none where nobody was here', async () => {
    await setUp();
    await visit(ONE);
    const before = { losesFrom: '2020-01-01T00:00:00.000Z', losesTo: '2020-01-01T01:00:00.000Z' };
    expect(await fetchAll({ type: 'blind', ...before })).toEqual([
      { done: 0, total: 0, found: 0, added: 0, failed: 0, failure: null, isOver: true },
    ]);
  });
});

test('neither the secret, nor a token, nor a plate is in the log, whatever goes wrong', async () => {
  await setUp();
  const of = await visit(ONE);
  platform.next({ what: 'auth', code: 1_102 }, { what: 'rest', body: `{"status":9,"errorInfo":"${SECRET} ${ONE}"}` });
  for (let time = 0; time < 3; time += 1) await fetchAll({ type: 'vehicle', of });
  const logged = station.logged.join('\n');
  expect(logged).toContain("AutoX3's platform gave no answer that can be used");
  expect(logged).not.toMatch(new RegExp(`${SECRET}|token-1|${ONE}|AB12CDE`));
});

/** Whether a file below a folder holds a text. */
function holds(folder: string, text: string): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some(
    (file) => file.isFile() && readFileSync(join(file.parentPath, file.name)).includes(text),
  );
}

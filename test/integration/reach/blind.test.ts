import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { BlindSpot } from '../../../shared/blind-spot.ts';
import { signedCheckIn } from '../../support/messages.ts';
import {
  endStation,
  type SpawnedStation,
  spawnStation,
  startTestStation,
  temporaryFolder,
  waysToUse,
} from '../../support/station.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function folderForTest(): string {
  const folder = temporaryFolder();
  ends.push(folder.dispose);
  return folder.path;
}

async function run(dataFolder: string): Promise<SpawnedStation & ReturnType<typeof waysToUse>> {
  const spawned = await spawnStation(dataFolder);
  ends.push(() => endStation(spawned.process, 'SIGKILL'));
  const { callback, api, token } = spawned.ready;
  return { ...spawned, ...waysToUse(callback, api, token) };
}

type Ways = Pick<ReturnType<typeof waysToUse>, 'client'>;
const spotsOf = async ({ client }: Ways): Promise<BlindSpot[]> =>
  (await client.blind.list({ withHarmless: true })).items;

test('a killed station says since when it was off, and a stopped process that it was held up', async () => {
  const folder = folderForTest();
  const [killed, held] = await Promise.all([run(folder), run(folderForTest())]);
  held.process.kill('SIGSTOP');
  const stoppedAt = Date.now();
  // That is what is tested: a silence longer than any delay of the timer. The other station dies and comes back meanwhile.
  const silence = wait(11_000);
  const killedAt = Date.now();
  await endStation(killed.process, 'SIGKILL');
  const back = await run(folder);
  const [off, ...others] = await spotsOf(back);
  expect(others).toEqual([]);
  expect(off).toMatchObject({ causes: ['off'], state: 'harmless' });
  expect(Date.parse(off?.from ?? '')).toBeLessThanOrEqual(killedAt);
  expect(Date.parse(off?.from ?? '')).toBeGreaterThan(killedAt - 30_000);
  expect(Date.parse(off?.to ?? '')).toBeGreaterThan(killedAt);

  await silence;
  held.process.kill('SIGCONT');
  await expect
    .poll(() => spotsOf(held), { timeout: 10_000 })
    .toMatchObject([{ causes: ['asleep'], state: 'harmless' }]);
  const [asleep] = await spotsOf(held);
  expect(Date.parse(asleep?.from ?? '')).toBeLessThanOrEqual(stoppedAt);
  expect(Date.parse(asleep?.to ?? '')).toBeGreaterThanOrEqual(stoppedAt + 11_000);
}, 60_000);

test('a station without its secret is blind until there is one, says so at once, and what is typed meanwhile stays apart', async () => {
  const clock = { now: Date.now() };
  const parts = { dataFolder: folderForTest(), now: () => clock.now, sinceBoot: () => clock.now };
  await (await startTestStation(parts)).stop();
  clock.now += 1_000;
  const station = await startTestStation({ ...parts, appSecrets: { current: null } });
  ends.push(station.dispose);
  expect((await station.client.status()).blind).toMatchObject({ open: 1, latest: { to: null, losesTo: null } });
  clock.now += 600_000;
  const typed = {
    plate: 'AB12 CDE',
    vin: '',
    ownerName: '',
    ownerMobile: '',
    odometer: null,
    remark: '',
    who: ' Ann ',
  };
  const arrivedAt = new Date(clock.now - 60_000).toISOString();
  const card = await station.client.checkIns.enter({ ...typed, arrivedAt });
  expect(card).toMatchObject({ typed: true, lane: 'seen', arrivedAt, plate: 'AB12 CDE', receiveBaseId: null });
  const [message] = (await station.client.checkIns.get({ id: card.id })).messages;
  expect(message?.byHand).toEqual({ at: new Date(clock.now).toISOString(), name: 'Ann', reason: null });

  await station.client.appSecret.set({ secret: 'another-secret-of-the-shop', keepDays: 0 });
  const [spot] = await spotsOf(station);
  expect(spot).toMatchObject({ causes: ['off', 'secret'], state: 'to-look', to: new Date(clock.now).toISOString() });
  const { status } = await station.post(
    signedCheckIn({ plate: 'AB12 CDE', secret: 'another-secret-of-the-shop' }).body,
  );
  expect(status).toBe(200);
  const { items } = await station.client.checkIns.list({ q: 'AB12' });
  expect(items.map(({ typed: isTyped }) => isTyped)).toEqual([false, true]);

  const { losesFrom, losesTo } = spot ?? {};
  const looked = { losesFrom: losesFrom ?? '', losesTo: losesTo ?? '' };
  await station.client.blind.tick({ ...looked, who: 'Ann', note: 'one, typed' });
  expect((await station.client.status()).blind.open).toBe(0);
  await expect(
    station.client.blind.tick({ losesFrom: arrivedAt, losesTo: arrivedAt, who: 'Ann', note: '' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(station.client.checkIns.enter({ ...typed, plate: ' ', arrivedAt })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../../electron/simulator/random.ts';
import { signedCheckIn } from '../../support/messages.ts';
import {
  endStation,
  type SpawnedStation,
  spawnStation,
  type TestStation,
  temporaryFolder,
  waysToUse,
} from '../../support/station.ts';
import { inspect } from '../durability/stored.ts';

const ROUNDS = process.env.FORECOURT_SOAK === '1' ? 200 : 3;

test(`a station that is killed during a backup, a check or a restore leaves no half state (${ROUNDS} rounds of each)`, {
  timeout: 60_000 + ROUNDS * 30_000,
}, async () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const random = createRandom(Date.now() % 2 ** 31);
  const acknowledged = new Set<string>();
  let station: SpawnedStation | null = null;
  const receive = async ({ post }: Pick<TestStation, 'post'>, count: number): Promise<void> => {
    for (let sent = 0; sent < count; sent++) {
      const { body, msgId } = signedCheckIn();
      expect((await post(body)).status).toBe(200);
      acknowledged.add(msgId);
    }
  };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const work of ['backup', 'check', 'restore'] as const) {
        station = await spawnStation(data);
        const ways = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
        const { client } = ways;
        await receive(ways, 5);
        const before = (await client.backups.state()).backups;
        const whole = async () => (await client.backups.state()).backups.length > before.length;
        if (work !== 'backup' && round === 0) {
          await client.backups.now();
          await expect.poll(whole, { timeout: 20_000 }).toBe(true);
        }
        const [newest] = (await client.backups.state()).backups;
        if (work === 'backup') await client.backups.now();
        if (work === 'check') await client.backups.check();
        if (work === 'restore') await client.backups.restore({ folder: null, id: newest?.id ?? null });
        const { process: child } = station;
        const killed = new Promise((resolve) => child.once('exit', resolve));
        setTimeout(() => child.kill('SIGKILL'), random.integer(0, 500));
        await receive(ways, 20).catch(() => {});
        await killed;

        // A message whose answer was lost may be there; each that was acknowledged must be, once, whichever database it is.
        station = await spawnStation(data);
        const next = waysToUse(station.ready.callback, station.ready.api, station.ready.token);
        expect((await next.client.status()).data.damage).toBeNull();
        expect(existsSync(join(data, 'restore')), 'a restore that was neither ended nor undone').toBe(false);
        expect(existsSync(join(data, 'copy'))).toBe(false);
        await endStation(station.process);
        const { faults, messages } = inspect(data);
        expect(faults).toEqual([]);
        expect([...acknowledged].filter((msgId) => !messages.has(msgId))).toEqual([]);
        for (const name of existsSync(join(data, 'backups')) ? readdirSync(join(data, 'backups')) : []) {
          if (name.endsWith('.draft') || name === 'forecourt-photos') continue;
          expect(existsSync(join(data, 'backups', name, 'manifest.json')), name).toBe(true);
          expect(inspect(join(data, 'backups', name)).faults).toEqual([]);
        }
      }
    }
  } finally {
    if (station !== null) await endStation(station.process, 'SIGKILL');
    folder.dispose();
  }
});

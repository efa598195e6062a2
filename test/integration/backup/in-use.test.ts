import { cpSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { TestStation } from '../../support/station.ts';
import { overwrite, Shop } from './shop.ts';

/** So many bytes that what was read before twenty of them does not stay in memory. */
const LARGE = { content: { filler: 'x'.repeat(900_000) } };
const DAY_MS = 86_400_000;

/** A shop that is copied for each test; its first check-ins, and the pages of the file on which they stand. */
const prepared = new Shop();
let orders: string[] = [];
let pages: number[] = [];
let shop: Shop;
beforeEach(async () => {
  if (orders.length === 0) {
    await prepared.start();
    orders = await prepared.receive(30);
    await prepared.receive(20, LARGE);
    await prepared.stop();
    const db = new Database(prepared.database, { readonly: true });
    pages = db
      .prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'check_in' AND pagetype = 'leaf'")
      .pluck()
      .all();
    db.close();
  }
  shop = new Shop();
  cpSync(prepared.dataFolder, shop.dataFolder, { recursive: true });
  for (const msgId of prepared.acknowledged) shop.acknowledged.add(msgId);
});
afterEach(() => shop.dispose());
afterAll(() => prepared.dispose());

/** Breaks pages under the running station, as a disk with a bad patch would. Answers the backup that left them out of its memory. */
async function breakPages(): Promise<string> {
  await shop.station.client.backups.now();
  const { backups } = await shop.idle();
  for (const page of pages) overwrite(shop.database, (page - 1) * 4096, Buffer.alloc(4096, 0x5a));
  return backups[0]?.id ?? '';
}

const damaged = async () => (await shop.station.client.status()).data.damage;
const first = ({ client }: TestStation) => client.checkIns.byServiceOrder({ receiveBaseId: orders[0] ?? '' });

test('what a desk writes onto damage is not stored, and says so; what is read says why; nothing crashes; a restore brings all back', async () => {
  let restarts = 0;
  const { client } = await shop.start({
    restart: () => {
      restarts += 1;
    },
  });
  const { id } = await first(shop.station);
  const backupId = await breakPages();
  // The first to meet it.
  await expect(client.checkIns.move({ id, from: 'new', to: 'seen' })).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    message: 'It could not be stored',
  });
  const inWords = { code: 'SERVICE_UNAVAILABLE', message: expect.stringMatching(/^The stored data are damaged/) };
  await expect(client.checkIns.get({ id })).rejects.toMatchObject(inWords);
  await expect(client.checkIns.list({ limit: 200 })).rejects.toMatchObject(inWords);
  await expect(client.history.count({})).resolves.toMatchObject({ count: 50 });
  await expect.poll(() => restarts).toBe(1);
  await shop.stop();

  await shop.start();
  await shop.restore(backupId);
  expect(await first(shop.station)).toMatchObject({ id, lane: 'new' });
  await shop.expectAll();
});

test.each<[string, (station: TestStation) => Promise<unknown>]>([
  ['a board that reads', first],
  [
    'what removes by its terms',
    ({ client }) => client.settings.set({ retention: { personal: null, photos: null, visits: 60 } }),
  ],
  ['a backup', ({ client }) => client.backups.now()],
  ['a check of everything', ({ client }) => client.backups.check()],
])('damage that %s meets has the database set aside, and is told with the newest good backup', async (_who, act) => {
  await shop.start({ now: () => Date.now() + 100 * DAY_MS });
  const backupId = await breakPages();
  // The station may end before it has answered.
  await shop.restarted((station) => act(station).catch(() => {}));
  await expect.poll(damaged, { timeout: 10_000 }).toMatchObject({ kinds: ['structure'], isSetAside: true, backupId });
});

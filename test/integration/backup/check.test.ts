import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/station/store/database.ts';
import { jpeg, send, startPhotoServer } from '../photos/photo-server.ts';
import { overwrite, Shop } from './shop.ts';

let shop: Shop;
beforeEach(() => {
  shop = new Shop();
});
afterEach(() => shop.dispose());

/** Changes the database of the stopped station behind its back. */
function change(sql: string): void {
  const db = openDatabase(shop.dataFolder);
  db.exec(sql);
  db.close();
}

async function check() {
  const { client } = shop.station;
  await client.backups.check();
  await shop.idle();
  const { checks } = await client.backups.state();
  return checks.find(({ kind }) => kind === 'full');
}

/** A check-in with a photo that has been captured; answers the hash of the photo. */
async function receivePhoto(): Promise<{ sha256: string; original: string }> {
  const server = await startPhotoServer({ '/1.jpg': send(await jpeg()) });
  try {
    await shop.station.client.settings.set({ photos: { allowedHosts: ['127.0.0.1'] } });
    const paintsInfo = [{ describe: 'Dent', images: [server.at('/1.jpg')], position: 'p', positionName: 'Door' }];
    await shop.receive(1, { content: { preCheckInfo: { paintsInfo } } });
    await expect.poll(photo, { timeout: 15_000 }).toMatchObject({ state: 'captured' });
    const { sha256 } = (await photo()) ?? {};
    const hash = sha256 ?? '';
    return { sha256: hash, original: join(shop.dataFolder, 'photos/originals', hash.slice(0, 2), hash) };
  } finally {
    await server.stop();
  }
}

async function photo() {
  const { items } = await shop.station.client.checkIns.list({ limit: 1 });
  const { photos } = await shop.station.client.checkIns.get({ id: items[0]?.id ?? '' });
  return photos[0]?.[0];
}

test('the bytes of a message that have changed are found by their hash, and put back from a backup', async () => {
  await shop.start();
  const [order = ''] = await shop.receive(3);
  const { id } = await shop.station.client.checkIns.byServiceOrder({ receiveBaseId: order });
  await shop.backUp();
  await shop.stop();
  change(`UPDATE message SET raw = x'7b7d' WHERE id = ${id}`);
  await shop.start();
  expect(await check()).toMatchObject({
    findings: 1,
    examples: [{ kind: 'message', outcome: 'repaired', checkInId: id }],
  });
  expect(await check()).toMatchObject({ findings: 0 });
  await shop.expectAll();
});

test('what is shown of a check-in that its message does not say is derived again, and can be searched for', async () => {
  await shop.start();
  const [order = ''] = await shop.receive(2, { plate: 'RIGHT 1' });
  await shop.stop();
  change(`UPDATE check_in SET plate = 'WRONG 9', odometer = 1 WHERE service_order = '${order}'`);
  await shop.start();
  expect(await check()).toMatchObject({ findings: 1, examples: [{ kind: 'derived', outcome: 'repaired' }] });
  expect(await shop.station.client.checkIns.byServiceOrder({ receiveBaseId: order })).toMatchObject({
    plate: 'RIGHT 1',
    odometer: 67_000,
  });
  expect((await shop.station.client.checkIns.list({ q: 'RIGHT 1' })).items).toHaveLength(2);
});

test('rows that point at nothing are found, and offered to be restored', async () => {
  await shop.start();
  await shop.receive(2);
  const id = await shop.backUp();
  await shop.stop();
  change(
    "PRAGMA foreign_keys = OFF; INSERT INTO lane_change (check_in_id, from_lane, to_lane, at) VALUES (999, 'new', 'seen', 1)",
  );
  await shop.start();
  expect(await check()).toMatchObject({ findings: 1, examples: [{ kind: 'foreign-keys', outcome: 'open' }] });
  expect((await shop.station.client.status()).data.damage).toMatchObject({
    kinds: ['foreign-keys'],
    isSetAside: false,
  });
  await shop.restore(id);
  expect((await shop.station.client.status()).data.damage).toBeNull();
  await shop.expectAll();
});

test('a photo that was deleted or changed comes back from a backup; without one it is fetched again and marked', async () => {
  await shop.start();
  const { sha256, original } = await receivePhoto();
  await shop.backUp();
  rmSync(original);
  expect(await check()).toMatchObject({ findings: 1, examples: [{ kind: 'photo-missing', outcome: 'repaired' }] });
  expect(existsSync(original)).toBe(true);
  overwrite(original, 100, Buffer.from('changed'));
  expect(await check()).toMatchObject({ findings: 1, examples: [{ kind: 'photo-changed', outcome: 'repaired' }] });
  expect(existsSync(`${original}.damaged`)).toBe(true);
  expect(await check()).toMatchObject({ findings: 0 });

  rmSync(original);
  rmSync(join(shop.dataFolder, 'backups/forecourt-photos/originals', sha256.slice(0, 2), sha256));
  expect(await check()).toMatchObject({ findings: 1, examples: [{ kind: 'photo-missing', outcome: 'marked' }] });
  // Its server has gone.
  await expect.poll(photo).toMatchObject({ state: 'waiting', problem: 'no-connection', sha256: null });
});

test('a new PC gets the photos too, and the logo of the sheet', async () => {
  await shop.start();
  const { sha256 } = await receivePhoto();
  const { client } = shop.station;
  const logo = await client.sheet.keepLogo({ base64: (await jpeg(90, 30)).toString('base64') });
  await client.settings.set({ sheet: { ...(await client.settings.get()).sheet, logo } });
  const id = await shop.backUp();
  const newPc = new Shop();
  try {
    await newPc.start();
    await newPc.restore(id, join(shop.dataFolder, 'backups'));
    for (const hash of [sha256, logo.sha256]) {
      expect(existsSync(join(newPc.dataFolder, 'photos/originals', hash.slice(0, 2), hash))).toBe(true);
      expect(existsSync(join(newPc.dataFolder, 'photos/pictures', hash.slice(0, 2), hash, 'full.webp'))).toBe(true);
    }
    expect((await newPc.station.client.settings.get()).sheet.logo).toEqual(logo);
  } finally {
    await newPc.dispose();
  }
});

import { existsSync, mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteDamage } from '../../../electron/station/backup/damage-file.ts';
import { markRunning } from '../../../electron/station/backup/running-marker.ts';
import { overwrite, Shop } from './shop.ts';

let shop: Shop;
beforeEach(() => {
  shop = new Shop();
});
afterEach(() => shop.dispose());

const damaged = async () => (await shop.station.client.status()).data.damage;

/** Pages of the file near its end, as a disk with a bad patch would leave them. */
function breakPages(): void {
  const pages = Math.floor(statSync(shop.database).size / 4096);
  overwrite(shop.database, Math.floor(pages * 0.8) * 4096, Buffer.alloc(Math.floor(pages * 0.15) * 4096, 0x5a));
}

test('a damaged database is set aside, check-ins are received at once, and a restore brings back all that was acknowledged', async () => {
  await shop.start();
  const [first = ''] = await shop.receive(60);
  const id = await shop.backUp();
  // After the backup: only the damaged file has these.
  const [second = '', third = ''] = await shop.receive(20);
  const { client } = shop.station;
  const visit = await client.checkIns.byServiceOrder({ receiveBaseId: first });
  await client.checkIns.move({ id: visit.id, from: 'new', to: 'ready' });
  await client.checkIns.writeDesk({
    id: (await client.checkIns.byServiceOrder({ receiveBaseId: second })).id,
    from: { note: null, keyTag: null, promisedAt: null },
    to: { note: 'waits for a part', keyTag: '7', promisedAt: null },
  });
  await shop.stop();
  overwrite(shop.database, 4096 * 3, Buffer.alloc(4096 * 2, 0x5a));

  await shop.start();
  const [fresh = ''] = await shop.receive(5);
  await expect
    .poll(damaged, { timeout: 10_000 })
    .toMatchObject({ kinds: ['structure'], isSetAside: true, backupId: id, receivedSince: 5 });
  expect((await shop.station.client.checkIns.list({ limit: 200 })).items).toHaveLength(5);
  // What is to be restored cannot be removed before.
  const [{ name } = { name: '' }] = (await shop.station.client.backups.state()).setAside;
  await expect(shop.station.client.backups.removeSetAside({ name })).rejects.toMatchObject({ code: 'CONFLICT' });
  const freshVisit = await shop.station.client.checkIns.byServiceOrder({ receiveBaseId: fresh });

  await shop.restore(id);
  expect(await damaged()).toBeNull();
  const after = shop.station.client;
  expect(await after.checkIns.byServiceOrder({ receiveBaseId: first })).toMatchObject({ id: visit.id, lane: 'ready' });
  expect(await after.checkIns.byServiceOrder({ receiveBaseId: fresh })).toMatchObject({
    id: freshVisit.id,
    lane: 'new',
  });
  expect(await after.checkIns.byServiceOrder({ receiveBaseId: second })).toMatchObject({
    deskNote: 'waits for a part',
  });
  expect(await after.checkIns.byServiceOrder({ receiveBaseId: third })).toMatchObject({ lane: 'new' });
  expect((await after.checkIns.list({ q: 'waits for', limit: 10 })).items).toHaveLength(1);
  // Nothing was thrown away: what was damaged and what was replaced lie beside.
  expect(readdirSync(join(shop.dataFolder, 'set-aside'))).toHaveLength(2);
  expect(existsSync(join(shop.dataFolder, 'restore'))).toBe(false);
  await shop.expectAll();
});

test('without a backup whatever can be read of the damaged database comes back', async () => {
  await shop.start();
  await shop.receive(80);
  await shop.stop();
  breakPages();
  await shop.start();
  await shop.receive(2);
  expect(await damaged()).toMatchObject({ isSetAside: true, backupId: null });
  await shop.restore(null);
  const { lastRestore } = await shop.station.client.backups.state();
  expect(lastRestore?.unreadable).toBeGreaterThan(0);
  const { items } = await shop.station.client.checkIns.list({ limit: 200 });
  expect(items.length).toBeGreaterThan(20);
  expect(items.length).toBeLessThan(82);
});

test('a file that was cut short is found, named, and restored', async () => {
  await shop.start();
  await shop.receive(40);
  const id = await shop.backUp();
  await shop.stop();
  truncateSync(shop.database, Math.floor(statSync(shop.database).size / 4096 / 2) * 4096);
  await shop.start();
  expect(await damaged()).toMatchObject({ kinds: ['truncated'] });
  await shop.restore(id);
  await shop.expectAll();
});

test('a log that is missing after a stop that was none is said on every board, and a restore puts things right', async () => {
  await shop.start();
  await shop.receive(3);
  const id = await shop.backUp();
  await shop.stop();
  markRunning(shop.dataFolder);
  await shop.start();
  await expect
    .poll(damaged, { timeout: 10_000 })
    .toMatchObject({ kinds: ['wal-missing'], isSetAside: false, backupId: id });
  await shop.restore(id);
  expect(await damaged()).toBeNull();
  await shop.expectAll();
});

test('a file that is no database any more is set aside too', async () => {
  await shop.start();
  await shop.receive(10);
  const id = await shop.backUp();
  await shop.stop();
  overwrite(shop.database, 0, Buffer.alloc(4096, 0x5a));
  await shop.start();
  expect(await damaged()).toMatchObject({ isSetAside: true });
  await shop.restore(id);
  await shop.expectAll();
});

test('a database that is damaged and in use is set aside before it is restored, so that nothing received meanwhile is lost', async () => {
  await shop.start();
  await shop.receive(20);
  const id = await shop.backUp();
  await shop.receive(3);
  await shop.stop();
  noteDamage(shop.dataFolder, 'structure', Date.now());
  await shop.start();
  await shop.receive(2);
  await shop.restore(id);
  await expect
    .poll(async () => (await shop.station.client.backups.state()).lastRestore, { timeout: 20_000 })
    .not.toBeNull();
  expect(await damaged()).toBeNull();
  // What was damaged, and what received while the new one was made.
  expect(readdirSync(join(shop.dataFolder, 'set-aside'))).toHaveLength(2);
  await shop.expectAll();
});

test('going back to a backup by choice keeps what was received and done since', async () => {
  await shop.start();
  const [order = ''] = await shop.receive(5);
  const id = await shop.backUp();
  await shop.receive(3);
  const { client } = shop.station;
  const visit = await client.checkIns.byServiceOrder({ receiveBaseId: order });
  await client.checkIns.move({ id: visit.id, from: 'new', to: 'seen' });
  await shop.restore(id);
  expect(await shop.station.client.checkIns.byServiceOrder({ receiveBaseId: order })).toMatchObject({ lane: 'seen' });
  await shop.expectAll();
});

test('a new PC takes over a folder of backups, and asks for the app secret, which is in none', async () => {
  await shop.start();
  const folder = join(shop.elsewhere, 'disk');
  mkdirSync(folder);
  const { client } = shop.station;
  const settings = await client.settings.get();
  await client.settings.set({ backup: { ...settings.backup, folder }, shop: { ...settings.shop, name: 'Yard' } });
  await shop.receive(6);
  const id = await shop.backUp();
  expect(id).not.toBe('');
  await shop.stop();

  const newPc = new Shop();
  try {
    await newPc.start({ appSecrets: { current: null } });
    expect((await newPc.station.client.status()).data.needsSecretSince).toBeNull();
    const found = await newPc.station.client.backups.look({ folder });
    expect(found).toMatchObject([{ id, checkIns: 6, isOwn: false }]);
    await newPc.restore(id, folder);
    const status = await newPc.station.client.status();
    expect(status).toMatchObject({
      obstacle: 'no-secret',
      data: { needsSecretSince: expect.any(String) },
      lanes: { new: 6 },
    });
    expect((await newPc.station.client.settings.get()).shop.name).toBe('Yard');
  } finally {
    await newPc.dispose();
  }
});

test('a backup that has changed since is never restored, and says so', async () => {
  await shop.start();
  await shop.receive(5);
  const id = await shop.backUp();
  overwrite(join(shop.dataFolder, 'backups', id, 'forecourt.db'), 4096, Buffer.from([1, 2, 3]));
  await shop.station.client.backups.restore({ folder: null, id });
  expect(await shop.idle()).toMatchObject({ restoreProblem: 'damaged-backup' });
  await shop.expectAll();
});

test('after going back to an older backup the terms of the shop count at once, and what one person asked for holds', async () => {
  let now = Date.now() - 100 * 86_400_000;
  await shop.start({ now: () => now });
  const [old = ''] = await shop.receive(3);
  now += 85 * 86_400_000;
  const [asked = '', other = ''] = await shop.receive(2);
  const id = await shop.backUp();
  const { client } = shop.station;
  const visit = await client.checkIns.byServiceOrder({ receiveBaseId: asked });
  const person = { by: 'phone', phone: visit.owner.mobile ?? '' } as const;
  await client.retention.remove({ person, ids: [visit.id], kind: 'personal' });
  await client.settings.set({ retention: { personal: null, photos: null, visits: 60 } });
  const count = async () => (await shop.station.client.checkIns.list({ limit: 200 })).items.length;
  await expect.poll(count).toBe(2);

  await shop.restore(id);
  const after = shop.station.client;
  await expect.poll(count, { timeout: 10_000 }).toBe(2);
  await expect(after.checkIns.byServiceOrder({ receiveBaseId: old })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await after.checkIns.byServiceOrder({ receiveBaseId: asked })).toMatchObject({
    id: visit.id,
    plate: visit.plate,
    owner: { mobile: null },
    personalRemovedAt: new Date(now).toISOString(),
  });
  expect((await after.checkIns.byServiceOrder({ receiveBaseId: other })).owner.mobile).toBe(person.phone);

  // What was replaced holds it still, and is said to until somebody removes it; nothing else can be removed so.
  const again = () => after.retention.remove({ person, ids: [], kind: 'personal' });
  const { setAside } = await after.backups.state();
  expect((await again()).backups).toMatchObject({ count: 1, goneBy: expect.any(String), setAside: [setAside[0]?.at] });
  for (const name of ['../backups', setAside[0]?.name ?? '']) await after.backups.removeSetAside({ name });
  expect((await again()).backups).toMatchObject({ count: 1, setAside: [] });
  expect(readdirSync(join(shop.dataFolder, 'set-aside'))).toEqual([]);
  // Backups that go elsewhere leave those beside the data to be counted, and shown.
  const { backup } = await after.settings.get();
  await after.settings.set({ backup: { ...backup, folder: shop.elsewhere } });
  await expect.poll(async () => (await again()).backups.count).toBe(1);
  expect(await after.backups.state()).toMatchObject({ backups: [], left: { backups: [{ id }] } });
  await after.settings.set({ backup: { ...backup, folder: join(shop.elsewhere, 'gone'), isOn: false } });
  await after.backups.state();
  expect((await again()).backups).toMatchObject({ count: null, goneBy: null });
  await after.settings.set({ backup });
  expect((await after.backups.state()).lastRestore?.unreadable).toBe(0);
  await after.backups.check();
  const [check] = (await shop.idle()).checks;
  expect(check).toMatchObject({ kind: 'full', findings: 0 });
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HEADLESS, runScript, sentences } from '../../support/command.ts';
import { SECRET, signedCheckIn } from '../../support/messages.ts';
import { endStation, spawnStation, waysToUse } from '../../support/station.ts';
import { Shop } from '../backup/shop.ts';

let shop: Shop;
beforeEach(() => {
  shop = new Shop();
});
afterEach(() => shop.dispose());

test('--restore takes over the backups of another PC, and the station then asks for the app secret, which is in none', async () => {
  await shop.start();
  const orders = await shop.receive(3);
  const backup = await shop.backUp();
  const newPc = join(shop.elsewhere, 'new-pc');
  const from = join(shop.dataFolder, 'backups');
  const { code, stdout, stderr } = await runScript(HEADLESS, ['--data', newPc, '--restore', from]);
  expect([code, ...sentences(stderr)]).toEqual([0]);
  expect(JSON.parse(stdout)).toEqual({
    event: 'restored',
    backup,
    checkIns: 3,
    unreadable: 0,
    photosMissing: 0,
    needsSecret: true,
  });

  const { process: child, ready } = await spawnStation(newPc, { env: { FORECOURT_APP_SECRET: '' } });
  try {
    const { client, post } = waysToUse(ready.callback, ready.api, ready.token);
    expect(await client.status()).toMatchObject({
      obstacle: 'no-secret',
      lanes: { new: 3 },
      data: { damage: null, needsSecretSince: expect.any(String) },
    });
    for (const receiveBaseId of orders) await client.checkIns.byServiceOrder({ receiveBaseId });
    const { body } = signedCheckIn();
    expect((await post(body)).status).toBe(401);
    await client.appSecret.set({ secret: SECRET, keepDays: 0 });
    expect((await post(body)).status).toBe(200);
    expect(await client.status()).toMatchObject({ accepting: true, data: { needsSecretSince: null } });
  } finally {
    await endStation(child);
  }
});

test('--restore from a folder without backups, or from none, says so in one sentence', async () => {
  const empty = join(shop.elsewhere, 'empty');
  mkdirSync(empty);
  for (const [from, sentence] of [
    [empty, 'There is no good backup in the folder.'],
    [join(shop.elsewhere, 'gone'), 'The folder is not there.'],
  ] as const) {
    const { code, stdout, stderr } = await runScript(HEADLESS, ['--data', shop.dataFolder, '--restore', from]);
    expect([code, stdout, stderr]).toEqual([1, '', `${sentence} (${from})\n`]);
  }
});

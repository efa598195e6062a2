import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { documentedSample, PREVIOUS_SECRET, SECRET, signedCheckIn } from '../support/messages.ts';
import { noteSecret } from '../support/written/note-private.ts';
import {
  dataFolderForTest,
  eventually,
  isRunning,
  openDesktop,
  openLiveDesktop,
  untilCard,
  untilLive,
} from './desk.ts';

describe('a check-in that arrives at the desktop app', () => {
  test('stands in the window, is announced, and opens by a click on its notification', async () => {
    const { app, post } = await openLiveDesktop();

    expect(await post(documentedSample())).toEqual({ status: 200, json: { data: null, errorInfo: '', status: 0 } });
    await untilCard(app, '1');

    await eventually(async () => (await app.notifications()).length, 'a notification').toBe(1);
    const [notification] = await app.notifications();
    expect(notification).toMatchObject({
      title: 'JING',
      body: 'oil low, coolant too hot, 3 more lights, 1 damage photo',
      state: 'shown',
    });
    expect(JSON.stringify(notification)).not.toMatch(/xiaohaha|Brown|1\d{10}/);

    await app.clickNotification(0);
    await app.inPage((page) => page.locator('[data-panel-of="1"]').waitFor({ timeout: 5_000 }));
    expect((await app.windows())[0]).toMatchObject({ visible: true, focused: true });
  });

  test('is counted in the tray and on the icon until somebody has seen it', async () => {
    const { app, post, client } = await openLiveDesktop();
    await post(signedCheckIn().body);
    await eventually(() => app.trayToolTip(), 'the tray').toContain('1 check-in not seen yet');
    const badges = async () => (await app.calls('app', 'setBadgeCount')).at(-1)?.args;
    await eventually(badges, 'the badge').toEqual([1]);
    await eventually(async () => (await app.notifications())[0]?.state, 'the notification').toBe('shown');

    await client.checkIns.move({ id: '1', from: 'new', to: 'seen' });

    await eventually(() => app.trayToolTip(), 'the tray').toContain('All check-ins seen');
    await eventually(badges, 'the badge').toEqual([0]);
    await eventually(async () => (await app.notifications())[0]?.state, 'the notification').toBe('closed');
  });

  test('is one of many: a burst is announced by its number, not by ten notifications', async () => {
    const { app, post } = await openLiveDesktop();
    await Promise.all(Array.from({ length: 12 }, () => post(signedCheckIn().body)));

    await eventually(async () => (await app.notifications()).length, 'notifications').toBeGreaterThan(0);
    await eventually(() => app.trayToolTip(), 'the tray').toContain('12 check-ins not seen yet');
    const shown = await app.notifications();
    expect(shown.length).toBeLessThanOrEqual(3);
    expect(shown.map(({ title }) => title)).toContainEqual(expect.stringMatching(/^\d+ new check-ins$/));
  });

  test('of whose sort the shop wants no word is neither announced nor rung for', async () => {
    const { app, post, client } = await openLiveDesktop();
    const { alerts } = await client.settings.get();
    await client.settings.set({
      alerts: { ...alerts, plate: false, kinds: { plain: false, lights: true, damage: false } },
    });

    await post(signedCheckIn({ plate: 'QUIET 1', lights: [], content: { preCheckInfo: {} } }).body);
    await post(signedCheckIn({ plate: 'LOUD 2', lights: ['20_Engine'] }).body);

    await eventually(async () => (await app.notifications()).length, 'a notification').toBe(1);
    expect((await app.notifications())[0]).toMatchObject({
      title: 'New check-in',
      body: expect.stringContaining('engine light'),
    });
  });
});

describe('notifications that the system refuses', () => {
  test('are said to be off in the settings, with what to do', async () => {
    const { app, post } = await openLiveDesktop({ standIn: { notificationsFail: 'no permission' } });
    await post(signedCheckIn().body);
    const state = () => app.inPage((page) => page.evaluate(() => window.desktop?.state()));
    await eventually(async () => (await state())?.notifications, 'the state').toEqual({ state: 'off', why: 'refused' });
  });
});

describe('the end of the app', () => {
  test('leaves no process, a whole database and what was acknowledged', async () => {
    const { app, post, dataFolder } = await openLiveDesktop();
    await post(documentedSample());
    const [station] = await app.utilityProcesses();

    expect(await app.quit()).toBe(0);

    expect(isRunning(app.pid)).toBe(false);
    expect(isRunning(station?.pid ?? 0)).toBe(false);
    expect(readdirSync(dataFolder).filter((name) => name.includes('-wal'))).toEqual([]);
    const db = new Database(join(dataFolder, 'forecourt.db'));
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM check_in').pluck().get()).toBe(1);
    db.close();
  });

  test('by the tray says what quitting means, and does nothing when that is not wanted', async () => {
    const { app, client } = await openLiveDesktop();
    await app.answerDialog({ response: 0 });

    await app.clickTrayItem('Quit Forecourt');

    await eventually(async () => (await app.calls('dialog', 'showMessageBox')).length, 'the question').toBe(1);
    const [asked] = await app.calls('dialog', 'showMessageBox');
    expect(JSON.stringify(asked?.args)).toContain('about two minutes');
    expect(await client.health()).toEqual({ ok: true });

    await app.answerDialog({ response: 1 });
    await app.clickTrayItem('Quit Forecourt');
    expect(await app.exited).toBe(0);
  });
});

describe('the secrets', () => {
  test('of a headless station are taken over into the key store, and lie nowhere in the clear', async () => {
    const { app, dataFolder, client } = await openLiveDesktop({ secret: null });
    const secret = 'A-SECRET-THAT-IS-SET-IN-THE-PAGE-1234567890';
    noteSecret(secret);
    expect(readdirSync(dataFolder)).not.toContain('secrets.json');
    expect((await client.appSecret.set({ secret, keepDays: 0 })).protection).toBe('key-store');
    await app.quit();
    for (const name of readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(json|safe|log|db)$/.test(name)) continue;
      const bytes = readFileSync(join(dataFolder, name), 'latin1');
      expect(bytes.includes(secret), name).toBe(false);
    }
  });

  test('outlive a restart, and verify what arrives then', async () => {
    const first = await openLiveDesktop({ secret: null });
    const secret = 'A-SECRET-THAT-IS-SET-IN-THE-PAGE-1234567890';
    await first.client.appSecret.set({ secret, keepDays: 0 });
    await first.app.quit();

    const again = await openLiveDesktop({ secret: null, dataFolder: first.dataFolder });
    expect((await again.post(signedCheckIn({ secret }).body)).status).toBe(200);
  });

  test('are called weakly protected where the system has no real key store', async () => {
    const { client } = await openLiveDesktop({ secret: null, standIn: { storageBackend: 'basic_text' } });
    expect((await client.appSecret.state()).protection).toBe('weak');
  });
});

test('check-ins that wait when the app starts are announced once, together', async () => {
  const first = await openLiveDesktop();
  for (const plate of ['ONE', 'TWO']) await first.post(signedCheckIn({ plate }).body);
  await first.app.quit();

  const { app } = await openDesktop({ dataFolder: first.dataFolder });
  await untilLive(app);

  await eventually(async () => (await app.notifications()).map(({ title }) => title), 'the notification').toEqual([
    '2 check-ins are waiting to be seen',
  ]);
});

test('a previous secret that a headless station left without an end is accepted for seven days from the first start', async () => {
  const dataFolder = dataFolderForTest();
  const file = join(dataFolder, 'secrets.json');
  const keys = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...keys, appSecret: SECRET, previousSecret: PREVIOUS_SECRET }));
  const { post, client } = await openLiveDesktop({ dataFolder, secret: null });
  expect((await post(signedCheckIn({ secret: PREVIOUS_SECRET }).body)).status).toBe(200);
  const until = Date.parse((await client.appSecret.state()).previousUntil ?? '');
  expect(until - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
});

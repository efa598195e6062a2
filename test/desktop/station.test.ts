import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MIGRATIONS } from '../../electron/station/store/migrations.ts';
import { freePort } from '../support/free-port.ts';
import { documentedSample, signedCheckIn } from '../support/messages.ts';
import { makeOldDatabase } from '../unit/station/store/old-database.ts';
import { dataFolderForTest, eventually, openDesktop, openLiveDesktop, untilCard, untilLive } from './desk.ts';

describe('a station that is killed', () => {
  test('is missed at once, is back within three seconds with nothing lost, and the board is live again', async () => {
    const { app, post } = await openLiveDesktop();
    await post(documentedSample());
    await untilCard(app, '1');
    const [before] = await app.utilityProcesses();
    const notices = app.inPage((page) =>
      page.getByText('The station stopped and is being started again').waitFor({ timeout: 10_000 }),
    );

    const killedAt = performance.now();
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await notices;
    await eventually(
      async () => (await post(signedCheckIn({ plate: 'BACK 1' }).body).catch(() => null))?.status,
      'it receives again',
    ).toBe(200);
    expect(performance.now() - killedAt).toBeLessThan(3_000);

    await untilCard(app, '1');
    await untilCard(app, '2');
    await untilLive(app);
    const [after] = await app.utilityProcesses();
    expect(after?.pid).not.toBe(before?.pid);
    await app.inPage((page) => page.keyboard.press('j'));
    await app.inPage((page) => page.keyboard.press('s'));
    await app.inPage((page) => page.locator('[data-lane="seen"] [data-check-in="1"]').waitFor({ timeout: 5_000 }));
  });

  test('announces nothing twice when it is back, also from the drill that kills it', async () => {
    const { app, post, client } = await openLiveDesktop();
    await post(signedCheckIn().body);
    await eventually(async () => (await app.notifications()).length, 'the notification').toBe(1);
    const [before] = await app.utilityProcesses();
    await client.drills.start({ drill: 'killed' });
    await eventually(async () => (await app.utilityProcesses())[0]?.pid, 'another process').not.toBe(before?.pid);
    await eventually(
      async () => (await post(signedCheckIn({ plate: 'NEXT' }).body).catch(() => null))?.status,
      'it receives again',
    ).toBe(200);
    await eventually(async () => (await app.notifications()).map(({ title }) => title), 'the notifications').toEqual([
      'AB12 CDE',
      'NEXT',
    ]);
  });
});

describe('a station that cannot start', () => {
  test('says why in the window, is tried again on demand, and runs when the obstacle is gone', async () => {
    const port = await freePort();
    const blocker = createServer().listen(port, '127.0.0.1');
    onTestFinished(() => void blocker.close());
    const { app, post } = await openDesktop({ receiverPort: port });

    await app.inPage(
      (page, taken) => page.getByText(`Port ${taken} is already in use`).waitFor({ timeout: 15_000 }),
      String(port),
    );
    expect((await app.windows())[0]?.visible).toBe(true);
    await eventually(() => app.trayToolTip(), 'the tray').toContain('The station cannot run');
    await app.inPage((page) => page.getByRole('button', { name: 'Open the folder' }).click());
    await app.inPage((page) => page.getByRole('button', { name: 'Open the log' }).click());
    await eventually(async () => (await app.calls('shell', 'openPath')).length, 'both were opened').toBe(2);

    await new Promise((resolve) => blocker.close(resolve));
    await app.inPage((page) => page.getByRole('button', { name: 'Try again' }).click());

    await untilLive(app);
    expect((await post(documentedSample())).status).toBe(200);
    await untilCard(app, '1');
  });

  test('says so in the log, which holds no secret', async () => {
    const port = await freePort();
    const blocker = createServer().listen(port, '127.0.0.1');
    onTestFinished(() => void blocker.close());
    const { dataFolder } = await openDesktop({ receiverPort: port });
    const log = (name: string) => readFileSync(join(dataFolder, 'logs', name), 'utf8');
    await eventually(() => log('station.log'), 'the log').toContain('already in use');
    expect(log('station.log') + log('desktop.log')).not.toContain('84336629F874E793');
  });
});

test('a station that has to update a large database says so first, and has a backup of the old one when it runs', async () => {
  const dataFolder = dataFolderForTest();
  makeOldDatabase(dataFolder, MIGRATIONS.length - 1).close();
  truncateSync(join(dataFolder, 'forecourt.db'), 40_000_000);
  const { client } = await openLiveDesktop({ dataFolder });
  expect(readFileSync(join(dataFolder, 'logs/desktop.log'), 'utf8')).toContain('long work on its data');
  await eventually(async () => (await client.backups.state()).backups, 'the backup').toMatchObject([
    { kind: 'migration', checkIns: 2, isOwn: true },
  ]);
  await eventually(() => existsSync(join(dataFolder, 'before-update')), 'the copy is still there').toBe(false);
});

describe('sleep', () => {
  test('and waking are told to the station, which keeps both in its log', async () => {
    const { app, dataFolder } = await openLiveDesktop();
    const log = () => readFileSync(join(dataFolder, 'logs/station.log'), 'utf8');

    await app.emit('powerMonitor', 'suspend');
    await eventually(log, 'the log').toContain('goes to sleep');
    await app.emit('powerMonitor', 'resume');

    await eventually(log, 'the log').toContain('woke from sleep');
    await untilLive(app);
  });

  test('is held off while check-ins are received, and only then', async () => {
    const { app, client } = await openLiveDesktop({ secret: null });
    expect(await app.calls('powerSaveBlocker', 'start')).toEqual([]);

    await client.appSecret.set({ secret: 'A-SECRET-OF-SIXTEEN-OR-MORE', keepDays: 0 });

    await eventually(async () => (await app.calls('powerSaveBlocker', 'start'))[0]?.args, 'the blocker').toEqual([
      'prevent-app-suspension',
    ]);
  });
});

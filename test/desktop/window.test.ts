import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolderForTest, eventually, openDesktop, openLiveDesktop, untilLive } from './desk.ts';
import { type DesktopApp, startDesktop } from './desktop-app.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const SECOND = { x: 1920, y: 0, width: 1920, height: 1080 };

const boardWindow = async (app: DesktopApp) => {
  const found = (await app.windows()).find(({ url }) => url.includes('index.html'));
  if (found === undefined) throw new Error('there is no window of the board');
  return found;
};

describe('the window', () => {
  test('goes to the tray when it is closed, says so once, and comes back from there', async () => {
    const { app, client } = await openLiveDesktop();
    const { id } = await boardWindow(app);
    await app.emit(`BrowserWindow ${id}`, 'close');
    await eventually(async () => (await boardWindow(app)).visible, 'it is put away').toBe(false);
    await eventually(async () => (await app.calls('dialog', 'showMessageBox')).length, 'the explanation').toBe(1);
    expect(JSON.stringify((await app.calls('dialog', 'showMessageBox'))[0]?.args)).toContain('Forecourt keeps running');
    expect(await client.health()).toEqual({ ok: true });

    await app.clickTray();
    await eventually(async () => (await boardWindow(app)).visible, 'it is back').toBe(true);
    await app.emit(`BrowserWindow ${id}`, 'close');
    await eventually(async () => (await boardWindow(app)).visible, 'it is put away again').toBe(false);
    expect(await app.calls('dialog', 'showMessageBox')).toHaveLength(1);
  });

  test('opens where it was, and in the middle of the first screen when that place is gone', async () => {
    const dataFolder = dataFolderForTest();
    const displays = [
      { id: 1, bounds: SCREEN },
      { id: 2, bounds: SECOND },
    ];
    const place = { x: 2100, y: 120, width: 1100, height: 700 };
    const first = await openLiveDesktop({ dataFolder, standIn: { displays } });
    await first.app.quit();
    const file = join(dataFolder, 'desktop.json');
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...kept, window: { ...place, isMaximized: false } }));

    const again = await openLiveDesktop({ dataFolder, standIn: { displays } });
    expect((await boardWindow(again.app)).bounds).toEqual(place);
    await again.app.setDisplays([{ id: 1, bounds: SCREEN }]);
    await eventually(
      async () => (await boardWindow(again.app)).bounds.x,
      'it comes to the screen that is left',
    ).toBeLessThan(1920);
    await again.app.quit();

    const alone = await openLiveDesktop({ dataFolder, standIn: { displays: [{ id: 1, bounds: SCREEN }] } });
    const { bounds } = await boardWindow(alone.app);
    expect(bounds.x).toBeGreaterThanOrEqual(0);
    expect(bounds.x + bounds.width).toBeLessThanOrEqual(1920);
  });

  test('stays away when the app starts at login', async () => {
    const { app, client } = await openDesktop({ args: ['--hidden'] });
    await untilLive(app);
    expect((await boardWindow(app)).visible).toBe(false);
    expect(await client.health()).toEqual({ ok: true });
  });

  test('of the first start is shown by a second one, which ends', async () => {
    const { app, dataFolder } = await openLiveDesktop({ args: ['--hidden'] });
    expect((await boardWindow(app)).visible).toBe(false);

    const second = await startDesktop({ dataFolder }).catch((error: unknown) => error);
    if (!(second instanceof Error)) {
      const app2 = second as DesktopApp;
      expect(await app2.exited).toBe(0);
      await app2.dispose();
    }

    await eventually(async () => (await boardWindow(app)).visible, 'the first is shown').toBe(true);
    expect((await boardWindow(app)).focused).toBe(true);
    expect(await app.utilityProcesses()).toHaveLength(1);
  });

  test('of a page that crashed is loaded again', async () => {
    const { app } = await openLiveDesktop();
    await app.emit('webContents 1', 'render-process-gone', { reason: 'crashed', exitCode: 5 });
    await eventually(async () => (await app.calls('webContents', 'reload')).length, 'it is loaded again').toBe(1);
    await untilLive(app);
  });
});

describe('start at login', () => {
  test('is set and read back, hidden', async () => {
    const { app } = await openLiveDesktop();
    const login = () => app.inPage((page) => page.evaluate(async () => (await window.desktop?.state())?.login));
    expect(await login()).toBe('off');
    await app.inPage((page) => page.evaluate(() => window.desktop?.setStartAtLogin(true)));
    expect(await login()).toBe('on');
    await app.inPage((page) => page.evaluate(() => window.desktop?.setStartAtLogin(false)));
    expect(await login()).toBe('off');
  });
});

describe('the menus', () => {
  test('speak the language of the system, and another when it is chosen', async () => {
    const { app } = await openLiveDesktop({ standIn: { systemLanguages: ['zh-CN'] } });
    const heads = async () => (await app.applicationMenu()).map(({ label }) => label);
    expect(await heads()).toContain('帮助');
    expect((await app.trayMenu()).map(({ label }) => label)).toContain('退出 Forecourt');

    await app.inPage((page) =>
      page.evaluate(async () => {
        const state = await window.desktop?.state();
        if (state !== undefined) await window.desktop?.changeSettings({ ...state.settings, language: 'en' });
      }),
    );

    await eventually(heads, 'the menu').toContain('Help');
    await eventually(async () => (await app.trayMenu()).map(({ label }) => label), 'the tray').toContain(
      'Quit Forecourt',
    );
  });

  test('open the settings in the window', async () => {
    const { app } = await openLiveDesktop();
    await app.clickMenuItem('Settings…');
    await app.inPage((page) => page.getByRole('heading', { name: 'Settings' }).waitFor({ timeout: 5_000 }));
  });
});

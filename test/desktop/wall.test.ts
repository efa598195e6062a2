import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHANNELS } from '../../shared/desktop.ts';
import type { WallWindowSettings } from '../../shared/desktop-settings.ts';
import { signedCheckIn } from '../support/messages.ts';
import { type DesktopDesk, dataFolderForTest, eventually, openLiveDesktop, untilLive } from './desk.ts';
import type { DesktopApp } from './desktop-app.ts';

const MAIN = { id: 1, label: 'Built-in', bounds: { x: 0, y: 0, width: 1_280, height: 800 } };
const TV = { id: 2, label: 'SAMSUNG', bounds: { x: 1_280, y: 0, width: 1_920, height: 1_080 } };
const WALL = 'wall.html';

/** The app on a PC with a television beside its own screen. */
const openAtTwoScreens = (options: { dataFolder?: string } = {}): Promise<DesktopDesk> =>
  openLiveDesktop({ ...options, standIn: { displays: [MAIN, TV] } });

const wallOf = async (app: DesktopApp) => (await app.windows()).find(({ url }) => url.includes(WALL)) ?? null;

/** Sets the wall as the settings page does. */
function setWall(app: DesktopApp, wall: WallWindowSettings): Promise<void> {
  return app.inPage(
    (page, wanted) =>
      page.evaluate(async (given) => {
        const state = await window.desktop?.state();
        if (state !== undefined) await window.desktop?.changeSettings({ ...state.settings, wall: given });
      }, wanted),
    wall,
  );
}

const stateOf = (app: DesktopApp) =>
  app.inPage((page) =>
    page.evaluate(async () => {
      const state = await window.desktop?.state();
      return { wall: state?.wall, isOn: state?.settings.wall.isOn, screen: state?.settings.wall.screen?.label };
    }),
  );

/** Waits until the wall in its window is connected to the station. */
const untilWallLive = (app: DesktopApp): Promise<void> =>
  app.inPage((page) => page.locator('[data-connection="live"]').waitFor({ timeout: 20_000 }), undefined, WALL);

const untilOnWall = (app: DesktopApp, plate: string): Promise<void> =>
  app.inPage((page, text) => page.getByText(text).waitFor({ timeout: 20_000 }), plate, WALL);

async function openWall(options: { dataFolder?: string } = {}): Promise<DesktopDesk> {
  const desk = await openAtTwoScreens(options);
  await setWall(desk.app, { isOn: true, screen: null });
  await untilWallLive(desk.app);
  return desk;
}

describe('the wall of the desktop app', () => {
  test('fills the second screen, leaves the focus where it is, and follows the board without the person', async () => {
    const { app, post } = await openWall();
    await eventually(async () => (await wallOf(app))?.visible, 'it is shown').toBe(true);
    expect(await wallOf(app)).toMatchObject({ bounds: TV.bounds, focused: false });
    const made = (await app.calls('BrowserWindow', 'new')).map(({ args }) => args[0]);
    expect(made.at(-1)).toMatchObject({ ...TV.bounds, fullscreen: true, frame: false, skipTaskbar: true });
    expect(made.at(-1)).toMatchObject({ webPreferences: { backgroundThrottling: false, sandbox: true } });
    expect(await stateOf(app)).toEqual({ wall: { state: 'shown', screen: 2 }, isOn: true, screen: 'SAMSUNG' });

    await post(signedCheckIn({ plate: 'WA11 APP', ownerFirstName: 'Wilhelmina' }).body);
    await untilOnWall(app, 'WA11 APP');
    const text = await app.inPage((page) => page.locator('html').innerHTML(), undefined, WALL);
    expect(text).not.toMatch(/Wilhelmina|Okafor|07700/);
  });

  test('is off at first, and stays away from the only screen', async () => {
    const { app } = await openLiveDesktop({ standIn: { displays: [MAIN] } });
    expect(await stateOf(app)).toMatchObject({ wall: { state: 'off' }, isOn: false });
    await setWall(app, { isOn: true, screen: null });
    expect(await stateOf(app)).toMatchObject({ wall: { state: 'waiting' }, isOn: true });
    expect(await wallOf(app)).toBeNull();
  });

  test('goes when its screen is unplugged, and comes back with it by itself', async () => {
    const { app } = await openWall();
    await app.setDisplays([MAIN]);
    await eventually(() => wallOf(app), 'it is gone').toBeNull();
    expect(await stateOf(app)).toMatchObject({ wall: { state: 'waiting' }, isOn: true, screen: 'SAMSUNG' });
    await untilLive(app);

    const elsewhere = { ...TV, bounds: { ...TV.bounds, x: -1_920 } };
    await app.setDisplays([MAIN, elsewhere]);
    await untilWallLive(app);
    expect(await wallOf(app)).toMatchObject({ bounds: elsewhere.bounds });
    expect(await stateOf(app)).toMatchObject({ wall: { state: 'shown', screen: 2 } });
  });

  test('is on the same screen after a restart that gave other ids to the screens', async () => {
    const dataFolder = dataFolderForTest();
    const first = await openWall({ dataFolder });
    await first.app.quit();
    const displays = [
      { ...MAIN, id: 71 },
      { id: 72, label: 'PROJECTOR', bounds: { x: -1_920, y: 0, width: 1_920, height: 1_080 } },
      { ...TV, id: 73 },
    ];
    const again = await openLiveDesktop({ dataFolder, standIn: { displays } });
    await untilWallLive(again.app);
    expect(await wallOf(again.app)).toMatchObject({ bounds: TV.bounds });
    expect(await stateOf(again.app)).toMatchObject({ wall: { state: 'shown', screen: 73 } });
  });

  test('is closed by Escape, and stays off until somebody wants it again', async () => {
    const dataFolder = dataFolderForTest();
    const { app } = await openWall({ dataFolder });
    const { id } = (await wallOf(app)) ?? { id: 0 };
    await app.emit(`webContents ${id}`, 'before-input-event', { type: 'keyDown', key: 'a' });
    expect(await wallOf(app)).not.toBeNull();
    await app.emit(`webContents ${id}`, 'before-input-event', { type: 'keyDown', key: 'Escape' });
    await eventually(() => wallOf(app), 'it is closed').toBeNull();
    expect(await stateOf(app)).toMatchObject({ wall: { state: 'off' }, isOn: false, screen: 'SAMSUNG' });
    await app.quit();
    const kept = JSON.parse(readFileSync(join(dataFolder, 'desktop.json'), 'utf8'));
    expect(kept.settings.wall).toMatchObject({ isOn: false, screen: { label: 'SAMSUNG' } });
  });

  test('stays on when the app is quit with it', async () => {
    const dataFolder = dataFolderForTest();
    const { app } = await openWall({ dataFolder });
    await app.quit();
    const kept = JSON.parse(readFileSync(join(dataFolder, 'desktop.json'), 'utf8'));
    expect(kept.settings.wall.isOn).toBe(true);
  });

  test('is loaded again when its page has crashed', async () => {
    const { app, post } = await openWall();
    const { id } = (await wallOf(app)) ?? { id: 0 };
    await app.emit(`webContents ${id}`, 'render-process-gone', { reason: 'crashed', exitCode: 5 });
    await eventually(async () => (await app.calls('webContents', 'reload')).length, 'it is loaded again').toBe(1);
    await post(signedCheckIn({ plate: 'AF11 TER' }).body);
    await untilOnWall(app, 'AF11 TER');
  });

  test('says that it is out of touch when the station hangs, and goes on with the next one when it is killed', async () => {
    const { app, post } = await openWall();
    await post(signedCheckIn({ plate: 'BE11 ORE' }).body);
    await untilOnWall(app, 'BE11 ORE');
    const [station] = await app.utilityProcesses();
    process.kill(station?.pid ?? 0, 'SIGSTOP');
    await app.inPage((page) => page.locator('[data-outage]').waitFor({ timeout: 30_000 }), undefined, WALL);
    process.kill(station?.pid ?? 0, 'SIGKILL');
    await eventually(
      async () => (await post(signedCheckIn({ plate: 'AF11 TER' }).body).catch(() => null))?.status,
      'it receives again',
    ).toBe(200);
    await untilOnWall(app, 'AF11 TER');
    await untilOnWall(app, 'BE11 ORE');
    await untilWallLive(app);
  });
});

describe('a wall that somebody has taken over', () => {
  const OTHERS = Object.entries(CHANNELS).filter(
    ([name]) =>
      !['connect', 'port', 'stateChanged', 'openCheckIn', 'openSettings', 'ring', 'rang', 'sheetReady'].includes(name),
  );

  test('may call nothing of the app, go nowhere, and has no permission but to keep its screen awake', async () => {
    const { app, dataFolder } = await openWall();
    const log = () => readFileSync(join(dataFolder, 'logs/desktop.log'), 'utf8');
    for (const [, channel] of OTHERS) {
      await expect(app.forgeIpc(channel, [], { which: WALL }), channel).rejects.toThrow('refused');
    }
    expect(log()).toContain('this channel is for the page \\"board\\"');
    const members = await app.inPage(
      (page) => page.evaluate(() => Object.keys((window as { desktop?: object }).desktop ?? {})),
      undefined,
      WALL,
    );
    expect(members).toEqual(['connect']);
    const ask = (permission: string) => app.askPermission(permission, 'app://forecourt/wall.html', WALL);
    expect(await ask('screen-wake-lock')).toMatchObject({ request: true });
    expect(await ask('clipboard-sanitized-write')).toMatchObject({ request: false });
    const before = log().length;
    await app.inPage(
      (page) => page.evaluate(() => void setTimeout(() => window.location.assign('/index.html'))),
      undefined,
      WALL,
    );
    await eventually(() => log().slice(before), 'the log').toContain('only its own page may be shown in this window');
    await untilWallLive(app);
  });

  test('hears nothing private over its port, and is refused what it asks beside the wall', async () => {
    const { app, post } = await openWall();
    await post(signedCheckIn({ plate: 'PO11 RTS', ownerFirstName: 'Wilhelmina', remark: 'Pays in cash' }).body);
    await untilOnWall(app, 'PO11 RTS');
    // From the next load on everything on the port is noted, and the port itself is kept.
    await app.inPage(
      async (page) => {
        await page.addInitScript(() => {
          const heard: unknown[] = [];
          const sent: unknown[] = [];
          const { addEventListener, postMessage } = MessagePort.prototype;
          MessagePort.prototype.addEventListener = function (this: MessagePort, ...given: unknown[]) {
            if (given[0] === 'message')
              addEventListener.call(this, 'message', (event) => heard.push((event as MessageEvent).data));
            return (addEventListener as (...all: unknown[]) => void).apply(this, given);
          } as typeof addEventListener;
          MessagePort.prototype.postMessage = function (this: MessagePort, ...given: unknown[]) {
            if (typeof given[0] === 'string' && given[0].includes('wall/watch')) Object.assign(window, { port: this });
            sent.push(given[0]);
            return (postMessage as (...all: unknown[]) => void).apply(this, given);
          } as typeof postMessage;
          Object.assign(window, { heard, sent });
        });
        await page.reload();
      },
      undefined,
      WALL,
    );
    await untilOnWall(app, 'PO11 RTS');
    for (const procedure of ['board/watch', 'checkIns/list', 'settings/get', 'appSecret/state', 'deliveries/list']) {
      await app.inPage(
        (page, wanted) =>
          page.evaluate((name) => {
            const taken = window as unknown as { sent: string[]; port: MessagePort };
            const asked = taken.sent.find((message) => String(message).includes('wall/watch')) ?? '';
            taken.port.postMessage(asked.replace('wall/watch', name).replace(/"i":"?\w+"?/, `"i":"forged-${name}"`));
          }, wanted),
        procedure,
        WALL,
      );
      const answer = () =>
        app.inPage(
          (page, wanted) =>
            page.evaluate(
              (name) =>
                (window as unknown as { heard: unknown[] }).heard
                  .map(String)
                  .filter((message) => message.includes(`forged-${name}`))
                  .join(),
              wanted,
            ),
          procedure,
          WALL,
        );
      await eventually(answer, `the answer to ${procedure}`).toContain('FORBIDDEN');
    }
    const heard = await app.inPage(
      (page) => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard.map(String).join('\n')),
      undefined,
      WALL,
    );
    expect(heard).toContain('PO11 RTS');
    expect(heard).not.toMatch(/Wilhelmina|Okafor|07700|cash|WBA8E9G50|callback/);
  });
});

import type { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { standInApp } from '../app/app.ts';
import type { DialogAnswer, DisplayConfig, PrintAnswer } from '../config.ts';
import { answers } from '../dialog.ts';
import { menuBar } from '../menu.ts';
import { theme } from '../native-theme.ts';
import { notifications } from '../notification.ts';
import { recordPages } from '../page/chromium.ts';
import { powerEvents } from '../power.ts';
import { preventable } from '../preventable.ts';
import { answerPrints, printedSheets } from '../printing.ts';
import { recordedCalls } from '../record.ts';
import { screens } from '../screen.ts';
import { trays } from '../tray.ts';
import { running } from '../utility-process.ts';
import type { StandInFrame } from '../window/web-frame.ts';
import { windows } from '../window/window-list.ts';
import type { Commands } from './connection.ts';
import { findWindow, type Which, windowWhenThere } from './find-window.ts';
import { chooseItem, menuTree } from './menu-tree.ts';
import { askPermission } from './permissions.ts';

// Their listeners get an event first; those of the others get none.
const WITHOUT_EVENT = ['powerMonitor', 'nativeTheme'];

function emitterOf(object: string): EventEmitter {
  const [name = '', id = ''] = object.split(' ');
  const emitters: Record<string, () => EventEmitter> = {
    app: () => standInApp,
    powerMonitor: () => powerEvents,
    screen: () => screens,
    nativeTheme: () => theme,
    Tray: tray,
    BrowserWindow: () => findWindow(Number(id)),
    webContents: () => findWindow(id === '' ? 'main' : Number(id)).contents,
  };
  const found = emitters[name];
  if (found === undefined) throw new Error(`the stand-in emits nothing for ${object}`);
  return found();
}

function tray() {
  const [first] = trays;
  if (first === undefined) throw new Error('there is no icon in the tray');
  return first;
}

function notification(index: number) {
  const found = notifications.at(index);
  if (found === undefined) throw new Error(`there is no notification ${index} of ${notifications.length}`);
  return found;
}

function frameWith(top: StandInFrame, url: string): StandInFrame | undefined {
  if (top.url.includes(url)) return top;
  for (const below of top.below) {
    const found = frameWith(below, url);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All that a test can ask of the stand-in, or have it do as the user or the system would. */
export const commands = {
  calls: (object?: string, method?: string) => recordedCalls(object ?? undefined, method ?? undefined),
  async inPage(source: string, arg: unknown, which?: Which) {
    const run: (page: Page, arg: unknown) => unknown = new Function(`return (${source})`)();
    const { contents } = await windowWhenThere(which ?? undefined);
    return run(await contents.page(), arg);
  },
  recordPages,
  async screenshot(path: string, which?: Which) {
    const { contents } = await windowWhenThere(which ?? undefined);
    await (await contents.page()).screenshot({ path });
  },
  windows: () =>
    [...windows].map((window) => ({
      id: window.id,
      url: window.contents.getURL(),
      title: window.getTitle(),
      visible: window.isVisible(),
      focused: window.isFocused(),
      minimized: window.isMinimized(),
      maximized: window.isMaximized(),
      bounds: window.getBounds(),
      destroyed: window.isDestroyed(),
    })),
  emit(object: string, event: string, ...args: unknown[]) {
    const told = preventable(typeof args[0] === 'object' && args[0] !== null ? args[0] : {});
    const given = WITHOUT_EVENT.includes(object) ? args : [told, ...args];
    emitterOf(object).emit(event, ...given);
    return told.defaultPrevented;
  },
  notifications: () => notifications.map((one) => one.shown()),
  clickNotification: (index: number) => {
    notification(index).emit('click', preventable({}));
  },
  failNotification: (index: number, error: string) => notification(index).fail(error),
  trayMenu: () => menuTree(tray().menu ?? menuBar.popup),
  trayToolTip: () => tray().toolTip,
  clickTrayItem: (label: string) => chooseItem(tray().menu ?? menuBar.popup, label),
  clickTray: (event = 'click') => {
    tray().emit(event ?? 'click', {}, tray().getBounds(), { x: 0, y: 0 });
  },
  applicationMenu: () => menuTree(menuBar.menu),
  clickMenuItem: (label: string) => chooseItem(menuBar.menu, label),
  utilityProcesses: () => [...running].map(({ pid, serviceName }) => ({ pid, serviceName })),
  askPermission: (permission: string, url: string, which?: Which) =>
    askPermission(findWindow(which ?? undefined), permission, url),
  async forgeIpc(channel: string, args: unknown[], kind: 'invoke' | 'send', frameUrl: string | null, which?: Which) {
    const { contents } = findWindow(which ?? undefined);
    const frame = frameUrl === null ? contents.frame : frameWith(contents.frame, frameUrl);
    if (frame === undefined) throw new Error(`there is no frame at ${frameUrl}`);
    return contents.ipc.forge(frame, channel, args, kind);
  },
  setDisplays: (displays: DisplayConfig[]) => screens.set(displays),
  answerDialog: (answer: DialogAnswer) => {
    answers.push(answer);
  },
  printed: () => printedSheets(),
  answerPrints: (answer: PrintAnswer) => answerPrints(answer),
  quit: () => setImmediate(() => standInApp.quit()) && undefined,
} satisfies Commands;

import { app } from './app/app.ts';
import { clipboard } from './clipboard.ts';
import { crashReporter } from './crash-reporter.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { net } from './net.ts';
import { Notification } from './notification.ts';
import { MessageChannelMain } from './ports/message-port-main.ts';
import { powerMonitor, powerSaveBlocker } from './power.ts';
import { safeStorage } from './safe-storage.ts';
import { screen } from './screen.ts';
import { protocol, session } from './session.ts';
import { shell } from './shell.ts';
import { Tray } from './tray.ts';
import { utilityProcess } from './utility-process.ts';
import { BrowserWindow } from './window/browser-window.ts';

const all = {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} satisfies Partial<Record<keyof typeof Electron.CrossProcessExports, object>>;

/** What the app gets from `electron` in its main process; what is missing throws, by name. */
export const api: Readonly<Record<string, object>> = new Proxy(all, {
  get(target, name) {
    if (typeof name === 'symbol' || name === 'then' || name === '__esModule') return undefined;
    if (!(name in target)) throw new Error(`the stand-in has no ${name}`);
    return Reflect.get(target, name);
  },
});

/** The names in it. */
export const names: readonly string[] = Object.keys(all);

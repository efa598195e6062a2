import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { LoginState } from '../../shared/desktop.ts';
import { autostartEntry, loginItem } from '../policy/login-item.ts';
import { writeAtomically } from '../station/json-file.ts';

/** Whether the app starts when its user logs in: the system is asked, since its own settings may have changed that. */
export function loginState(given: readonly string[]): LoginState {
  if (process.platform === 'linux') return hasEntry() ? 'on' : 'off';
  const { args } = loginItem(true, given);
  return app.getLoginItemSettings({ args }).openAtLogin ? 'on' : 'off';
}

/** Has the app started at login with the options that it was given now, or not any more. */
export function setStartAtLogin(isOn: boolean, given: readonly string[]): void {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings(loginItem(isOn, given));
    return;
  }
  if (!isOn) {
    rmSync(entryPath(), { force: true });
    return;
  }
  mkdirSync(dirname(entryPath()), { recursive: true });
  // An AppImage runs from a place of its own at each start; APPIMAGE names the file itself.
  const [program, ...args] = app.isPackaged
    ? [process.env.APPIMAGE ?? process.execPath]
    : [process.execPath, app.getAppPath()];
  writeAtomically(entryPath(), autostartEntry(program, [...args, ...given]));
}

function hasEntry(): boolean {
  try {
    return readFileSync(entryPath(), 'utf8').includes('[Desktop Entry]');
  } catch {
    return false;
  }
}

function entryPath(): string {
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'autostart', 'forecourt.desktop');
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { config } from '../config.ts';

type Item = { path: string; args: string[] };

/**
 * Start at login as on Windows: an entry has a path and arguments, and whoever asks with other ones is told that there is
 * none. https://www.electronjs.org/docs/latest/api/app#appgetloginitemsettingsoptions-macos-windows
 */
export class LoginItem {
  readonly #file: () => string;

  constructor(file: () => string) {
    this.#file = file;
  }

  set({ openAtLogin = false, path = process.execPath, args = [] }: Electron.Settings): void {
    const item: Item | null = openAtLogin ? { path, args } : null;
    mkdirSync(dirname(this.#file()), { recursive: true });
    writeFileSync(this.#file(), JSON.stringify(item));
  }

  get({ path = process.execPath, args = [] }: Electron.LoginItemSettingsOptions = {}): Electron.LoginItemSettings {
    const item: Item | null = existsSync(this.#file()) ? JSON.parse(readFileSync(this.#file(), 'utf8')) : null;
    const openAtLogin = item !== null && item.path === path && JSON.stringify(item.args) === JSON.stringify(args);
    return {
      openAtLogin,
      wasOpenedAtLogin: config.wasOpenedAtLogin ?? false,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    };
  }
}

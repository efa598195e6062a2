import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { config } from '../config.ts';
import { menuBar } from '../menu.ts';
import { offer } from '../offer.ts';
import { preventable } from '../preventable.ts';
import { readiness } from '../protocol.ts';
import { onGone } from '../utility-process.ts';
import type { StandInWindow } from '../window/browser-window.ts';
import { keeper, windows } from '../window/window-list.ts';
import { AppPaths } from './app-paths.ts';
import { endProcess } from './end-process.ts';
import { LoginItem } from './login-item.ts';
import { SingleInstance } from './single-instance.ts';

const APP = [
  'enableSandbox',
  'disableHardwareAcceleration',
  'setName',
  'getName',
  'name',
  'setPath',
  'getPath',
  'getAppPath',
  'setAppLogsPath',
  'getVersion',
  'getLocale',
  'getSystemLocale',
  'getPreferredSystemLanguages',
  'isPackaged',
  'isReady',
  'whenReady',
  'quit',
  'exit',
  'relaunch',
  'focus',
  'requestSingleInstanceLock',
  'hasSingleInstanceLock',
  'releaseSingleInstanceLock',
  'setAppUserModelId',
  'setBadgeCount',
  'getBadgeCount',
  'badgeCount',
  'setLoginItemSettings',
  'getLoginItemSettings',
  'setAboutPanelOptions',
  'showAboutPanel',
  'setJumpList',
  'setUserTasks',
  'getAppMetrics',
  'applicationMenu',
  'commandLine',
  'dock',
] as const satisfies (keyof Electron.App)[];

type Package = { name?: string; productName?: string; version?: string };

class StandInApp extends EventEmitter implements Pick<Electron.App, (typeof APP)[number]> {
  readonly offered: Electron.App;
  readonly isPackaged = false;
  readonly dock = undefined;
  readonly commandLine: Electron.CommandLine;
  readonly #folder: string;
  readonly #package: Package;
  readonly #paths = new AppPaths(() => this.name);
  readonly #login = new LoginItem(() => join(this.#paths.get('appData'), 'login-item.json'));
  readonly #instance = new SingleInstance(({ argv, cwd, data }) =>
    this.emit('second-instance', preventable({}), argv, cwd, data),
  );
  readonly #ready = Promise.withResolvers<void>();
  readonly #switches = new Map<string, string>();
  #quitting = false;
  #ended = false;
  name: string;
  badgeCount = 0;

  constructor(folder: string) {
    super();
    this.#folder = folder;
    this.#package = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    this.name = this.#package.productName ?? this.#package.name ?? 'Electron';
    this.commandLine = offer<Electron.CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'>(
      'commandLine',
      {
        appendSwitch: (name, value = '') => this.#switches.set(name, value),
        hasSwitch: (name) => this.#switches.has(name),
        getSwitchValue: (name) => this.#switches.get(name) ?? '',
        removeSwitch: (name) => this.#switches.delete(name),
      },
      ['appendSwitch', 'hasSwitch', 'getSwitchValue', 'removeSwitch'],
    );
    this.offered = offer<Electron.App, (typeof APP)[number]>('app', this, APP);
    onGone.tell = (event, details) => this.emit('child-process-gone', event, details);
    keeper.of = {
      created: (window) => this.#created(window),
      focused: (window, has) =>
        this.emit(has ? 'browser-window-focus' : 'browser-window-blur', preventable({}), window.offered),
      closed: () => this.#closed(),
      closeRefused: () => {
        this.#quitting = false;
      },
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit());
  }

  /** Electron's turn, when the app's module has been evaluated to its end. */
  becomeReady(): void {
    this.#paths.make();
    readiness.ready = true;
    this.emit('will-finish-launching');
    this.emit('ready', preventable({}), {});
    this.#ready.resolve();
  }

  enableSandbox(): void {
    if (readiness.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  disableHardwareAcceleration(): void {
    if (readiness.ready) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
  }

  setName(name: string): void {
    this.name = name;
  }

  getName(): string {
    return this.name;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    return this.#paths.get(name);
  }

  getAppPath(): string {
    return this.#folder;
  }

  setAppLogsPath(path?: string): void {
    this.#paths.set('logs', path ?? join(this.getPath('userData'), 'logs'));
  }

  getVersion(): string {
    return this.#package.version ?? '0.0.0';
  }

  getLocale(): string {
    return config.locale ?? 'en-GB';
  }

  getSystemLocale(): string {
    return this.getLocale();
  }

  getPreferredSystemLanguages(): string[] {
    return config.systemLanguages ?? [this.getLocale()];
  }

  isReady(): boolean {
    return readiness.ready;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  quit(): void {
    if (this.#quitting) return;
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    if (windows.size === 0) this.#shutDown();
    // Each may refuse, and then the app stays.
    for (const window of [...windows]) if (this.#quitting) window.close();
  }

  exit(exitCode = 0): void {
    this.#quitting = true;
    this.#ended = true;
    for (const window of [...windows]) window.destroy();
    this.#end(exitCode);
  }

  relaunch(): void {}

  focus(): void {
    [...windows].at(0)?.focus();
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return this.#instance.request(this.getPath('userData'), additionalData ?? null);
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance.has;
  }

  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  setAppUserModelId(): void {}

  setBadgeCount(count = 0): boolean {
    this.badgeCount = count;
    return true;
  }

  getBadgeCount(): number {
    return this.badgeCount;
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.#login.set(settings);
  }

  getLoginItemSettings(options?: Electron.LoginItemSettingsOptions): Electron.LoginItemSettings {
    return this.#login.get(options);
  }

  setAboutPanelOptions(): void {}

  showAboutPanel(): void {}

  setJumpList(): 'ok' {
    return 'ok';
  }

  setUserTasks(): boolean {
    return true;
  }

  getAppMetrics(): Electron.ProcessMetric[] {
    return [];
  }

  get applicationMenu(): Electron.Menu | null {
    return menuBar.menu;
  }

  set applicationMenu(menu: Electron.Menu | null) {
    menuBar.menu = menu;
  }

  #created(window: StandInWindow): void {
    this.emit('web-contents-created', preventable({}), window.webContents);
    this.emit('browser-window-created', preventable({}), window.offered);
    window.contents.on('render-process-gone', (_event, details) =>
      this.emit('render-process-gone', preventable({}), window.webContents, details),
    );
  }

  #closed(): void {
    if (windows.size > 0 || this.#ended) return;
    if (this.#quitting) this.#shutDown();
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  #shutDown(): void {
    if (this.#ended) return;
    const event = preventable({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.#ended = true;
    this.#end(0);
  }

  #end(exitCode: number): void {
    this.emit('quit', preventable({}), exitCode);
    void endProcess(exitCode, this.#instance.told);
  }
}

/** The app in the folder that the program was started with. */
export const standInApp = new StandInApp(resolve(process.argv[1] ?? '.'));

/** See https://www.electronjs.org/docs/latest/api/app */
export const app = standInApp.offered;

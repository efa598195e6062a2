import { EventEmitter } from 'node:events';
import { offer, offerClass } from '../offer.ts';
import { preventable } from '../preventable.ts';
import { StandInContents } from './web-contents.ts';
import { keeper, windows } from './window-list.ts';

const WINDOW = [
  'id',
  'webContents',
  'loadURL',
  'reload',
  'show',
  'showInactive',
  'hide',
  'focus',
  'blur',
  'close',
  'destroy',
  'isDestroyed',
  'isVisible',
  'isFocused',
  'isMinimized',
  'minimize',
  'restore',
  'isMaximized',
  'maximize',
  'unmaximize',
  'isFullScreen',
  'setFullScreen',
  'isNormal',
  'getBounds',
  'setBounds',
  'getNormalBounds',
  'getContentBounds',
  'getSize',
  'setSize',
  'setMinimumSize',
  'getPosition',
  'setPosition',
  'center',
  'moveTop',
  'setOverlayIcon',
  'setIcon',
  'setProgressBar',
  'flashFrame',
  'setTitle',
  'getTitle',
  'setMenuBarVisibility',
  'isMenuBarVisible',
  'setAutoHideMenuBar',
  'autoHideMenuBar',
  'setMenu',
  'removeMenu',
  'setSkipTaskbar',
  'setAlwaysOnTop',
  'isAlwaysOnTop',
  'setBackgroundColor',
] as const satisfies (keyof Electron.BrowserWindow)[];
const STATICS = ['fromWebContents', 'fromId', 'getAllWindows', 'getFocusedWindow'] as const;

type Options = Electron.BrowserWindowConstructorOptions;
type State = 'normal' | 'minimized' | 'maximized' | 'full screen';

// Electron's own size of a window that is not told one.
const SIZE = { width: 800, height: 600 };

let lastId = 0;

/** A window: a page of Chromium, and beside it what a window manager would remember of it. */
export class StandInWindow extends EventEmitter implements Pick<Electron.BrowserWindow, (typeof WINDOW)[number]> {
  readonly offered: Electron.BrowserWindow;
  readonly id: number;
  readonly options: Options;
  readonly contents: StandInContents;
  readonly webContents: Electron.WebContents;
  #bounds: Electron.Rectangle;
  #state: State = 'normal';
  #visible = false;
  #focused = false;
  #destroyed = false;
  #menuBar = true;
  #onTop: boolean;
  #title: string;
  autoHideMenuBar: boolean;

  constructor(options: Options = {}) {
    super();
    lastId += 1;
    this.id = lastId;
    this.options = options;
    const { x = 0, y = 0, width = SIZE.width, height = SIZE.height } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? 'Electron';
    this.#onTop = options.alwaysOnTop ?? false;
    this.autoHideMenuBar = options.autoHideMenuBar ?? false;
    this.offered = offer<Electron.BrowserWindow, (typeof WINDOW)[number]>(
      'BrowserWindow',
      this,
      WINDOW,
      `BrowserWindow ${this.id}`,
    );
    this.contents = new StandInContents(options.webPreferences ?? {}, () => this.#bounds);
    this.webContents = this.contents.offered;
    windows.add(this);
    this.contents.on('asked-to-close', () => this.close());
    this.contents.once('dom-ready', () => this.emit('ready-to-show'));
    this.contents.on('did-finish-load', () => this.#pageTitled());
    keeper.of.created(this);
    if (options.fullscreen === true) this.#state = 'full screen';
    if (options.show !== false) this.show();
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url);
  }

  reload(): void {
    this.contents.reload();
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    this.#alive();
    if (this.#visible) return;
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    this.#alive();
    if (!this.#visible) return;
    this.#visible = false;
    this.blur();
    this.emit('hide');
  }

  focus(): void {
    this.#alive();
    // A hidden window is not focused: https://www.electronjs.org/docs/latest/api/browser-window#winfocus
    if (this.#focused || !this.#visible) return;
    for (const other of windows) if (other !== this) other.blur();
    this.#focused = true;
    this.emit('focus');
    keeper.of.focused(this, true);
  }

  blur(): void {
    if (!this.#focused) return;
    this.#focused = false;
    this.emit('blur');
    keeper.of.focused(this, false);
  }

  close(): void {
    if (this.#destroyed) return;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) keeper.of.closeRefused();
    // The page has its say first, in Electron; the window is gone a moment later.
    else setImmediate(() => this.destroy());
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.blur();
    this.#visible = false;
    this.#destroyed = true;
    this.contents.destroy();
    windows.delete(this);
    this.emit('closed');
    keeper.of.closed();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isVisible(): boolean {
    this.#alive();
    return this.#visible;
  }

  isFocused(): boolean {
    this.#alive();
    return this.#focused;
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  isFullScreen(): boolean {
    return this.#state === 'full screen';
  }

  isNormal(): boolean {
    return this.#state === 'normal';
  }

  minimize(): void {
    this.#become('minimized', 'minimize');
    this.blur();
  }

  restore(): void {
    if (this.#state === 'minimized') this.#become('normal', 'restore');
  }

  maximize(): void {
    this.#become('maximized', 'maximize');
    // Also shows it: https://www.electronjs.org/docs/latest/api/browser-window#winmaximize
    this.show();
  }

  unmaximize(): void {
    if (this.#state === 'maximized') this.#become('normal', 'unmaximize');
  }

  setFullScreen(flag: boolean): void {
    if (flag) this.#become('full screen', 'enter-full-screen');
    else if (this.#state === 'full screen') this.#become('normal', 'leave-full-screen');
  }

  getBounds(): Electron.Rectangle {
    this.#alive();
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  getContentBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#alive();
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    if (x !== before.x || y !== before.y) {
      this.emit('move');
      this.emit('moved');
    }
    if (width === before.width && height === before.height) return;
    this.emit('resize');
    this.emit('resized');
    this.contents.resize().catch(() => {});
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setMinimumSize(): void {}

  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  center(): void {}

  moveTop(): void {}

  setOverlayIcon(): void {}

  setIcon(): void {}

  setProgressBar(): void {}

  flashFrame(): void {}

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setMenuBarVisibility(visible: boolean): void {
    this.#menuBar = visible;
  }

  isMenuBarVisible(): boolean {
    return this.#menuBar;
  }

  setAutoHideMenuBar(hide: boolean): void {
    this.autoHideMenuBar = hide;
  }

  setMenu(menu: Electron.Menu | null): void {
    this.#menuBar = menu !== null;
  }

  removeMenu(): void {
    this.#menuBar = false;
  }

  setSkipTaskbar(): void {}

  setAlwaysOnTop(flag: boolean): void {
    this.#onTop = flag;
  }

  isAlwaysOnTop(): boolean {
    return this.#onTop;
  }

  setBackgroundColor(): void {}

  static getAllWindows(): Electron.BrowserWindow[] {
    return [...windows].map(({ offered }) => offered);
  }

  static getFocusedWindow(): Electron.BrowserWindow | null {
    return [...windows].find((window) => window.#focused)?.offered ?? null;
  }

  static fromWebContents(contents: Electron.WebContents): Electron.BrowserWindow | null {
    return [...windows].find(({ webContents }) => webContents === contents)?.offered ?? null;
  }

  static fromId(id: number): Electron.BrowserWindow | null {
    return [...windows].find((window) => window.id === id)?.offered ?? null;
  }

  #become(state: State, event: string): void {
    this.#alive();
    if (this.#state === state) return;
    this.#state = state;
    this.emit(event);
  }

  #pageTitled(): void {
    const { title } = this.contents;
    if (this.#destroyed || title === '' || title === this.#title) return;
    const event = preventable({});
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#title = title;
  }

  #alive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
}

/** See https://www.electronjs.org/docs/latest/api/browser-window */
export const BrowserWindow = offerClass<typeof Electron.BrowserWindow, (typeof STATICS)[number]>(
  'BrowserWindow',
  StandInWindow,
  STATICS,
);

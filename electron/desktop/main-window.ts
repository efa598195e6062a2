import { type BrowserWindow, screen } from 'electron';
import type { Logger } from 'pino';
import { CHANNELS, type DesktopState, type PrinterView } from '../../shared/desktop.ts';
import { placeWindow, type Rectangle, SMALLEST } from '../policy/window-place.ts';
import type { DesktopMemory } from './desktop-file.ts';
import { surviveCrashes } from './survive-crashes.ts';
import { createWindow, loadPage } from './windows.ts';

/** A window that is moved is remembered when it has come to rest, in ms. */
const REST_MS = 500;

/** What the window of the board needs. */
export type MainWindowParts = {
  memory: DesktopMemory;
  log: Logger;
  now: () => number;
  /** True once the app is on its way out: then a close is a close. */
  isQuitting: () => boolean;
  /** The window was put away for the first time: say where it is. */
  explainTray: () => void;
  /** The session of Windows ends. */
  sessionEnds: () => void;
};

/** The board's window: there as long as the app, shown and put away. */
export class MainWindow {
  readonly window: BrowserWindow;
  readonly #parts: MainWindowParts;
  #rest: NodeJS.Timeout | null = null;
  #isLoaded = false;
  #query: Record<string, string> = {};
  #told = '';

  constructor(parts: MainWindowParts) {
    this.#parts = parts;
    const { isMaximized, ...bounds } = placeWindow(parts.memory.get('window'), workAreas());
    this.window = createWindow(
      'board',
      {
        ...bounds,
        minWidth: SMALLEST.width,
        minHeight: SMALLEST.height,
        title: 'Forecourt',
        backgroundColor: '#eef0f4',
        autoHideMenuBar: true,
      },
      parts.log,
    );
    if (isMaximized) this.window.maximize();
    if (isMaximized) this.window.hide();
    this.#followPlace();
    this.#closeToTray();
    // Tray, notifications and ring go on meanwhile.
    surviveCrashes(this.window, 'board', parts.now, parts.log);
    screen.on('display-removed', () => this.#comeBack());
  }

  /** Loads the board; the window is shown when it has something to show, unless it starts hidden. */
  load(isHidden: boolean): void {
    this.window.webContents.on('did-finish-load', () => {
      this.#isLoaded = true;
    });
    if (!isHidden) this.window.once('ready-to-show', () => this.show());
    loadPage(this.window, 'board', this.#parts.log, this.#query);
  }

  show(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.#comeBack();
    this.window.show();
    this.window.focus();
  }

  /** Shows a check-in, also when the page is still loading. */
  openCheckIn(id: string): void {
    this.show();
    if (this.#isLoaded) this.window.webContents.send(CHANNELS.openCheckIn, id);
    else this.#query = { 'check-in': id };
  }

  /** The printers of this PC. */
  async printers(): Promise<PrinterView[]> {
    const printers = await this.window.webContents.getPrintersAsync();
    return printers.map(({ name, displayName }) => ({ name, displayName: displayName || name }));
  }

  openSettings(): void {
    this.show();
    this.window.webContents.send(CHANNELS.openSettings);
  }

  /** Tells the page how things stand, if that is news. */
  tell(state: DesktopState): void {
    const told = JSON.stringify(state);
    if (told === this.#told || this.window.isDestroyed()) return;
    this.#told = told;
    this.window.webContents.send(CHANNELS.stateChanged, state);
  }

  /** A window whose screen was unplugged is moved to one that is there. */
  #comeBack(): void {
    if (this.window.isMaximized() || this.window.isFullScreen()) return;
    const now = this.window.getNormalBounds();
    const { isMaximized: _, ...bounds } = placeWindow({ ...now, isMaximized: false }, workAreas());
    if (bounds.x !== now.x || bounds.y !== now.y) this.window.setBounds(bounds);
  }

  /** Keeps where the window is. */
  rememberPlace(): void {
    if (this.window.isDestroyed() || this.window.isMinimized()) return;
    const place = { ...this.window.getNormalBounds(), isMaximized: this.window.isMaximized() };
    this.#parts.memory.set({ window: place });
  }

  #followPlace(): void {
    const soon = (): void => {
      if (this.#rest !== null) clearTimeout(this.#rest);
      this.#rest = setTimeout(() => this.rememberPlace(), REST_MS);
    };
    this.window.on('resize', soon);
    this.window.on('move', soon);
    this.window.on('maximize', soon);
    this.window.on('unmaximize', soon);
  }

  #closeToTray(): void {
    this.window.on('close', (event) => {
      if (this.#parts.isQuitting()) return;
      event.preventDefault();
      this.window.hide();
      if (this.#parts.memory.get('isTrayExplained')) return;
      this.#parts.memory.set({ isTrayExplained: true });
      this.#parts.explainTray();
    });
    this.window.on('session-end', () => this.#parts.sessionEnds());
  }
}

/** The parts of the screens that a window may lie on, those of the primary one first. */
function workAreas(): Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

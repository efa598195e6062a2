import { isDeepStrictEqual } from 'node:util';
import { type BrowserWindow, screen } from 'electron';
import type { Logger } from 'pino';
import type { ScreenView, WallWindowState } from '../../shared/desktop.ts';
import { identityOf, type WallWindowSettings } from '../../shared/desktop-settings.ts';
import { findScreen } from '../policy/wall-screen.ts';
import { surviveCrashes } from './survive-crashes.ts';
import { createWindow, loadPage } from './windows.ts';

/** What the window of the wall needs. */
export type WallWindowParts = {
  settings: () => WallWindowSettings;
  /** Keeps other settings: the screen is known better now, or somebody has closed the wall. */
  keep: (settings: WallWindowSettings) => void;
  /** How the wall stands, or a screen, has changed. */
  changed: () => void;
  /** True once the app is on its way out: then a close is not somebody's wish. */
  isQuitting: () => boolean;
  log: Logger;
  now: () => number;
};

/** The wall in a window that fills a screen of this PC: there while it is on and its screen is plugged in. */
export class WallWindow {
  readonly #parts: WallWindowParts;
  #shown: { window: BrowserWindow; on: ScreenView } | null = null;
  /** Screens that were there beside that of the wall. */
  #others: ReadonlySet<number> = new Set();

  constructor(parts: WallWindowParts) {
    this.#parts = parts;
    const update = (): void => this.update();
    screen.on('display-added', update);
    screen.on('display-removed', update);
    screen.on('display-metrics-changed', update);
  }

  get window(): BrowserWindow | null {
    return this.#shown?.window ?? null;
  }

  get state(): WallWindowState {
    if (!this.#parts.settings().isOn) return { state: 'off' };
    return this.#shown === null ? { state: 'waiting' } : { state: 'shown', screen: this.#shown.on.id };
  }

  /** Makes it as it should be by the settings and the screens of this moment. */
  update(): void {
    if (this.#parts.isQuitting()) return;
    const settings = this.#parts.settings();
    const screens = pluggedIn();
    const target = settings.isOn ? findScreen(settings.screen, screens, this.#others) : null;
    if (target === null) {
      this.#close();
    } else {
      this.#others = new Set(screens.filter(({ id }) => id !== target.id).map(({ id }) => id));
      // Whether it is the main screen is what was chosen, and is not changed by which others are plugged in.
      const known = { ...identityOf(target), isPrimary: settings.screen?.isPrimary ?? target.isPrimary };
      if (!isDeepStrictEqual(known, settings.screen)) this.#parts.keep({ ...settings, screen: known });
      this.#open(target);
    }
    this.#parts.changed();
  }

  /** A screen that has moved, or has another size, gets a new window: one that fills a screen cannot be moved. */
  #open(target: ScreenView): void {
    if (this.#shown !== null && isDeepStrictEqual(placeOf(this.#shown.on), placeOf(target))) return;
    this.#close();
    const { log, now } = this.#parts;
    const { x, y, width, height } = target;
    const window = createWindow(
      'wall',
      {
        x,
        y,
        width,
        height,
        title: 'Forecourt',
        backgroundColor: '#0c1017',
        frame: false,
        // A full screen of macOS is a space of its own; this one covers the screen where it is.
        ...(process.platform === 'darwin' ? { simpleFullscreen: true } : {}),
        fullscreen: true,
        minimizable: false,
        skipTaskbar: true,
        webPreferences: { backgroundThrottling: false },
      },
      log,
    );
    // Its own, since the keys of the board's menu, such as the one that loads it anew, are none for a wall.
    window.removeMenu();
    window.on('close', () => this.#closedBySomebody(window));
    window.webContents.on('before-input-event', (_event, { type, key }) => {
      if (type === 'keyDown' && key === 'Escape') window.close();
    });
    window.once('ready-to-show', () => {
      // Whoever is typing at the desk goes on typing there.
      if (!window.isDestroyed()) window.showInactive();
    });
    surviveCrashes(window, 'wall', now, log);
    loadPage(window, 'wall', log);
    this.#shown = { window, on: target };
    log.info({ screen: target.label, size: [width, height] }, 'the wall is shown');
  }

  #closedBySomebody(window: BrowserWindow): void {
    if (this.#parts.isQuitting() || this.#shown?.window !== window) return;
    this.#shown = null;
    this.#parts.keep({ ...this.#parts.settings(), isOn: false });
    this.#parts.changed();
  }

  #close(): void {
    const { window } = this;
    this.#shown = null;
    if (window !== null && !window.isDestroyed()) window.destroy();
  }
}

function placeOf({ id, x, y, width, height }: ScreenView) {
  return { id, x, y, width, height };
}

/** The screens that are there, the main one first. */
export function pluggedIn(): ScreenView[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ id, label, bounds, scaleFactor }) => ({
    id,
    label: label.slice(0, 300),
    ...bounds,
    isPrimary: id === primary.id,
    pixels: { width: Math.round(bounds.width * scaleFactor), height: Math.round(bounds.height * scaleFactor) },
  }));
}

import { join } from 'node:path';
import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Logger } from 'pino';
import type { Say } from '../../shared/i18n/say.ts';
import { MUTE_MINUTES } from '../../shared/ring.ts';
import { type ShellView, statusLine, unseenLine } from './shell-view.ts';

/** The pictures lie in the source tree, and in the package at the same place. */
const ICONS = join(import.meta.dirname, '../../electron/desktop/icons');

/** What the tray's menu can do. */
export type TrayActions = {
  open: () => void;
  mute: (minutes: number) => void;
  openSettings: () => void;
  quit: () => void;
};

/** How the station stands, as far as a picture can say it. */
function hasTrouble({ status }: ShellView): boolean {
  return status !== 'running' && status !== 'starting';
}

function overlayName(view: ShellView): string | null {
  if (hasTrouble(view)) return 'overlay-trouble.png';
  if (view.count === 0) return null;
  return view.count > 9 ? 'overlay-many.png' : `overlay-${view.count}.png`;
}

/** The picture that says how things stand: it works, somebody should look, or nothing is received. */
function iconName(view: ShellView): string {
  const state = hasTrouble(view) ? 'Trouble' : view.count > 0 ? 'Attention' : '';
  if (process.platform === 'darwin') return `tray${state}Template.png`;
  const suffix = state === '' ? '' : `-${state.toLowerCase()}`;
  return `tray${suffix}.${process.platform === 'win32' ? 'ico' : 'png'}`;
}

/** The icon beside the clock: how many are unseen, how the station stands, silence, open and quit. */
export class TrayIcon {
  readonly #tray: Tray | null;
  readonly #say: Say;
  readonly #actions: TrayActions;
  #shown = '';

  constructor(view: ShellView, say: Say, actions: TrayActions, log: Logger) {
    this.#say = say;
    this.#actions = actions;
    this.#tray = makeTray(view, log);
    this.#tray?.on('click', actions.open);
    this.update(view);
  }

  update(view: ShellView): void {
    // Rebuilding a menu closes it under the pointer: only for news.
    const shown = JSON.stringify([view, this.#say('shell.open')]);
    if (this.#tray === null || shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setImage(join(ICONS, iconName(view)));
    this.#tray.setToolTip(`Forecourt: ${unseenLine(this.#say, view)}\n${statusLine(this.#say, view)}`);
    if (process.platform === 'darwin') this.#tray.setTitle(view.count > 0 ? String(view.count) : '');
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#menu(view)));
  }

  destroy(): void {
    this.#tray?.destroy();
  }

  #menu(view: ShellView): MenuItemConstructorOptions[] {
    const say = this.#say;
    const { open, mute, openSettings, quit } = this.#actions;
    const silence: MenuItemConstructorOptions =
      view.mutedUntil === null
        ? {
            label: say('shell.mute'),
            submenu: MUTE_MINUTES.map((minutes) => ({
              label: say('shell.mute-minutes', { minutes }),
              click: () => mute(minutes),
            })),
          }
        : { label: say('shell.mute-end', { time: view.mutedUntil }), click: () => mute(0) };
    return [
      { label: statusLine(say, view), enabled: false },
      { label: unseenLine(say, view), click: open },
      { type: 'separator' },
      { label: say('shell.open'), click: open },
      silence,
      { label: say('shell.settings'), click: openSettings },
      { type: 'separator' },
      { label: say('shell.quit'), click: quit },
    ];
  }
}

/** A desktop without a tray is no reason not to receive: the window and a second start remain. */
function makeTray(view: ShellView, log: Logger): Tray | null {
  try {
    return new Tray(join(ICONS, iconName(view)));
  } catch (error) {
    log.warn({ err: error }, 'this desktop has no place for a tray icon');
    return null;
  }
}

/** The number of unseen check-ins on the app's icon: a badge, or on Windows a small picture over it. */
export function showBadge(window: BrowserWindow, view: ShellView, say: Say): void {
  if (process.platform !== 'win32') {
    app.setBadgeCount(view.count);
    return;
  }
  const name = overlayName(view);
  const text = `${statusLine(say, view)}\n${unseenLine(say, view)}`;
  window.setOverlayIcon(name === null ? null : nativeImage.createFromPath(join(ICONS, name)), text);
}

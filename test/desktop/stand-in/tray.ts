import { EventEmitter } from 'node:events';
import { offer, offerClass } from './offer.ts';

const TRAY = [
  'setImage',
  'setPressedImage',
  'setToolTip',
  'setTitle',
  'getTitle',
  'setContextMenu',
  'popUpContextMenu',
  'closeContextMenu',
  'setIgnoreDoubleClickEvents',
  'getBounds',
  'displayBalloon',
  'destroy',
  'isDestroyed',
] as const satisfies (keyof Electron.Tray)[];

/** The icons in the tray now. */
export const trays = new Set<StandInTray>();

class StandInTray extends EventEmitter implements Pick<Electron.Tray, (typeof TRAY)[number]> {
  readonly offered: Electron.Tray;
  menu: Electron.Menu | null = null;
  toolTip = '';
  #title = '';
  #destroyed = false;

  constructor(_image: Electron.NativeImage | string) {
    super();
    this.offered = offer<Electron.Tray, (typeof TRAY)[number]>('Tray', this, TRAY);
    trays.add(this);
  }

  setImage(): void {}

  setPressedImage(): void {}

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.menu = menu;
  }

  popUpContextMenu(menu?: Electron.Menu): void {
    (menu ?? this.menu)?.popup();
  }

  closeContextMenu(): void {}

  setIgnoreDoubleClickEvents(): void {}

  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 24, height: 24 };
  }

  displayBalloon(): void {}

  destroy(): void {
    this.#destroyed = true;
    trays.delete(this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }
}

/** See https://www.electronjs.org/docs/latest/api/tray */
export const Tray = offerClass<typeof Electron.Tray, never>('Tray', StandInTray, []);

import { EventEmitter } from 'node:events';
import { offer, offerClass } from './offer.ts';
import { preventable } from './preventable.ts';

const MENU = [
  'items',
  'append',
  'insert',
  'popup',
  'closePopup',
  'getMenuItemById',
] as const satisfies (keyof Electron.Menu)[];
const ITEM = [
  'id',
  'label',
  'role',
  'type',
  'checked',
  'enabled',
  'visible',
  'accelerator',
  'sublabel',
  'toolTip',
  'icon',
  'submenu',
  'click',
  'menu',
  'commandId',
] as const satisfies (keyof Electron.MenuItem)[];
const MENU_STATICS = ['buildFromTemplate', 'setApplicationMenu', 'getApplicationMenu'] as const;

type Options = Electron.MenuItemConstructorOptions;

/** The menu of the application, and the one that was last popped up. */
export const menuBar: { menu: Electron.Menu | null; popup: Electron.Menu | null } = { menu: null, popup: null };

let lastId = 0;

const raw = new WeakMap<object, StandInMenuItem>();

class StandInMenuItem implements Pick<Electron.MenuItem, (typeof ITEM)[number]> {
  readonly offered: Electron.MenuItem;
  readonly commandId: number;
  id: string;
  label: string;
  type: Electron.MenuItem['type'];
  checked: boolean;
  enabled: boolean;
  visible: boolean;
  accelerator: Electron.MenuItem['accelerator'];
  sublabel: string;
  toolTip: string;
  click: () => void;
  declare role?: NonNullable<Electron.MenuItem['role']>;
  declare icon?: NonNullable<Options['icon']>;
  declare submenu?: Electron.Menu;
  declare menu: Electron.Menu;

  constructor(options: Options) {
    lastId += 1;
    this.commandId = lastId;
    this.id = options.id ?? '';
    this.label = options.label ?? options.role ?? '';
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu');
    this.checked = options.checked ?? false;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.accelerator = options.accelerator ?? null;
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    // The options know a few roles more than Electron's own type of an item.
    if (options.role !== undefined) this.role = options.role as NonNullable<Electron.MenuItem['role']>;
    if (options.icon !== undefined) this.icon = options.icon;
    if (options.submenu !== undefined) {
      this.submenu = Array.isArray(options.submenu) ? buildFromTemplate(options.submenu) : options.submenu;
    }
    this.offered = offer<Electron.MenuItem, (typeof ITEM)[number]>('MenuItem', this, ITEM, `MenuItem ${this.label}`);
    raw.set(this.offered, this);
    this.click = () => {
      this.#chosen();
      options.click?.(this.offered, undefined, {});
    };
  }

  #chosen(): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type !== 'radio') return;
    for (const other of this.menu?.items ?? []) {
      const item = raw.get(other);
      if (item?.type === 'radio') item.checked = false;
    }
    this.checked = true;
  }
}

class StandInMenu extends EventEmitter implements Pick<Electron.Menu, (typeof MENU)[number]> {
  readonly offered: Electron.Menu;
  items: Electron.MenuItem[] = [];

  constructor() {
    super();
    this.offered = offer<Electron.Menu, (typeof MENU)[number]>('Menu', this, MENU);
  }

  append(item: Electron.MenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(at: number, item: Electron.MenuItem): void {
    this.items.splice(at, 0, item);
    const inserted = raw.get(item);
    if (inserted !== undefined) inserted.menu = this.offered;
  }

  popup(options?: Electron.PopupOptions): void {
    menuBar.popup = this.offered;
    this.emit('menu-will-show', preventable({}));
    options?.callback?.();
  }

  closePopup(): void {
    menuBar.popup = null;
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found !== null) return found;
    }
    return null;
  }

  static buildFromTemplate(template: (Options | Electron.MenuItem)[]): Electron.Menu {
    return buildFromTemplate(template);
  }

  static setApplicationMenu(menu: Electron.Menu | null): void {
    menuBar.menu = menu;
  }

  static getApplicationMenu(): Electron.Menu | null {
    return menuBar.menu;
  }
}

function isItem(item: Options | Electron.MenuItem): item is Electron.MenuItem {
  return item instanceof StandInMenuItem;
}

function buildFromTemplate(template: (Options | Electron.MenuItem)[]): Electron.Menu {
  const menu = new StandInMenu();
  for (const item of template) menu.append(isItem(item) ? item : new StandInMenuItem(item).offered);
  return menu.offered;
}

/** See https://www.electronjs.org/docs/latest/api/menu */
export const Menu = offerClass<typeof Electron.Menu, (typeof MENU_STATICS)[number]>('Menu', StandInMenu, MENU_STATICS);

/** See https://www.electronjs.org/docs/latest/api/menu-item */
export const MenuItem = offerClass<typeof Electron.MenuItem, never>('MenuItem', StandInMenuItem, []);

import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { HelpLink } from '../../shared/desktop.ts';
import { HELP_LINKS } from '../../shared/desktop.ts';
import type { Say } from '../../shared/i18n/say.ts';

/** What the menu can do beside the roles that every app has. */
export type MenuActions = {
  openSettings: () => void;
  checkForUpdates: () => void;
  openDataFolder: () => void;
  openLog: () => void;
  /** Null in a build that knows no address of help. */
  openHelp: ((link: HelpLink) => void) | null;
  quit: () => void;
};

const HELP_WORDS = {
  help: 'shell.menu.help-page',
  trouble: 'shell.menu.trouble',
  releases: 'shell.menu.releases',
} as const satisfies Record<HelpLink, string>;

/** Sets the menu of the app in the language of the moment. */
export function setAppMenu(say: Say, actions: MenuActions): void {
  const isMac = process.platform === 'darwin';
  const { openHelp } = actions;
  const settings: MenuItemConstructorOptions = {
    label: say('shell.settings'),
    accelerator: 'CmdOrCtrl+,',
    click: actions.openSettings,
  };
  const quit: MenuItemConstructorOptions = {
    label: say('shell.quit'),
    accelerator: 'CmdOrCtrl+Q',
    click: actions.quit,
  };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const about: MenuItemConstructorOptions = { role: 'about', label: say('shell.menu.about') };
  const mac: MenuItemConstructorOptions = {
    label: 'Forecourt',
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services', label: say('shell.menu.services') },
      separator,
      { role: 'hide', label: say('shell.menu.hide') },
      { role: 'hideOthers', label: say('shell.menu.hide-others') },
      { role: 'unhide', label: say('shell.menu.show-all') },
      separator,
      quit,
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: say('shell.menu.file'),
    submenu: [
      ...(isMac ? [] : [settings, separator]),
      { role: 'close', label: say('shell.menu.close') },
      ...(isMac ? [] : [separator, quit]),
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: say('shell.menu.edit'),
    submenu: [
      { role: 'undo', label: say('shell.menu.undo') },
      { role: 'redo', label: say('shell.menu.redo') },
      separator,
      { role: 'cut', label: say('shell.menu.cut') },
      { role: 'copy', label: say('shell.menu.copy') },
      { role: 'paste', label: say('shell.menu.paste') },
      { role: 'selectAll', label: say('shell.menu.select-all') },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: say('shell.menu.view'),
    submenu: [
      { role: 'reload', label: say('shell.menu.reload') },
      separator,
      { role: 'resetZoom', label: say('shell.menu.actual-size') },
      { role: 'zoomIn', label: say('shell.menu.zoom-in') },
      { role: 'zoomOut', label: say('shell.menu.zoom-out') },
      separator,
      { role: 'togglefullscreen', label: say('shell.menu.full-screen') },
    ],
  };
  const window: MenuItemConstructorOptions = {
    role: 'window',
    label: say('shell.menu.window'),
    submenu: [
      { role: 'minimize', label: say('shell.menu.minimise') },
      { role: 'close', label: say('shell.menu.close') },
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: say('shell.menu.help'),
    submenu: [
      ...(openHelp === null
        ? []
        : [...HELP_LINKS.map((link) => ({ label: say(HELP_WORDS[link]), click: () => openHelp(link) })), separator]),
      { label: say('shell.menu.data-folder'), click: actions.openDataFolder },
      { label: say('shell.menu.log'), click: actions.openLog },
      separator,
      { label: say('shell.menu.check-updates'), click: actions.checkForUpdates },
      ...(isMac ? [] : [about]),
    ],
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate([...(isMac ? [mac] : []), file, edit, view, window, help]));
}

import { offer } from './offer.ts';

const SHELL = [
  'openExternal',
  'openPath',
  'showItemInFolder',
  'beep',
  'trashItem',
] as const satisfies (keyof Electron.Shell)[];

/** See https://www.electronjs.org/docs/latest/api/shell; nothing is really opened, every call is recorded. */
export const shell = offer<Electron.Shell, (typeof SHELL)[number]>(
  'shell',
  {
    openExternal: async () => {},
    openPath: async () => '',
    showItemInFolder: () => {},
    beep: () => {},
    trashItem: async () => {},
  },
  SHELL,
);

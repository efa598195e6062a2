import { offer } from './offer.ts';

let text = '';

/** See https://www.electronjs.org/docs/latest/api/clipboard; a clipboard of the app's own. */
export const clipboard = offer<Electron.Clipboard, 'writeText' | 'readText' | 'clear'>(
  'clipboard',
  {
    async writeText(given) {
      text = given;
    },
    readText: async () => text,
    clear() {
      text = '';
    },
  },
  ['writeText', 'readText', 'clear'],
);

import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

/** How i18next is set up, wherever it speaks: page, desktop app, or a file that the station writes. */
export const I18N_OPTIONS = {
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
  keySeparator: false,
  nsSeparator: false,
  // Whoever shows a text escapes it, as React does; escaping twice would show entities.
  interpolation: { escapeValue: false },
} as const;

import i18next from 'i18next';
import { en } from '../../../shared/i18n/en.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { type Say, sayer } from '../../../shared/i18n/say.ts';
import { zhCN } from '../../../shared/i18n/zh-CN.ts';

/** The words of a file that the station writes, in the language that was asked for. */
export function wordsIn(language: Language): Say {
  const i18n = i18next.createInstance({
    lng: language,
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  void i18n.init();
  return sayer((key, values) => i18n.t(key, values));
}

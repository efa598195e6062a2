import { createInstance, type i18n } from 'i18next';
import { en } from '../../shared/i18n/en.ts';
import { LANGUAGES, type Language } from '../../shared/i18n/languages.ts';
import { zhCN } from '../../shared/i18n/zh-CN.ts';

/** The words of a sheet in its own language, whatever that of the screen is. */
export function sheetWords(language: Language): i18n {
  const words = createInstance();
  void words.init({
    lng: language,
    supportedLngs: LANGUAGES,
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    // What it needs is here already: its sentences are there for the first drawing.
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  return words;
}

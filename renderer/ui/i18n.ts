import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from '../../shared/i18n/en.ts';
import { zhCN } from '../../shared/i18n/zh-CN.ts';
import { recall, remember } from './memory.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    keySeparator: false;
    nsSeparator: false;
    returnNull: false;
  }
}

/** The languages of the page. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

const MEMORY_KEY = 'forecourt.language';

/** The language for a browser that has not chosen one: the first of its own that we speak, else English. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  const wishes = stored === null ? browser : [stored, ...browser];
  for (const wish of wishes) {
    if (/^zh\b/i.test(wish)) return 'zh-CN';
    if (/^en\b/i.test(wish)) return 'en';
  }
  return 'en';
}

/** Starts the words of the page in this browser's language. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: preferredLanguage(recall(MEMORY_KEY), navigator.languages),
    supportedLngs: LANGUAGES,
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it draws; escaping twice would show entities.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
}

/** Changes the language of this browser, for good. */
export function chooseLanguage(language: Language): void {
  remember(MEMORY_KEY, language);
  void i18next.changeLanguage(language);
}

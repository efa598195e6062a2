import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from '../../shared/i18n/en.ts';
import { LANGUAGES, type Language, preferredLanguage } from '../../shared/i18n/languages.ts';
import { I18N_OPTIONS } from '../../shared/i18n/options.ts';
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

/** Each language by its own name, so that whoever landed in the wrong one finds the way out. */
export const LANGUAGE_NAMES = { en: 'English', 'zh-CN': '简体中文' } as const satisfies Record<Language, string>;

const MEMORY_KEY = 'forecourt.language';

/** Starts the words of the page in this browser's language, or in the one that is wished. */
export async function startI18n(wish: string | null = null): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: preferredLanguage(wish ?? recall(MEMORY_KEY), navigator.languages),
    supportedLngs: LANGUAGES,
    fallbackLng: 'en',
    ...I18N_OPTIONS,
  });
  document.documentElement.lang = i18next.language;
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
}

/** Lets a page that has no menu speak the language that is chosen on another page of this browser. */
export function followLanguage(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === MEMORY_KEY) void i18next.changeLanguage(preferredLanguage(newValue, navigator.languages));
  });
}

/** Changes the language of this browser, for good. */
export function chooseLanguage(language: Language): void {
  remember(MEMORY_KEY, language);
  void i18next.changeLanguage(language);
}

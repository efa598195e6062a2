import i18next from 'i18next';
import { preferredLanguage } from '../../shared/i18n/languages.ts';
import { I18N_OPTIONS } from '../../shared/i18n/options.ts';
import { type Say, sayer } from '../../shared/i18n/say.ts';

/** The words of tray, menu, dialogs and notifications, in the language of the settings or of the system. */
export type Words = { say: Say; choose: (language: string, system: readonly string[]) => void };

/** Words that speak English until a language is chosen. */
export function createWords(): Words {
  const i18n = i18next.createInstance({
    lng: 'en',
    fallbackLng: 'en',
    ...I18N_OPTIONS,
    initAsync: false,
  });
  void i18n.init();
  return {
    say: sayer((key, values) => i18n.t(key, values)),
    choose: (language, system) => {
      void i18n.changeLanguage(preferredLanguage(language === 'auto' ? null : language, system));
    },
  };
}

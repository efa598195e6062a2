import i18next from 'i18next';
import type { Language } from '../../../shared/i18n/languages.ts';
import { I18N_OPTIONS } from '../../../shared/i18n/options.ts';
import { type Say, sayer } from '../../../shared/i18n/say.ts';

/** The words of a file that the station writes, in the language that was asked for. */
export function wordsIn(language: Language): Say {
  const i18n = i18next.createInstance({
    lng: language,
    ...I18N_OPTIONS,
    initAsync: false,
  });
  void i18n.init();
  return sayer((key, values) => i18n.t(key, values));
}

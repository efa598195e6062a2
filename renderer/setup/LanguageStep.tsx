import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../shared/i18n/languages.ts';
import { chooseLanguage, LANGUAGE_NAMES } from '../ui/i18n.ts';
import styles from './Setup.module.css';

/** The language of this screen, each by its own name. */
export function LanguageStep() {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className={styles.radios} aria-label={t('menu.language')}>
      {LANGUAGES.map((language) => (
        <Radio
          key={language}
          name="setup-language"
          lang={language}
          label={LANGUAGE_NAMES[language]}
          checked={i18n.language === language}
          onChange={() => chooseLanguage(language)}
        />
      ))}
    </fieldset>
  );
}

import { Menu, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../shared/i18n/languages.ts';
import { openSettings } from '../settings/open-settings.ts';
import styles from './Head.module.css';
import { Icon } from './Icon.tsx';
import { chooseLanguage, LANGUAGE_NAMES } from './i18n.ts';
import { MENU_BUTTON } from './menu-button.ts';
import { isPlaceOf, usePlaces } from './Places.tsx';
import { openPage, usePage } from './place.ts';

const SCHEMES = ['light', 'dark', 'auto'] as const;

/** Everything that is not needed all day. */
export function MenuForTheRest({ onKeyboardMap }: { onKeyboardMap: () => void }) {
  const { t, i18n } = useTranslation();
  const page = usePage();
  const places = usePlaces();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={230} shadow="md" closeOnItemClick={false}>
      <Menu.Target>
        <button {...MENU_BUTTON} type="button" className={styles.menu} aria-label={t('head.menu')}>
          <Icon name="menu" size={19} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.placesInMenu}>
          {places.map(({ page: place, word }) => (
            <Menu.Item
              key={word}
              closeMenuOnClick
              aria-current={isPlaceOf(place, page) ? 'page' : undefined}
              onClick={() => openPage(place)}
            >
              {t(word)}
            </Menu.Item>
          ))}
          <Menu.Divider />
        </div>
        <Menu.Label>{t('menu.language')}</Menu.Label>
        <Menu.RadioGroup value={i18n.language}>
          {LANGUAGES.map((language) => (
            <Menu.RadioItem key={language} value={language} lang={language} onClick={() => chooseLanguage(language)}>
              {LANGUAGE_NAMES[language]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('menu.theme')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme}>
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme} onClick={() => setColorScheme(scheme)}>
              {t(`menu.theme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item closeMenuOnClick onClick={() => openPage('custody')}>
          {t('custody.title')}
        </Menu.Item>
        <Menu.Item closeMenuOnClick onClick={() => openSettings()}>
          {t('menu.settings')}
        </Menu.Item>
        <Menu.Item closeMenuOnClick onClick={onKeyboardMap} rightSection={<kbd>?</kbd>}>
          {t('menu.keys')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DesktopSettings } from '../../shared/desktop-settings.ts';
import { LANGUAGES } from '../../shared/i18n/languages.ts';
import type { DesktopAround } from '../desktop/desktop.ts';
import { LANGUAGE_NAMES } from '../ui/i18n.ts';
import { useDesktopSettings } from './desktop-settings.ts';
import { LoginRow } from './LoginRow.tsx';
import { MuteRow } from './MuteRow.tsx';
import { NotificationRow } from './NotificationRow.tsx';
import { Remark, Row } from './Row.tsx';
import { Section } from './Section.tsx';
import { VolumeRow } from './VolumeRow.tsx';

const LANGUAGE_LABEL = 'settings-desktop-language';

/** What belongs to this PC alone; only the desktop app has it. */
export function ThisPcSection({ around }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const { settings, failed, change } = useDesktopSettings(around);
  return (
    <Section id="this-pc" title={t('settings.this-pc')} what={<p>{t('settings.this-pc-what')}</p>}>
      <VolumeRow
        desktop={around.desktop}
        volume={settings.volume}
        isFailed={failed('volume')}
        onChange={(volume) => change({ volume })}
      />
      <MuteRow around={around} />
      <NotificationRow around={around} />
      <LoginRow around={around} />
      <Row
        label={t('settings.language')}
        labelId={LANGUAGE_LABEL}
        why={t('settings.language-why')}
        below={failed('language') && <Remark tone="red">{t('settings.app-failed')}</Remark>}
      >
        <NativeSelect
          aria-labelledby={LANGUAGE_LABEL}
          value={settings.language}
          onChange={(event) => {
            const language = DesktopSettings.shape.language.safeParse(event.currentTarget.value);
            if (language.success) change({ language: language.data });
          }}
        >
          <option value="auto">{t('settings.language-auto')}</option>
          {LANGUAGES.map((language) => (
            <option key={language} value={language} lang={language}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </NativeSelect>
      </Row>
    </Section>
  );
}

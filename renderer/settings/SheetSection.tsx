import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../shared/i18n/languages.ts';
import { HEAD_LENGTH, SheetLanguage, SheetPaper, SheetPhotos, TERMS_LENGTH } from '../../shared/sheet-settings.ts';
import { useDesktop } from '../desktop/desktop.ts';
import { sheetAddress } from '../sheet/sheet-wishes.ts';
import { LANGUAGE_NAMES } from '../ui/i18n.ts';
import { LogoRow } from './LogoRow.tsx';
import { Row, SwitchRow } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { TextRow } from './TextRow.tsx';

const PAPER_LABEL = 'settings-sheet-paper';
const LANGUAGE_LABEL = 'settings-sheet-language';
const PHOTOS_LABEL = 'settings-sheet-photos';

/** The sheet that the customer signs: its paper, its language, what stands on it. */
export function SheetSection() {
  const { t } = useTranslation();
  const isInApp = useDesktop() !== null;
  const settings = useSettings('sheet');
  const { change } = settings;
  return (
    <StationSection id="sheet" title={t('settings.sheet')} what={<p>{t('settings.sheet-what')}</p>} settings={settings}>
      {(sheet, isDisabled) => (
        <>
          <Row label={t('sheet.paper')} labelId={PAPER_LABEL} why={t('settings.sheet.paper-why')}>
            <NativeSelect
              aria-labelledby={PAPER_LABEL}
              value={sheet.paper}
              disabled={isDisabled}
              data={SheetPaper.options.map((value) => ({ value, label: t(`sheet.paper.${value}`) }))}
              onChange={(event) => {
                const paper = SheetPaper.parse(event.currentTarget.value);
                change((now) => ({ ...now, paper }));
              }}
            />
          </Row>
          <Row label={t('sheet.language')} labelId={LANGUAGE_LABEL} why={t('settings.sheet.language-why')}>
            <NativeSelect
              aria-labelledby={LANGUAGE_LABEL}
              value={sheet.language}
              disabled={isDisabled}
              data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
              onChange={(event) => {
                const language = SheetLanguage.parse(event.currentTarget.value);
                change((now) => ({ ...now, language }));
              }}
            />
          </Row>
          <Row label={t('settings.sheet.photos')} labelId={PHOTOS_LABEL} why={t('settings.sheet.photos-why')}>
            <NativeSelect
              aria-labelledby={PHOTOS_LABEL}
              value={sheet.photos}
              disabled={isDisabled}
              data={SheetPhotos.options.map((value) => ({ value, label: t(`sheet.photos.${value}`) }))}
              onChange={(event) => {
                const photos = SheetPhotos.parse(event.currentTarget.value);
                change((now) => ({ ...now, photos }));
              }}
            />
          </Row>
          <SwitchRow
            label={t('settings.sheet.phone')}
            why={t('settings.sheet.phone-why')}
            isOn={sheet.ownerPhone}
            isDisabled={isDisabled}
            onChange={(ownerPhone) => change((now) => ({ ...now, ownerPhone }))}
          />
          <SwitchRow
            label={t('settings.sheet.plan')}
            why={t('settings.sheet.plan-why')}
            isOn={sheet.dueMaintenance}
            isDisabled={isDisabled}
            onChange={(dueMaintenance) => change((now) => ({ ...now, dueMaintenance }))}
          />
          <LogoRow logo={sheet.logo} isDisabled={isDisabled} onChange={(logo) => change((now) => ({ ...now, logo }))} />
          <TextRow
            id="sheet-head"
            label={t('settings.sheet.head')}
            why={t('settings.sheet.head-why')}
            placeholder={t('settings.sheet.head-none')}
            rows={3}
            longest={HEAD_LENGTH}
            text={sheet.head}
            isDisabled={isDisabled}
            onChange={(head) => change((now) => ({ ...now, head }))}
          />
          {LANGUAGES.map((language) => (
            <TextRow
              key={language}
              id={`sheet-terms-${language}`}
              label={t(`settings.sheet.terms.${language}`)}
              why={t('settings.sheet.terms-why')}
              rows={6}
              longest={TERMS_LENGTH}
              text={sheet.terms[language]}
              isDisabled={isDisabled}
              onChange={(text) => change((now) => ({ ...now, terms: { ...now.terms, [language]: text } }))}
            />
          ))}
          {!isInApp && (
            <Row label={t('settings.sheet.preview')} why={t('settings.sheet.preview-why')}>
              <a className={styles.linkButton} href={sheetAddress({ type: 'test' })} target="_blank" rel="noopener">
                {t('settings.sheet.preview-open')}
              </a>
            </Row>
          )}
        </>
      )}
    </StationSection>
  );
}

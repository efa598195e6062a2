import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../shared/i18n/languages.ts';
import { SheetLanguage, SheetPaper, SheetPhotos } from '../../shared/sheet-settings.ts';
import { LANGUAGE_NAMES } from '../ui/i18n.ts';
import styles from './SheetPage.module.css';
import type { SheetLook } from './sheet-wishes.ts';

export interface SheetToolbarProps {
  look: SheetLook;
  /** Whether the sheet has photos to choose a size for. */
  hasPhotos: boolean;
  /** Whether all of it is there. */
  isReady: boolean;
  /** The last one could not be printed. */
  hasFailed: boolean;
  onLook: (look: Partial<SheetLook>) => void;
  onPrint: () => void;
  onClose: () => void;
}

/** What can be done with a sheet on screen; never printed. */
export function SheetToolbar({ look, hasPhotos, isReady, hasFailed, onLook, onPrint, onClose }: SheetToolbarProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('sheet.tools')}>
      <button type="button" className={styles.button} data-primary="" disabled={!isReady} onClick={onPrint}>
        {t('sheet.print')}
      </button>
      <label>
        {t('sheet.paper')}
        <select value={look.paper} onChange={(event) => onLook({ paper: SheetPaper.parse(event.currentTarget.value) })}>
          {SheetPaper.options.map((paper) => (
            <option key={paper} value={paper}>
              {t(`sheet.paper.${paper}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('sheet.language')}
        <select
          value={look.language}
          onChange={(event) => onLook({ language: SheetLanguage.parse(event.currentTarget.value) })}
        >
          {LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </select>
      </label>
      {hasPhotos && look.paper !== 'slip' && (
        <label>
          {t('sheet.photos')}
          <select
            value={look.photos}
            onChange={(event) => onLook({ photos: SheetPhotos.parse(event.currentTarget.value) })}
          >
            {SheetPhotos.options.map((photos) => (
              <option key={photos} value={photos}>
                {t(`sheet.photos.${photos}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className={styles.hint} role="status" data-failed={hasFailed || undefined}>
        {t(hasFailed ? 'sheet.print-failed' : 'sheet.print-hint')}
      </p>
      <button type="button" className={styles.button} onClick={onClose}>
        {t('sheet.close')}
      </button>
    </div>
  );
}

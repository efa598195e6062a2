import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { photoPath } from '../../shared/photo.ts';
import type { SheetLogo } from '../../shared/sheet-settings.ts';
import { Button } from '../ui/Button.tsx';
import { useLogoUpload } from './logo-upload.ts';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';

const LABEL = 'settings-sheet-logo';

/** The logo of the sheet: shown, chosen from a file, removed. */
export function LogoRow({
  logo,
  isDisabled,
  onChange,
}: {
  logo: SheetLogo | null;
  isDisabled: boolean;
  onChange: (logo: SheetLogo | null) => void;
}) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { problem, isBusy, upload } = useLogoUpload(onChange);
  return (
    <Row
      label={t('settings.sheet.logo')}
      labelId={LABEL}
      why={t('settings.sheet.logo-why')}
      below={
        <>
          {logo !== null && (
            <img className={styles.logo} src={photoPath(logo.sha256, 'list')} alt={t('settings.sheet.logo-alt')} />
          )}
          {problem !== null && <Remark tone="red">{t(`settings.sheet.logo-problem.${problem}`)}</Remark>}
        </>
      }
    >
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-labelledby={LABEL}
        accept="image/png,image/jpeg,image/webp"
        disabled={isDisabled}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // Chosen again, the same file is a choice again.
          event.currentTarget.value = '';
          if (file !== undefined) void upload(file);
        }}
      />
      {!isDisabled && (
        <Button isBusy={isBusy} onClick={() => input.current?.click()}>
          {t('settings.sheet.logo-choose')}
        </Button>
      )}
      {!isDisabled && logo !== null && (
        <Button onClick={() => onChange(null)}>{t('settings.sheet.logo-remove')}</Button>
      )}
    </Row>
  );
}

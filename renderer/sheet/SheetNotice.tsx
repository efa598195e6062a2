import { useTranslation } from 'react-i18next';
import styles from './SheetPage.module.css';
import type { SheetProblem } from './sheet-data.ts';

/** In place of a sheet: that it is being prepared, or why there is none and what to do. */
export function SheetNotice({ problem, onRetry }: { problem: SheetProblem | null; onRetry: () => void }) {
  const { t } = useTranslation();
  if (problem === null) {
    return (
      <div className={styles.notice} role="status">
        <p>{t('sheet.loading')}</p>
      </div>
    );
  }
  return (
    <div className={styles.notice} role="alert">
      <h1>{t(`sheet.${problem}`)}</h1>
      <p>{t(`sheet.${problem}-what`)}</p>
      {problem === 'failed' && (
        <button type="button" className={styles.button} data-primary="" onClick={onRetry}>
          {t('sheet.retry')}
        </button>
      )}
    </div>
  );
}

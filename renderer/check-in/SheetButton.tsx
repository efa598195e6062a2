import { useTranslation } from 'react-i18next';
import { getDesktop } from '../desktop/desktop.ts';
import { saveSheet } from '../printing/print-sheet.ts';
import { openSheet } from '../sheet/open-sheet.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './CheckInPanel.module.css';

/** Prints the sheet that the customer signs, or saves it; in a browser it opens, and both are the browser's. */
export function SheetButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const desktop = getDesktop();
  return (
    <div className={styles.sheets}>
      <button type="button" className={styles.sheet} title={t('sheet.key')} onClick={() => openSheet(id)}>
        <Icon name="printer" size={16} />
        {t(desktop === null ? 'sheet.open' : 'printing.print')}
      </button>
      {desktop !== null && (
        <button type="button" className={styles.sheet} onClick={() => saveSheet(desktop, id)}>
          {t('printing.save')}
        </button>
      )}
    </div>
  );
}

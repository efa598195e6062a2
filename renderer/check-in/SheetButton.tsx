import { useTranslation } from 'react-i18next';
import { openSheet } from '../sheet/open-sheet.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './CheckInPanel.module.css';

/** Opens the sheet that the customer signs. */
export function SheetButton({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles.sheet} title={t('sheet.key')} onClick={() => openSheet(id)}>
      <Icon name="printer" size={16} />
      {t('sheet.open')}
    </button>
  );
}

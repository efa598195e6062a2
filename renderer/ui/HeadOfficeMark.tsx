import { useTranslation } from 'react-i18next';
import styles from './HeadOfficeMark.module.css';

/** Says in the head that this board is a head office's, in the place of what elsewhere waits to be seen. */
export function HeadOfficeMark() {
  const { t } = useTranslation();
  return (
    <span className={styles.mark} title={t('head-office.mark-why')}>
      {t('head-office.mark')}
    </span>
  );
}

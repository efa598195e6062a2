import { useTranslation } from 'react-i18next';
import styles from './TestMark.module.css';

/** Says of a card that it is part of a drill. */
export function TestMark() {
  const { t } = useTranslation();
  return (
    <p className={styles.mark} title={t('drills.mark-why')}>
      {t('drills.mark')}
    </p>
  );
}

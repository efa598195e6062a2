import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupWork } from '../../shared/backup.ts';
import styles from './Backup.module.css';

/** How far a backup, a check or a restore has come. */
export function WorkProgress({ work: { what, step, share } }: { work: BackupWork }) {
  const { t } = useTranslation();
  const said = t('backup.progress.join', { what: t(`backup.work.${what}`), step: t(`backup.step.${step}`) });
  return (
    <div className={styles.work}>
      <span>{said}</span>
      <Progress value={share * 100} aria-label={said} transitionDuration={200} />
    </div>
  );
}

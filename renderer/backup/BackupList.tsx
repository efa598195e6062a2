import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../shared/backup.ts';
import { Remark } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import styles from './Backup.module.css';
import { refusalWord, useBackupAct } from './backups.ts';

const SHOWN = 4;

export interface BackupListProps {
  label: string;
  backups: readonly Backup[];
  /** Where they lie; null is the folder of the settings. */
  folder: string | null;
  isDisabled: boolean;
}

/** Backups with what is in them, newest first; each can be restored after one question. */
export function BackupList({ label, backups, folder, isDisabled }: BackupListProps) {
  const { t } = useTranslation();
  const older = backups.slice(SHOWN);
  const list = (shown: readonly Backup[]) => (
    <ul className={styles.list} aria-label={label}>
      {shown.map((backup) => (
        <BackupItem key={backup.id} backup={backup} folder={folder} isDisabled={isDisabled} />
      ))}
    </ul>
  );
  return (
    <>
      {list(backups.slice(0, SHOWN))}
      {older.length > 0 && (
        <details className={styles.more}>
          <summary>{t('backup.list-more', { count: older.length })}</summary>
          {list(older)}
        </details>
      )}
    </>
  );
}

function BackupItem({ backup, folder, isDisabled }: { backup: Backup; folder: string | null; isDisabled: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isAsking, setIsAsking] = useState(false);
  const act = useBackupAct();
  const when = formats.moment(backup.at);
  const facts = [
    t('backup.item', { count: backup.checkIns }),
    t('backup.item-photos', { count: backup.photos }),
    ...(backup.photosMissing > 0 ? [t('backup.item-missing', { count: backup.photosMissing })] : []),
    t('backup.megabytes', { size: formats.number(backup.bytes / 1_000_000) }),
    t(`backup.kind.${backup.kind}`),
    ...(backup.isOwn ? [] : [t('backup.of-another')]),
  ];
  return (
    <li className={styles.item}>
      <div>
        <p className={styles.when}>{when}</p>
        <p className={styles.facts}>{facts.join(t('age.join'))}</p>
      </div>
      {!isAsking && !isDisabled && (
        <Button title={t('backup.restore-label', { when })} onClick={() => setIsAsking(true)}>
          {t('backup.restore')}
        </Button>
      )}
      {isAsking && (
        <div className={styles.sure}>
          <p>
            <b>{t('backup.restore-sure', { when })}</b> {t('backup.restore-means')}
          </p>
          <div className={styles.buttons}>
            <Button
              tone="primary"
              isBusy={act.isBusy}
              onClick={() => {
                act.run((backups, options) => backups.restore({ folder, id: backup.id }, options));
                setIsAsking(false);
              }}
            >
              {t('backup.restore')}
            </Button>
            <Button onClick={() => setIsAsking(false)}>{t('backup.cancel')}</Button>
          </div>
        </div>
      )}
      {act.refusal !== null && <Remark tone="red">{t(refusalWord(act.refusal))}</Remark>}
    </li>
  );
}

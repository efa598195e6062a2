import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DamageState } from '../../shared/backup.ts';
import { useBoard } from '../board/board-context.ts';
import { openSettings } from '../settings/open-settings.ts';
import { useAccess } from '../ui/access.ts';
import styles from '../ui/Banners.module.css';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { refusalWord, useBackupAct } from './backups.ts';
import { WorkProgress } from './WorkProgress.tsx';

/** What is wrong with the stored data, for everybody; what is wrong with the backups, for managers. */
export function DataBanner() {
  const { t } = useTranslation();
  const [isLater, setIsLater] = useState(false);
  const data = useBoard((state) => (state.connection.state === 'live' ? (state.status?.data ?? null) : null));
  const role = useAccess()?.role ?? null;
  if (data === null) return null;
  if (data.damage !== null) return <DamageBanner damage={data.damage} isManager={role === 'manager'} />;
  if (data.needsSecretSince !== null) {
    return (
      <div className={styles.banner} data-tone="red" role="alert">
        <Icon name="warning" size={18} />
        <p>{t('backup.needs-secret')}</p>
      </div>
    );
  }
  if (data.warning === null || isLater || role !== 'manager') return null;
  return (
    <div className={styles.banner} data-tone="amber" role="status">
      <Icon name="warning" size={18} />
      <p>{t(`backup.warning.${data.warning}`)}</p>
      <Button tone="plain" onClick={() => openSettings('backup')}>
        {t('backup.warning.open')}
      </Button>
      <Button tone="plain" onClick={() => setIsLater(true)}>
        {t('backup.warning.later')}
      </Button>
    </div>
  );
}

function DamageBanner({ damage, isManager }: { damage: DamageState; isManager: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const act = useBackupAct();
  const work = useBoard((state) => state.status?.data.work ?? null);
  const { backupId, backupAt, backupCheckIns, receivedSince } = damage;
  const what = damage.kinds.map((kind) => t(`backup.finding.${kind}`)).join(t('damage.join'));
  return (
    <div className={styles.banner} data-tone="red" role="alert">
      <Icon name="warning" size={18} />
      <p>
        {damage.isSetAside ? t('damage.set-aside', { when: formats.moment(damage.at) }) : t('damage.in-use', { what })}{' '}
        {backupAt === null
          ? t('damage.no-backup')
          : `${t('damage.backup', { when: formats.moment(backupAt), count: backupCheckIns ?? 0 })} ${t('damage.later')}`}
        {receivedSince > 0 && ` ${t('damage.since', { count: receivedSince })}`}
        {!isManager && ` ${t('damage.at-main-desk')}`}
        {act.refusal !== null && ` ${t(refusalWord(act.refusal))}`}
      </p>
      {work?.what === 'restore' ? (
        <WorkProgress work={work} />
      ) : (
        isManager && (
          <>
            <Button
              tone="plain"
              isBusy={act.isBusy}
              onClick={() => act.run((backups, options) => backups.restore({ folder: null, id: backupId }, options))}
            >
              {t('damage.restore')}
            </Button>
            <Button tone="plain" onClick={() => openSettings('backup')}>
              {t('backup.warning.open')}
            </Button>
          </>
        )
      )}
    </div>
  );
}

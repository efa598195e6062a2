import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetAside } from '../../shared/backup.ts';
import { TypedConsent } from '../retention/TypedConsent.tsx';
import { Remark } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import styles from './Backup.module.css';
import { refusalWord, useBackupAct } from './backups.ts';

/** What was set aside, newest first; each can be deleted for good by typing the word for it. */
export function SetAsideList({ setAside, isDisabled }: { setAside: readonly SetAside[]; isDisabled: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.list} aria-label={t('backup.set-aside')}>
      {setAside.map((one) => (
        <SetAsideItem key={one.name} setAside={one} isDisabled={isDisabled} />
      ))}
    </ul>
  );
}

function SetAsideItem({ setAside: { name, at, bytes }, isDisabled }: { setAside: SetAside; isDisabled: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isAsking, setIsAsking] = useState(false);
  const act = useBackupAct();
  const when = formats.moment(at);
  return (
    <li className={styles.item}>
      <div>
        <p className={styles.when}>{when}</p>
        <p className={styles.facts}>
          {[t('backup.megabytes', { size: formats.number(bytes / 1_000_000) }), name].join(t('age.join'))}
        </p>
      </div>
      {!isAsking && !isDisabled && (
        <Button title={t('backup.set-aside-label', { when })} onClick={() => setIsAsking(true)}>
          {t('backup.set-aside-remove')}
        </Button>
      )}
      {isAsking && !isDisabled && (
        <div className={styles.sure}>
          <p>{t('backup.set-aside-means')}</p>
          <TypedConsent
            action={t('backup.set-aside-remove')}
            isBusy={act.isBusy}
            onConsent={() => act.run((backups, options) => backups.removeSetAside({ name }, options))}
            onCancel={() => setIsAsking(false)}
          />
        </div>
      )}
      {act.refusal !== null && <Remark tone="red">{t(refusalWord(act.refusal))}</Remark>}
    </li>
  );
}

import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/contract.ts';
import { isSentHere } from '../../shared/way-in.ts';
import { clockSentence } from '../settings/clock-words.ts';
import { openSettings } from '../settings/open-settings.ts';
import { useIsManager } from './access.ts';
import styles from './Banners.module.css';
import { Button } from './Button.tsx';
import { useFormats } from './formats.ts';
import { Icon } from './Icon.tsx';

/** What is accepted but should be looked at: on trust in the path alone, by a path that was to end, or by a clock that is wrong. */
export function ReceptionBanners({ status }: { status: Status }) {
  const { trustsPath, clock } = status;
  const pathOverdueSince = isSentHere(status) ? status.pathOverdueSince : null;
  const { t } = useTranslation();
  const formats = useFormats();
  const isManager = useIsManager();
  return (
    <>
      {trustsPath && (
        <div className={styles.banner} data-tone="red" role="alert">
          <Icon name="warning" size={18} />
          <p>{t('banner.trust')}</p>
          {isManager && (
            <Button tone="plain" onClick={() => openSettings('verification')}>
              {t('banner.trust-do')}
            </Button>
          )}
        </div>
      )}
      {pathOverdueSince !== null && (
        <div className={styles.banner} data-tone="amber" role="alert">
          <Icon name="warning" size={18} />
          <p>{t('banner.path', { when: formats.moment(pathOverdueSince) })}</p>
          {isManager && (
            <Button tone="plain" onClick={() => openSettings('callback')}>
              {t('banner.path-do')}
            </Button>
          )}
        </div>
      )}
      {(clock.verdict === 'fast' || clock.verdict === 'slow') && (
        <div className={styles.banner} data-tone="amber" role="alert">
          <Icon name="warning" size={18} />
          <p>
            {t('banner.clock')} {clockSentence(t, formats, clock)} {t(`clock.remedy.${clock.system}`)}{' '}
            {clock.mayBeDelay && t('clock.delay')}
          </p>
        </div>
      )}
    </>
  );
}

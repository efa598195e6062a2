import { useTranslation } from 'react-i18next';
import type { Status } from '../../shared/contract.ts';
import { clockSentence } from '../settings/clock-words.ts';
import { openSettings } from '../settings/open-settings.ts';
import { useIsManager } from './access.ts';
import styles from './Banners.module.css';
import { Button } from './Button.tsx';
import { useFormats } from './formats.ts';
import { Icon } from './Icon.tsx';

/** What is accepted but should be looked at: messages on trust in their path alone, and a clock that is wrong. */
export function ReceptionBanners({ status: { trustsPath, clock } }: { status: Status }) {
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

import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MUTE_MINUTES } from '../../shared/ring.ts';
import { useRing } from '../ring/use-ring.ts';
import { Button } from '../ui/Button.tsx';
import { useCountdown } from '../ui/countdown.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './RingControl.module.css';

/** What waits to be seen, what rings for it, and how to silence that for a while, or to let it ring at all. */
export function RingControl({ unseen }: { unseen: number }) {
  const { t } = useTranslation();
  const ring = useRing();
  const left = useCountdown(ring?.mutedUntil ?? null);
  const count = t('head.unseen', { count: unseen });

  if (ring !== null && left !== null) {
    return (
      <button type="button" className={styles.pill} data-muted="" onClick={() => ring.mute(0)}>
        <span className={styles.muted}>{t('ring.muted', { left })}</span>
        <span className={styles.left}>{left}</span> · {t('ring.again')}
      </button>
    );
  }
  if (ring?.blocked === true) {
    return (
      <Button tone="amber" title={t('ring.blocked-what')} onClick={ring.allow}>
        <Icon name="warning" size={15} />
        <span>
          {unseen > 0 && (
            <span className={styles.count}>
              <span>{count}</span> ·{' '}
            </span>
          )}
          {t('ring.blocked')}
        </span>
      </Button>
    );
  }
  if (ring === null || !ring.ringing) {
    return (
      <span className={styles.unseen} data-none={unseen === 0 || undefined}>
        {unseen === 0 ? t('head.none-unseen') : count}
      </span>
    );
  }
  const [usual] = MUTE_MINUTES;
  return (
    <div className={styles.split}>
      <button type="button" className={styles.pill} onClick={() => ring.mute(usual)}>
        {unseen > 0 && (
          <span className={styles.count}>
            <span>{count}</span> ·{' '}
          </span>
        )}
        {t('ring.mute-do', { minutes: usual })}
      </button>
      <Menu position="bottom-end" width={190} shadow="md">
        <Menu.Target>
          <button type="button" className={styles.more} aria-label={t('ring.mute-more')} title={t('ring.mute-more')}>
            <Icon name="down" size={16} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('ring.mute-for')}</Menu.Label>
          {MUTE_MINUTES.map((minutes) => (
            <Menu.Item key={minutes} onClick={() => ring.mute(minutes)}>
              {t('ring.minutes', { minutes })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

import { Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { MUTE_MINUTES } from '../../shared/ring.ts';
import { useCountdown } from '../ui/countdown.ts';
import { Icon } from '../ui/Icon.tsx';
import { useDesktop } from './desktop.ts';
import styles from './RingControl.module.css';

/** What waits to be seen; in the desktop app also what rings, and how to silence it for a while. */
export function RingControl({ unseen }: { unseen: number }) {
  const { t } = useTranslation();
  const around = useDesktop();
  const left = useCountdown(around?.state.mutedUntil ?? null);
  const count = t('head.unseen', { count: unseen });

  function mute(minutes: number): void {
    around?.desktop.mute(minutes).catch(() =>
      notifications.show({
        message: t('settings.app-failed'),
        closeButtonProps: { 'aria-label': t('toast.close') },
      }),
    );
  }

  if (left !== null) {
    return (
      <button type="button" className={styles.pill} data-muted="" onClick={() => mute(0)}>
        {t('ring.muted', { left })} · {t('ring.again')}
      </button>
    );
  }
  if (around === null || !around.state.ringing) {
    return (
      <span className={styles.unseen} data-none={unseen === 0 || undefined}>
        {unseen === 0 ? t('head.none-unseen') : count}
      </span>
    );
  }
  const [usual] = MUTE_MINUTES;
  return (
    <div className={styles.split}>
      <button type="button" className={styles.pill} onClick={() => mute(usual)}>
        {unseen > 0 && `${count} · `}
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
            <Menu.Item key={minutes} onClick={() => mute(minutes)}>
              {t('ring.minutes', { minutes })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { MUTE_MINUTES } from '../../shared/ring.ts';
import type { DesktopAround } from '../desktop/desktop.ts';
import { Button } from '../ui/Button.tsx';
import { useCountdown } from '../ui/countdown.ts';
import { useAct } from '../ui/use-act.ts';
import { Outcome, Row } from './Row.tsx';
import styles from './Settings.module.css';

/** Silences the ring on this PC for a while, and shows for how long still. */
export function MuteRow({ around: { desktop, state } }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const act = useAct();
  const left = useCountdown(state.mutedUntil);
  return (
    <Row
      label={t('settings.mute')}
      why={t('settings.mute-why')}
      below={<Outcome state={act.state} failed={t('settings.app-failed')} />}
    >
      {left !== null && (
        <>
          <span className={styles.left}>{t('ring.muted', { left })}</span>
          <Button onClick={() => act.run(() => desktop.mute(0))}>{t('ring.again-do')}</Button>
        </>
      )}
      {left === null &&
        MUTE_MINUTES.map((minutes) => (
          <Button key={minutes} onClick={() => act.run(() => desktop.mute(minutes))}>
            {t('ring.minutes-short', { minutes })}
          </Button>
        ))}
    </Row>
  );
}

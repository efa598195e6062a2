import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationState } from '../../shared/desktop.ts';
import { Button } from '../ui/Button.tsx';
import { useCountdown } from '../ui/countdown.ts';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { useAct } from '../ui/use-act.ts';
import { useDesktop } from './desktop.ts';
import styles from './StationFailure.module.css';

export interface StationFailureProps {
  station: Extract<StationState, { state: 'failing' }>;
  /** Nothing else can be shown: it stands in the middle, not above a board. */
  isAlone?: boolean;
}

/** The station fails again and again: what that means, what it said, and what can be done. */
export function StationFailure({ station: { since, said, nextTryAt }, isAlone = false }: StationFailureProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const around = useDesktop();
  const titleId = useId();
  const left = useCountdown(nextTryAt);
  const retry = useAct();
  const open = useAct();
  if (around === null) return null;
  const { desktop } = around;
  return (
    <section className={styles.failure} data-alone={isAlone || undefined} aria-labelledby={titleId}>
      <Icon name="warning" size={20} />
      <div className={styles.words}>
        <h2 id={titleId} role="alert">
          {t('station.failing', { time: formats.moment(new Date(since).toISOString()) })}
        </h2>
        <p>{t('station.failing-what')}</p>
        {said === null ? <p>{t('station.said-nothing')}</p> : <Said text={said} />}
        <div className={styles.actions}>
          <Button tone="plain" isBusy={retry.state === 'busy'} onClick={() => retry.run(() => desktop.retryStation())}>
            {t('station.try-again')}
          </Button>
          <Button tone="plain" onClick={() => open.run(() => desktop.openLog())}>
            {t('settings.open-log')}
          </Button>
          <Button tone="plain" onClick={() => open.run(() => desktop.openDataFolder())}>
            {t('settings.open-folder')}
          </Button>
          <span className={styles.next}>{left === null ? t('station.trying') : t('station.next-try', { left })}</span>
        </div>
        {(retry.state === 'failed' || open.state === 'failed') && <p role="alert">{t('settings.app-failed')}</p>}
      </div>
    </section>
  );
}

/** The station's own sentence, as the text that it is. */
function Said({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.said}>
      <span>{t('station.said')}</span>
      <pre dir="auto">{text}</pre>
    </div>
  );
}

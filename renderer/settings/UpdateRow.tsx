import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UpdateTime } from '../../shared/desktop-settings.ts';
import { isolated } from '../../shared/isolated.ts';
import type { DesktopAround } from '../desktop/desktop.ts';
import { Button } from '../ui/Button.tsx';
import { type Formats, useFormats } from '../ui/formats.ts';
import { useAct } from '../ui/use-act.ts';
import { Outcome, Row } from './Row.tsx';
import styles from './Settings.module.css';

/** The version of the app, what is known of newer ones, and the one thing to do about it. */
export function UpdateRow({
  around: { desktop, state },
  updateTime,
}: {
  around: DesktopAround;
  updateTime: UpdateTime;
}) {
  const { t } = useTranslation();
  const act = useAct();
  const { updates } = state;
  const isWorking = updates.state === 'checking' || updates.state === 'downloading';
  return (
    <Row
      label={t('updates.version', { version: isolated(state.version) })}
      why={
        <span role="status">
          <Standing around={{ desktop, state }} updateTime={updateTime} />
        </span>
      }
      below={
        <>
          {updates.state === 'downloading' && (
            <Progress
              value={updates.percent}
              size="sm"
              aria-label={t('settings.updates')}
              className={styles.progress ?? ''}
            />
          )}
          {updates.state === 'ready' && updates.notes !== null && updates.notes.trim() !== '' && (
            <details className={styles.notes}>
              <summary>{t('updates.notes', { version: isolated(updates.version) })}</summary>
              <pre dir="auto">{updates.notes}</pre>
            </details>
          )}
          <Outcome state={act.state} failed={t('settings.app-failed')} />
        </>
      }
    >
      {updates.state === 'ready' ? (
        <Button tone="primary" isBusy={act.state === 'busy'} onClick={() => act.run(() => desktop.installUpdate())}>
          {t('updates.install')}
        </Button>
      ) : (
        updates.state !== 'off' && (
          <Button isBusy={isWorking || act.state === 'busy'} onClick={() => act.run(() => desktop.checkForUpdates())}>
            {t('updates.check')}
          </Button>
        )
      )}
    </Row>
  );
}

/** How the updates stand, in words. */
function Standing({ around: { state }, updateTime }: { around: DesktopAround; updateTime: UpdateTime }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { updates } = state;
  switch (updates.state) {
    case 'off':
      return t(`updates.off.${updates.why}`);
    case 'idle':
      return updates.checkedAt === null
        ? t('updates.never-checked')
        : t('updates.current', { when: momentOf(formats, updates.checkedAt) });
    case 'checking':
      return t('updates.checking');
    case 'downloading':
      return t('updates.downloading', {
        version: isolated(updates.version),
        percent: Math.floor(updates.percent),
      });
    case 'ready': {
      const version = isolated(updates.version);
      const ready =
        updateTime.when === 'at'
          ? t('updates.ready-at', { version, time: formats.timeOfDay(updateTime.time) })
          : t('updates.ready-asked', { version });
      return (
        <>
          <span>{ready}</span>
          <span>{t('updates.ready-what')}</span>
        </>
      );
    }
    case 'failed':
      return t(`updates.failed.${updates.why}`, { when: momentOf(formats, updates.checkedAt) });
  }
}

function momentOf(formats: Formats, at: number): string {
  return formats.moment(new Date(at).toISOString());
}

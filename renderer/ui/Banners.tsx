import { useTranslation } from 'react-i18next';
import { useBoard, useParts } from '../board/board-context.ts';
import { useStationState } from '../desktop/desktop.ts';
import { StationFailure } from '../desktop/StationFailure.tsx';
import { openSettings, type SettingsSection } from '../settings/open-settings.ts';
import { useAccess } from './access.ts';
import styles from './Banners.module.css';
import { Button } from './Button.tsx';
import { certificateWarning } from './certificate-warning.ts';
import { useFormats } from './formats.ts';
import { Icon } from './Icon.tsx';
import { usePage } from './place.ts';
import { ReceptionBanners } from './ReceptionBanners.tsx';
import { isOfRelay, type StatusView } from './status-view.ts';
import { useStatusView } from './use-status-view.ts';

/** What stands in the way, what that means and what to do; one thing at a time, nothing while all is well. */
export function Banners() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { connection: boardConnection } = useParts();
  const connection = useBoard((state) => state.connection);
  const status = useBoard((state) => state.status);
  const station = useStationState();
  const page = usePage();
  const access = useAccess();
  const view = useStatusView();
  // The desktop app knows what happened to its station: then a lost connection is no news.
  if (station?.state === 'restarting') {
    return (
      <div className={styles.banner} data-tone="red" role="alert">
        <Icon name="warning" size={18} />
        <p>{t('station.restarting')}</p>
      </div>
    );
  }
  if (station?.state === 'working') {
    return (
      <div className={styles.banner} data-tone="red" role="alert">
        <Icon name="warning" size={18} />
        <p>
          {t('station.working-since', {
            what: t(`station.working.${station.what}`),
            time: formats.moment(new Date(station.since).toISOString()),
          })}
        </p>
      </div>
    );
  }
  // Without anything to stand above, it stands in the place of the board.
  if (station?.state === 'failing')
    return status !== null || page !== null ? <StationFailure station={station} /> : null;
  if (connection.state === 'disconnected' && station?.state !== 'starting') {
    const time = formats.time(connection.since);
    return (
      <div className={styles.banner} data-tone="red" role="alert">
        <Icon name="warning" size={18} />
        <p>{t(status === null ? 'connection.never' : 'connection.lost', { time })}</p>
        <Button tone="plain" onClick={() => boardConnection.retry()}>
          {t('connection.try-now')}
        </Button>
      </div>
    );
  }
  if (view.remedy === null) {
    if (connection.state !== 'live' || status === null) return null;
    const ofCertificate = certificateWarning(status.reach, t, formats);
    return (
      <>
        {ofCertificate !== null && view.tone === 'good' && (
          <div className={styles.banner} data-tone="amber" role="status">
            <Icon name="warning" size={18} />
            <p>{ofCertificate}</p>
          </div>
        )}
        <ReceptionBanners status={status} />
      </>
    );
  }
  // There it is asked for, step by step.
  if (page === 'setup' && view.word === 'status.obstacle.no-secret') return null;
  const section = sectionFor(view);
  const time = view.since === undefined ? '' : formats.moment(view.since);
  const remedy = t(view.remedy, { time });
  return (
    <>
      <div className={styles.banner} data-tone={view.tone} role="alert">
        <Icon name="warning" size={18} />
        <p>
          {view.word === 'status.blind' ? t('reach.blind', { time, remedy }) : remedy}
          {section !== null && access?.role === 'desk' && <> {t('obstacle.at-main-desk')}</>}
        </p>
        {section !== null && access?.role === 'manager' && (
          <Button tone="plain" onClick={() => openSettings(section)}>
            {t(section === 'app-secret' ? 'obstacle.set-secret' : 'reach.open')}
          </Button>
        )}
      </div>
      {/* What is accepted without proof comes in by a way that could not be tried as well. */}
      {(section === 'reach' || section === 'relay') && status !== null && <ReceptionBanners status={status} />}
    </>
  );
}

/** Where a manager can do something about it. */
function sectionFor({ word }: StatusView): SettingsSection | null {
  if (word === 'status.obstacle.no-secret') return 'app-secret';
  if (isOfRelay(word)) return 'relay';
  return word === 'status.blind' ? 'reach' : null;
}

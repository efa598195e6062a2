import { Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { useStationState } from '../desktop/desktop.ts';
import { useClockText } from './clock.ts';
import { useFormats } from './formats.ts';
import { StationDetails } from './StationDetails.tsx';
import styles from './StatusLight.module.css';
import { useStatusView } from './use-status-view.ts';

/** The state of the station in words, with its details on a click. */
export function StatusLight() {
  const { t } = useTranslation();
  const formats = useFormats();
  const connection = useBoard((state) => state.connection);
  const status = useBoard((state) => state.status);
  const station = useStationState();
  const view = useStatusView();
  const last = status?.lastAcceptedAt ?? null;
  const ago = useClockText((now) => (last === null ? '' : formats.ago(now - Date.parse(last))));
  const isUp = station === null || station.state === 'running' || station.state === 'starting';
  const isLive = connection.state === 'live' && status !== null && isUp;
  const light = (
    <>
      <span className={styles.dot} aria-hidden="true" />
      <strong>{t(view.word, { time: view.since === undefined ? '' : formats.moment(view.since) })}</strong>
      {(view.tone === 'good' || view.word === 'status.local-only') && (
        <span className={styles.last}>{last === null ? t('status.last-none') : t('status.last', { ago })}</span>
      )}
    </>
  );
  if (!isLive) {
    return (
      <span className={styles.light} data-tone={view.tone} role="status">
        {light}
      </span>
    );
  }
  return (
    <Popover position="bottom-start" width={420} shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.light} data-tone={view.tone} title={t('status.details')}>
          {light}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <StationDetails status={status} />
      </Popover.Dropdown>
    </Popover>
  );
}

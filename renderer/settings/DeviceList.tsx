import { useTranslation } from 'react-i18next';
import type { Device } from '../../shared/device.ts';
import { DeviceEntry } from './DeviceEntry.tsx';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';

/** The screens that are paired, and what can be done about each. */
export function DeviceList({ devices, isDisabled }: { devices: readonly Device[]; isDisabled: boolean }) {
  const { t } = useTranslation();
  return (
    <Row
      label={t('lan.devices')}
      below={
        devices.length === 0 ? (
          <Remark tone="quiet">{t('lan.devices-none')}</Remark>
        ) : (
          <ul className={styles.table} aria-label={t('lan.devices')}>
            {devices.map((device) => (
              <DeviceEntry key={device.id} device={device} isDisabled={isDisabled} />
            ))}
          </ul>
        )
      }
    />
  );
}

import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ownTimeZone, type TimeZone } from '../../shared/time-zone.ts';
import { useBoard } from '../board/board-context.ts';
import styles from './Settings.module.css';
import { timeZones, zoneText } from './time-zones.ts';

/** Stands for no zone of its own. */
const AS_THE_PC = 'pc';

export interface ZoneSelectProps {
  labelId: string;
  zone: TimeZone | null;
  isDisabled: boolean;
  onChange: (zone: TimeZone | null) => void;
}

/** All time zones, to be searched by typing; first that of the station's PC. */
export function ZoneSelect({ labelId, zone, isDisabled, onChange }: ZoneSelectProps) {
  const { t } = useTranslation();
  const pcZone = useBoard((state) => state.status?.pcTimeZone ?? ownTimeZone());
  const data = useMemo(
    () => [
      { value: AS_THE_PC, label: t('settings.shop.zone-pc', { zone: zoneText(pcZone) }) },
      ...timeZones(zone).map((name) => ({ value: name, label: zoneText(name) })),
    ],
    [t, zone, pcZone],
  );
  return (
    <Select
      className={styles.zone ?? ''}
      aria-labelledby={labelId}
      searchable
      allowDeselect={false}
      maxDropdownHeight={320}
      nothingFoundMessage={t('settings.shop.zone-none')}
      data={data}
      value={zone ?? AS_THE_PC}
      disabled={isDisabled}
      onChange={(value) => {
        if (value !== null) onChange(value === AS_THE_PC ? null : value);
      }}
      onKeyDown={(event) => {
        // Escape closes the list, and only then the page.
        if (event.key === 'Escape' && event.currentTarget.getAttribute('aria-expanded') === 'true')
          event.preventDefault();
      }}
    />
  );
}

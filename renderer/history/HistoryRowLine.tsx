import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../shared/history.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { lightName } from '../../shared/light-name.ts';
import type { PlateStyle } from '../../shared/shop.ts';
import { Plate } from '../board/Plate.tsx';
import { useFormats, vehicleText } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyed } from '../ui/keyed.ts';
import { LampIcon } from '../ui/LampIcon.tsx';
import styles from './HistoryList.module.css';

/** Lamps that stand in a row; the rest is a number. */
const LAMPS = 5;

/** What a row says of its visit. `day` is the name of its day, where the row is the first of it. */
export const HistoryRowLine = memo(function HistoryRowLine({
  row,
  day,
  plateStyle,
}: {
  row: HistoryRow;
  day: string | null;
  plateStyle: PlateStyle;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const vehicle = vehicleText(row);
  const people = [row.ownerName, row.adviser].filter((name) => name !== null);
  return (
    <>
      <span className={styles.day}>{day}</span>
      <time className={styles.time} dateTime={row.arrivedAt}>
        {formats.time(Date.parse(row.arrivedAt))}
      </time>
      <span className={styles.plate}>
        <Plate plate={row.plate} plateStyle={plateStyle} />
      </span>
      <span className={styles.what}>
        <bdi className={styles.vehicle}>{vehicle ?? t('card.no-vehicle')}</bdi>
        <span className={styles.people}>
          {keyed(people, (name) => name).map(({ key, item: name }) => (
            <bdi key={key}>{name}</bdi>
          ))}
          {row.keyTag !== null && <bdi>{t('history.row.key-tag', { tag: row.keyTag })}</bdi>}
        </span>
      </span>
      <Lamps row={row} />
      <span className={styles.marks}>
        {row.typed && (
          <span title={t('typed.mark')}>
            <Icon name="note" size={16} />
            <span className="visually-hidden">{t('typed.mark')}</span>
          </span>
        )}
        {row.damageCount > 0 && (
          <span title={t('history.row.damage', { count: row.damageCount })}>
            <Icon name="dent" size={16} />
            <span aria-hidden="true">{row.damageCount}</span>
            <span className="visually-hidden">{t('history.row.damage', { count: row.damageCount })}</span>
          </span>
        )}
        {row.photoCount > 0 && (
          <span title={t('history.row.photos', { count: row.photoCount })}>
            <Icon name="photo" size={16} />
            <span aria-hidden="true">{row.photoCount}</span>
            <span className="visually-hidden">{t('history.row.photos', { count: row.photoCount })}</span>
          </span>
        )}
      </span>
      <span className={styles.lane} data-aside={row.setAside !== null || undefined}>
        {row.setAside === null ? t(`lane.${row.lane}`) : t('history.place.set-aside')}
      </span>
    </>
  );
});

/** The warning lights as lamps, red first, with their names for whoever points at them or listens. */
function Lamps({ row: { lights, lightCount } }: { row: HistoryRow }) {
  const { t } = useTranslation();
  if (lightCount === 0) return <span className={styles.lamps} />;
  const names = lights.map((light) => lightName(sayer(t), light)).join(', ');
  const said = t('history.row.lights', { count: lightCount, lights: names });
  return (
    <span className={styles.lamps} title={said}>
      <span className="visually-hidden">{said}</span>
      {keyed(lights.slice(0, LAMPS), (light) => `${light.code}_${light.label}`).map(({ key, item: light }) => (
        <span key={key} className={styles.lamp} data-severity={light.severity}>
          <LampIcon light={light} size={19} />
        </span>
      ))}
      {lightCount > LAMPS && <span aria-hidden="true">{t('card.more-lights', { count: lightCount - LAMPS })}</span>}
    </span>
  );
}

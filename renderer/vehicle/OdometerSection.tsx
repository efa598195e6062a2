import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../shared/vehicle.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { useFormats } from '../ui/formats.ts';
import { EarlierLink } from './EarlierLink.tsx';
import styles from './Vehicle.module.css';
import { VehicleSection } from './VehicleSection.tsx';

// The library that draws it is as large as the rest of the page.
const OdometerChart = lazy(async () => ({ default: (await import('./OdometerChart.tsx')).OdometerChart }));

/** What the odometer showed over time: as a line, with what goes backwards marked, and as a table. */
export function OdometerSection({ readings }: Pick<Vehicle, 'readings'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { distanceUnit } = useBoard(shopOf);
  const [first] = readings;
  const last = readings.at(-1);
  const back = readings.filter(({ isBackwards }) => isBackwards).length;
  if (first === undefined || last === undefined)
    return (
      <VehicleSection title={t('vehicle.odometer')}>
        <p className={styles.quiet}>{t('vehicle.odometer-none')}</p>
      </VehicleSection>
    );
  if (readings.length === 1)
    return (
      <VehicleSection title={t('vehicle.odometer')}>
        <p className={styles.quiet}>
          {t('vehicle.odometer-one', {
            distance: formats.distance(first.value, distanceUnit),
            day: formats.date(first.at),
          })}
        </p>
      </VehicleSection>
    );
  return (
    <VehicleSection title={t('vehicle.odometer')}>
      {back > 0 && <p className={styles.wrong}>{t('vehicle.odometer-back', { count: back })}</p>}
      <div
        className={styles.chart}
        role="img"
        aria-label={t('vehicle.odometer-chart', { from: formats.date(first.at), to: formats.date(last.at) })}
      >
        <Suspense fallback={null}>
          <OdometerChart readings={readings} />
        </Suspense>
      </div>
      <details className={styles.details}>
        <summary>{t('vehicle.as-table')}</summary>
        <div className={styles.scroll}>
          <table className={styles.table} data-odometer="">
            <thead>
              <tr>
                <th scope="col">{t('vehicle.day')}</th>
                <th scope="col">{t('vehicle.reading')}</th>
                <th scope="col">{t('vehicle.note')}</th>
              </tr>
            </thead>
            <tbody>
              {readings.toReversed().map((reading) => (
                <tr key={reading.id} data-severity={reading.isBackwards ? 'amber' : undefined}>
                  <th scope="row">
                    <EarlierLink visit={reading}>{formats.date(reading.at)}</EarlierLink>
                  </th>
                  <td>{formats.distance(reading.value, distanceUnit)}</td>
                  <td>{reading.isBackwards ? t('vehicle.less') : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </VehicleSection>
  );
}

import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayReport } from '../../shared/day-report.ts';
import { useFormats } from '../ui/formats.ts';
import styles from './Arrivals.module.css';
import { useDayFormats } from './day-formats.ts';
import partStyles from './Part.module.css';
import { Part } from './Part.tsx';
import { busySlots } from './slots.ts';

/** The library of the chart is as large as the rest of the page: only whoever opens a report waits for it. */
const ArrivalChart = lazy(async () => ({ default: (await import('./ArrivalChart.tsx')).ArrivalChart }));

/** How many came when: as a chart, and the same numbers as a table, which is what is read aloud and printed below it. */
export function Arrivals({ report }: { report: DayReport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const days = useDayFormats();
  const [isTable, setIsTable] = useState(false);
  const labels = days.slots(report);
  const slots = busySlots(report).map(({ index, checkIns }) => ({ label: labels[index] ?? '', checkIns }));
  const title = t(`day.by-${report.unit}`);
  return (
    <Part
      name="arrivals"
      title={title}
      action={
        <button type="button" className={partStyles.action} onClick={() => setIsTable(!isTable)}>
          {t(isTable ? 'day.show-chart' : 'day.show-table')}
        </button>
      }
    >
      <div className={styles.chart} data-hidden={isTable || undefined} aria-hidden="true">
        <Suspense>
          <ArrivalChart slots={slots} name={t('day.check-ins')} />
        </Suspense>
      </div>
      <div className={styles.numbers} data-hidden={!isTable || undefined}>
        <table className={styles.table}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`day.${report.unit}`)}</th>
              <th scope="col">{t('day.check-ins')}</th>
            </tr>
          </thead>
          <tbody>
            {slots.map(({ label, checkIns }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{formats.number(checkIns)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}

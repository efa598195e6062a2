import { useTranslation } from 'react-i18next';
import type { DayReport } from '../../shared/day-report.ts';
import { useFormats } from '../ui/formats.ts';
import { Advisers } from './Advisers.tsx';
import { Arrivals } from './Arrivals.tsx';
import { useDayFormats } from './day-formats.ts';
import { Figures } from './Figures.tsx';
import { LateVisits } from './LateVisits.tsx';
import { Lights } from './Lights.tsx';
import styles from './Report.module.css';

/** A report as it is read and printed; `isOld` while the one that was asked for is still being made. */
export function Report({ report, isOld }: { report: DayReport; isOld: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const days = useDayFormats();
  const { figures, before, isOver, from, to } = report;
  const { mistake, duplicate } = figures.setAside;
  const compared = days.range(before);
  return (
    <div className={styles.report} data-report={`${from} ${to}`} data-old={isOld || undefined} aria-busy={isOld}>
      <header className={styles.head}>
        <h3>{days.range(report)}</h3>
        <p>
          {!isOver && <>{t('day.as-of', { time: formats.time(Date.parse(report.madeAt)) })} </>}
          {t(isOver ? 'day.compared' : 'day.compared-until', { range: compared })}
        </p>
      </header>
      {figures.checkIns === 0 && (
        <div className={styles.none} role="status">
          <p>{t(from === to ? 'day.none' : 'day.none-range')}</p>
          {mistake + duplicate > 0 && (
            <p>
              {t('day.set-aside')}: {t('day.set-aside-what', { mistake, duplicate })}
            </p>
          )}
          {figures.blind > 0 && <p>{t('day.blind-none', { length: formats.age(figures.blind) })}</p>}
        </div>
      )}
      {figures.checkIns > 0 && (
        <>
          <Figures report={report} />
          <Arrivals report={report} />
          <LateVisits report={report} />
          <div className={styles.pair}>
            <Lights report={report} />
            <Advisers report={report} />
          </div>
        </>
      )}
    </div>
  );
}

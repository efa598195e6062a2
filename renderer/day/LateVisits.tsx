import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DayReport, LISTED_LATE } from '../../shared/day-report.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { Plate } from '../board/Plate.tsx';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { plateText, useFormats, vehicleText } from '../ui/formats.ts';
import styles from './LateVisits.module.css';
import partStyles from './Part.module.css';
import { Part } from './Part.tsx';

/** How many are shown before somebody asks for all. */
const SHOWN = 10;

/** What stood in a lane for too long; each opens beside the report. */
export function LateVisits({ report: { late } }: { report: DayReport }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isAll, setIsAll] = useState(false);
  const plateStyle = useBoard((state) => shopOf(state).plateStyle);
  return (
    <Part name="late" title={t('day.late')} what={t(late.length === 0 ? 'day.late-none' : 'day.late-what')}>
      {late.length > 0 && (
        <>
          <table className={styles.table} data-all={isAll || undefined}>
            <caption className="visually-hidden">{t('day.late')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('day.vehicle')}</th>
                <th scope="col">{t('day.lane')}</th>
                <th scope="col">{t('day.waited')}</th>
                <th scope="col">{t('day.limit')}</th>
                <th scope="col">{t('day.arrived')}</th>
              </tr>
            </thead>
            <tbody>
              {late.map((visit, index) => (
                <tr key={`${visit.id} ${visit.lane} ${visit.waited}`} data-more={index >= SHOWN || undefined}>
                  <th scope="row">
                    <span className={styles.vehicle}>
                      <a
                        className={styles.link}
                        href={`?check-in=${encodeURIComponent(visit.id)}`}
                        aria-label={plateText(t, visit.plate)}
                        onClick={(event) => open(event, visit.id)}
                      >
                        <Plate plate={visit.plate} plateStyle={plateStyle} />
                      </a>
                      <bdi className={styles.what}>{vehicleText(visit)}</bdi>
                    </span>
                  </th>
                  <td>{t(`lane.${visit.lane}`)}</td>
                  <td>
                    <span className={styles.waited}>{formats.age(visit.waited)}</span>
                    {visit.isWaiting && <span className={styles.still}>{t('day.still')}</span>}
                  </td>
                  <td>{formats.age(visit.limit)}</td>
                  <td>{formats.moment(visit.arrivedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {late.length > SHOWN && !isAll && (
            <button type="button" className={partStyles.action} onClick={() => setIsAll(true)}>
              {t('day.late-all', { count: late.length })}
            </button>
          )}
        </>
      )}
      {late.length === LISTED_LATE && <p className={partStyles.what}>{t('day.late-most', { count: LISTED_LATE })}</p>}
    </Part>
  );
}

/** A plain click opens it beside the report; with a key held it is the browser's, for a new tab say. */
function open(event: MouseEvent, id: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  openCheckIn(id);
}

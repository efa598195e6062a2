import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Severity } from '../../shared/check-in.ts';
import { useFormats } from '../ui/formats.ts';
import { useDayFormats } from './day-formats.ts';
import styles from './ShareTable.module.css';

export interface ShareRow {
  key: string;
  name: ReactNode;
  checkIns: number;
  /** Colours the bar; without one it is ink. */
  severity?: Severity;
}

/** How large a part of all check-ins each of some things has: a bar, the number and the share, in one table. */
export function ShareTable({
  caption,
  heading,
  rows,
  whole,
}: {
  caption: string;
  heading: string;
  rows: readonly ShareRow[];
  whole: number;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const days = useDayFormats();
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col">{t('day.check-ins')}</th>
          <th scope="col">{t('day.share')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, checkIns, severity }) => (
          <tr key={key}>
            <th scope="row">
              <span className={styles.name}>{name}</span>
              <span
                className={styles.bar}
                data-severity={severity}
                style={{ width: `${whole === 0 ? 0 : (100 * checkIns) / whole}%` }}
              />
            </th>
            <td>{formats.number(checkIns)}</td>
            <td>{days.percent(checkIns, whole)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

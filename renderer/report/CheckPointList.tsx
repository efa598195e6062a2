import { useTranslation } from 'react-i18next';
import type { CheckPoint } from '../../shared/health-report.ts';
import { LongText } from '../check-in/LongText.tsx';
import { keyed } from '../ui/keyed.ts';
import styles from './Report.module.css';

const SEVERITIES = { dangerous: 'red', major: 'amber', minor: undefined, passed: undefined } as const;

/** Check points with their answers, the worst first; those that passed are folded, since they ask for nothing. */
export function CheckPointList({ checkPoints }: { checkPoints: readonly CheckPoint[] }) {
  const { t } = useTranslation();
  const of = (status: CheckPoint['status']): CheckPoint[] => checkPoints.filter((point) => point.status === status);
  const passed = of('passed');
  return (
    <>
      <Points points={[...of('dangerous'), ...of('major'), ...of('minor'), ...of(null)]} />
      {passed.length > 0 && (
        <details className={styles.passed}>
          <summary>{t('report.found.passed', { count: passed.length })}</summary>
          <Points points={passed} />
        </details>
      )}
    </>
  );
}

function Points({ points }: { points: readonly CheckPoint[] }) {
  const { t } = useTranslation();
  if (points.length === 0) return null;
  return (
    <ul className={styles.points}>
      {keyed(points, ({ description }) => description ?? '').map(({ key, item: { description, answer, status } }) => (
        <li
          key={key}
          className={styles.point}
          data-status={status ?? 'none'}
          data-severity={status === null ? undefined : SEVERITIES[status]}
        >
          <span className={styles.words}>
            <strong>
              <LongText text={description ?? t('report.point-none')} />
            </strong>
            {answer !== null && <LongText text={answer} />}
          </span>
          <span className={styles.status}>{t(`report.status.${status ?? 'none'}`)}</span>
        </li>
      ))}
    </ul>
  );
}

import { useTranslation } from 'react-i18next';
import type { DayReport } from '../../shared/day-report.ts';
import styles from './Part.module.css';
import { Part } from './Part.tsx';
import { ShareTable } from './ShareTable.tsx';

/** Who checked most vehicles in. */
export function Advisers({ report: { figures, advisers, adviserCount } }: { report: DayReport }) {
  const { t } = useTranslation();
  const more = adviserCount - advisers.length;
  return (
    <Part name="advisers" title={t('day.advisers')}>
      <ShareTable
        caption={t('day.advisers')}
        heading={t('day.adviser')}
        rows={advisers.map(({ name, checkIns }) => ({
          key: name ?? '',
          name: name === null ? t('day.adviser-none') : <bdi>{name}</bdi>,
          checkIns,
        }))}
        whole={figures.checkIns}
      />
      {more > 0 && <p className={styles.what}>{t('day.advisers-more', { count: more })}</p>}
    </Part>
  );
}

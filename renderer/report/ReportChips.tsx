import { useTranslation } from 'react-i18next';
import type { ReportSummary } from '../../shared/health-report.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { findingsOf, findingText } from '../../shared/report-findings.ts';
import styles from '../board/chips.module.css';
import { Icon } from '../ui/Icon.tsx';

/** What the health check found, as chips, the worst first; nothing while no report has come. */
export function ReportChips({ report }: { report: Omit<ReportSummary, 'reports'> | null }) {
  const { t } = useTranslation();
  if (report === null) return null;
  return (
    <ul className={styles.chips} aria-label={t('report.title')} data-report="">
      {findingsOf(report).map((finding, index) => {
        const text = findingText(sayer(t), finding);
        return (
          <li
            key={finding.what}
            className={styles.chip}
            data-severity={finding.severity ?? undefined}
            title={t('report.chips', { found: text })}
          >
            {index === 0 && <Icon name="note" />}
            {text}
          </li>
        );
      })}
    </ul>
  );
}

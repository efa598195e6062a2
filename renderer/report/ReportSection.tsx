import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { Section } from '../check-in/Fact.tsx';
import { useFormats } from '../ui/formats.ts';
import styles from './Report.module.css';
import { ReportBody } from './ReportBody.tsx';
import { ReportChips } from './ReportChips.tsx';

/** The health check reports of a visit, the newest first and open, older ones folded. */
export function ReportSection({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const reports = checkIn.reports.toReversed();
  return (
    <Section title={t('report.title')} isAbsent={reports.length === 0}>
      {reports.map((report, place) => (
        <details
          key={`${report.msgId} ${report.proven}`}
          className={styles.report}
          open={place === 0}
          data-report-of={report.msgId}
        >
          <summary className={styles.summary}>
            <bdi className={styles.service}>{report.service ?? t('report.service-none')}</bdi>
            <time className={styles.soft} dateTime={report.createdAt}>
              {t('report.of', { when: formats.moment(report.createdAt) })}
            </time>
            <ReportChips report={report} />
          </summary>
          <ReportBody checkIn={checkIn} report={report} />
        </details>
      ))}
    </Section>
  );
}

import { useTranslation } from 'react-i18next';
import type { ReportHead } from '../../shared/health-report.ts';
import { isolated } from '../../shared/isolated.ts';
import { plateText, useFormats } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import { OutsideLink } from '../ui/OutsideLink.tsx';
import { VehicleSection } from '../vehicle/VehicleSection.tsx';
import styles from './Report.module.css';
import { ReportChips } from './ReportChips.tsx';

/** Reports that name the vehicle's plate, and a service order of which no check-in has come. */
export function ReportsAside({ reports }: { reports: readonly ReportHead[] }) {
  const { t } = useTranslation();
  if (reports.length === 0) return null;
  return (
    <VehicleSection title={t('report.aside-title')}>
      <p className={styles.soft}>{t('report.aside-what')}</p>
      <ReportHeads reports={reports} />
    </VehicleSection>
  );
}

export interface ReportHeadsProps {
  reports: readonly ReportHead[];
  /** Where they are of several vehicles. */
  hasPlates?: boolean;
}

/** What is told of reports that stand by themselves, with the way to the whole of each. */
export function ReportHeads({ reports, hasPlates = false }: ReportHeadsProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <ul className={styles.aside} data-reports-aside="">
      {keyed(reports, ({ msgId }) => msgId).map(({ key, item: report }) => (
        <li key={key} className={styles.head}>
          {hasPlates && <bdi className={styles.service}>{plateText(t, report.plate)}</bdi>}
          <bdi className={hasPlates ? styles.soft : styles.service}>{report.service ?? t('report.service-none')}</bdi>
          <time className={styles.soft} dateTime={report.createdAt}>
            {t('report.of', { when: formats.moment(report.createdAt) })}
          </time>
          <span className={styles.soft}>
            {report.receiveBaseId === null
              ? t('report.aside-no-order')
              : t('report.aside-order', { order: isolated(report.receiveBaseId) })}
          </span>
          {!report.proven && <span className={styles.mark}>{t('card.unproven')}</span>}
          <ReportChips report={report} />
          {report.pageUrl !== null && <OutsideLink address={report.pageUrl}>{t('report.page')}</OutsideLink>}
        </li>
      ))}
    </ul>
  );
}

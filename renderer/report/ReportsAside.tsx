import { useTranslation } from 'react-i18next';
import type { ReportHead } from '../../shared/health-report.ts';
import { isolated } from '../../shared/isolated.ts';
import { useFormats } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import { VehicleSection } from '../vehicle/VehicleSection.tsx';
import styles from './Report.module.css';
import { ReportChips } from './ReportChips.tsx';

/** Reports that name the vehicle's plate, and a service order of which no check-in has come. */
export function ReportsAside({ reports }: { reports: readonly ReportHead[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (reports.length === 0) return null;
  return (
    <VehicleSection title={t('report.aside-title')}>
      <p className={styles.soft}>{t('report.aside-what')}</p>
      <ul className={styles.aside} data-reports-aside="">
        {keyed(reports, ({ msgId }) => msgId).map(({ key, item: report }) => (
          <li key={key} className={styles.summary}>
            <bdi className={styles.service}>{report.service ?? t('report.service-none')}</bdi>
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
          </li>
        ))}
      </ul>
    </VehicleSection>
  );
}

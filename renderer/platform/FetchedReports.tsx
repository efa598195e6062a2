import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FetchedReport } from '../../shared/platform.ts';
import type { VehicleKey } from '../../shared/vehicle.ts';
import { useParts } from '../board/board-context.ts';
import chips from '../board/chips.module.css';
import { useFormats } from '../ui/formats.ts';
import { OutsideLink } from '../ui/OutsideLink.tsx';
import { VehicleSection } from '../vehicle/VehicleSection.tsx';
import { FetchReports } from './FetchReports.tsx';
import styles from './Platform.module.css';
import { FETCHED_KEY } from './use-fetch.ts';
import { usePlatformState } from './use-platform.ts';

/** The reports of a vehicle that were asked for at AutoX3, and the button that asks. Where neither can be it is not there. */
export function FetchedReports({ vehicleKey }: { vehicleKey: VehicleKey }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const platform = usePlatformState();
  const { data, isError } = useQuery({
    queryKey: [FETCHED_KEY, vehicleKey],
    queryFn: ({ signal }) => client.platform.reports(vehicleKey, { signal }),
  });
  if (platform?.isSetUp !== true && (data ?? []).length === 0) return null;
  return (
    <VehicleSection title={t('platform.reports')} note={t('platform.reports-note')}>
      {isError && <p className={styles.quiet}>{t('platform.reports-failed')}</p>}
      {data?.length === 0 && <p className={styles.quiet}>{t('platform.reports-none')}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className={styles.reports}>
          {data.map((report) => (
            <ReportLine
              key={JSON.stringify([report.plate, report.releaseDate, report.address])}
              report={report}
              isOfSeveral={data.some(({ plate }) => plate !== report.plate)}
            />
          ))}
        </ul>
      )}
      <FetchReports of={{ type: 'vehicle', ...vehicleKey }} />
    </VehicleSection>
  );
}

function ReportLine({ report, isOfSeveral }: { report: FetchedReport; isOfSeveral: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { plate, releaseDate, score, address, fetchedAt } = report;
  return (
    <li className={styles.report}>
      {releaseDate === null ? (
        <span className={styles.date}>{t('platform.no-date')}</span>
      ) : (
        <bdi className={styles.date} title={t('platform.date-why')}>
          {releaseDate}
        </bdi>
      )}
      {isOfSeveral && <bdi className={styles.plate}>{plate}</bdi>}
      {score !== null && (
        <span className={styles.score}>
          <bdi>{t('platform.score', { score })}</bdi>
        </span>
      )}
      {address === null ? (
        <span className={styles.quiet}>{t('platform.no-address')}</span>
      ) : (
        <OutsideLink address={address}>{t('platform.report-open')}</OutsideLink>
      )}
      <span className={chips.chip}>{t('platform.fetched', { when: formats.moment(fetchedAt) })}</span>
    </li>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type DoctorCheck, gravestFirst } from '../../../shared/doctor.ts';
import { doctorReport } from '../../../shared/doctor-text.ts';
import { sayer } from '../../../shared/i18n/say.ts';
import { useParts } from '../../board/board-context.ts';
import { useDesktop } from '../../desktop/desktop.ts';
import { useBrowserRing } from '../../ring/use-ring.ts';
import { Remark } from '../../settings/Row.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyAddress } from '../../ui/CopyAddress.tsx';
import words from '../../ui/lead.module.css';
import { CheckItem } from './CheckItem.tsx';
import styles from './Doctor.module.css';
import { pageChecks } from './page-checks.ts';

/** The station looks for ten seconds at most. */
const ANSWER_TIMEOUT_MS = 15_000;

/** All on which receiving rests, what has to be put right first, and a report of it that can be given away. */
export function Doctor() {
  const { t } = useTranslation();
  const { client } = useParts();
  const desktop = useDesktop();
  const browser = useBrowserRing();
  const { data, isError, isFetching, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['doctor'],
    queryFn: ({ signal }) =>
      client.doctor.run(undefined, { signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]) }),
    staleTime: 0,
    retry: false,
  });
  const here = desktop !== null ? { desktop: desktop.state } : browser !== null ? { browser: browser.state } : null;
  const checks = data && gravestFirst([...data, ...(here === null ? [] : pageChecks(here))]);
  return (
    <div className={styles.doctor}>
      <p className={words.lead}>{t('doctor.what-for')}</p>
      <div className={styles.head}>
        <div role="status">{checks !== undefined && <Summary checks={checks} />}</div>
        <Button tone="card" isBusy={isFetching} onClick={() => void refetch()}>
          {t(isFetching ? 'doctor.checking' : 'doctor.again')}
        </Button>
      </div>
      {isError && <Remark tone="red">{t('doctor.failed')}</Remark>}
      {checks !== undefined && (
        <>
          <ul className={styles.list}>
            {checks.map((check) => (
              <CheckItem key={check.id} check={check} onDone={() => void refetch()} />
            ))}
          </ul>
          <section className={styles.report}>
            <h3>{t('doctor.report')}</h3>
            <p className={words.lead}>{t('doctor.report-what')}</p>
            <CopyAddress
              address={doctorReport(sayer(t), checks, new Date(dataUpdatedAt).toISOString())}
              label={t('doctor.report')}
            />
          </section>
        </>
      )}
    </div>
  );
}

function Summary({ checks }: { checks: readonly DoctorCheck[] }) {
  const { t } = useTranslation();
  const count = (state: DoctorCheck['state']): number => checks.filter((check) => check.state === state).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems + warnings === 0) return <Remark tone="good">{t('doctor.summary.ok')}</Remark>;
  return (
    <strong>
      {problems > 0 && t('doctor.summary.problem', { count: problems })}{' '}
      {warnings > 0 && t('doctor.summary.warning', { count: warnings })}
    </strong>
  );
}

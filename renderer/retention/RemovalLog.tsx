import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Removal } from '../../shared/retention.ts';
import { useParts } from '../board/board-context.ts';
import settings from '../settings/Settings.module.css';
import { useFormats } from '../ui/formats.ts';
import styles from './Retention.module.css';

export const REMOVAL_LOG = ['removal-log'] as const;
const REFRESH_MS = 3_000;

/** What went, when and why, in figures. */
export function RemovalLog() {
  const { t } = useTranslation();
  const { client } = useParts();
  const { data } = useQuery({
    queryKey: REMOVAL_LOG,
    queryFn: ({ signal }) => client.retention.log(undefined, { signal }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <details className={styles.log}>
      <summary>{t('retention.log')}</summary>
      {data?.length === 0 && <p className={settings.why}>{t('retention.log-none')}</p>}
      {data !== undefined && data.length > 0 && (
        <ol>
          {data.map((removal) => (
            <Line key={removal.id} removal={removal} />
          ))}
        </ol>
      )}
    </details>
  );
}

function Line({ removal }: { removal: Removal }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { id, kind, days, visits, photos, messages, quarantined, ticks } = removal;
  const why = days === null ? t('retention.by-request', { number: id }) : t('retention.by-term', { days });
  const what = [
    visits > 0 && t('retention.log-visits', { count: visits }),
    photos > 0 && t('retention.log-photos', { count: photos }),
    messages + quarantined > 0 && t('retention.log-messages', { count: messages + quarantined }),
    ticks > 0 && t('retention.log-ticks', { count: ticks }),
  ].filter((part) => part !== false);
  return (
    <li>
      <time dateTime={removal.beganAt}>{formats.moment(removal.beganAt)}</time>
      <span>
        {t(`retention.log-kind.${kind}`)}: {what.length === 0 ? t('retention.log-nothing') : what.join(t('age.join'))}
        <small>
          {why}
          {removal.endedAt === null && <> {t('retention.under-way')}</>}
        </small>
      </span>
    </li>
  );
}

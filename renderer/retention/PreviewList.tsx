import { useTranslation } from 'react-i18next';
import type { RemovalPreview } from '../../shared/retention.ts';
import { useFormats } from '../ui/formats.ts';
import { useHoldingLines } from './holding-lines.ts';
import styles from './Retention.module.css';

const MEGABYTE = 1_000_000;

/** What would go now, kind by kind, and what backups would still hold. */
export function PreviewList({ preview }: { preview: RemovalPreview }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { personal, photos, visits, backups } = preview;
  const holding = useHoldingLines(backups);
  const between = ({ oldest, newest }: { oldest: string | null; newest: string | null }): string =>
    oldest === null || newest === null
      ? ''
      : t('retention.between', { oldest: formats.moment(oldest), newest: formats.moment(newest) });
  return (
    <ul className={styles.preview} data-preview>
      {personal !== null && (
        <li>
          {t('retention.goes-personal', { count: personal.count })} {between(personal)}
          {personal.messages + personal.quarantined > 0 &&
            ` ${t('retention.goes-messages', { count: personal.messages + personal.quarantined })}`}
          {personal.ticks > 0 && ` ${t('retention.goes-ticks', { count: personal.ticks })}`}
        </li>
      )}
      {photos !== null && (
        <li>
          {t('retention.goes-photos', {
            count: photos.count,
            size: formats.number(photos.bytes / MEGABYTE),
          })}{' '}
          {between(photos)}
        </li>
      )}
      {visits !== null && (
        <li>
          {t('retention.goes-visits', { count: visits.count })} {between(visits)}
          {visits.ticks > 0 && ` ${t('retention.goes-ticks', { count: visits.ticks })}`}
        </li>
      )}
      {holding.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

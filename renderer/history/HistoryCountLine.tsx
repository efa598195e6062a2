import { useTranslation } from 'react-i18next';
import { useFormats } from '../ui/formats.ts';
import styles from './History.module.css';
import type { HistoryStart } from './use-history.ts';

export interface HistoryCountLineProps {
  start: HistoryStart | undefined;
  /** Those that have come since. */
  newer: number;
  isNarrowed: boolean;
  isSearching: boolean;
}

/** How many visits there are of what is looked for, and how many cannot be found yet. */
export function HistoryCountLine({ start, newer, isNarrowed, isSearching }: HistoryCountLineProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (start === undefined) return null;
  const { isMore, unsearchable } = start.count;
  const count = start.count.count + newer;
  const number = formats.number(count);
  const said = isMore
    ? t('history.found-more', { number: formats.number(start.count.count) })
    : t(isNarrowed ? 'history.found' : 'history.all', { count, number });
  return (
    <span className={styles.count} role="status">
      {isSearching ? t('history.searching') : said}
      {isNarrowed && unsearchable > 0 && !isSearching && (
        <span className={styles.unsearchable} title={t('history.unsearchable-what')}>
          {t('history.unsearchable', { count: unsearchable, number: formats.number(unsearchable) })}
        </span>
      )}
    </span>
  );
}

import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { onEscape } from '../../ui/on-escape.ts';
import { usePlacedCheckIn } from '../../ui/place.ts';
import styles from './Deliveries.module.css';
import type { useLiveList } from './use-live-list.ts';

/** A step of the keys through a list; null for other keys. */
const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** The arrow keys go from row to row and open each. */
function goByKeys(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = event.target instanceof HTMLElement ? rows.indexOf(event.target) : -1;
  if (step === undefined || at < 0) return;
  event.preventDefault();
  const row = rows[step(at, rows.length - 1)];
  row?.focus();
  row?.click();
}

export interface ListAndDetailProps<Row> {
  list: ReturnType<typeof useLiveList<Row>>;
  label: string;
  /** Says that there is nothing, and why. */
  empty: ReactNode;
  /** What is done with several rows, above them. */
  actions?: ReactNode;
  draw: (row: Row) => ReactNode;
  /** What is open beside the list; null while nothing is, and `hint` says what could be. */
  detail: ReactNode;
  hint: string;
  onClose: () => void;
}

/** A list, and beside it what one of its rows is about. */
export function ListAndDetail<Row>({
  list,
  label,
  empty,
  actions,
  draw,
  detail,
  hint,
  onClose,
}: ListAndDetailProps<Row>) {
  const { t } = useTranslation();
  const isBeside = usePlacedCheckIn() !== null;
  /** Back to the row, or the focus would be nowhere. */
  const close = onEscape((place) => {
    place.querySelector<HTMLElement>('[data-row][aria-current]')?.focus();
    onClose();
  });
  if (list.isError) {
    return (
      <Notice title={t('deliveries.failed')}>
        <p>{t('deliveries.failed-what')}</p>
        <Button tone="primary" onClick={list.refetch}>
          {t('deliveries.retry')}
        </Button>
      </Notice>
    );
  }
  if (list.rows === undefined) return <Notice title={t('deliveries.loading')} isBusy />;
  if (list.rows.length === 0) return empty;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape alone, which closes what is open before the page.
    <div
      className={styles.both}
      data-beside={isBeside || undefined}
      onKeyDown={detail === null || isBeside ? undefined : close}
    >
      <div className={styles.side}>
        {actions}
        <ul className={styles.rows} aria-label={label} onKeyDown={goByKeys}>
          {list.rows.map(draw)}
        </ul>
        {list.hasOlder && (
          <Button tone="card" isBusy={list.isBusy} onClick={list.older}>
            {t('deliveries.older')}
          </Button>
        )}
      </div>
      <div className={styles.detail} data-detail>
        {detail ?? <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}

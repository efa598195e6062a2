import { useTranslation } from 'react-i18next';
import type { LaneCounts } from '../../shared/contract.ts';
import type { Column } from './board-state.ts';
import styles from './LaneTabs.module.css';

/** On a phone: which lane is shown, with the count of each. */
export function LaneTabs({
  lanes,
  counts,
  selected,
  onSelect,
}: {
  lanes: readonly Column[];
  counts: LaneCounts;
  selected: Column;
  onSelect: (lane: Column) => void;
}) {
  const { t } = useTranslation();
  return (
    <nav className={styles.tabs} aria-label={t('lane.tabs')}>
      {lanes.map((lane) => (
        <button
          key={lane}
          type="button"
          className={styles.tab}
          aria-pressed={lane === selected}
          onClick={() => onSelect(lane)}
        >
          {t(`lane.${lane}`)} <span className={styles.count}>{counts[lane]}</span>
        </button>
      ))}
    </nav>
  );
}

import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './FilterChip.module.css';
import { Icon } from './Icon.tsx';

export interface FilterChipProps {
  name: string;
  /** What is chosen; null when nothing is. */
  value: string | null;
  /** How many there are of what is chosen, where that is known. */
  count?: number | null;
  onClear: () => void;
  children: ReactNode;
}

/** One question of a filter: a button with its choices, and when something is chosen what, and a way to drop it. */
export function FilterChip({ name, value, count = null, onClear, children }: FilterChipProps) {
  const { t } = useTranslation();
  return (
    <span className={styles.chip} data-chosen={value !== null || undefined}>
      <Menu position="bottom-start" width={230} shadow="md">
        <Menu.Target>
          <button type="button" className={styles.choose}>
            {value === null ? (
              name
            ) : (
              <>
                <span className="visually-hidden">{name} </span>
                <bdi className={styles.value}>{value}</bdi>
                {count !== null && <span className={styles.count}>{count}</span>}
              </>
            )}
            {value === null && <Icon name="down" size={13} />}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles.choices ?? ''}>{children}</Menu.Dropdown>
      </Menu>
      {value !== null && (
        <button type="button" className={styles.drop} aria-label={t('filter.drop', { name })} onClick={onClear}>
          <Icon name="close" size={13} />
        </button>
      )}
    </span>
  );
}

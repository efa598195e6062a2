import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/Icon.tsx';
import styles from './Settings.module.css';

export interface TableEntryProps {
  /** As AutoX3 sends it, for what has one. */
  code: string | null;
  name: string | null;
  note?: string;
  isDisabled?: boolean;
  onRemove?: () => void;
  children?: ReactNode;
}

/** One line of a table: a code, what it is called, and what it is given. */
export function TableEntry({ code, name, note, isDisabled = false, onRemove, children }: TableEntryProps) {
  const { t } = useTranslation();
  return (
    <li className={styles.entry}>
      <span className={styles.entryName}>
        {name !== null && <bdi className={styles.entryWord}>{name}</bdi>}
        {code !== null && (
          <bdi className={styles.code} title={code}>
            {code}
          </bdi>
        )}
        {note !== undefined && <span className={styles.why}>{note}</span>}
      </span>
      {children !== undefined && <span className={styles.controls}>{children}</span>}
      {onRemove !== undefined && (
        <button
          type="button"
          className={styles.remove}
          disabled={isDisabled}
          aria-label={t('settings.remove', { name: name ?? code ?? '' })}
          title={t('settings.remove', { name: name ?? code ?? '' })}
          onClick={onRemove}
        >
          <Icon name="close" size={15} />
        </button>
      )}
    </li>
  );
}

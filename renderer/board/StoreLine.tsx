import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import styles from './StoreLine.module.css';

/** Of which store a check-in is, where the board shows those of all. */
export function StoreLine({ store }: { store: string | null }) {
  const { t } = useTranslation();
  const said = store === null || store === '' ? null : t('filter.store', { store: isolated(store) });
  return (
    <p className={styles.store} data-store={store ?? ''} title={said ?? undefined}>
      {said ?? t('filter.stores.none')}
    </p>
  );
}

import { useTranslation } from 'react-i18next';
import type { Damage } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyed } from '../ui/keyed.ts';
import styles from './CheckInPanel.module.css';
import { LongText } from './LongText.tsx';

/** Every damage entry: where, what, and how many photos there are of it. */
export function DamageList({ damage }: { damage: readonly Damage[] }) {
  const { t } = useTranslation();
  if (damage.length === 0) return <p className={styles.none}>{t('panel.damage-none')}</p>;
  return (
    <ul className={styles.rows}>
      {keyed(damage, (entry) => `${entry.position} ${entry.positionName} ${entry.describe}`).map(
        ({ key, item: entry }) => (
          <li key={key} className={styles.row}>
            <Icon name="dent" size={18} />
            <div className={styles.rowText}>
              <strong>
                <LongText text={entry.positionName ?? entry.position ?? t('panel.damage-place-none')} />
              </strong>
              {entry.photos.length > 0 && (
                <span className={styles.severity}>{t('panel.photos', { count: entry.photos.length })}</span>
              )}
              {entry.describe !== null && (
                <span className={styles.describe}>
                  <LongText text={entry.describe} />
                </span>
              )}
              {entry.position !== null && <small>{isolated(entry.position)}</small>}
            </div>
          </li>
        ),
      )}
    </ul>
  );
}

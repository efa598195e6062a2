import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './chips.module.css';

/** What is not as usual about the messages of a check-in, each with its reason on hover. */
export function ProofChips({ card }: { card: Pick<Card, 'proven' | 'weak' | 'messageCount'> }) {
  const { t } = useTranslation();
  if (card.proven && !card.weak && card.messageCount < 2) return null;
  return (
    <ul className={styles.chips} data-raised="true">
      {!card.proven && (
        <li className={styles.chip} data-severity="amber" title={t('card.unproven-why')}>
          <Icon name="warning" />
          {t('card.unproven')}
        </li>
      )}
      {card.weak && (
        <li className={styles.chip} data-severity="amber" title={t('card.weak-why')}>
          <Icon name="warning" />
          {t('card.weak')}
        </li>
      )}
      {card.messageCount > 1 && (
        <li className={styles.chip} title={t('card.updated-why', { count: card.messageCount })}>
          {t('card.updated')}
        </li>
      )}
    </ul>
  );
}

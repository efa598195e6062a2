import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import type { Shop } from '../../shared/contract.ts';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './CardFacts.module.css';
import { Fuel } from './Fuel.tsx';

/** Damage and the small figures of a check-in, in one quiet line; absent when there is nothing to say. */
export function CardFacts({ card, distanceUnit }: { card: Card; distanceUnit: Shop['distanceUnit'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const bodywork = bodyworkText(t, card);
  if (bodywork === null && card.odometer === null && card.fuel === null && card.belongingsCount === 0) return null;
  return (
    <ul className={styles.facts}>
      {bodywork !== null && (
        <li className={styles.bodywork}>
          <Icon name="dent" size={15} />
          {bodywork}
        </li>
      )}
      {card.odometer !== null && <li className={styles.figure}>{formats.distance(card.odometer, distanceUnit)}</li>}
      {card.fuel !== null && (
        <li>
          <Fuel value={card.fuel} />
        </li>
      )}
      {card.belongingsCount > 0 && <li>{t('card.belongings', { count: card.belongingsCount })}</li>}
    </ul>
  );
}

function bodyworkText(t: ReturnType<typeof useTranslation>['t'], card: Card): string | null {
  if (card.damageCount === 0) return card.photoCount === 0 ? null : t('card.photos', { count: card.photoCount });
  const damage = t('card.damage', { count: card.damageCount });
  return card.photoCount === 0 ? damage : t('card.damage-photos', { damage, count: card.photoCount });
}

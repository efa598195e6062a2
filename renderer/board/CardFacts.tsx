import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import type { DistanceUnit } from '../../shared/shop.ts';
import { useFormats } from '../ui/formats.ts';
import styles from './CardFacts.module.css';
import { Fuel } from './Fuel.tsx';

/** The small figures of a check-in, in one quiet line; absent when there is nothing to say. */
export function CardFacts({ card, distanceUnit }: { card: Card; distanceUnit: DistanceUnit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (card.odometer === null && card.fuel === null && card.belongingsCount === 0) return null;
  return (
    <ul className={styles.facts}>
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

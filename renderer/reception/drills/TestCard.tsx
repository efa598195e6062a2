import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../board/board-context.ts';
import { shopOf } from '../../board/board-state.ts';
import { CheckInCard } from '../../board/CheckInCard.tsx';
import { useTellShown } from '../../board/step-teller.ts';
import styles from './Drills.module.css';

const noMenu = (): void => {};

/** The card of a drill, as this page heard of it and every board draws it. */
export function TestCard({ id }: { id: string }) {
  const { t } = useTranslation();
  const card = useBoard((state) => state.cards.get(id) ?? null);
  const shop = useBoard(shopOf);
  useTellShown(useMemo(() => card && [card], [card]));
  if (card === null) return null;
  return (
    <div className={styles.card}>
      <p>{t('drills.on-boards')}</p>
      <CheckInCard card={card} plateStyle={shop.plateStyle} distanceUnit={shop.distanceUnit} onMenu={noMenu} />
    </div>
  );
}

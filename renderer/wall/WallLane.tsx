import { memo, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlateStyle } from '../../shared/shop.ts';
import type { WallCard as Card, WallLane as Lane } from '../../shared/wall.ts';
import { useTellShown } from '../board/step-teller.ts';
import { useFitting } from './use-fitting.ts';
import { WallCard } from './WallCard.tsx';
import styles from './WallLane.module.css';

/** More than any screen has room for; the rest is not drawn only to be hidden. */
const MOST_DRAWN = 24;

export interface WallLaneProps {
  lane: Lane;
  cards: readonly Card[];
  /** All that the lane holds. */
  count: number;
  plateStyle: PlateStyle;
}

/** One lane: as many cards as fit whole, longest waiting first, and how many more there are. */
export const WallLane = memo(function WallLane({ lane, cards, count, plateStyle }: WallLaneProps) {
  const { t } = useTranslation();
  const headingId = useId();
  const drawn = useMemo(() => cards.slice(0, MOST_DRAWN), [cards]);
  const { list, fitting } = useFitting();
  useTellShown(useMemo(() => (lane === 'new' ? drawn.slice(0, fitting) : null), [lane, drawn, fitting]));
  const more = Math.max(0, count - Math.min(fitting, drawn.length));
  return (
    <section className={styles.lane} data-lane={lane} aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.head}>
        <span className={styles.name}>{t(`lane.${lane}`)}</span>
        <span className={styles.count}>{count}</span>
      </h2>
      <ul ref={list} className={styles.list}>
        {drawn.map((card, index) => (
          <li
            key={card.id}
            className={styles.item}
            data-cut={index >= fitting || undefined}
            aria-hidden={index >= fitting}
          >
            <WallCard card={card} plateStyle={plateStyle} />
          </li>
        ))}
      </ul>
      <p className={styles.more}>{more > 0 && t('wall.more', { count: more })}</p>
    </section>
  );
});

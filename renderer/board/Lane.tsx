import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { CARDS_PER_LANE } from '../../shared/contract.ts';
import type { ShopSettings } from '../../shared/shop.ts';
import { useBoard } from './board-context.ts';
import { isFiltering, matches } from './board-filter.ts';
import { type Column, isReadOnly } from './board-state.ts';
import { useBoardView } from './board-view.ts';
import { CheckInCard } from './CheckInCard.tsx';
import { noteArrival } from './focus.ts';
import styles from './Lane.module.css';
import { LaneHead } from './LaneHead.tsx';
import { SteadyList } from './SteadyList.tsx';
import { useTellShown } from './step-teller.ts';
import { useSorted } from './use-sorted.ts';

/** What a lane is drawn from. `count` is all that it holds, `cards` what of it the board shows. */
export interface LaneProps {
  lane: Column;
  cards: readonly Card[];
  count: number;
  shop: Pick<ShopSettings, 'plateStyle' | 'distanceUnit'>;
  /** Another page lies over it. */
  isBehind: boolean;
  onMenu: (card: Card, button: HTMLElement) => void;
}

/** One lane of the board: its name, its count and its cards, filtered and sorted as this browser looks at the board. */
export const Lane = memo(function Lane({ lane, cards, count, shop, isBehind, onMenu }: LaneProps) {
  const { t } = useTranslation();
  const headingId = useId();
  const element = useRef<HTMLElement>(null);
  const [isTarget, setIsTarget] = useState(false);
  const isOnlyRead = useBoard(isReadOnly);
  const { filter, sort } = useBoardView();
  const isFiltered = isFiltering(filter);
  const passed = useMemo(
    () => (isFiltered ? cards.filter((card) => matches(card, filter)) : cards),
    [cards, filter, isFiltered],
  );
  // Where nothing is worked off, what has just come is looked for.
  const order = isOnlyRead ? 'newest' : sort;
  const sorted = useSorted(passed, order);
  useTellShown(lane === 'new' && !isBehind ? sorted : null);

  useEffect(() => {
    if (element.current === null) return;
    return dropTargetForElements({
      element: element.current,
      getData: () => ({ lane }),
      onDragEnter: () => setIsTarget(true),
      onDragLeave: () => setIsTarget(false),
      onDrop: () => setIsTarget(false),
    });
  }, [lane]);

  // Where nothing is moved, none of them waits for anybody.
  const name = t(isOnlyRead && lane === 'new' ? 'head-office.lane' : `lane.${lane}`);
  const hidden = Math.max(0, count - cards.length);
  return (
    <section
      ref={element}
      className={styles.lane}
      data-lane={lane}
      data-target={isTarget || undefined}
      data-read-only={isOnlyRead || undefined}
      aria-labelledby={headingId}
    >
      <LaneHead
        lane={lane}
        name={name}
        headingId={headingId}
        count={count}
        shown={isFiltered ? sorted.length : null}
        cards={cards}
      />
      {cards.length >= CARDS_PER_LANE && hidden > 0 && (
        <p className={styles.hidden}>{t('lane.hidden', { count: hidden })}</p>
      )}
      <SteadyList
        className={styles.list}
        label={t('lane.label', { lane: name, count: isFiltered ? sorted.length : count })}
        cards={sorted}
        order={order}
      >
        {(card) => (
          <li key={card.id} ref={noteArrival} className={styles.item}>
            <CheckInCard card={card} plateStyle={shop.plateStyle} distanceUnit={shop.distanceUnit} onMenu={onMenu} />
          </li>
        )}
      </SteadyList>
      {cards.length === 0 && <p className={styles.empty}>{t(`lane.empty.${lane}`)}</p>}
      {cards.length > 0 && sorted.length === 0 && (
        <p className={styles.empty}>{t('lane.all-filtered', { count: cards.length })}</p>
      )}
    </section>
  );
});

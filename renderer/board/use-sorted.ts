import { useMemo } from 'react';
import type { Card } from '../../shared/check-in.ts';
import { useClockText } from '../ui/clock.ts';
import { useBoard } from './board-context.ts';
import { byPromise, bySeverity, type Sort } from './board-sort.ts';

/** The cards of a lane, which come longest waiting first, in the order that somebody chose; changes only when the order does. */
export function useSorted(cards: readonly Card[], sort: Sort | 'newest'): readonly Card[] {
  const ages = useBoard((state) => state.settings?.board.ages ?? null);
  const order = useClockText((now) =>
    sort !== 'severity' || ages === null
      ? ''
      : bySeverity(cards, now, ages)
          .map(({ id }) => id)
          .join(' '),
  );
  return useMemo(() => {
    if (sort === 'newest') return cards.toReversed();
    if (sort === 'promised') return byPromise(cards);
    if (order === '') return cards;
    const known = new Map(cards.map((card) => [card.id, card]));
    return order.split(' ').flatMap((id) => known.get(id) ?? []);
  }, [cards, order, sort]);
}

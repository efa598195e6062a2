import { useMemo } from 'react';
import { useBoard } from './board-context.ts';
import { isFiltering, matches } from './board-filter.ts';
import { COLUMNS } from './board-state.ts';
import { useBoardView } from './board-view.ts';

/** How many cards the filter of this browser holds back, and how many of those nobody has seen yet. */
export function useHidden(): { all: number; unseen: number } {
  const columns = useBoard((state) => state.columns);
  const { filter } = useBoardView();
  return useMemo(() => {
    if (!isFiltering(filter)) return { all: 0, unseen: 0 };
    const hidden = COLUMNS.flatMap((lane) => columns[lane]).filter((card) => !matches(card, filter));
    return { all: hidden.length, unseen: hidden.filter(({ lane }) => lane === 'new').length };
  }, [columns, filter]);
}

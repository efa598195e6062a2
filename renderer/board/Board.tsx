import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import { type Card, Lane as LaneName } from '../../shared/check-in.ts';
import styles from './Board.module.css';
import { useBoard, useParts } from './board-context.ts';
import { COLUMNS, type Column, isReadOnly, shopOf, shownCounts } from './board-state.ts';
import { CardMenu, type CardMenuRequest } from './CardMenu.tsx';
import doneStyles from './Done.module.css';
import { Done } from './Done.tsx';
import { HandedOverZone } from './HandedOverZone.tsx';
import { Lane } from './Lane.tsx';
import { LaneTabs } from './LaneTabs.tsx';
import { useBoardKeys } from './use-board-keys.ts';
import { ViewBar } from './ViewBar.tsx';

/** What the board is drawn from; without any card it draws no lanes but still has its keys. */
export interface BoardProps {
  isEmpty: boolean;
  /** Another page lies over it: its keys rest, but for those that are not about cards. */
  isBehind: boolean;
  onKeyboardMap: () => void;
}

/** The board: four lanes side by side, one at a time on a phone. */
export function Board({ isEmpty, isBehind, onKeyboardMap }: BoardProps) {
  const columns = useBoard((state) => state.columns);
  const lanes = useBoard((state) => state.lanes);
  const pending = useBoard((state) => state.pending);
  const shop = useBoard(shopOf);
  const isStale = useBoard((state) => state.connection.state !== 'live');
  const { store } = useParts();
  const isOnlyRead = useBoard(isReadOnly);
  const isNarrow = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const [tab, setTab] = useState<Column>('new');
  const [menu, setMenu] = useState<CardMenuRequest | null>(null);
  const openMenu = useCallback((card: Card, button: HTMLElement) => setMenu({ card, button, at: 'top' }), []);
  const closeMenu = useCallback(() => setMenu(null), []);
  const isDragging = useDropsOntoLanes();
  const openSetAside = useCallback((card: Card, button: HTMLElement) => setMenu({ card, button, at: 'set-aside' }), []);
  useBoardKeys(onKeyboardMap, openSetAside, isBehind);

  // Counts follow from lanes and pending, which are what this component listens to.
  const counts = pending.size === 0 ? lanes : shownCounts(store.getState());
  const lanesThere = isOnlyRead ? COLUMNS.filter((lane) => columns[lane].length > 0) : COLUMNS;
  const shown = lanesThere.includes(tab) ? tab : lanesThere[0];
  if (isEmpty) {
    return (
      <div className={doneStyles.alone}>
        <Done />
      </div>
    );
  }
  return (
    <>
      <ViewBar />
      {isNarrow && lanesThere.length > 1 && (
        <LaneTabs lanes={lanesThere} counts={counts} selected={shown ?? tab} onSelect={setTab} />
      )}
      <div className={styles.board} data-board="" data-stale={isStale || undefined}>
        {lanesThere
          .filter((lane) => !isNarrow || lane === shown)
          .map((lane) => (
            <Lane
              key={lane}
              lane={lane}
              cards={columns[lane]}
              count={counts[lane]}
              shop={shop}
              isBehind={isBehind}
              onMenu={openMenu}
            />
          ))}
      </div>
      {isDragging && <HandedOverZone count={counts['handed-over']} />}
      {menu !== null && <CardMenu request={menu} onClose={closeMenu} />}
    </>
  );
}

/** Moves what is dropped onto a lane; tells whether something is being dragged. */
function useDropsOntoLanes(): boolean {
  const { store, moves } = useParts();
  const [isDragging, setIsDragging] = useState(false);
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data.checkIn === 'string',
        onDragStart: () => setIsDragging(true),
        onDrop({ source, location }) {
          setIsDragging(false);
          const lane = LaneName.safeParse(location.current.dropTargets[0]?.data.lane);
          const card = store.getState().cards.get(String(source.data.checkIn));
          if (lane.success && card !== undefined) moves.move(card, lane.data);
        },
      }),
    [store, moves],
  );
  return isDragging;
}

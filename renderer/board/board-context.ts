import { createContext, use, useSyncExternalStore } from 'react';
import type { DeskDrafts } from '../check-in/desk-drafts.ts';
import type { BrowserRing } from '../ring/browser-ring.ts';
import type { StationClient } from '../station-client.ts';
import type { BoardConnection } from './board-connection.ts';
import type { BoardState } from './board-state.ts';
import type { BoardStore } from './board-store.ts';
import type { Moves } from './moves.ts';

/** The parts that one page is made of. */
export interface BoardParts {
  readonly client: StationClient;
  readonly store: BoardStore;
  readonly moves: Moves;
  readonly drafts: DeskDrafts;
  readonly connection: BoardConnection;
  /** Null in the desktop app, which rings by itself. */
  readonly ring: BrowserRing | null;
}

/** Hands the parts to everything on the page. */
export const BoardContext = createContext<BoardParts | null>(null);

/** The parts of this page. Throws outside of the page. */
export function useParts(): BoardParts {
  const parts = use(BoardContext);
  if (parts === null) throw new Error('no board around this component');
  return parts;
}

/** A piece of the board's state; redraws when that piece changes. The selector must return what the state holds. */
export function useBoard<T>(select: (state: BoardState) => T): T {
  const { store } = useParts();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

import { createContext, use, useSyncExternalStore } from 'react';
import { EMPTY_WALL, reduceWall, type WallAction, type WallState } from './wall-state.ts';

/** Holds the state of the wall outside React. */
export interface WallStore {
  getState(): WallState;
  dispatch(action: WallAction): void;
  subscribe(listener: () => void): () => void;
  /** False while the first cards are being drawn: they stand there, later ones slide in. */
  isSettled(): boolean;
}

/** A store for one wall, empty until the station has spoken. */
export function createWallStore(): WallStore {
  let state = EMPTY_WALL;
  let settled = false;
  const listeners = new Set<() => void>();
  return {
    getState: () => state,
    dispatch(action) {
      const before = state;
      state = reduceWall(before, action);
      if (state !== before) for (const listener of [...listeners]) listener();
      if (action.type === 'event' && !settled) setTimeout(() => (settled = true));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isSettled: () => settled,
  };
}

/** Hands the store to everything on the page. */
export const WallContext = createContext<WallStore | null>(null);

/** The store of this page. Throws outside of the page. */
export function useWallStore(): WallStore {
  const store = use(WallContext);
  if (store === null) throw new Error('no wall around this component');
  return store;
}

/** A piece of the wall's state; redraws when that piece changes. The selector must return what the state holds. */
export function useWall<T>(select: (state: WallState) => T): T {
  const store = useWallStore();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

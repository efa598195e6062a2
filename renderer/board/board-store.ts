import type { Card } from '../../shared/check-in.ts';
import type { BoardEvent } from '../../shared/contract.ts';
import { type BoardAction, type BoardState, EMPTY_BOARD, reduce } from './board-state.ts';

/** Holds the state of the board outside React, so that an event redraws only what reads what it changed. */
export interface BoardStore {
  getState(): BoardState;
  dispatch(action: BoardAction): void;
  subscribe(listener: () => void): () => void;
  /** Hears every event after it has been taken in, with the cards that it brought to the board for the first time. */
  onEvent(listener: (event: BoardEvent, arrived: readonly Card[]) => void): () => void;
  /** False while the first cards are being drawn: they stand there, later ones slide in. */
  isSettled(): boolean;
}

/** A store for one board, empty until the station has spoken. */
export function createBoardStore(): BoardStore {
  let state = EMPTY_BOARD;
  let settled = false;
  const listeners = new Set<() => void>();
  const eventListeners = new Set<(event: BoardEvent, arrived: readonly Card[]) => void>();

  function dispatch(action: BoardAction): void {
    const before = state;
    state = reduce(before, action);
    if (state !== before) for (const listener of [...listeners]) listener();
    if (action.type !== 'event') return;
    const arrived = settled ? arrivals(before, action.event) : [];
    for (const listener of [...eventListeners]) listener(action.event, arrived);
    if (action.event.type === 'snapshot' && !settled) setTimeout(() => (settled = true));
  }

  return {
    getState: () => state,
    dispatch,
    subscribe: (listener) => add(listeners, listener),
    onEvent: (listener) => add(eventListeners, listener),
    isSettled: () => settled,
  };
}

function add<T>(set: Set<T>, item: T): () => void {
  set.add(item);
  return () => set.delete(item);
}

function arrivals(before: BoardState, event: BoardEvent): Card[] {
  const isArrival = (card: Card): boolean => card.lane === 'new' && !before.cards.has(card.id);
  if (event.type === 'snapshot') return event.cards.filter(isArrival);
  return event.type === 'card' && event.cause === 'arrived' && isArrival(event.card) ? [event.card] : [];
}

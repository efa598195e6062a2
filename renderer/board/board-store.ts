import { isUnseen } from '../../shared/alerts.ts';
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
  /** The newest visit that was heard of: visits are numbered in the order in which they arrive. */
  let newest = 0;
  const listeners = new Set<() => void>();
  const eventListeners = new Set<(event: BoardEvent, arrived: readonly Card[]) => void>();

  function dispatch(action: BoardAction): void {
    const before = state;
    state = reduce(before, action);
    if (state !== before) for (const listener of [...listeners]) listener();
    if (action.type !== 'event') return;
    const arrived = settled ? arrivals(before, action.event, newest) : [];
    newest = Math.max(newest, ...cardsOf(action.event).map(({ id }) => Number(id)));
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

function cardsOf(event: BoardEvent): readonly Card[] {
  if (event.type === 'snapshot') return event.cards;
  return event.type === 'card' ? [event.card] : [];
}

/** What has just arrived. A snapshot may bring older cards, for which there was no room before: those are no news. */
function arrivals(before: BoardState, event: BoardEvent, newest: number): Card[] {
  const isArrival = (card: Card): boolean => isUnseen(card) && !before.cards.has(card.id);
  if (event.type === 'snapshot') return event.cards.filter((card) => isArrival(card) && Number(card.id) > newest);
  return event.type === 'card' && event.cause === 'arrived' && isArrival(event.card) ? [event.card] : [];
}

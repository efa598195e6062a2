import { isUnseen } from '../../shared/alerts.ts';
import type { Card } from '../../shared/check-in.ts';
import type { BoardEvent } from '../../shared/contract.ts';
import { type NewRedLights, newRedLights } from '../../shared/new-red-lights.ts';
import { type NewReport, newReport } from '../../shared/new-report.ts';
import { type BoardAction, type BoardState, EMPTY_BOARD, reduce } from './board-state.ts';

/** What an event has brought that somebody should hear of. */
export interface BoardNews {
  /** The cards that wait in New for the first time, or once more since AutoX3 has sent something newer. */
  readonly arrived: readonly Card[];
  /** Red lights of vehicles that are being worked on, which somebody has seen without them. */
  readonly redLights: readonly NewRedLights[];
  /** Health check reports that have come for vehicles on the board. */
  readonly reports: readonly NewReport[];
}

const NO_NEWS: BoardNews = { arrived: [], redLights: [], reports: [] };

/** Holds the state of the board outside React, so that an event redraws only what reads what it changed. */
export interface BoardStore {
  getState(): BoardState;
  dispatch(action: BoardAction): void;
  subscribe(listener: () => void): () => void;
  /** Hears every event after it has been taken in, with what of it is news. */
  onEvent(listener: (event: BoardEvent, news: BoardNews) => void): () => void;
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
  const eventListeners = new Set<(event: BoardEvent, news: BoardNews) => void>();

  function dispatch(action: BoardAction): void {
    const before = state;
    state = reduce(before, action);
    if (state !== before) for (const listener of [...listeners]) listener();
    if (action.type !== 'event') return;
    const news = settled ? newsOf(before, action.event, newest) : NO_NEWS;
    newest = Math.max(newest, ...cardsOf(action.event).map(({ id }) => Number(id)));
    for (const listener of [...eventListeners]) listener(action.event, news);
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

function newsOf(before: BoardState, event: BoardEvent, newest: number): BoardNews {
  const arrived = arrivals(before, event, newest);
  const redLights = cardsOf(event).flatMap((card) => newRedLights(before.cards.get(card.id), card) ?? []);
  const reports = cardsOf(event).flatMap((card) => newReport(before.cards.get(card.id), card) ?? []);
  return { arrived, redLights, reports };
}

/** What has just arrived. A snapshot may bring older cards, for which there was no room before: those are no news. */
function arrivals(before: BoardState, event: BoardEvent, newest: number): Card[] {
  const isArrival = (card: Card): boolean => isUnseen(card) && !before.cards.has(card.id);
  if (event.type === 'snapshot') return event.cards.filter((card) => isArrival(card) && Number(card.id) > newest);
  if (event.type !== 'card') return [];
  const isNews = event.cause === 'returned' ? isUnseen(event.card) : event.cause === 'arrived' && isArrival(event.card);
  return isNews ? [event.card] : [];
}

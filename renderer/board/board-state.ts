import { byWaiting } from '../../shared/ageing.ts';
import type { Card, Lane } from '../../shared/check-in.ts';
import { type BoardEvent, CARDS_PER_LANE, type LaneCounts, type Status } from '../../shared/contract.ts';
import type { StationSettings } from '../../shared/settings.ts';
import { triage } from '../../shared/warning-lights.ts';

/** The lanes that stand on the board as columns; a vehicle that was handed over has left it. */
export const COLUMNS = ['new', 'seen', 'health-check', 'ready'] as const satisfies readonly Lane[];
export type Column = (typeof COLUMNS)[number];

/** How the page stands with the station. `since` is when it was last heard, in ms since 1970. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'disconnected'; since: number }
  | { state: 'not-allowed' };

/** A move that is shown already and not answered yet, made `at`. A later move of the same card has a higher `seq`. */
export interface PendingMove {
  readonly to: Lane;
  readonly seq: number;
  readonly at: string;
}

/** All that the board knows. `cards`, `lanes`, `status` and `settings` are the station's word; `pending` is our own hope. */
export interface BoardState {
  readonly connection: Connection;
  readonly status: Status | null;
  readonly settings: StationSettings | null;
  readonly cards: ReadonlyMap<string, Card>;
  readonly lanes: LaneCounts;
  readonly pending: ReadonlyMap<string, PendingMove>;
  /** What stands in each column, longest in it first. Arrays and cards that did not change keep their identity. */
  readonly columns: Readonly<Record<Column, readonly Card[]>>;
}

/** What can happen to a board. */
export type BoardAction =
  | { type: 'event'; event: BoardEvent }
  | { type: 'connection'; connection: Connection }
  | { type: 'move-started'; id: string; to: Lane; seq: number; at: string }
  | { type: 'move-answered'; id: string; seq: number; card: Card }
  | { type: 'move-failed'; id: string };

const NO_LANES: LaneCounts = { new: 0, seen: 0, 'health-check': 0, ready: 0, 'handed-over': 0 };

/** A board that has heard nothing yet. */
export const EMPTY_BOARD: BoardState = {
  connection: { state: 'connecting' },
  status: null,
  settings: null,
  cards: new Map(),
  lanes: NO_LANES,
  pending: new Map(),
  columns: { new: [], seen: [], 'health-check': [], ready: [] },
};

/** The board after something happened; the same object when nothing changed. */
export function reduce(state: BoardState, action: BoardAction): BoardState {
  switch (action.type) {
    case 'event':
      return afterEvent(state, action.event);
    case 'connection':
      return { ...state, connection: action.connection };
    case 'move-started':
      return arranged(state, {
        pending: withEntry(state.pending, action.id, { to: action.to, seq: action.seq, at: action.at }),
      });
    case 'move-answered': {
      const later = (state.pending.get(action.id)?.seq ?? 0) > action.seq;
      return arranged(state, {
        pending: later ? state.pending : withoutEntry(state.pending, action.id),
        cards: isOlder(action.card, state.cards.get(action.id))
          ? state.cards
          : withEntry(state.cards, action.id, action.card),
        lanes: countedAs(state, action.card),
      });
    }
    case 'move-failed':
      return arranged(state, { pending: withoutEntry(state.pending, action.id) });
  }
}

function afterEvent(state: BoardState, event: BoardEvent): BoardState {
  switch (event.type) {
    case 'snapshot': {
      const cards = new Map(event.cards.map((card) => [card.id, sameOr(state.cards.get(card.id), card)]));
      const { status, settings } = event;
      return arranged(state, { cards, status, settings, lanes: status.lanes });
    }
    case 'card': {
      const status = event.cause === 'moved' ? state.status : heardOf(state.status, event.card.arrivedAt);
      return arranged(state, { cards: withEntry(state.cards, event.card.id, event.card), lanes: event.lanes, status });
    }
    case 'status':
      return { ...state, status: event.status, lanes: event.status.lanes };
    case 'settings':
      return arranged(state, { settings: event.settings, cards: triagedAnew(state, event.settings) });
    case 'tick':
      return state;
  }
}

/** The lane in which a card is shown: where we hope that it goes, else where the station says that it is. */
export function shownLane(state: BoardState, id: string): Lane | null {
  return state.pending.get(id)?.to ?? state.cards.get(id)?.lane ?? null;
}

/** How many check-ins each lane holds, with the moves that are under way. */
export function shownCounts(state: BoardState): LaneCounts {
  if (state.pending.size === 0) return state.lanes;
  const counts = { ...state.lanes };
  for (const [id, move] of state.pending) {
    const from = state.cards.get(id)?.lane;
    if (from === undefined || from === move.to) continue;
    counts[from] -= 1;
    counts[move.to] += 1;
  }
  return counts;
}

/** True when lanes were worked off so far that older cards, never sent, should be fetched with a new snapshot. */
export function lacksCards(state: BoardState): boolean {
  const counts = shownCounts(state);
  return COLUMNS.some((lane) => {
    const shown = state.columns[lane].length;
    return shown < counts[lane] && shown < CARDS_PER_LANE / 2;
  });
}

/** A move's answer comes by another road than the events: one that was overtaken must not undo a newer event. */
function isOlder(answer: Card, known: Card | undefined): boolean {
  return known !== undefined && answer.laneChangedAt < known.laneChangedAt;
}

/** The cards by the shop's new table of lights: the station sends a card again only when the card itself changes. */
function triagedAnew({ cards, settings }: BoardState, { board: { lights } }: StationSettings): BoardState['cards'] {
  if (settings !== null && isSame(settings.board.lights, lights)) return cards;
  return new Map([...cards].map(([id, card]) => [id, sameOr(card, { ...card, lights: triage(card.lights, lights) })]));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The card that is known already when it says the same, so that a snapshot on reconnecting redraws nothing. */
function sameOr(known: Card | undefined, card: Card): Card {
  return known !== undefined && isSame(known, card) ? known : card;
}

/** The counts after a move was answered: its event, which brings the station's own counts, may come a little later. */
function countedAs(state: BoardState, card: Card): LaneCounts {
  const known = state.cards.get(card.id);
  if (known === undefined || known.lane === card.lane || isOlder(card, known)) return state.lanes;
  return { ...state.lanes, [known.lane]: state.lanes[known.lane] - 1, [card.lane]: state.lanes[card.lane] + 1 };
}

function heardOf(status: Status | null, arrivedAt: string): Status | null {
  if (status === null || (status.lastAcceptedAt ?? '') >= arrivedAt) return status;
  return { ...status, lastAcceptedAt: arrivedAt };
}

function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return new Map(map).set(key, value);
}

function withoutEntry<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

/** Sorts the cards into their columns again, keeping every column that holds the same cards as before. */
function arranged(before: BoardState, change: Partial<BoardState>): BoardState {
  const after = { ...before, ...change };
  const shownBefore = new Map(COLUMNS.flatMap((lane) => before.columns[lane].map((card) => [card.id, card])));
  const columns: Record<Column, Card[]> = { new: [], seen: [], 'health-check': [], ready: [] };
  for (const card of after.cards.values()) {
    const { to: lane, at = card.laneChangedAt } = after.pending.get(card.id) ?? { to: card.lane };
    if (lane === 'handed-over') continue;
    columns[lane].push(lane === card.lane ? card : moved(card, lane, at, before, shownBefore));
  }
  const kept = (lane: Column): readonly Card[] => {
    const cards = columns[lane].sort(byWaiting).slice(-CARDS_PER_LANE);
    const old = before.columns[lane];
    return old.length === cards.length && old.every((card, index) => card === cards[index]) ? old : cards;
  };
  const sorted = { new: kept('new'), seen: kept('seen'), 'health-check': kept('health-check'), ready: kept('ready') };
  return { ...after, columns: sorted };
}

/** A card as it looks in the lane that it is on the way to; the copy made before while nothing about it changed. */
function moved(card: Card, lane: Lane, at: string, before: BoardState, shownBefore: ReadonlyMap<string, Card>): Card {
  const shown = shownBefore.get(card.id);
  return shown?.lane === lane && before.cards.get(card.id) === card ? shown : { ...card, lane, laneChangedAt: at };
}

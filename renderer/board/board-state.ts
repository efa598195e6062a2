import { byWaiting } from '../../shared/ageing.ts';
import type { Card, Lane, Place } from '../../shared/check-in.ts';
import { type BoardEvent, CARDS_PER_LANE, DONE_CARDS, type LaneCounts, type Status } from '../../shared/contract.ts';
import type { StationSettings } from '../../shared/settings.ts';
import { DEFAULT_SHOP, type ShopSettings } from '../../shared/shop.ts';
import { knownTimeZone, type TimeZone } from '../../shared/time-zone.ts';
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
  readonly to: Place;
  readonly seq: number;
  readonly at: string;
}

/**
 * All that the board knows. `cards`, `lanes`, `status` and `settings` are the station's word; `pending` is our own hope.
 * Of the cards it keeps only those that it shows: a page is open for weeks.
 */
export interface BoardState {
  readonly connection: Connection;
  readonly status: Status | null;
  readonly settings: StationSettings | null;
  readonly cards: ReadonlyMap<string, Card>;
  readonly lanes: LaneCounts;
  readonly pending: ReadonlyMap<string, PendingMove>;
  /** What stands in each column, longest in it first. Arrays and cards that did not change keep their identity. */
  readonly columns: Readonly<Record<Column, readonly Card[]>>;
  /** What was handed over or set aside, the latest first; the page's own clock says when a card leaves the board. */
  readonly done: readonly Card[];
}

/** What can happen to a board. */
export type BoardAction =
  | { type: 'event'; event: BoardEvent }
  | { type: 'connection'; connection: Connection }
  /** `card` is what the page knows of it, where it may have left the board. */
  | { type: 'move-started'; id: string; card: Card | null; to: Place; seq: number; at: string }
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
  done: [],
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
        cards:
          action.card === null || state.cards.has(action.id)
            ? state.cards
            : withEntry(state.cards, action.id, action.card),
      });
    case 'move-answered': {
      const later = (state.pending.get(action.id)?.seq ?? 0) > action.seq;
      return arranged(state, {
        pending: later ? state.pending : withoutEntry(state.pending, action.id),
        cards: withEntry(state.cards, action.id, answered(action.card, state.cards.get(action.id))),
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
      const isNews = event.cause !== 'moved' && !event.card.isTest;
      const status = !isNews ? state.status : heardOf(state.status, event.card.arrivedAt);
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

/** Where a card is shown: where we hope that it goes, else where the station says that it is. */
export function shownPlace(state: BoardState, id: string): Place | null {
  return state.pending.get(id)?.to ?? state.cards.get(id) ?? null;
}

/** The lane in which a card is shown; null for one that was set aside or is not known. */
export function shownLane(state: BoardState, id: string): Lane | null {
  const place = shownPlace(state, id);
  return place === null || place.setAside !== null ? null : place.lane;
}

/** When a card came to where it stands, in its lane or set aside. */
export function placedAt({ laneChangedAt, setAsideAt }: Pick<Card, 'laneChangedAt' | 'setAsideAt'>): string {
  return setAsideAt !== null && setAsideAt > laneChangedAt ? setAsideAt : laneChangedAt;
}

/** What the shop is called and how it writes; the defaults before the station has spoken. */
export function shopOf({ settings }: BoardState): ShopSettings {
  return settings?.shop ?? DEFAULT_SHOP;
}

/** In whose time the shop lives; the reader's until the station has spoken, or where this browser does not know the zone. */
export function timeZoneOf({ status }: BoardState): TimeZone {
  return knownTimeZone(status?.timeZone);
}

/** Whether this is a head office, which shows the check-ins of all stores and changes none. */
export function isReadOnly({ status }: BoardState): boolean {
  return status?.relay.isHeadOffice === true;
}

/** From when on a check-in is late in each lane; null before that is known, and where cards are not moved. */
export function agesOf(state: BoardState): StationSettings['board']['ages'] | null {
  return isReadOnly(state) ? null : (state.settings?.board.ages ?? null);
}

/** How many check-ins each lane holds, with the moves that are under way. */
export function shownCounts(state: BoardState): LaneCounts {
  if (state.pending.size === 0) return state.lanes;
  let counts = state.lanes;
  for (const [id, { to }] of state.pending) {
    const from = state.cards.get(id);
    if (from !== undefined) counts = recounted(counts, from, to);
  }
  return counts;
}

function recounted(lanes: LaneCounts, from: Place, to: Place): LaneCounts {
  const counts = { ...lanes };
  if (from.setAside === null) counts[from.lane] -= 1;
  if (to.setAside === null) counts[to.lane] += 1;
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
  return known !== undefined && placedAt(answer) < placedAt(known);
}

/** What a move's answer says of the place, on the card that is known: of all else an event may have told more since. */
function answered(answer: Card, known: Card | undefined): Card {
  if (known === undefined) return answer;
  if (isOlder(answer, known)) return known;
  const { lane, laneChangedAt, setAside, setAsideAt } = answer;
  return { ...known, lane, laneChangedAt, setAside, setAsideAt };
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
  return known === undefined || isOlder(card, known) ? state.lanes : recounted(state.lanes, known, card);
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

function byLatest(a: Card, b: Card): number {
  const [at, other] = [placedAt(a), placedAt(b)];
  if (at !== other) return at > other ? -1 : 1;
  return Number(b.id) - Number(a.id);
}

/** Sorts the cards into their columns again, keeping every column that holds the same cards as before. */
function arranged(before: BoardState, change: Partial<BoardState>): BoardState {
  const after = { ...before, ...change };
  const shownBefore = new Map(
    [...COLUMNS.flatMap((lane) => before.columns[lane]), ...before.done].map((c) => [c.id, c]),
  );
  const columns: Record<Column, Card[]> = { new: [], seen: [], 'health-check': [], ready: [] };
  const done: Card[] = [];
  for (const card of after.cards.values()) {
    const move = after.pending.get(card.id);
    const shown = move === undefined || isSamePlace(card, move.to) ? card : moved(card, move, before, shownBefore);
    if (shown.setAside === 'other-store') continue;
    if (shown.setAside !== null || shown.lane === 'handed-over') done.push(shown);
    else columns[shown.lane].push(shown);
  }
  const sorted = (lane: Column): readonly Card[] =>
    sameListOr(before.columns[lane], columns[lane].sort(byWaiting).slice(-CARDS_PER_LANE));
  const staysDone = after.settings?.board.doneMinutes !== 0;
  const state = {
    ...after,
    columns: {
      new: sorted('new'),
      seen: sorted('seen'),
      'health-check': sorted('health-check'),
      ready: sorted('ready'),
    },
    done: sameListOr(before.done, staysDone ? done.sort(byLatest).slice(0, DONE_CARDS) : []),
  };
  return { ...state, cards: shownCards(state) };
}

/** The cards without those that are shown nowhere any more. */
function shownCards({ cards, columns, done, pending }: BoardState): BoardState['cards'] {
  const shown = new Set([...COLUMNS.flatMap((lane) => columns[lane]), ...done].map(({ id }) => id));
  const isShown = (id: string): boolean => shown.has(id) || pending.has(id);
  return [...cards.keys()].every(isShown) ? cards : new Map([...cards].filter(([id]) => isShown(id)));
}

function sameListOr(known: readonly Card[], cards: readonly Card[]): readonly Card[] {
  return known.length === cards.length && known.every((card, index) => card === cards[index]) ? known : cards;
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.lane === b.lane && a.setAside === b.setAside;
}

/** A card as it looks where it is on the way to; the copy made before while nothing about it changed. */
function moved(card: Card, { to, at }: PendingMove, before: BoardState, shownBefore: ReadonlyMap<string, Card>): Card {
  const shown = shownBefore.get(card.id);
  if (shown !== undefined && isSamePlace(shown, to) && before.cards.get(card.id) === card) return shown;
  const times = card.setAside === to.setAside ? { laneChangedAt: at } : { setAsideAt: at };
  return { ...card, ...to, ...times };
}

import { byWaiting } from '../../shared/ageing.ts';
import type { WallEvent, WallShop, WallStatus } from '../../shared/contract.ts';
import type { BoardSettings } from '../../shared/settings.ts';
import { type WallCard, type WallCounts, WallLane } from '../../shared/wall.ts';
import type { Connection } from '../board/board-state.ts';

/** All that a wall knows; `status`, `shop` and `ages` are null until the station has spoken. */
export interface WallState {
  readonly connection: Connection;
  readonly status: WallStatus | null;
  readonly shop: WallShop | null;
  readonly ages: BoardSettings['ages'] | null;
  readonly cards: ReadonlyMap<string, WallCard>;
  readonly counts: WallCounts;
  /** What stands in each lane, longest in it first. A lane that did not change keeps its array. */
  readonly lanes: Readonly<Record<WallLane, readonly WallCard[]>>;
}

/** What can happen to a wall. */
export type WallAction = { type: 'event'; event: WallEvent } | { type: 'connection'; connection: Connection };

/** A wall that has heard nothing yet. */
export const EMPTY_WALL: WallState = {
  connection: { state: 'connecting' },
  status: null,
  shop: null,
  ages: null,
  cards: new Map(),
  counts: { new: 0, seen: 0, 'health-check': 0, ready: 0 },
  lanes: { new: [], seen: [], 'health-check': [], ready: [] },
};

/** Cards of a lane that no screen is too small for; when fewer are known, more are asked for. */
const ENOUGH_CARDS = 50;

/** The wall after something happened. One that may not watch any more forgets what it knew: it may not show it either. */
export function reduceWall(state: WallState, action: WallAction): WallState {
  switch (action.type) {
    case 'event':
      return afterEvent(state, action.event);
    case 'connection': {
      const { connection } = action;
      return connection.state === 'not-allowed' ? { ...EMPTY_WALL, connection } : { ...state, connection };
    }
  }
}

function afterEvent(state: WallState, event: WallEvent): WallState {
  switch (event.type) {
    case 'snapshot': {
      const { status, shop, ages, counts } = event;
      const cards = new Map(event.cards.map((card) => [card.id, sameOr(state.cards.get(card.id), card)]));
      return arranged(state, { status, shop, ages, counts, cards });
    }
    case 'card': {
      const { card, counts } = event;
      return arranged(state, {
        cards: new Map(state.cards).set(card.id, card),
        counts,
        status: heardOf(state.status, card.arrivedAt),
      });
    }
    case 'gone': {
      const cards = new Map(state.cards);
      cards.delete(event.id);
      return arranged(state, { cards, counts: event.counts });
    }
    case 'status':
      return { ...state, status: event.status, counts: event.counts };
    case 'tick':
      return state;
  }
}

/** True when lanes were worked off so far that older cards, never sent, should be fetched with a new snapshot. */
export function lacksWallCards({ lanes, counts }: WallState): boolean {
  return WallLane.options.some((lane) => lanes[lane].length < Math.min(counts[lane], ENOUGH_CARDS));
}

/** The card that is known already when it says the same, so that a snapshot on reconnecting redraws nothing. */
function sameOr(known: WallCard | undefined, card: WallCard): WallCard {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(card) ? known : card;
}

function heardOf(status: WallStatus | null, arrivedAt: string): WallStatus | null {
  if (status === null || (status.lastAcceptedAt ?? '') >= arrivedAt) return status;
  return { ...status, lastAcceptedAt: arrivedAt };
}

function arranged(before: WallState, change: Partial<WallState>): WallState {
  const after = { ...before, ...change };
  const inLane = (lane: WallLane): readonly WallCard[] => {
    const old = before.lanes[lane];
    const cards = [...after.cards.values()].filter((card) => card.lane === lane).sort(byWaiting);
    return old.length === cards.length && old.every((card, index) => card === cards[index]) ? old : cards;
  };
  const lanes = {
    new: inLane('new'),
    seen: inLane('seen'),
    'health-check': inLane('health-check'),
    ready: inLane('ready'),
  };
  return { ...after, lanes };
}

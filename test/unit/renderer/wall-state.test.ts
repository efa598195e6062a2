import { describe, expect, test } from 'vitest';
import { EMPTY_WALL, lacksWallCards, reduceWall, type WallState } from '../../../renderer/wall/wall-state.ts';
import type { WallEvent, WallShop, WallStatus } from '../../../shared/contract.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import type { WallCard, WallCounts } from '../../../shared/wall.ts';

const NONE: WallCounts = { new: 0, seen: 0, 'health-check': 0, ready: 0 };
const STATUS: WallStatus = {
  version: '0.1.0',
  accepting: true,
  lastAcceptedAt: null,
  light: 'receiving',
  timeZone: 'Europe/London',
};
const SHOP: WallShop = { name: 'Harbour Road', plateStyle: 'uk' };

function wallCard(id: string, over: Partial<WallCard> = {}): WallCard {
  return {
    id,
    lane: 'new',
    arrivedAt: '2026-03-03T09:00:00.000Z',
    laneChangedAt: '2026-03-03T09:00:00.000Z',
    plate: 'AB12 CDE',
    brand: 'BMW',
    style: '320d',
    year: 2016,
    adviser: 'Y Xing',
    promisedAt: null,
    lights: [],
    lightCount: 0,
    damageCount: 0,
    photoCount: 0,
    photos: [],
    report: null,
    isTest: false,
    ...over,
  };
}

function snapshot(counts: Partial<WallCounts>, ...cards: WallCard[]): WallEvent {
  return {
    type: 'snapshot',
    cards,
    counts: { ...NONE, ...counts },
    status: STATUS,
    shop: SHOP,
    ages: DEFAULT_SETTINGS.board.ages,
  };
}

function wallAfter(...events: WallEvent[]): WallState {
  return events.reduce((state, event) => reduceWall(state, { type: 'event', event }), EMPTY_WALL);
}

const idsIn = (state: WallState, lane: keyof WallCounts): string[] => state.lanes[lane].map(({ id }) => id);

describe('a wall', () => {
  test('shows the longest waiting first: in New by arrival, elsewhere by when they came into the lane', () => {
    const state = wallAfter(
      snapshot(
        { new: 2, seen: 2 },
        wallCard('1', { arrivedAt: '2026-03-03T09:05:00.000Z' }),
        wallCard('2', { arrivedAt: '2026-03-03T09:01:00.000Z', laneChangedAt: '2026-03-03T09:30:00.000Z' }),
        wallCard('3', { lane: 'seen', laneChangedAt: '2026-03-03T09:20:00.000Z' }),
        wallCard('4', { lane: 'seen', laneChangedAt: '2026-03-03T09:10:00.000Z' }),
      ),
    );
    expect(idsIn(state, 'new')).toEqual(['2', '1']);
    expect(idsIn(state, 'seen')).toEqual(['4', '3']);
  });

  test('moves a card, and lets one go', () => {
    const moved = wallAfter(snapshot({ new: 1 }, wallCard('1')), {
      type: 'card',
      card: wallCard('1', { lane: 'ready' }),
      counts: { ...NONE, ready: 1 },
    });
    expect([idsIn(moved, 'new'), idsIn(moved, 'ready'), moved.counts.ready]).toEqual([[], ['1'], 1]);
    const gone = reduceWall(moved, { type: 'event', event: { type: 'gone', id: '1', counts: NONE } });
    expect([gone.cards.size, idsIn(gone, 'ready'), gone.counts]).toEqual([0, [], NONE]);
  });

  test('keeps lanes that did not change as they are, also over a snapshot that says the same', () => {
    const first = wallAfter(snapshot({ new: 1, seen: 1 }, wallCard('1'), wallCard('2', { lane: 'seen' })));
    const again = reduceWall(first, {
      type: 'event',
      event: snapshot({ new: 1, seen: 1 }, wallCard('2', { lane: 'seen' }), wallCard('1')),
    });
    expect(again.lanes.new).toBe(first.lanes.new);
    expect(again.lanes.seen).toBe(first.lanes.seen);
  });

  test('knows when something was last received from what arrives, not only from the status', () => {
    const state = wallAfter(snapshot({}), { type: 'card', card: wallCard('1'), counts: { ...NONE, new: 1 } });
    expect(state.status?.lastAcceptedAt).toBe('2026-03-03T09:00:00.000Z');
  });

  test('that may not watch any more forgets all that it knew', () => {
    const state = reduceWall(wallAfter(snapshot({ new: 1 }, wallCard('1'))), {
      type: 'connection',
      connection: { state: 'not-allowed' },
    });
    expect(state).toEqual({ ...EMPTY_WALL, connection: { state: 'not-allowed' } });
  });

  test('keeps what it knew while it is out of touch', () => {
    const state = reduceWall(wallAfter(snapshot({ new: 1 }, wallCard('1'))), {
      type: 'connection',
      connection: { state: 'disconnected', since: 7 },
    });
    expect(idsIn(state, 'new')).toEqual(['1']);
  });

  test('asks for more when it knows fewer cards of a lane than a screen could show', () => {
    expect(lacksWallCards(wallAfter(snapshot({ new: 1 }, wallCard('1'))))).toBe(false);
    expect(lacksWallCards(wallAfter(snapshot({ new: 2 }, wallCard('1'))))).toBe(true);
    const fifty = Array.from({ length: 50 }, (_, index) => wallCard(String(index)));
    expect(lacksWallCards(wallAfter(snapshot({ new: 400 }, ...fifty)))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { type BoardState, lacksCards, reduce, shownCounts, shownLane } from '../../../renderer/board/board-state.ts';
import type { Card, Lane, Place } from '../../../shared/check-in.ts';
import { CARDS_PER_LANE, DONE_CARDS } from '../../../shared/contract.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { boardWith, card, counts, snapshot, status } from './factories.ts';

const ids = (cards: readonly { id: string }[]): string[] => cards.map(({ id }) => id);
const at = (lane: Lane): Place => ({ lane, setAside: null });
const LATER = '2026-03-03T09:05:00.000Z';

describe('the board', () => {
  it('shows the longest waiting on top, whatever the order in which cards come', () => {
    const board = boardWith(
      card('b', { arrivedAt: '2026-03-03T09:02:00.000Z' }),
      card('c', { arrivedAt: '2026-03-03T09:03:00.000Z' }),
      card('a', { arrivedAt: '2026-03-03T09:01:00.000Z' }),
    );
    expect(ids(board.columns.new)).toEqual(['a', 'b', 'c']);
  });

  it('takes a new card in at the end and leaves every other card and lane as it was', () => {
    const before = boardWith(card('a'), card('s', { lane: 'seen' }));
    const arrived = card('b', { arrivedAt: LATER });
    const after = reduce(before, {
      type: 'event',
      event: { type: 'card', cause: 'arrived', card: arrived, lanes: counts([card('a'), arrived]) },
    });
    expect(ids(after.columns.new)).toEqual(['a', 'b']);
    expect(after.columns.new[0]).toBe(before.columns.new[0]);
    expect(after.columns.seen).toBe(before.columns.seen);
    expect(after.status?.lastAcceptedAt).toBe(LATER);
  });

  it('changes nothing on a tick', () => {
    const board = boardWith(card('a'));
    expect(reduce(board, { type: 'event', event: { type: 'tick' } })).toBe(board);
  });

  it('keeps the identity of what a new snapshot repeats, and drops what it does not hold', () => {
    const before = boardWith(card('a'), card('b'));
    const after = reduce(before, { type: 'event', event: snapshot(card('a')) });
    expect(ids(after.columns.new)).toEqual(['a']);
    expect(after.columns.new[0]).toBe(before.columns.new[0]);
  });

  it('takes a vehicle that was handed over off the board', () => {
    const gone = card('a', { lane: 'handed-over', laneChangedAt: LATER });
    const after = reduce(boardWith(card('a')), {
      type: 'event',
      event: { type: 'card', cause: 'moved', card: gone, lanes: counts([gone]) },
    });
    expect(Object.values(after.columns).flat()).toEqual([]);
    expect(after.lanes['handed-over']).toBe(1);
  });

  it('takes the word of a status event', () => {
    const after = reduce(boardWith(card('a')), {
      type: 'event',
      event: {
        type: 'status',
        status: status({ accepting: false, obstacle: 'storage-full', lanes: counts([card('a')]) }),
      },
    });
    expect(after.status?.obstacle).toBe('storage-full');
    expect(after.lanes.new).toBe(1);
  });

  it('sorts lanes other than New by how long each check-in has stood there', () => {
    const board = boardWith(
      card('a', { lane: 'seen', laneChangedAt: '2026-03-03T09:30:00.000Z' }),
      card('b', { lane: 'seen', arrivedAt: '2026-03-03T09:20:00.000Z', laneChangedAt: '2026-03-03T09:25:00.000Z' }),
    );
    expect(ids(board.columns.seen)).toEqual(['b', 'a']);
  });

  it('gives lights the severity of a new table, and leaves cards alone that it says nothing new of', () => {
    const oil = { code: '16', label: 'Oil low', severity: 'red' } as const;
    const before = boardWith(card('a', { lights: [oil] }), card('b'));
    const settings = { ...DEFAULT_SETTINGS, board: { ...DEFAULT_SETTINGS.board, lights: { 16: 'info' as const } } };
    const after = reduce(before, { type: 'event', event: { type: 'settings', settings } });
    expect(after.columns.new[0]?.lights).toEqual([{ ...oil, severity: 'info' }]);
    expect(after.columns.new[1]).toBe(before.columns.new[1]);
    const again = reduce(after, { type: 'event', event: { type: 'settings', settings: { ...settings } } });
    expect(again.columns.new).toBe(after.columns.new);
  });

  it('shows the newest of a lane that holds more than a board shows', () => {
    const many = Array.from({ length: CARDS_PER_LANE + 3 }, (_, index) =>
      card(`c${index}`, { arrivedAt: new Date(Date.UTC(2026, 2, 3, 9, 0, index)).toISOString() }),
    );
    const board = boardWith(...many);
    expect(board.columns.new).toHaveLength(CARDS_PER_LANE);
    expect(board.columns.new[0]?.id).toBe('c3');
    expect(lacksCards(board)).toBe(false);
  });

  it('wants a new snapshot when a lane was worked off and older cards were never sent', () => {
    const board = reduce(boardWith(card('a')), {
      type: 'event',
      event: { type: 'status', status: status({ lanes: { ...counts([card('a')]), new: 50 } }) },
    });
    expect(lacksCards(board)).toBe(true);
  });
});

describe('a move', () => {
  const started = reduce(boardWith(card('a')), {
    type: 'move-started',
    id: 'a',
    card: null,
    to: at('seen'),
    seq: 1,
    at: LATER,
  });

  it('is shown and counted at once', () => {
    expect(ids(started.columns.seen)).toEqual(['a']);
    expect(started.columns.seen[0]?.lane).toBe('seen');
    expect(shownCounts(started)).toMatchObject({ new: 0, seen: 1 });
  });

  it('stays when it is answered, also when the answer comes before its event', () => {
    const moved = card('a', { lane: 'seen', laneChangedAt: LATER });
    const answered = reduce(started, { type: 'move-answered', id: 'a', seq: 1, card: moved });
    expect(answered.pending.size).toBe(0);
    expect(shownCounts(answered)).toMatchObject({ new: 0, seen: 1 });
    const told = reduce(answered, {
      type: 'event',
      event: { type: 'card', cause: 'moved', card: moved, lanes: counts([moved]) },
    });
    expect(shownCounts(told)).toMatchObject({ new: 0, seen: 1 });
    expect(ids(told.columns.seen)).toEqual(['a']);
  });

  it('is taken back when it is refused', () => {
    const refused = reduce(started, { type: 'move-failed', id: 'a' });
    expect(ids(refused.columns.new)).toEqual(['a']);
    expect(shownCounts(refused)).toMatchObject({ new: 1, seen: 0 });
  });

  it('gives way to where somebody else has put the card, once it is refused', () => {
    const elsewhere = card('a', { lane: 'ready', laneChangedAt: LATER });
    const told = reduce(started, {
      type: 'event',
      event: { type: 'card', cause: 'moved', card: elsewhere, lanes: counts([elsewhere]) },
    });
    expect(shownLane(told, 'a')).toBe('seen');
    expect(ids(reduce(told, { type: 'move-failed', id: 'a' }).columns.ready)).toEqual(['a']);
  });

  it('whose answer is late does not undo a newer event', () => {
    const newer = card('a', { lane: 'ready', laneChangedAt: '2026-03-03T09:10:00.000Z' });
    const told = reduce(started, {
      type: 'event',
      event: { type: 'card', cause: 'moved', card: newer, lanes: counts([newer]) },
    });
    const late = card('a', { lane: 'seen', laneChangedAt: LATER });
    const answered = reduce(told, { type: 'move-answered', id: 'a', seq: 1, card: late });
    expect(ids(answered.columns.ready)).toEqual(['a']);
    expect(shownCounts(answered)).toMatchObject({ seen: 0, ready: 1 });
  });

  it('that was followed by another of the same card leaves the other in place when it is answered', () => {
    const again = reduce(started, {
      type: 'move-started',
      id: 'a',
      card: null,
      to: at('health-check'),
      seq: 2,
      at: LATER,
    });
    const moved = card('a', { lane: 'seen', laneChangedAt: LATER });
    const answered = reduce(again, { type: 'move-answered', id: 'a', seq: 1, card: moved });
    expect(ids(answered.columns['health-check'])).toEqual(['a']);
  });

  it('outlives a snapshot that was made before it', () => {
    const after = reduce(started, { type: 'event', event: snapshot(card('a'), card('b')) });
    expect(ids(after.columns.seen)).toEqual(['a']);
    expect(ids(after.columns.new)).toEqual(['b']);
  });

  it('keeps one and the same card while other things happen', () => {
    const after = reduce(started, {
      type: 'move-started',
      id: 'nobody',
      card: null,
      to: at('ready'),
      seq: 2,
      at: LATER,
    });
    expect(after.columns.seen).toBe(started.columns.seen);
  });
});

describe('what is done', () => {
  const told = (board: BoardState, now: Card, ...all: Card[]): BoardState =>
    reduce(board, { type: 'event', event: { type: 'card', cause: 'moved', card: now, lanes: counts([now, ...all]) } });
  const aside = card('a', { setAside: 'duplicate', setAsideAt: LATER });

  it('leaves its lane when it is set aside, is counted in none, and comes back to it', () => {
    const before = boardWith(card('a'), card('b'));
    const after = told(before, aside, card('b'));
    expect(ids(after.columns.new)).toEqual(['b']);
    expect(ids(after.done)).toEqual(['a']);
    expect([shownLane(after, 'a'), shownCounts(after).new]).toEqual([null, 1]);
    const back = told(after, { ...aside, setAside: null }, card('b'));
    expect(ids(back.columns.new)).toEqual(['a', 'b']);
    expect(back.done).toEqual([]);
  });

  it('is shown and counted at once while it is being set aside, and taken back when that is refused', () => {
    const to: Place = { lane: 'new', setAside: 'mistake' };
    const board = boardWith(card('a'));
    const started = reduce(board, { type: 'move-started', id: 'a', card: null, to, seq: 1, at: LATER });
    expect([ids(started.done), shownCounts(started).new]).toEqual([['a'], 0]);
    expect(started.done[0]).toMatchObject({ setAside: 'mistake', setAsideAt: LATER });
    const refused = reduce(started, { type: 'move-failed', id: 'a' });
    expect([ids(refused.columns.new), shownCounts(refused).new]).toEqual([['a'], 1]);
    const answer = { ...aside, setAside: 'mistake' as const };
    const answered = reduce(started, { type: 'move-answered', id: 'a', seq: 1, card: answer });
    expect([ids(answered.done), answered.lanes.new]).toEqual([['a'], 0]);
  });

  it('is not undone by an answer that was overtaken, which brings back no older note either', () => {
    const back = card('a', { setAsideAt: '2026-03-03T09:10:00.000Z', deskNote: 'newer' });
    const board = told(boardWith(card('a')), back);
    const late = reduce(board, { type: 'move-answered', id: 'a', seq: 1, card: aside });
    expect(late.columns.new[0]).toMatchObject({ setAside: null, deskNote: 'newer' });
    const moved = card('a', { lane: 'seen', laneChangedAt: '2026-03-03T09:20:00.000Z' });
    const answered = reduce(board, { type: 'move-answered', id: 'a', seq: 2, card: moved });
    expect(answered.columns.seen[0]).toMatchObject({ deskNote: 'newer' });
  });

  it('stands the latest first, and not at all in a shop that wants it gone at once', () => {
    const first = card('1', { lane: 'handed-over', laneChangedAt: '2026-03-03T09:01:00.000Z' });
    const second = card('2', { lane: 'handed-over', laneChangedAt: '2026-03-03T09:02:00.000Z' });
    const board = boardWith(first, second, aside);
    expect(ids(board.done)).toEqual(['a', '2', '1']);
    const settings = { ...DEFAULT_SETTINGS, board: { ...DEFAULT_SETTINGS.board, doneMinutes: 0 } };
    expect(reduce(board, { type: 'event', event: { type: 'settings', settings } }).done).toEqual([]);
  });

  it('takes no memory: after thousands of visits the page keeps only the cards that it shows', () => {
    let board = boardWith();
    for (let n = 0; n < 3_000; n++) {
      const at = new Date(Date.UTC(2026, 2, 3, 9, 0, n)).toISOString();
      const arrived = card(`${n}`, { arrivedAt: at, laneChangedAt: at });
      const event = { type: 'card', cause: 'arrived', card: arrived, lanes: counts([arrived]) } as const;
      board = reduce(board, { type: 'event', event });
      board = told(board, { ...arrived, lane: 'handed-over' });
    }
    expect(board.cards.size).toBe(DONE_CARDS);
    expect(board.done[0]?.id).toBe('2999');
  });

  it('keeps the card of a move under way, also one that had left the board', () => {
    const gone = card('9', { lane: 'handed-over', laneChangedAt: LATER });
    const started = reduce(boardWith(card('a')), {
      type: 'move-started',
      id: '9',
      card: gone,
      to: at('ready'),
      seq: 1,
      at: LATER,
    });
    expect(ids(started.columns.ready)).toEqual(['9']);
  });
});

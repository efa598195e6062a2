import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { createBoardStore } from '../../../renderer/board/board-store.ts';
import { createMoves, type MoveProblem } from '../../../renderer/board/moves.ts';
import type { StationClient } from '../../../renderer/station-client.ts';
import type { Card, Lane, SetAsideReason } from '../../../shared/check-in.ts';
import { card, snapshot } from './factories.ts';

type Ask = { id: string; from: Lane; to: Lane };

type AskAside = { id: string; from: SetAsideReason | null; to: SetAsideReason | null };

/** A page with one card, and a station that answers each move when it is told how. */
function page(answer: (ask: Ask) => Promise<Card>, answerAside: (ask: AskAside) => Promise<Card> = aside) {
  const asked: Ask[] = [];
  const askedAside: AskAside[] = [];
  const problems: MoveProblem[] = [];
  const store = createBoardStore();
  const move = (ask: Ask): Promise<Card> => {
    asked.push(ask);
    return answer(ask);
  };
  const setAside = (ask: AskAside): Promise<Card> => {
    askedAside.push(ask);
    return answerAside(ask);
  };
  const moves = createMoves({ checkIns: { move, setAside } } as unknown as StationClient, store);
  moves.listen({ moved() {}, undone() {}, refused: (_move, problem) => problems.push(problem) });
  store.dispatch({ type: 'event', event: snapshot(card('a')) });
  store.dispatch({ type: 'connection', connection: { state: 'live' } });
  return { asked, askedAside, problems, store, moves };
}

const obedient = async ({ id, to }: Ask): Promise<Card> =>
  card(id, { lane: to, laneChangedAt: new Date(Date.UTC(2027, 0)).toISOString() });
let minute = 0;
const aside = async ({ id, to }: AskAside): Promise<Card> =>
  card(id, { setAside: to, setAsideAt: new Date(Date.UTC(2027, 0, 1, 0, minute++)).toISOString() });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('moving a card', () => {
  it('asks for two moves of one card one after the other, each from where the one before put it', async () => {
    const answers: (() => void)[] = [];
    const { moves, asked } = page(async (ask) => {
      await new Promise<void>((resolve) => answers.push(resolve));
      return obedient(ask);
    });
    moves.move(card('a'), 'seen');
    moves.move(card('a'), 'health-check');
    await settled();
    expect(asked).toEqual([{ id: 'a', from: 'new', to: 'seen' }]);
    answers[0]?.();
    await settled();
    expect(asked[1]).toEqual({ id: 'a', from: 'seen', to: 'health-check' });
  });

  it('takes back the latest move first, and knows when there is none left', async () => {
    const { moves, asked, store } = page(obedient);
    moves.move(card('a'), 'handed-over');
    await settled();
    expect(moves.undo()).toBe(true);
    await settled();
    expect(asked.at(-1)).toEqual({ id: 'a', from: 'handed-over', to: 'new' });
    expect(store.getState().columns.new).toHaveLength(1);
    expect(moves.undo()).toBe(false);
  });

  it('says where somebody else has put the card, and shows it where the station says', async () => {
    const { moves, problems, store } = page(async () => {
      throw new ORPCError('CONFLICT', { defined: true, data: { lane: 'ready', setAside: null } });
    });
    moves.move(card('a'), 'seen');
    expect(store.getState().columns.seen).toHaveLength(1);
    await settled();
    expect(problems).toEqual([{ kind: 'taken', place: { lane: 'ready', setAside: null } }]);
    expect(store.getState().columns.seen).toHaveLength(0);
    expect(moves.undo()).toBe(false);
  });

  it('says so when there was no answer, and does not go on with the moves that built on it', async () => {
    const { moves, problems, asked, store } = page(async () => {
      throw new TypeError('Failed to fetch');
    });
    moves.move(card('a'), 'seen');
    moves.move(card('a'), 'ready');
    await settled();
    expect(problems).toEqual([{ kind: 'no-answer' }]);
    expect(asked).toHaveLength(1);
    expect(store.getState().columns.new).toHaveLength(1);
  });

  it('is refused aloud while there is no connection, and nothing is asked or shown', async () => {
    const { moves, problems, asked, store } = page(obedient);
    store.dispatch({ type: 'connection', connection: { state: 'disconnected', since: 0 } });
    moves.move(card('a'), 'seen');
    await settled();
    expect(problems).toEqual([{ kind: 'not-connected' }]);
    expect(asked).toEqual([]);
    expect(store.getState().columns.new).toHaveLength(1);
  });
});

describe('setting a card aside', () => {
  it('takes it off its lane, and is taken back by the same undo as a move', async () => {
    const { moves, asked, askedAside, store } = page(obedient);
    moves.setAside(card('a'), 'mistake');
    expect(store.getState().columns.new).toHaveLength(0);
    await settled();
    expect(store.getState().done).toHaveLength(1);
    expect(moves.undo()).toBe(true);
    await settled();
    expect(askedAside).toEqual([
      { id: 'a', from: null, to: 'mistake' },
      { id: 'a', from: 'mistake', to: null },
    ]);
    expect(asked).toEqual([]);
    expect(store.getState().columns.new).toHaveLength(1);
    expect(moves.undo()).toBe(false);
  });

  it('after a move is taken back first, then the move', async () => {
    const { moves, asked, askedAside } = page(obedient);
    moves.move(card('a'), 'seen');
    await settled();
    moves.setAside(card('a'), 'duplicate');
    await settled();
    moves.undo();
    await settled();
    moves.undo();
    await settled();
    expect(askedAside.at(-1)).toEqual({ id: 'a', from: 'duplicate', to: null });
    expect(asked.at(-1)).toEqual({ id: 'a', from: 'seen', to: 'new' });
  });

  it('says that somebody else has set it aside for another reason', async () => {
    const { moves, problems, store } = page(obedient, async () => {
      throw new ORPCError('CONFLICT', { defined: true, data: { setAside: 'duplicate' } });
    });
    moves.setAside(card('a'), 'mistake');
    await settled();
    expect(problems).toEqual([{ kind: 'taken', place: { lane: 'new', setAside: 'duplicate' } }]);
    expect(store.getState().columns.new).toHaveLength(1);
  });

  it('lets it move nowhere until it is put back', async () => {
    const { moves, asked } = page(obedient);
    moves.setAside(card('a'), 'mistake');
    await settled();
    moves.move(card('a'), 'ready');
    await settled();
    expect(asked).toEqual([]);
  });

  it('of a card that has left the board since is undone at once, before the station answers', async () => {
    const { moves, store } = page(obedient);
    moves.move(card('a'), 'handed-over');
    await settled();
    const { settings } = store.getState();
    if (settings === null) throw new Error('no settings');
    const board = { ...settings.board, doneMinutes: 0 };
    store.dispatch({ type: 'event', event: { type: 'settings', settings: { ...settings, board } } });
    expect(store.getState().cards.size).toBe(0);
    moves.undo();
    expect(store.getState().columns.new).toHaveLength(1);
  });
});

import { safe } from '@orpc/client';
import type { Card, Lane, Place, SetAsideReason } from '../../shared/check-in.ts';
import { isForbidden, type StationClient } from '../station-client.ts';
import { shownPlace } from './board-state.ts';
import type { BoardStore } from './board-store.ts';

/** One move that a person made on this page: between lanes, or aside and back. */
export interface Move {
  readonly id: string;
  /** The plate as text, to speak of the move when the card may be gone. */
  readonly plate: string | null;
  readonly from: Place;
  readonly to: Place;
  /** The card as it was, to show it again at once when it may have left the board; null when it was not on it. */
  readonly card: Card | null;
}

/** Whether a move sets a card aside or puts it back. */
export function isAside({ from, to }: Pick<Move, 'from' | 'to'>): boolean {
  return from.setAside !== to.setAside;
}

/** Why a move did not happen. `taken` says where somebody else has put the card. */
export type MoveProblem =
  | { kind: 'not-connected' }
  | { kind: 'taken'; place: Place }
  | { kind: 'gone' }
  | { kind: 'not-stored' }
  | { kind: 'forbidden' }
  | { kind: 'no-answer' };

/** What became of the moves that were asked for, for whoever tells the person. */
export interface MoveListener {
  moved(move: Move): void;
  undone(move: Move): void;
  refused(move: Move, problem: MoveProblem): void;
}

/** Moves cards between lanes, aside and back: shown at once, taken back when the station refuses. */
export interface Moves {
  /** `elsewhere` says where the card stands when it is not on the board. Nothing moves that was set aside. */
  move(card: Pick<Card, 'id' | 'plate'>, to: Lane, elsewhere?: Place): void;
  /** Sets a card aside, or without a reason puts it back. */
  setAside(card: Pick<Card, 'id' | 'plate'>, reason: SetAsideReason | null, elsewhere?: Place): void;
  /** Takes back the latest move of this page that was not taken back yet; false when there is none. */
  undo(): boolean;
  listen(listener: MoveListener): () => void;
}

const ANSWER_TIMEOUT_MS = 8_000;
const UNDO_DEPTH = 30;

/** The moves of one page over one store. */
export function createMoves(client: StationClient, store: BoardStore): Moves {
  const listeners = new Set<MoveListener>();
  const done: Move[] = [];
  const queues = new Map<string, Promise<boolean>>();
  let seq = 0;

  function tell(report: (listener: MoveListener) => void): void {
    for (const listener of [...listeners]) report(listener);
  }

  function begin(move: Move, isUndo: boolean): void {
    if (store.getState().connection.state !== 'live') {
      tell((listener) => listener.refused(move, { kind: 'not-connected' }));
      return;
    }
    if (!isUndo) {
      done.push(move);
      if (done.length > UNDO_DEPTH) done.shift();
    }
    seq += 1;
    const mine = seq;
    store.dispatch({
      type: 'move-started',
      id: move.id,
      card: move.card === null ? null : { ...move.card, ...move.from },
      to: move.to,
      seq: mine,
      at: new Date().toISOString(),
    });
    tell((listener) => (isUndo ? listener.undone(move) : listener.moved(move)));
    // One after another for one card: each says where the card comes from, which the one before decides.
    const before = queues.get(move.id) ?? Promise.resolve(true);
    const answer = before.then((ok) => (ok ? ask(move, mine) : false));
    queues.set(move.id, answer);
    void answer.then(() => {
      if (queues.get(move.id) === answer) queues.delete(move.id);
    });
  }

  async function ask(move: Move, mine: number): Promise<boolean> {
    const { id } = move;
    const answer = await request(client, move);
    if (answer.type === 'moved') {
      store.dispatch({ type: 'move-answered', id, seq: mine, card: answer.card });
      // A report that was waiting for it has taken the card on: it is taken back from there.
      const place = done.indexOf(move);
      if (place >= 0) done[place] = { ...move, to: placeOf(answer.card) };
      return true;
    }
    store.dispatch({ type: 'move-failed', id });
    forget(move);
    tell((listener) => listener.refused(move, answer.problem));
    return false;
  }

  /** After a refusal nothing that this page did with the card can be taken back any more. */
  function forget(move: Move): void {
    const others = done.filter((other) => other.id !== move.id);
    done.splice(0, done.length, ...others);
  }

  function start({ id, plate }: Pick<Card, 'id' | 'plate'>, from: Place, to: Place): void {
    const card = store.getState().cards.get(id) ?? null;
    // The card of a drill goes by itself.
    if (card?.isTest !== true) begin({ id, plate, from, to, card }, false);
  }

  return {
    move(card, lane, elsewhere) {
      const from = shownPlace(store.getState(), card.id) ?? elsewhere;
      if (from === undefined || from.setAside !== null || from.lane === lane) return;
      start(card, placeOf(from), { lane, setAside: null });
    },
    setAside(card, reason, elsewhere) {
      const from = shownPlace(store.getState(), card.id) ?? elsewhere;
      if (from !== undefined && from.setAside !== reason)
        start(card, placeOf(from), { lane: from.lane, setAside: reason });
    },
    undo() {
      const last = done.at(-1);
      if (last === undefined) return false;
      if (store.getState().connection.state === 'live') done.pop();
      begin({ ...last, from: last.to, to: last.from }, true);
      return true;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function placeOf({ lane, setAside }: Place): Place {
  return { lane, setAside };
}

type Answer = { type: 'moved'; card: Card } | { type: 'refused'; problem: MoveProblem };

async function request(client: StationClient, move: Move): Promise<Answer> {
  const { id, from, to } = move;
  const options = { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) };
  if (isAside(move)) {
    const answer = await safe(client.checkIns.setAside({ id, from: from.setAside, to: to.setAside }, options));
    if (answer.isSuccess) return { type: 'moved', card: answer.data };
    if (!answer.isDefined) return unexpected(answer.error);
    return refused(answer.error, (now) => ({ lane: from.lane, setAside: now.setAside }));
  }
  const answer = await safe(client.checkIns.move({ id, from: from.lane, to: to.lane }, options));
  if (answer.isSuccess) return { type: 'moved', card: answer.data };
  if (!answer.isDefined) return unexpected(answer.error);
  return refused(answer.error, placeOf);
}

type Refusal<Present> = { code: 'CONFLICT'; data: Present } | { code: 'NOT_FOUND' } | { code: 'SERVICE_UNAVAILABLE' };

function unexpected(error: unknown): Answer {
  return { type: 'refused', problem: { kind: isForbidden(error) ? 'forbidden' : 'no-answer' } };
}

function refused<Present>(error: Refusal<Present>, place: (now: Present) => Place): Answer {
  return { type: 'refused', problem: problemOf(error, place) };
}

function problemOf<Present>(error: Refusal<Present>, place: (now: Present) => Place): MoveProblem {
  switch (error.code) {
    case 'CONFLICT':
      return { kind: 'taken', place: place(error.data) };
    case 'NOT_FOUND':
      return { kind: 'gone' };
    case 'SERVICE_UNAVAILABLE':
      return { kind: 'not-stored' };
  }
}

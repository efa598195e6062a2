import { type InferClientErrors, safe } from '@orpc/client';
import type { Card, Lane } from '../../shared/check-in.ts';
import { isForbidden, type StationClient } from '../station-client.ts';
import { shownLane } from './board-state.ts';
import type { BoardStore } from './board-store.ts';

/** One move that a person made on this page. */
export interface Move {
  readonly id: string;
  /** The plate as text, to speak of the move when the card may be gone. */
  readonly plate: string | null;
  readonly from: Lane;
  readonly to: Lane;
}

/** Why a move did not happen. `taken` says in which lane somebody else has put the card. */
export type MoveProblem =
  | { kind: 'not-connected' }
  | { kind: 'taken'; lane: Lane }
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

/** Moves cards between lanes: shown at once, taken back when the station refuses. */
export interface Moves {
  /** `from` says where the card stands when it is not on the board. */
  move(card: Pick<Card, 'id' | 'plate'>, to: Lane, from?: Lane): void;
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
    store.dispatch({ type: 'move-started', id: move.id, to: move.to, seq: mine, at: new Date().toISOString() });
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
    const { id, from, to } = move;
    const answer = await safe(
      client.checkIns.move({ id, from, to }, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }),
    );
    if (answer.isSuccess) {
      store.dispatch({ type: 'move-answered', id, seq: mine, card: answer.data });
      return true;
    }
    store.dispatch({ type: 'move-failed', id });
    forget(move);
    const unexpected = isForbidden(answer.error) ? ({ kind: 'forbidden' } as const) : ({ kind: 'no-answer' } as const);
    const problem = answer.isDefined ? problemOf(answer.error) : unexpected;
    tell((listener) => listener.refused(move, problem));
    return false;
  }

  /** After a refusal nothing that this page did with the card can be taken back any more. */
  function forget(move: Move): void {
    const others = done.filter((other) => other.id !== move.id);
    done.splice(0, done.length, ...others);
  }

  return {
    move(card, to, elsewhere) {
      const from = shownLane(store.getState(), card.id) ?? elsewhere;
      if (from !== undefined && from !== to) begin({ id: card.id, plate: card.plate, from, to }, false);
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

type Refusal = Extract<InferClientErrors<StationClient['checkIns']['move']>, { code: string }>;

function problemOf(error: Refusal): MoveProblem {
  switch (error.code) {
    case 'CONFLICT':
      return { kind: 'taken', lane: error.data.lane };
    case 'NOT_FOUND':
      return { kind: 'gone' };
    case 'SERVICE_UNAVAILABLE':
      return { kind: 'not-stored' };
  }
}

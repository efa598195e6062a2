import type { StationClient } from '../station-client.ts';
import { lacksCards } from './board-state.ts';
import type { BoardStore } from './board-store.ts';
import { keepWatching, type LiveConnection } from './keep-watching.ts';

/** A board that is kept connected until it is stopped. */
export type BoardConnection = LiveConnection;

/** Keeps a board connected to the station. */
export function keepConnected(client: StationClient, store: BoardStore): BoardConnection {
  return keepWatching({
    watch: (options) => client.board.watch(undefined, options),
    take: (event) => store.dispatch({ type: 'event', event }),
    connection: () => store.getState().connection,
    show: (connection) => store.dispatch({ type: 'connection', connection }),
    isKnown: () => store.getState().status !== null,
    lacks: () => lacksCards(store.getState()),
  });
}

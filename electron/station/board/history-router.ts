import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { StationReader } from '../store/reader.ts';
import { cursorOf, pageTold } from './cursor.ts';
import type { RouterContext } from './router.ts';

/** What the procedures of the history work on. */
export type HistoryRouterParts = {
  reader: StationReader;
  /** Somebody searches: what has just arrived should be found. */
  searched: () => void;
};

/** The part of the contract that looks through all visits; the router around it looks at who may. */
export function createHistoryRouter({ reader, searched }: HistoryRouterParts) {
  const os = implement({ history: contract.history }).$context<RouterContext>();
  return os.router({
    history: {
      list: os.history.list.handler(({ input: { cursor, limit, ...filter } }) => {
        searched();
        return pageTold(reader.historyRows(filter, cursorOf(cursor), limit));
      }),
      jump: os.history.jump.handler(({ input: { cursor, limit, position, ...filter } }) => {
        searched();
        return pageTold(reader.historyRowsAt(filter, cursorOf(cursor), position, limit));
      }),
      count: os.history.count.handler(({ input: { cursor, newerThan, ...filter } }) => {
        searched();
        return reader.historyCount(filter, cursorOf(cursor), cursorOf(newerThan));
      }),
      choices: os.history.choices.handler(() => {
        searched();
        return reader.historyChoices();
      }),
    },
  });
}

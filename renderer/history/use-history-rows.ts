import { useQueries } from '@tanstack/react-query';
import type { HistoryRow } from '../../shared/history.ts';
import { MOST_COUNTED } from '../../shared/history.ts';
import { useParts } from '../board/board-context.ts';
import { CHUNK, type HistoryNews, type HistoryStart } from './use-history.ts';

/** The rows of a list as far as they are loaded. */
export type HistoryRows = {
  /** Null for one that is not there yet. */
  row: (index: number) => HistoryRow | null;
  isFailed: boolean;
  retry: () => void;
};

/** How many rows a list has; of one that is not counted to its end so many as are known, and more when that is reached. */
export function lengthOf(start: HistoryStart, news: HistoryNews, reached: number): number {
  const { count, isMore } = start.count;
  return news.newer.length + (isMore ? Math.max(MOST_COUNTED, reached) : count);
}

/** Loads what of a list is looked at: rows from `first` on, up to `end` and without it. */
export function useHistoryRows(
  start: HistoryStart,
  news: HistoryNews,
  { first, end }: { first: number; end: number },
  onReached: (rows: number) => void,
): HistoryRows {
  const { client } = useParts();
  const before = news.newer.length;
  const firstChunk = Math.max(0, Math.floor((first - before) / CHUNK));
  const lastChunk = Math.max(0, Math.floor((end - 1 - before) / CHUNK));
  const chunks = Array.from({ length: lastChunk - firstChunk + 1 }, (_, index) => firstChunk + index);
  const loaded = useQueries({
    queries: chunks.map((chunk) => ({
      queryKey: ['history', 'rows', start.key, chunk],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const { filter, cursor } = start;
        const position = chunk * CHUNK;
        const page = await client.history.jump({ ...filter, cursor, position, limit: CHUNK }, { signal });
        // Where the count stopped, the list goes on for as long as there is something to show.
        if (start.count.isMore) onReached(position + page.items.length + (page.nextCursor === null ? 0 : CHUNK));
        return page.items;
      },
      ...(chunk === 0 ? { initialData: start.rows as HistoryRow[] } : {}),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      retry: 1,
    })),
  });
  return {
    row(index) {
      const inList = index - before;
      const own =
        inList < 0 ? news.newer[index] : loaded[Math.floor(inList / CHUNK) - firstChunk]?.data?.[inList % CHUNK];
      return own === undefined ? null : (news.patches.get(own.id) ?? own);
    },
    isFailed: loaded.some(({ isError }) => isError),
    retry: () => {
      for (const query of loaded) if (query.isError) void query.refetch();
    },
  };
}

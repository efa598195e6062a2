import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useParts } from '../../board/board-context.ts';

/** How long what has come is gathered before it is asked for, in ms: a flood of requests is asked for no more often. */
const GATHER_MS = 800;
/** Whoever has gone further back looks for something: their list stays as it is. */
const LIVE_PAGES = 5;

/** Calls `look` when something may have been delivered, or the station looks at it otherwise than before. */
export function useDeliveryNews(look: () => void): void {
  const { store } = useParts();
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.onEvent(({ type }) => {
      if (type === 'tick' || type === 'settings') return;
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current();
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
}

/** A list that is asked for page by page, and follows what comes. */
export function useLiveList<Row>(
  key: readonly unknown[],
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<{ items: Row[]; nextCursor: string | null }>,
) {
  const list = useInfiniteQuery({
    queryKey: ['deliveries', ...key],
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchOnMount: 'always',
    retry: 1,
  });
  const { isFetching, refetch } = list;
  /** Something came while it was being asked for: the answer under way may not tell of it. */
  const cameMeanwhile = useRef(false);
  useDeliveryNews(() => {
    if ((list.data?.pages.length ?? 0) > LIVE_PAGES) return;
    if (isFetching) cameMeanwhile.current = true;
    else void refetch();
  });
  useEffect(() => {
    if (isFetching || !cameMeanwhile.current) return;
    cameMeanwhile.current = false;
    void refetch();
  }, [isFetching, refetch]);
  return {
    rows: list.data?.pages.flatMap(({ items }) => items),
    isError: list.isError && list.data === undefined,
    hasOlder: list.hasNextPage,
    isBusy: list.isFetchingNextPage,
    older: () => void list.fetchNextPage(),
    refetch: () => void refetch(),
  };
}

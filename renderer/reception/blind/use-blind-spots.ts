import { safe } from '@orpc/client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useParts } from '../../board/board-context.ts';
import type { StationClient } from '../../station-client.ts';
import { type Act, useAct } from '../../ui/use-act.ts';

const BLIND_SPOTS = 'blind-spots';
const PAGE = 50;
/** How often the list is asked for again, in ms: outages begin and end by themselves. */
const REFRESH_MS = 5_000;

/** The blind spots, newest first, as far as they were asked for. */
export function useBlindSpots(withHarmless: boolean) {
  const { client } = useParts();
  return useInfiniteQuery({
    queryKey: [BLIND_SPOTS, withHarmless],
    queryFn: ({ signal, pageParam }) =>
      client.blind.list({ withHarmless, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: REFRESH_MS,
  });
}

/** Something that changes blind spots: the list is asked for again before it is done. */
export function useBlindAct(): Pick<Act, 'state'> & {
  run(work: (blind: StationClient['blind']) => Promise<unknown>): void;
} {
  const { client } = useParts();
  const queries = useQueryClient();
  const { state, run } = useAct();
  return {
    state,
    run: (work) =>
      run(async () => {
        const answer = await safe(work(client.blind));
        if (!answer.isSuccess) throw answer.error;
        await queries.invalidateQueries({ queryKey: [BLIND_SPOTS] });
      }),
  };
}

import { useQuery } from '@tanstack/react-query';
import { useBoard, useParts } from '../board/board-context.ts';
import type { StationClient } from '../station-client.ts';

/** While the settings are open, what changes elsewhere is asked for this often, in ms. */
export const ASK_EVERY_MS = 1_500;

/** What the station answers, kept up to date while it is looked at; null before it has answered. */
export function useAnswer<T>(key: string, ask: (client: StationClient, signal: AbortSignal) => Promise<T>): T | null {
  const { client } = useParts();
  const enabled = useBoard((state) => state.connection.state === 'live');
  const { data } = useQuery({
    queryKey: [key],
    queryFn: ({ signal }) => ask(client, signal),
    enabled,
    staleTime: 0,
    refetchInterval: ASK_EVERY_MS,
  });
  return data ?? null;
}

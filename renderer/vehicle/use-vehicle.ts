import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { VehicleKey } from '../../shared/vehicle.ts';
import { useParts } from '../board/board-context.ts';
import { checkInKey, isNotFound } from '../check-in/use-check-in.ts';

/** Under this all that is known of vehicles is kept. */
export const VEHICLES = 'vehicle';

const PAGE = 20;

/** A vehicle over all its visits. */
export function useVehicle(key: VehicleKey) {
  const { client } = useParts();
  return useQuery({
    queryKey: [VEHICLES, 'whole', key],
    queryFn: ({ signal }) => client.vehicles.get(key, { signal }),
    retry: (count, error) => count < 2 && !isNotFound(error),
  });
}

/** Its visits, newest first, as far as they were asked for. */
export function useVisits(key: VehicleKey) {
  const { client } = useParts();
  return useInfiniteQuery({
    queryKey: [VEHICLES, 'visits', key],
    queryFn: ({ signal, pageParam }) =>
      client.vehicles.visits({ ...key, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    retry: (count, error) => count < 2 && !isNotFound(error),
  });
}

/** What is said of earlier visits beside a check-in; asked for again with the check-in. */
export function useCheckInMemory(id: string) {
  const { client } = useParts();
  return useQuery({
    queryKey: [...checkInKey(id), 'memory'],
    queryFn: ({ signal }) => client.vehicles.memory({ id }, { signal }),
    retry: (count, error) => count < 2 && !isNotFound(error),
  }).data;
}

import { ORPCError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useParts } from '../board/board-context.ts';

/** The key under which a check-in is kept; what is heard of it makes it be asked for again. */
export function checkInKey(id: string): readonly string[] {
  return ['check-in', id];
}

/** A check-in whole; asked for once however many places show it. */
export function useCheckIn(id: string) {
  const { client } = useParts();
  return useQuery({
    queryKey: checkInKey(id),
    queryFn: ({ signal }) => client.checkIns.get({ id }, { signal }),
    retry: (count, error) => count < 2 && !isNotFound(error),
  });
}

/** True when the station knows no such check-in. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'NOT_FOUND';
}

import { useQuery } from '@tanstack/react-query';
import { type Access, OWN_ACCESS } from '../../shared/access.ts';
import { useParts } from '../board/board-context.ts';
import { getDesktop } from '../desktop/desktop.ts';

/** What the page keeps its answer under; asked for anew with every fresh snapshot. */
export const ACCESS_KEY = ['access'] as const;

/** Who this page is to the station; null before it has said so. What it last said stays known when it says no more. */
export function useAccess(): Access | null {
  const { client } = useParts();
  const isInApp = getDesktop() !== null;
  const { data } = useQuery({
    queryKey: ACCESS_KEY,
    queryFn: ({ signal }) => client.access(undefined, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // The app's own window need not ask: its settings are there also while the station is not.
    ...(isInApp && { initialData: OWN_ACCESS }),
  });
  return data ?? null;
}

/** Whether this page may set the shop up. */
export function useIsManager(): boolean {
  return useAccess()?.role === 'manager';
}

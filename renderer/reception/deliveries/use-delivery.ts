import { useQuery } from '@tanstack/react-query';
import { useParts } from '../../board/board-context.ts';
import { useDeliveryNews } from './use-live-list.ts';

/** All that is known of one delivery, kept up to date. */
export function useDelivery(id: string) {
  const { client } = useParts();
  const { data, isError, refetch } = useQuery({
    queryKey: ['deliveries', 'one', id],
    queryFn: ({ signal }) => client.deliveries.get({ id }, { signal }),
    staleTime: 0,
    retry: false,
  });
  useDeliveryNews(() => void refetch());
  return { data, isError };
}

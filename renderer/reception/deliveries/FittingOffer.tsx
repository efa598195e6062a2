import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParts } from '../../board/board-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useAct } from '../../ui/use-act.ts';
import styles from './Deliveries.module.css';
import { useDeliveryNews } from './use-live-list.ts';

/** Offers to take in what the secrets and settings of now would accept, and says how many it were; nothing while there is none. */
export function FittingOffer() {
  const { t } = useTranslation();
  const { client } = useParts();
  const queries = useQueryClient();
  const take = useAct();
  const [taken, setTaken] = useState(0);
  const { data, refetch } = useQuery({
    queryKey: ['deliveries', 'fitting'],
    queryFn: ({ signal }) => client.deliveries.quarantine.fitting(undefined, { signal }),
    staleTime: 0,
  });
  useDeliveryNews(() => void refetch());
  const count = data?.count ?? 0;
  if (count === 0 && taken === 0) return null;

  function takeIn(): void {
    take.run(async () => {
      const { accepted } = await client.deliveries.quarantine.tryAgain({ ids: null });
      setTaken(accepted);
      await queries.invalidateQueries({ queryKey: ['deliveries'] });
    });
  }

  return (
    <div className={styles.offer} role="status">
      <p>
        {take.state === 'failed'
          ? t('deliveries.not-done')
          : count === 0
            ? t('deliveries.result.accepted', { count: taken })
            : t('deliveries.fitting', { count })}
      </p>
      {count > 0 && (
        <Button tone="primary" isBusy={take.state === 'busy'} onClick={takeIn}>
          {t('deliveries.fitting-do')}
        </Button>
      )}
    </div>
  );
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../board/board-context.ts';
import { changePageQuery, usePageQuery } from '../../ui/place.ts';
import styles from './Deliveries.module.css';
import { DeliveryLog } from './DeliveryLog.tsx';
import { type DeliveriesChange, queryOf, viewOf } from './deliveries-view.ts';
import { FittingOffer } from './FittingOffer.tsx';
import { Quarantine } from './Quarantine.tsx';

/** Every request to the callback address, what became of it, and what waits in quarantine for a decision. */
export function Deliveries() {
  const { t } = useTranslation();
  const query = usePageQuery().toString();
  const view = useMemo(() => viewOf(new URLSearchParams(query)), [query]);
  const count = useBoard((state) => state.status?.quarantined ?? 0);
  // By the address as it stands: several changes may come between two drawings.
  const change = (members: DeliveriesChange): void =>
    changePageQuery(queryOf({ ...viewOf(new URLSearchParams(window.location.search)), ...members }));
  return (
    <>
      <div className={styles.views}>
        <nav aria-label={t('deliveries.views')}>
          {[false, true].map((isQuarantine) => (
            <button
              key={String(isQuarantine)}
              type="button"
              aria-current={view.isQuarantine === isQuarantine ? 'page' : undefined}
              onClick={() => changePageQuery(queryOf({ isQuarantine }))}
            >
              {isQuarantine ? t('deliveries.quarantine', { count }) : t('deliveries.log')}
            </button>
          ))}
        </nav>
        <FittingOffer />
      </div>
      {view.isQuarantine ? <Quarantine view={view} change={change} /> : <DeliveryLog view={view} change={change} />}
    </>
  );
}

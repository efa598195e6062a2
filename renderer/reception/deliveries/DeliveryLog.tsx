import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../../shared/delivery.ts';
import { useParts } from '../../board/board-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormats } from '../../ui/formats.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useShopZone } from '../../ui/shop-zone.ts';
import styles from './Deliveries.module.css';
import { DeliveryFilters } from './DeliveryFilters.tsx';
import { DeliveryPane } from './DeliveryPane.tsx';
import { type DeliveriesChange, type DeliveriesView, filterOf, NO_FILTER } from './deliveries-view.ts';
import { ListAndDetail } from './ListAndDetail.tsx';
import { useLiveList } from './use-live-list.ts';

const CHUNK = 100;

export interface ViewProps {
  view: DeliveriesView;
  change: (members: DeliveriesChange) => void;
}

/** Every request to the callback address, newest first, with what became of it. */
export function DeliveryLog({ view, change }: ViewProps) {
  const { t } = useTranslation();
  const { client } = useParts();
  const zone = useShopZone();
  const filter = filterOf(view, zone);
  const isNarrowed = Object.keys(filter).length > 0;
  const list = useLiveList(['log', filter], (cursor, signal) =>
    client.deliveries.list({ ...filter, limit: CHUNK, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <DeliveryFilters view={view} change={change} />
      <ListAndDetail
        list={list}
        label={t('deliveries.list')}
        empty={
          isNarrowed ? (
            <Notice title={t('deliveries.nothing')}>
              <Button onClick={() => change(NO_FILTER)}>{t('deliveries.show-all')}</Button>
            </Notice>
          ) : (
            <Notice title={t('deliveries.empty')}>
              <p>{t('deliveries.empty-what')}</p>
            </Notice>
          )
        }
        draw={(delivery) => (
          <Row
            key={delivery.id}
            delivery={delivery}
            isOpen={delivery.id === view.open}
            onOpen={() => change({ open: delivery.id })}
          />
        )}
        detail={view.open === undefined ? null : <DeliveryPane key={view.open} id={view.open} change={change} />}
        hint={t('deliveries.choose')}
        onClose={() => change({ open: undefined })}
      />
    </>
  );
}

function Row({ delivery, isOpen, onOpen }: { delivery: Delivery; isOpen: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { id, receivedAt, outcome, reason, kind, msgId } = delivery;
  return (
    <li>
      <button type="button" className={styles.row} data-row={id} aria-current={isOpen || undefined} onClick={onOpen}>
        <time dateTime={receivedAt}>{formats.exact(receivedAt)}</time>
        <span className={styles.outcome} data-outcome={outcome}>
          {t(`deliveries.outcome.${outcome}`)}
        </span>
        <span className={styles.what}>
          {reason === null ? kind !== null && t(`deliveries.kind.${kind}`) : t(`deliveries.reason.${reason}`)}
        </span>
        <bdi className={styles.id}>{msgId ?? t('deliveries.no-id')}</bdi>
      </button>
    </li>
  );
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Card, isDone } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { overdueFromOf } from '../../shared/maintenance-due.ts';
import type { ComingMaintenance } from '../../shared/maintenance-plan.ts';
import { useClockText } from '../ui/clock.ts';
import { Icon } from '../ui/Icon.tsx';
import { useShopZone } from '../ui/shop-zone.ts';
import { openVehicle } from '../vehicle/open-vehicle.ts';
import styles from './MaintenanceLine.module.css';

/** What is overdue of a vehicle's maintenance, on its card; it leads to the whole plan. */
export function MaintenanceLine({ card }: { card: Card }) {
  return card.maintenance === null || isDone(card) ? null : <Overdue id={card.id} maintenance={card.maintenance} />;
}

function Overdue({ id, maintenance: { service, due } }: { id: string; maintenance: ComingMaintenance }) {
  const { t } = useTranslation();
  const zone = useShopZone();
  const moments = useMemo(() => due.map((mark) => overdueFromOf(mark, zone)), [due, zone]);
  const count = Number(useClockText((now) => String(moments.filter((from) => from !== null && from <= now).length)));
  if (count === 0) return null;
  const words = t('plan.overdue', { service: isolated(service) });
  const more = count > 1 ? t('plan.and-more', { count: count - 1 }) : null;
  const whole = more === null ? words : `${words} ${more}`;
  return (
    <button
      type="button"
      className={styles.line}
      data-raised="true"
      data-maintenance=""
      title={whole}
      aria-label={t('plan.open', { what: whole })}
      onClick={() => openVehicle(id)}
    >
      <Icon name="warning" />
      <span className={styles.words}>{words}</span>
      {more !== null && <span className={styles.more}>{more}</span>}
    </button>
  );
}

import { useTranslation } from 'react-i18next';
import type { VehicleKey } from '../../shared/vehicle.ts';
import { useFormats } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import { VehicleSection } from '../vehicle/VehicleSection.tsx';
import styles from './Plan.module.css';
import { PlanItem } from './PlanItem.tsx';
import { planGroups } from './plan-words.ts';
import { useVehiclePlan } from './use-plan.ts';

/** The maintenance plan on the page of a vehicle, by when things are due; absent where AutoX3 has sent none. */
export function PlanSection({ vehicleKey }: { vehicleKey: VehicleKey }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const plan = useVehiclePlan(vehicleKey);
  if (plan === undefined || plan === null || plan.items.length === 0) return null;
  const done = plan.items.filter(({ state }) => state === 'finished');
  return (
    <VehicleSection title={t('plan.title')}>
      {planGroups(t, formats, plan).map(({ heading, isOverdue, items }) => (
        <div key={heading} className={styles.group} data-severity={isOverdue ? 'amber' : undefined}>
          <h4>{heading}</h4>
          <ul className={styles.list}>
            {keyed(items, ({ service }) => service).map(({ key, item }) => (
              <PlanItem key={key} item={item} isWhole />
            ))}
          </ul>
        </div>
      ))}
      {plan.items.some(({ left }) => left !== null) && <p className={styles.estimate}>{t('plan.estimate')}</p>}
      {done.length > 0 && (
        <details className={styles.done}>
          <summary>{t('plan.done', { count: done.length })}</summary>
          <ul className={styles.list}>
            {keyed(done, ({ service }) => service).map(({ key, item }) => (
              <PlanItem key={key} item={item} isWhole />
            ))}
          </ul>
        </details>
      )}
    </VehicleSection>
  );
}

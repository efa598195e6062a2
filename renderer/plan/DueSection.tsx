import { useTranslation } from 'react-i18next';
import { SOON_DISTANCE } from '../../shared/maintenance-due.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { Section } from '../check-in/Fact.tsx';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import { openVehicle } from '../vehicle/open-vehicle.ts';
import styles from './Plan.module.css';
import { PlanItem } from './PlanItem.tsx';
import { isDue } from './plan-words.ts';
import { useCheckInPlan } from './use-plan.ts';

/** Items that stand beside a check-in; the others are on the page of the vehicle. */
const SHOWN = 4;

/** What is due now of a vehicle's maintenance, beside its check-in, with the way to the whole plan. */
export function DueSection({ id }: { id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { distanceUnit } = useBoard(shopOf);
  const plan = useCheckInPlan(id);
  if (plan === undefined || plan === null || plan.items.length === 0) return null;
  const due = plan.items.filter(isDue).slice(0, SHOWN);
  return (
    <Section title={t('plan.title')}>
      {due.length === 0 ? (
        <p className={styles.nothing}>
          {t('plan.nothing-due', { distance: formats.distance(SOON_DISTANCE, distanceUnit) })}
        </p>
      ) : (
        <ul className={styles.list} data-due-of={id}>
          {keyed(due, ({ service }) => service).map(({ key, item }) => (
            <PlanItem key={key} item={item} />
          ))}
        </ul>
      )}
      <div className={styles.whole}>
        <Button onClick={() => openVehicle(id)}>{t('plan.whole', { count: plan.items.length })}</Button>
      </div>
    </Section>
  );
}

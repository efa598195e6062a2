import { useTranslation } from 'react-i18next';
import type { DistanceUnit } from '../../shared/shop.ts';
import type { Maintenance } from '../../shared/vehicle-maintenance.ts';
import { dueWords } from '../plan/plan-words.ts';
import { useFormats } from '../ui/formats.ts';
import { keyed } from '../ui/keyed.ts';
import styles from './Sheet.module.css';

/** The maintenance that is overdue or due soon. */
export function SheetPlan({ items, unit }: { items: readonly Maintenance[]; unit: DistanceUnit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <section data-due-maintenance="">
      <h2>{t('sheet.plan')}</h2>
      <ul className={styles.plan}>
        {keyed(items, ({ service }) => service).map(({ key, item }) => (
          <li key={key}>
            <strong>
              <bdi>{item.service}</bdi>
            </strong>
            {[
              ...(item.state === 'overdue' ? [t('plan.state.overdue')] : []),
              ...dueWords(t, formats, item, unit),
              ...(item.proven ? [] : [t('plan.unproven')]),
            ].map((words) => (
              <span key={words}> · {words}</span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

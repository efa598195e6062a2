import { useTranslation } from 'react-i18next';
import { isolated } from '../../shared/isolated.ts';
import type { Maintenance } from '../../shared/vehicle-maintenance.ts';
import { useBoard } from '../board/board-context.ts';
import { shopOf } from '../board/board-state.ts';
import { LongText } from '../check-in/LongText.tsx';
import { useFormats } from '../ui/formats.ts';
import styles from './Plan.module.css';
import { dueWords } from './plan-words.ts';

/** One piece of maintenance: what, and when it is due; `isWhole` with what else was said of it, when and by which message. */
export function PlanItem({ item, isWhole = false }: { item: Maintenance; isWhole?: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { distanceUnit } = useBoard(shopOf);
  const when =
    item.finishedAt === null
      ? dueWords(t, formats, item, distanceUnit)
      : [t('plan.done-on', { day: formats.date(item.finishedAt) })];
  const price = item.price === null ? [] : [t('plan.price', { price: formats.number(item.price) })];
  return (
    <li className={styles.item} data-maintenance-state={item.state}>
      <p className={styles.what}>
        <strong data-severity={item.state === 'overdue' ? 'amber' : undefined}>
          <LongText text={item.service} />
        </strong>
        {item.recommended && <span className={styles.mark}>{t('plan.recommended')}</span>}
        {!item.proven && (
          <span className={styles.mark} data-severity="amber" title={t('plan.unproven-why')}>
            {t('plan.unproven')}
          </span>
        )}
      </p>
      <p className={styles.when}>{[...when, ...(isWhole ? price : [])].join(' · ')}</p>
      {isWhole && (
        <p className={styles.stated} title={t('plan.stated-by', { message: isolated(item.msgId) })}>
          {t('plan.stated', { day: formats.date(item.statedAt) })} <span className={styles.message}>{item.msgId}</span>
        </p>
      )}
    </li>
  );
}

import { useTranslation } from 'react-i18next';
import type { Advice, Reason } from '../../../shared/delivery.ts';
import styles from './Deliveries.module.css';

/** Why something was not simply accepted, and what to do about it, in plain words; null is that all is well. */
export function ReasonPart({ reason, advice = null }: { reason: Reason | null; advice?: Advice | null }) {
  const { t } = useTranslation();
  return (
    <div className={styles.reason}>
      <h3>{t('deliveries.why')}</h3>
      <p>{t(reason === null ? 'deliveries.why.accepted' : `deliveries.why.${reason}`)}</p>
      <h3>{t('deliveries.todo')}</h3>
      <p>{t(todoOf(reason))}</p>
      {advice === 'secret-leaking' && <p>{t('deliveries.advice.secret-leaking')}</p>}
    </div>
  );
}

/** What breaks the rules of form has one remedy, whichever rule it is. */
function todoOf(reason: Reason | null) {
  if (reason === null) return 'deliveries.todo.none';
  return isShape(reason) ? 'deliveries.todo.shape' : (`deliveries.todo.${reason}` as const);
}

const isShape = (reason: Reason): reason is Extract<Reason, `shape-${string}`> => reason.startsWith('shape-');

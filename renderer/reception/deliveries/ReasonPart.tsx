import { useTranslation } from 'react-i18next';
import type { Advice, DeliveryOrigin, Reason } from '../../../shared/delivery.ts';
import styles from './Deliveries.module.css';

export interface ReasonPartProps {
  /** Null is that it was accepted, and all is well. */
  reason: Reason | null;
  advice?: Advice | null;
  /** Who had it taken. */
  origin?: DeliveryOrigin;
}

const ACCEPTED = {
  sender: 'deliveries.why.accepted',
  relay: 'deliveries.why.accepted-relayed',
  'sent-again': 'deliveries.why.accepted-later',
  'tried-again': 'deliveries.why.accepted-later',
  'by-hand': 'deliveries.why.accepted-later',
} as const satisfies Record<DeliveryOrigin, string>;

/** Why something was not simply accepted, and what to do about it, in plain words. */
export function ReasonPart({ reason, advice = null, origin = 'sender' }: ReasonPartProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.reason}>
      <h3>{t('deliveries.why')}</h3>
      <p>{t(reason === null ? ACCEPTED[origin] : `deliveries.why.${reason}`)}</p>
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

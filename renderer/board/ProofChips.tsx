import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { outOfTime } from '../../shared/out-of-time.ts';
import { useFormats } from '../ui/formats.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './chips.module.css';

type ProofCard = Pick<Card, 'proven' | 'typed' | 'weak' | 'late' | 'messageCount' | 'createdAt' | 'arrivedAt'> &
  Partial<Pick<Card, 'failedSteps'>>;

/** What is not as usual about the messages of a check-in, and what failed on its way, each with its reason on hover. */
export function ProofChips({ card }: { card: ProofCard }) {
  const { t } = useTranslation();
  const formats = useFormats();
  // A visit that later messages changed shows when the last one was made, and when the first one arrived.
  const off = card.messageCount === 1 ? outOfTime(card.arrivedAt, card.createdAt) : null;
  const { late, failedSteps = [] } = card;
  const isUsual = card.proven && !card.weak && card.messageCount < 2 && off === null && late === null;
  if (isUsual && failedSteps.length === 0) return null;
  return (
    <ul className={styles.chips} data-raised="true">
      {card.typed && (
        <li className={styles.chip} title={t('typed.mark-why')}>
          <Icon name="note" />
          {t('typed.mark')}
        </li>
      )}
      {!card.proven && !card.typed && (
        <li className={styles.chip} data-severity="amber" title={t('card.unproven-why')}>
          <Icon name="warning" />
          {t('card.unproven')}
        </li>
      )}
      {card.weak && (
        <li className={styles.chip} data-severity="amber" title={t('card.weak-why')}>
          <Icon name="warning" />
          {t('card.weak')}
        </li>
      )}
      {failedSteps.map((step) => (
        <li key={step} className={styles.chip} data-severity="amber" title={t(`card.failed-why.${step}`)}>
          <Icon name="warning" />
          {t(`card.failed.${step}`)}
        </li>
      ))}
      {late !== null && (
        <li className={styles.chip} title={t('late.mark-why', { when: formats.moment(late.storedAt) })}>
          {t('late.mark', { span: formats.age(Date.parse(late.storedAt) - Date.parse(card.arrivedAt)) })}
        </li>
      )}
      {off !== null && (
        <li className={styles.chip} title={t('card.out-of-time-why')}>
          {t(`card.${off.type}`, { span: formats.age(off.ms) })}
        </li>
      )}
      {card.messageCount > 1 && (
        <li className={styles.chip} title={t('card.updated-why', { count: card.messageCount })}>
          {t('card.updated')}
        </li>
      )}
    </ul>
  );
}

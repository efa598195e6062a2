import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { useFormats } from '../ui/formats.ts';
import { useAge } from '../ui/use-age.ts';
import styles from './Age.module.css';
import { useBoard } from './board-context.ts';
import { agesOf } from './board-state.ts';

export interface AgeProps {
  card: Pick<Card, 'lane' | 'arrivedAt' | 'laneChangedAt'>;
  className?: string | undefined;
}

/**
 * How long a check-in has stood in its lane, counting by itself and recoloured when that is too long: the card around it
 * is not drawn again.
 */
export function Age({ card, className = '' }: AgeProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const ages = useBoard(agesOf);
  const { text, since, state } = useAge(card, ages);
  const arrived = t('age.arrived-at', { when: formats.moment(card.arrivedAt) });
  const title = [
    ...(state === 'calm' ? [] : [t(`age.${state}`)]),
    ...(since === card.arrivedAt ? [] : [t('age.in-lane-since', { when: formats.moment(since) })]),
    arrived,
  ].join(t('age.join'));
  return (
    <time className={`${styles.age} ${className}`} data-age={state} dateTime={since} title={title}>
      {text}
      {state !== 'calm' && <span className="visually-hidden"> {t(`age.${state}`)}</span>}
    </time>
  );
}

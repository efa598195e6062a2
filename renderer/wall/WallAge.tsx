import { useTranslation } from 'react-i18next';
import type { WallCard } from '../../shared/wall.ts';
import { useAge } from '../ui/use-age.ts';
import styles from './WallCard.module.css';
import { useWall } from './wall-store.ts';

/** How long a check-in has stood in its lane, counting by itself; what is too long stands out. */
export function WallAge({ card }: { card: WallCard }) {
  const { t } = useTranslation();
  const ages = useWall((state) => state.ages);
  const { text, since, state } = useAge(card, ages);
  return (
    <time className={styles.age} data-age={state} dateTime={since}>
      {text}
      {state !== 'calm' && <span className="visually-hidden"> {t(`age.${state}`)}</span>}
    </time>
  );
}

import { useTranslation } from 'react-i18next';
import { type AgeState, ageState, inLaneSince } from '../../shared/ageing.ts';
import type { WallCard } from '../../shared/wall.ts';
import { useClockText } from '../ui/clock.ts';
import styles from './WallCard.module.css';
import { useWallFormats } from './wall-formats.ts';
import { useWall } from './wall-store.ts';

/** How long a check-in has stood in its lane, counting by itself; what is too long stands out. */
export function WallAge({ card }: { card: WallCard }) {
  const { t } = useTranslation();
  const formats = useWallFormats();
  const ages = useWall((state) => state.ages);
  const since = inLaneSince(card);
  const start = Date.parse(since);
  const text = useClockText((now) => formats.age(now - start));
  const state = useClockText<AgeState>((now) => (ages === null ? 'calm' : ageState(card, now, ages)));
  return (
    <time className={styles.age} data-age={state} dateTime={since}>
      {text}
      {state !== 'calm' && <span className="visually-hidden"> {t(`age.${state}`)}</span>}
    </time>
  );
}

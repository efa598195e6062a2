import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type AgeState, ageState } from '../../shared/ageing.ts';
import type { Card } from '../../shared/check-in.ts';
import type { BoardSettings } from '../../shared/settings.ts';
import { useClockText } from '../ui/clock.ts';
import { useBoard } from './board-context.ts';
import { agesOf, type Column } from './board-state.ts';
import styles from './LaneHead.module.css';

export interface LaneHeadProps {
  lane: Column;
  name: string;
  headingId: string;
  /** All that the lane holds. */
  count: number;
  /** What a filter lets through; null without a filter. */
  shown: number | null;
  cards: readonly Card[];
}

/** The name of a lane, how many it holds, how many of them are late, and from when on they are. */
export function LaneHead({ lane, name, headingId, count, shown, cards }: LaneHeadProps) {
  const { t } = useTranslation();
  const ages = useBoard(agesOf);
  const hints = ages === null ? [] : hintsOf(t, ages[lane]);
  return (
    <header className={styles.head} title={hints.join(t('age.join')) || undefined}>
      <h2 id={headingId} className={styles.name}>
        {name} <span className={styles.count}>{shown === null ? count : t('lane.shown-of', { shown, count })}</span>
      </h2>
      {ages !== null && <Late cards={cards} ages={ages} />}
      {hints[0] !== undefined && shown === null && <span className={styles.hint}>{hints[0]}</span>}
    </header>
  );
}

function Late({ cards, ages }: { cards: readonly Card[]; ages: BoardSettings['ages'] }) {
  const { t } = useTranslation();
  const late = useClockText((now): `${AgeState} ${number}` => {
    const states = cards.map((card) => ageState(card, now, ages)).filter((state) => state !== 'calm');
    return `${states.includes('red') ? 'red' : states.length > 0 ? 'amber' : 'calm'} ${states.length}`;
  });
  const [state = 'calm', count] = late.split(' ');
  if (state === 'calm') return null;
  return (
    <span className={styles.late} data-age={state}>
      {t('lane.late', { count: Number(count) })}
    </span>
  );
}

/** From when on a check-in in the lane is late, the first first. */
function hintsOf(t: TFunction, { amber, red }: BoardSettings['ages'][Column]): string[] {
  return [
    ...(amber === null ? [] : [t('lane.amber-after', { minutes: amber })]),
    ...(red === null ? [] : [t('lane.red-after', { minutes: red })]),
  ];
}

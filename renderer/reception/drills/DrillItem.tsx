import { useTranslation } from 'react-i18next';
import type { DrillObstacle } from '../../../shared/drill.ts';
import { Button } from '../../ui/Button.tsx';
import { DrillCourse } from './DrillCourse.tsx';
import styles from './Drills.module.css';
import { outcomeOf, type ShownRun } from './shown-run.ts';

export interface DrillItemProps {
  drill: ShownRun['drill'];
  /** Why it cannot be run now. */
  obstacle: DrillObstacle | 'no-printer' | null;
  /** As it runs, or has run last. */
  run: ShownRun | null;
  isBusy: boolean;
  onStart: () => void;
  /** Null for one that nobody can end. */
  onEnd: (() => void) | null;
}

/** One drill: what the desk will see, and once it runs, what has come true of it. */
export function DrillItem({ drill, obstacle, run, isBusy, onStart, onEnd }: DrillItemProps) {
  const { t } = useTranslation();
  const came = run === null ? null : outcomeOf(run);
  const isRunning = run !== null && !run.isOver;
  return (
    <li className={styles.drill} data-drill={drill} data-came={came ?? undefined}>
      <div className={styles.head}>
        <h3>{t(`drill.${drill}`)}</h3>
        {isRunning && onEnd !== null && (
          <Button tone="card" onClick={onEnd}>
            {t('drills.end')}
          </Button>
        )}
        {obstacle === null && (
          <Button tone="card" isBusy={isBusy} onClick={onStart}>
            {t('drills.run')}
          </Button>
        )}
      </div>
      <p>{t(`drill.${drill}.sees`)}</p>
      {obstacle !== null && obstacle !== 'running' && (
        <p className={styles.obstacle}>{t(`drills.obstacle.${obstacle}`)}</p>
      )}
      <DrillCourse run={run} />
    </li>
  );
}

import { Loader } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Drills.module.css';
import type { ShownRun } from './shown-run.ts';

/** What a drill looks at, with a tick for what was so and a remedy for what was not. */
export function DrillSteps({ steps }: { steps: ShownRun['steps'] }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.steps}>
      {steps.map(({ step, state, problem }) => (
        <li key={step} data-step={step} data-state={state}>
          <span className={styles.sign}>
            {state === 'done' && <Icon name="done" size={16} />}
            {state === 'failed' && <Icon name="warning" size={16} />}
            {state === 'running' && <Loader size={14} color="currentcolor" aria-hidden="true" />}
          </span>
          <span>
            {t(`drill.step.${step}`)}
            {state === 'failed' && <small>{problem === null ? remedy(t, step) : t(`reach.problem.${problem}`)}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function remedy(t: TFunction, step: ShownRun['steps'][number]['step']): string {
  switch (step) {
    case 'sent':
    case 'verified':
    case 'shown':
    case 'rung':
    case 'refused':
    case 'missed':
    case 'back':
    case 'started-again':
      return t(`drill.not.${step}`);
    default:
      return t('drill.not.other');
  }
}

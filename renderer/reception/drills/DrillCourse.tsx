import { useTranslation } from 'react-i18next';
import { Remark } from '../../settings/Row.tsx';
import { DrillSteps } from './DrillSteps.tsx';
import { outcomeOf, type ShownRun } from './shown-run.ts';
import { TestCard } from './TestCard.tsx';

const TONES = { done: 'good', failed: 'red', skipped: 'quiet' } as const;

/** A drill that runs or has run last: what it looks at, its card while that is on the boards, and what it has come to. */
export function DrillCourse({ run }: { run: ShownRun | null }) {
  const { t } = useTranslation();
  const came = run === null ? null : outcomeOf(run);
  return (
    <>
      {run !== null && <DrillSteps steps={run.steps} />}
      {run !== null && run.card !== null && <TestCard id={run.card} />}
      <div role="status">{came !== null && <Remark tone={TONES[came]}>{t(`drills.came.${came}`)}</Remark>}</div>
    </>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintOutcome } from '../../shared/desktop.ts';
import type { SheetProblem } from '../../shared/sheet-print.ts';
import { Button } from '../ui/Button.tsx';
import { Remark, Row } from './Row.tsx';

/** Prints a test page, and says what became of it. */
export function PrintTestRow({ print }: { print: () => Promise<PrintOutcome> }) {
  const { t } = useTranslation();
  const [isBusy, setIsBusy] = useState(false);
  const [came, setCame] = useState<PrintOutcome | 'no-answer' | null>(null);

  function run(): void {
    setIsBusy(true);
    setCame(null);
    void print()
      .catch(() => 'no-answer' as const)
      .then((outcome) => {
        setIsBusy(false);
        setCame(outcome);
      });
  }

  const problem = problemOf(came);
  return (
    <Row
      label={t('settings.printing.test')}
      why={t('settings.printing.test-why')}
      below={
        <div role="status">
          {problem !== null && <Remark tone="red">{t(problem)}</Remark>}
          {came !== null && came !== 'no-answer' && came.result === 'printed' && (
            <Remark tone="good">{t('printing.done')}</Remark>
          )}
        </div>
      }
    >
      <Button isBusy={isBusy} onClick={run}>
        {t('settings.printing.test-print')}
      </Button>
    </Row>
  );
}

function problemOf(
  came: PrintOutcome | 'no-answer' | null,
): 'printing.not-asked' | `printing.problem.${SheetProblem}` | null {
  if (came === 'no-answer') return 'printing.not-asked';
  return came?.result === 'failed' ? `printing.problem.${came.problem}` : null;
}

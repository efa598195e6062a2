import { useTranslation } from 'react-i18next';
import type { Reach } from '../../shared/reach.ts';
import { useBoard } from '../board/board-context.ts';
import { DrillCourse } from '../reception/drills/DrillCourse.tsx';
import { outcomeOf, type ShownRun } from '../reception/drills/shown-run.ts';
import { useDrills } from '../reception/drills/use-drills.ts';
import { openSettings } from '../settings/open-settings.ts';
import { Remark, Row } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';
import { isByRelayAlone } from '../ui/status-view.ts';
import { remedyOfDrill } from './remedy.ts';
import type { SetupStepProps } from './SetupPage.tsx';

/** A test check-in that goes the whole way of a real one, out and back; without a secret or a way, what is lacking for it. */
export function TestCheckIn({ go }: SetupStepProps) {
  const { t } = useTranslation();
  const reach = useBoard((state) => state.status?.reach ?? null);
  const hasNoSecret = useBoard((state) => state.status?.obstacle === 'no-secret');
  const isRelayed = useBoard(({ status }) => status !== null && isByRelayAlone(status));
  if (reach === null) return null;
  if (isRelayed) return <Remark tone="quiet">{t('relay.no-test')}</Remark>;
  if (!hasNoSecret && reach.address !== null) return <TestRun problem={reach.problem} go={go} />;
  return (
    <Row
      label={t('drill.check-in')}
      why={t('setup.test-what')}
      below={
        hasNoSecret ? (
          <Remark tone="quiet">{t('setup.test-no-secret')}</Remark>
        ) : (
          <div>
            <Remark tone="amber">{t(reach.way === 'none' ? 'setup.local-only' : 'setup.address-not-yet')}</Remark>
            <Button onClick={() => go('reach')}>{t('setup.remedy.reach')}</Button>
          </div>
        )
      }
    />
  );
}

function TestRun({ problem, go }: SetupStepProps & Pick<Reach, 'problem'>) {
  const { t } = useTranslation();
  const { state, run: latest, act, start, cancel } = useDrills();
  const run = latest?.drill === 'check-in' ? latest : null;
  const isRunning = run !== null && !run.isOver;
  const hasFailed = run !== null && outcomeOf(run) === 'failed';
  const obstacle = state?.obstacles['check-in'] ?? null;
  return (
    <Row
      label={t('drill.check-in')}
      why={t('setup.test-what')}
      below={
        <div>
          {problem !== null && !hasFailed && <Remark tone="red">{t(`reach.problem.${problem}`)}</Remark>}
          {obstacle !== null && !isRunning && <Remark tone="amber">{t(`drills.obstacle.${obstacle}`)}</Remark>}
          {act.state === 'failed' && <Remark tone="red">{t('drills.failed')}</Remark>}
          <DrillCourse run={run} />
          {hasFailed && <Remedy run={run} go={go} />}
        </div>
      }
    >
      {isRunning && <Button onClick={cancel}>{t('drills.end')}</Button>}
      {state !== undefined && obstacle === null && (
        <Button isBusy={act.state === 'busy'} onClick={() => start('check-in')}>
          {t('drills.send-test')}
        </Button>
      )}
    </Row>
  );
}

/** Leads to where what failed is put right. */
function Remedy({ run, go }: SetupStepProps & { run: ShownRun }) {
  const { t } = useTranslation();
  const remedy = remedyOfDrill(run.steps);
  switch (remedy) {
    case 'reach':
    case 'secret':
      return <Button onClick={() => go(remedy)}>{t(`setup.remedy.${remedy}`)}</Button>;
    case 'ring':
      return <Button onClick={() => openSettings('alerts')}>{t('setup.remedy.ring')}</Button>;
    case null:
      return null;
  }
}

import { useTranslation } from 'react-i18next';
import type { Reach } from '../../shared/reach.ts';
import { useBoard, useParts } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { CopyAddress } from '../ui/CopyAddress.tsx';
import { certificateWarning } from '../ui/certificate-warning.ts';
import { useFormats } from '../ui/formats.ts';
import { useAct } from '../ui/use-act.ts';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';

/** A try takes two probes at most, each ten seconds. */
const ANSWER_TIMEOUT_MS = 30_000;

export interface ReachStandingProps {
  reach: Reach;
  isDisabled: boolean;
}

/** Whether something arrives by the way that is set, and what to do where not. */
export function ReachStanding({ reach, isDisabled }: ReachStandingProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client } = useParts();
  const act = useAct();
  const { light, state, problem, provenAt } = reach;
  const ofCertificate = certificateWarning(reach, t, formats);
  const isProven = light === 'receiving';
  const says = problem !== null ? t(`reach.problem.${problem}`) : isProven ? t('reach.state.proven') : sayState(state);

  function sayState(standing: Reach['state']): string {
    return t(standing === 'off' || standing === 'up' ? `reach.state.${standing}` : 'reach.state.starting');
  }

  return (
    <Row
      label={t('reach.standing')}
      why={provenAt === null ? t('reach.never-proven') : t('reach.proven', { when: formats.moment(provenAt) })}
      below={
        <>
          <Remark tone={problem !== null ? 'red' : isProven ? 'good' : 'quiet'}>{says}</Remark>
          {ofCertificate !== null && <Remark tone="amber">{ofCertificate}</Remark>}
        </>
      }
    >
      <Button
        isBusy={act.state === 'busy'}
        onClick={() =>
          !isDisabled &&
          act.run(() => client.reach.tryNow(undefined, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }))
        }
      >
        {t(act.state === 'busy' ? 'reach.trying' : 'reach.try')}
      </Button>
    </Row>
  );
}

export interface ReachAddressProps {
  reach: Reach;
  /** Somebody has given AutoX3 the new address. */
  onTold: () => void;
}

/** The address that AutoX3 needs, and how to say that it has it where it is a new one. */
export function ReachAddress({ reach: { problem }, onTold }: ReachAddressProps) {
  const { t } = useTranslation();
  const callback = useBoard((state) => state.status?.callback ?? '');
  return (
    <Row
      label={t('status.callback')}
      why={t('reach.callback-why')}
      below={
        <div className={styles.address}>
          <CopyAddress address={callback} label={t('status.callback')} />
        </div>
      }
    >
      {problem === 'address-changed' && (
        <Button tone="primary" onClick={onTold}>
          {t('reach.told-autox3')}
        </Button>
      )}
    </Row>
  );
}

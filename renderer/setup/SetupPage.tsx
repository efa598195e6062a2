import { type FunctionComponent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isFetched } from '../../shared/relay.ts';
import { SETUP_STEPS, type SetupStep } from '../../shared/setup-settings.ts';
import { useBoard } from '../board/board-context.ts';
import { StationFields } from '../settings/StationSection.tsx';
import { Step, Steps } from '../settings/Steps.tsx';
import { useSettings } from '../settings/station-settings.ts';
import { useAccess } from '../ui/access.ts';
import { Button } from '../ui/Button.tsx';
import { PageFrame } from '../ui/PageFrame.tsx';
import { openPage } from '../ui/place.ts';
import { AddressStep } from './AddressStep.tsx';
import { LanguageStep } from './LanguageStep.tsx';
import { MessageStep } from './MessageStep.tsx';
import { ReachStep } from './ReachStep.tsx';
import { RestStep } from './RestStep.tsx';
import { SecretStep } from './SecretStep.tsx';
import styles from './Setup.module.css';

/** What every step is given: the way to another one. */
export interface SetupStepProps {
  go: (step: SetupStep) => void;
}

const STEPS = {
  language: LanguageStep,
  secret: SecretStep,
  reach: ReachStep,
  address: AddressStep,
  'first-message': MessageStep,
  rest: RestStep,
} satisfies Record<SetupStep, FunctionComponent<SetupStepProps>>;

/** Sets the station up, step by step, from nothing to the first check-in. The station keeps how far somebody has come. */
export function SetupPage() {
  const { t } = useTranslation();
  const access = useAccess();
  const settings = useSettings('setup');
  return (
    <PageFrame name="setup" title={t('setup.title')}>
      {access?.role === 'manager' ? (
        <div className={styles.card}>
          <p className={styles.what}>{t('setup.what')}</p>
          <StationFields settings={settings}>
            {({ step }) => (
              <SetupSteps
                step={step}
                go={(to) => settings.change(() => ({ step: to, isDone: false }))}
                onDone={() => {
                  settings.change(() => ({ step, isDone: true }));
                  openPage(null);
                }}
              />
            )}
          </StationFields>
        </div>
      ) : (
        <p>{t(access === null ? 'settings.loading' : 'settings.main-desk')}</p>
      )}
    </PageFrame>
  );
}

function SetupSteps({ step, go, onDone }: SetupStepProps & { step: SetupStep; onDone: () => void }) {
  const { t } = useTranslation();
  const hasSecret = useBoard(({ status }) => status !== null && status.obstacle !== 'no-secret');
  const hasMessage = useBoard(({ status }) => status !== null && status.lastAcceptedAt !== null);
  const isReached = useBoard(
    ({ status }) => status !== null && (status.reach.light === 'receiving' || isFetched(status.relay)),
  );
  const content = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    content.current?.focus({ preventScroll: true });
    content.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, [step]);

  const at = SETUP_STEPS.indexOf(step);
  const isBehind = (other: SetupStep): boolean => SETUP_STEPS.indexOf(other) < at;
  const isDone: Record<SetupStep, boolean> = {
    language: isBehind('language'),
    secret: hasSecret,
    reach: isReached,
    address: isBehind('address'),
    'first-message': hasMessage,
    rest: false,
  };
  const [before, after] = [SETUP_STEPS[at - 1], SETUP_STEPS[at + 1]];
  const isLacking = (step === 'secret' && !hasSecret) || (step === 'first-message' && !hasMessage);
  const Content = STEPS[step];
  return (
    <Steps label={t('setup.title')}>
      {SETUP_STEPS.map((name) => {
        const title = t(`setup.step.${name}`);
        if (name !== step)
          return <Step key={name} title={title} state={isDone[name] ? 'done' : 'later'} onOpen={() => go(name)} />;
        return (
          <Step key={name} title={title} state="now">
            <div ref={content} tabIndex={-1} className={styles.content} data-setup-step={name}>
              <Content go={go} />
              <div className={styles.buttons}>
                {before !== undefined && <Button onClick={() => go(before)}>{t('setup.before')}</Button>}
                {after === undefined ? (
                  <Button tone="primary" onClick={onDone}>
                    {t('setup.done')}
                  </Button>
                ) : (
                  <Button tone={isLacking ? 'quiet' : 'primary'} onClick={() => go(after)}>
                    {t(isLacking ? 'setup.without' : 'setup.next')}
                  </Button>
                )}
              </div>
            </div>
          </Step>
        );
      })}
    </Steps>
  );
}
